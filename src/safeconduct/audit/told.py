"""A result in words alone, ready to be shown by another program: the account, and each matter by itself.

Whoever shows it need know neither policies nor platforms. A result can hold a hundred thousand matters, so that each is told
apart from the others, and a ``Brief`` of each is enough to sort and choose by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from safeconduct.activity import Outcome
from safeconduct.archive.record import Seen
from safeconduct.audit.matter import TITLES, Matter, Section
from safeconduct.audit.reports import _account as account
from safeconduct.audit.reports._matter import MOST_TEXT, host_of, stretches, whys
from safeconduct.audit.reports._words import (
    advice,
    badge,
    british,
    cited,
    clauses,
    clean,
    is_urgent,
    outcome_word,
    platform_word,
    seen_by,
    topic_word,
    when,
)
from safeconduct.audit.run import Result

_WORDS: Final = (Section.OWN_WORDS, Section.PASSED_ON)
_MOST_GAPS: Final = 500
_MOST_QUOTES: Final = 5
_QUOTE: Final = 80  # characters


class Why(msgspec.Struct, frozen=True):
    """Why words were marked: the topic, the reason, whether it is certain, and the words."""

    topic: str
    why: str
    certain: bool
    quotes: tuple[str, ...]


class Clause(msgspec.Struct, frozen=True):
    """A clause that speaks, and what it says to do."""

    policy: str
    clause: str
    says: str
    answer: str


class Told(msgspec.Struct, frozen=True):
    """One matter in words. ``stretches`` are the text in pieces, each with what was found in it, or nothing.

    ``link`` is a plain web address or nothing; ``host`` names where it leads. ``deleted`` says that the archive holds it as
    taken down already.
    """

    section: str
    outcome: str
    badge: str
    says: str
    when: str
    platform: str
    seen_by: str
    to: str
    deleted: bool
    edited: str
    stretches: tuple[tuple[str, str], ...]
    left_out: int
    whys: tuple[Why, ...]
    because: str
    do: tuple[str, ...]
    advice: tuple[str, ...]
    clauses: tuple[Clause, ...]
    link: str
    host: str
    find: str
    count: int


class Brief(msgspec.Struct, frozen=True, array_like=True):
    """What a matter is found and sorted by. ``year`` is 0 where the archive gives no date."""

    section: str
    outcome: str
    year: int
    platform: str
    topics: tuple[str, ...]


class PlatformTold(msgspec.Struct, frozen=True):
    """What came of one platform."""

    title: str
    owner: str
    count: int
    records: tuple[str, ...]
    files: tuple[str, ...]
    period: str


class GapTold(msgspec.Struct, frozen=True):
    """Something that was not read, or not wholly."""

    what: str
    why: str
    partly: bool


class AccountTold(msgspec.Struct, frozen=True):
    """What was read and what was not, what was found in a sentence, and under what.

    Only if it is ``whole`` may anybody say that nothing was found. ``records`` are all entries, ``checked`` the person's own
    texts, ``urgent`` those matters that are still there and have to go. ``years`` are the first and last of the entries.
    """

    answer: str
    caveat: str
    whole: bool
    stopped: bool
    records: int
    checked: int
    found: int
    urgent: int
    years: tuple[int, int] | None
    period: str
    platforms: tuple[PlatformTold, ...]
    gaps: tuple[GapTold, ...]
    more_gaps: int
    notices: tuple[str, ...]
    counted: tuple[str, ...]
    policies: tuple[str, ...]


def tell(result: Result, say_who: str) -> AccountTold:
    """The account of a result. ``say_who`` tells how to say who one is in a chat."""
    gaps = list(account.gaps(result, say_who))
    first, last = result.tally.first, result.tally.last
    return AccountTold(
        answer=account.answer(result),
        caveat=account.caveat(result, say_who),
        whole=result.whole,
        stopped=result.stopped,
        records=result.tally.records,
        checked=result.tally.checked,
        found=len(result.matters),
        urgent=sum(map(is_urgent, result.matters)),
        years=(british(first).year, british(last).year) if first and last else None,
        period=account.period(result),
        platforms=tuple(map(_platform, account.platforms(result))),
        gaps=tuple(map(_gap, gaps[:_MOST_GAPS])),
        more_gaps=max(0, len(gaps) - _MOST_GAPS),
        notices=tuple(map(clean, account.notices(result))),
        counted=tuple(account.counted(result)),
        policies=tuple(f"{policy.title}, {policy.version}" for policy in result.scope.policies),
    )


def _platform(told: account.Platform) -> PlatformTold:
    return PlatformTold(clean(told.title), clean(told.owner), told.count, told.records, told.files, told.period)


def _gap(gap: account.Gap) -> GapTold:
    return GapTold(clean(gap.member or ""), clean(gap.why), gap.partly)


def matters(result: Result) -> Iterator[tuple[Brief, Told]]:
    """Each matter, the worst first."""
    titles = account.titles(result)
    policies = {policy.id: policy.title for policy in result.scope.policies}
    for matter in result.matters:
        yield brief(matter, titles), told(matter, titles, policies)


def brief(matter: Matter, titles: dict[str, str]) -> Brief:
    """What a matter is found by."""
    year = british(matter.at).year if matter.at else 0
    topics = tuple(topic_word(topic) for topic in matter.topics)
    return Brief(matter.section.value, matter.outcome.value, year, platform_word(matter.platform, titles), topics)


def told(matter: Matter, titles: dict[str, str], policies: dict[str, str]) -> Told:
    """One matter in words. ``titles`` name the platforms, ``policies`` the policies, by their ids."""
    ours, theirs = advice(tuple(matter.guidance), tuple(matter.policies))
    host = host_of(matter.link)
    shown = matter.section in _WORDS or matter.audience != Seen.UNKNOWN
    return Told(
        section=TITLES[matter.section],
        outcome="gone" if matter.deleted and matter.outcome is Outcome.STOP else matter.outcome.value,
        badge=badge(matter),
        says=clean(matter.says),
        when=when(matter),
        platform=platform_word(matter.platform, titles),
        seen_by=seen_by(matter.audience) if matter.audience and shown else "",
        to=clean(matter.to),
        deleted=matter.deleted,
        edited="an earlier version" if matter.earlier else "edited" if matter.edited else "",
        stretches=tuple(stretches(matter)),
        left_out=max(0, len(matter.text) - MOST_TEXT),
        whys=tuple(_whys(matter)),
        because=_because(matter, policies),
        do=ours,
        advice=theirs,
        clauses=tuple(_clauses(matter, policies)),
        link=matter.link if host else "",
        host=host,
        find=clean(matter.find),
        count=matter.count,
    )


def _whys(matter: Matter) -> Iterator[Why]:
    for (topic, why, certain), quotes in whys(matter).items():
        words = tuple(clean(quote[:_QUOTE]) for quote in dict.fromkeys(quotes) if quote.strip())
        yield Why(topic, why, certain, words[:_MOST_QUOTES])


def _because(matter: Matter, policies: dict[str, str]) -> str:
    """The clauses that say so, policy by policy: Social Media Policy 5.1c, 5.3g."""
    said = (group.partition(" ") for group in cited(tuple(matter.reasons), matter.outcome).split("; ") if group)
    return "; ".join(f"{policies.get(policy, policy)}, {numbers}" for policy, _, numbers in said)


def _clauses(matter: Matter, policies: dict[str, str]) -> Iterator[Clause]:
    for reason, outcome in clauses(tuple(matter.reasons)):
        yield Clause(policies.get(reason.policy, reason.policy), reason.clause, reason.says, outcome_word(outcome))


__all__: Final = ("AccountTold", "Brief", "Clause", "GapTold", "PlatformTold", "Told", "Why", "matters", "tell")
