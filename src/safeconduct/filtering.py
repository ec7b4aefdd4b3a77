"""What the policies ask of a network filter: which sites, on which devices, in which hours, by which clause, and as files.

A policy names kinds of sites, not addresses. For kinds of which a list is shipped (``data/filter_lists``) the files hold
addresses; all others are a category that somebody ticks in the filter itself. Hours are those of the school; a filter knows
no bank holidays, so that the days on which no school is held stand beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from safeconduct.audit.schoolday import SchoolDays, bank_holidays
from safeconduct.policy import Policy

_LISTED: Final = {"social networking": "social-networking"}
_ENDS: Final = ".!?"


class Hours(StrEnum):
    """When a rule holds."""

    SCHOOL_DAY = "school-day"
    ALWAYS = "always"
    BY_HAND = "by-hand"  # the clause says it in words that a filter's clock cannot be set by


class Does(StrEnum):
    """What the filter does: it closes the sites, or only notes visits in its log."""

    BLOCKS = "blocks"
    LOGS = "logs"


class FilterRule(msgspec.Struct, frozen=True):
    """One clause's wish to the filter. ``domains`` is empty where the filter's own category is meant."""

    policy: str
    version: str
    title: str
    clause: str
    source: str
    says: str
    sites: str
    on: tuple[str, ...]
    hours: Hours
    hours_said: str
    does: Does
    exempt: str
    domains: tuple[str, ...]


class SchoolRule(msgspec.Struct, frozen=True):
    """All of it for one school: its hours, the coming bank holidays, and the rules."""

    school: str
    starts: str
    ends: str
    closed: tuple[date, ...]
    rules: tuple[FilterRule, ...]
    approved: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()


def compiled(
    school: str,
    policies: Iterable[Policy],
    days: SchoolDays,
    today: date,
    *,
    approved: Collection[str] = (),
    barred: Collection[str] = (),
) -> SchoolRule:
    """What the policies in force ask of a school's filter.

    Args:
        school: its name, for the heads of the files.
        policies: those in force.
        days: the school's hours and nation.
        today: from when on bank holidays are told, to the end of next year.
        approved: addresses that the school decided to leave open, subdomains included.
        barred: addresses that the school decided to close besides.
    """
    rules = tuple(rule for policy in policies for rule in _rules(policy))
    closed = sorted(day for year in (today.year, today.year + 1) for day in bank_holidays(days.nation, year) if day >= today)
    return SchoolRule(
        school, f"{days.start:%H:%M}", f"{days.end:%H:%M}", tuple(closed), rules, tuple(sorted(approved)), tuple(sorted(barred))
    )


def _rules(policy: Policy) -> Iterator[FilterRule]:
    for clause in policy.clause:
        asked = clause.restrict
        if asked is None:
            continue
        yield FilterRule(
            policy.id, policy.version, policy.title, clause.id, clause.source, clause.says, asked.sites, asked.on,
            _hours(asked.hours), asked.hours, _does(asked.hours), asked.exempt, listed(_LISTED.get(asked.sites, "")),
        )  # fmt: skip


def _hours(said: str) -> Hours:
    if said.startswith("any time"):
        return Hours.ALWAYS
    return Hours.SCHOOL_DAY if said in ("school day", "working hours") else Hours.BY_HAND


def _does(said: str) -> Does:
    return Does.LOGS if "not blocked" in said else Does.BLOCKS


@cache
def listed(name: str) -> tuple[str, ...]:
    """The addresses of a shipped list, in order; none for a kind of sites without one."""
    if not name:
        return ()
    text = (resources.files("safeconduct.data") / "filter_lists" / f"{name}.txt").read_text("utf-8")
    return tuple(sorted(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")))


def closed_sites(rule: FilterRule, approved: Collection[str]) -> list[str]:
    """The addresses that one rule closes: without those that the school left open, and what lies below them."""
    return [each for each in rule.domains if not any(_within(each, site) for site in approved)]


def _within(domain: str, site: str) -> bool:
    return domain == site or domain.endswith(f".{site}")


# --- files for filters ---------------------------------------------------------------------------------------


def as_list(rule: SchoolRule) -> str:
    """One address a line, with comments: for custom lists of nearly every filter. It carries no hours."""
    lines = [f"# {line}" for line in _head(rule)]
    for each in _blocking(rule):
        lines += ["#", f"# {_cited(each)}", f"# {_when(rule, each)}", *closed_sites(each, rule.approved)]
    own = ["#", "# Closed by the school's own decision", *rule.barred] if rule.barred else []
    return "\n".join([*lines, *own]) + "\n"


def as_json(rule: SchoolRule) -> bytes:
    """Everything, for a program."""
    return msgspec.json.format(msgspec.json.encode(rule), indent=1)


def as_squid(rule: SchoolRule) -> str:
    """Rules for Squid, and for filters that are built on it, with the hours of the school's weekdays."""
    lines = [f"# {line}" for line in _head(rule)]
    if rule.approved:
        lines.append(f"acl left_open dstdomain {_dotted(rule.approved)}")
    but = " !left_open" if rule.approved else ""
    for number, each in enumerate(_blocking(rule), 1):
        sites = closed_sites(each, rule.approved)
        if not sites:
            continue
        lines += ["", f"# {_cited(each)}", f"acl closed_{number} dstdomain {_dotted(sites)}"]
        hours = each.hours is Hours.SCHOOL_DAY
        lines += [f"acl hours_{number} time MTWHF {rule.starts}-{rule.ends}"] if hours else []
        lines.append(f"http_access deny closed_{number}{f' hours_{number}' if hours else ''}{but}")
    if rule.barred:
        lines += ["", f"acl closed_by_school dstdomain {_dotted(rule.barred)}", f"http_access deny closed_by_school{but}"]
    return "\n".join(lines) + "\n"


def _dotted(domains: Iterable[str]) -> str:
    return " ".join(f".{each}" for each in domains)


def _blocking(rule: SchoolRule) -> list[FilterRule]:
    """The rules by which a filter closes something at hours that it can be set to."""
    return [each for each in rule.rules if each.does is Does.BLOCKS and each.hours is not Hours.BY_HAND and each.domains]


def by_category(rule: SchoolRule) -> list[FilterRule]:
    """The rules that no list of addresses can carry: somebody ticks a category in the filter, or sets it by hand."""
    return [each for each in rule.rules if each.does is Does.BLOCKS and each not in _blocking(rule)]


def _head(rule: SchoolRule) -> Sequence[str]:
    by_hand = [f"Set by hand, as a category of the filter: {_plain(each.sites)} ({_cited(each)})" for each in by_category(rule)]
    return [f"School-day rule of {_plain(rule.school)}", *by_hand]


def _cited(rule: FilterRule) -> str:
    return _plain(f"{rule.title}, clause {rule.clause}: {rule.says.rstrip(_ENDS)}.")


def _when(rule: SchoolRule, each: FilterRule) -> str:
    if each.hours is Hours.ALWAYS:
        return "At any time"
    return f"On school days from {rule.starts} to {rule.ends}"


def _plain(text: str) -> str:
    """On one line: what stands in a comment must never begin a line of its own."""
    return " ".join(text.split())


__all__: Final = (
    "Does", "FilterRule", "Hours", "SchoolRule", "as_json", "as_list", "as_squid", "by_category", "closed_sites", "compiled",
    "listed",
)  # fmt: skip
