"""Policies as data: clauses that say what people read, where it stands in the source, and what it does.

A policy is one TOML file in ``data/policies``: its metadata, its clauses and its cases. What a clause does is one of
a few shapes, all plain data: topics it answers (``screen``), facts it matches (``decide``), a report it routes
(``route``), guidance it gives (``guide``), a permission it needs (``permit``), a self-review it schedules
(``review``), sites and hours it restricts (``restrict``), a point to sign (``sign``), a duty or a notice of the
organisation (``govern``). Loading is strict: a wrong key, an unknown fact or value, or a clause without a case is an
error that names the file, the clause and the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from safeconduct.activity import (
    FACTS,
    SCOPING_FACTS,
    About,
    Aspect,
    ConcernKind,
    Force,
    Kind,
    Mechanism,
    MustNot,
    Outcome,
    Role,
    Told,
    Topic,
)
from safeconduct.errors import PolicyError

# A condition maps a fact to the value it must have, or to the list of values that will do.
Condition = dict[str, bool | str | list[str]]
# What a route may ask: whether a child may be at risk, and whether it is about a former pupil who is grown up.
ROUTE_FACTS = ("child_protection", "grown_up")


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Plain data that refuses a key it does not know."""


class ScreenRule(_Strict, frozen=True):
    """What the clause answers to a text with one of ``topics``, in ``aspects`` only, in any but ``not_aspects``."""

    topics: tuple[Topic, ...]
    outcome: Outcome
    aspects: tuple[Aspect, ...] = ()
    not_aspects: tuple[Aspect, ...] = ()
    when: Condition = {}


class DecideRule(_Strict, frozen=True):
    """What the clause answers when the facts match.

    ``outcome`` is left out by a rule that only says whom to tell. ``otherwise`` marks a general rule that speaks only
    where the rest of the policy is silent. ``no_reply`` bars any answer to the person; ``say`` offers wording.
    """

    when: Condition
    outcome: Outcome | None = None
    unless: Condition = {}
    otherwise: bool = False
    report_to: tuple[Told, ...] = ()
    no_reply: bool = False
    say: str = ""
    guide: str = ""


class RouteRule(_Strict, frozen=True):
    """To whom a concern of one of ``kinds`` goes, as which step, how, and what not to do meanwhile.

    ``or_to`` is told instead where the person in ``to`` is the one complained of (the source says “A or B”). ``when`` asks for
    ``ROUTE_FACTS`` alone.
    """

    kinds: tuple[ConcernKind, ...]
    to: tuple[Told, ...] = ()
    or_to: tuple[Told, ...] = ()
    step: int = 1
    when: Condition = {}
    immediate: bool = False
    evidence: bool = False
    must_not: tuple[MustNot, ...] = ()
    external: bool = False
    guide: str = ""


class GuideRule(_Strict, frozen=True):
    """Words shown with an answer to texts with ``topics``, activities of ``kinds``, ``concerns``; if ``when`` fits.

    With ``aspects``, only to texts in which a topic has one of them; not even empty in a text that does not use it.
    """

    text: str
    topics: tuple[Topic, ...] = ()
    kinds: tuple[Kind, ...] = ()
    concerns: tuple[ConcernKind, ...] = ()
    when: Condition = {}
    aspects: tuple[Aspect, ...] | msgspec.UnsetType = msgspec.UNSET

    def is_for(self, topic: Topic, aspect: Aspect | None) -> bool:
        """Whether the words belong to such a finding."""
        return topic in self.topics and (self.aspects is msgspec.UNSET or aspect in self.aspects)


class Permit(_Strict, frozen=True):
    """A permission, consent or agreement that must be on record: for what, and whose it is to give.

    Without ``given_by`` nobody can give it, and ``what`` says so.
    """

    what: str
    given_by: str = ""

    def __str__(self) -> str:
        return f"Needed on record: {self.what}, given by {self.given_by}" if self.given_by else self.what


class LooksAt(StrEnum):
    """What a self-review looks at; an audit cites the review whose matter it finds in an archive."""

    PRIVACY = "privacy"
    TAGS = "tags"
    PEOPLE = "people"
    EMPLOYER = "employer"
    DETAILS = "details"
    OLD_POSTS = "old-posts"
    FINDABILITY = "findability"
    PASSWORDS = "passwords"
    DEVICES = "devices"


class Review(_Strict, frozen=True):
    """Something a person looks over regularly. ``months`` is our reading where the source says only “regularly”."""

    task: str
    months: int
    looks_at: tuple[LooksAt, ...]


class Restriction(_Strict, frozen=True):
    """What a network filter is asked to do: the sites, the devices or networks it holds for, the hours, what is exempt."""

    sites: str
    on: tuple[str, ...]
    hours: str
    exempt: str = ""


class Sign(_Strict, frozen=True):
    """The point that a person reads and signs, as a question to be answered."""

    point: str


class Duty(StrEnum):
    """What kind of statement about the policy itself a ``govern`` clause makes."""

    ADOPTION = "adoption"
    REVIEW = "review"
    SCOPE = "scope"
    RELATED = "related policies"
    DEFINITION = "definition"
    MONITORING = "monitoring"
    INVESTIGATION = "investigation"
    DISCIPLINE = "discipline"
    PARENTS = "parents"


class Govern(_Strict, frozen=True):
    """A duty or notice of the organisation, in one sentence."""

    what: Duty
    text: str


class Clause(_Strict, frozen=True):
    """One rule-bearing statement. ``id`` is where it stands; ``source`` says so in words; ``says`` is our own wording.

    ``signed_by`` names whose promise it is, where it is not that of all whom the policy binds; ``put_to`` is the same in
    plainer words for those in a role. Neither is there, not even empty, in a text that does not use it.
    """

    id: str
    source: str
    force: Force
    about: About
    says: str
    screen: tuple[ScreenRule, ...] = ()
    decide: tuple[DecideRule, ...] = ()
    route: tuple[RouteRule, ...] = ()
    guide: tuple[GuideRule, ...] = ()
    permit: Permit | None = None
    review: Review | None = None
    restrict: Restriction | None = None
    sign: Sign | None = None
    govern: Govern | None = None
    signed_by: tuple[Role, ...] | msgspec.UnsetType = msgspec.UNSET
    put_to: dict[Role, str] | msgspec.UnsetType = msgspec.UNSET

    def is_signed_by(self, role: Role) -> bool:
        """Whether people in a role make this promise, if the policy binds them at all."""
        return self.signed_by is msgspec.UNSET or role in self.signed_by

    def said_to(self, role: Role) -> str:
        """How it reads for people in a role."""
        return self.says if self.put_to is msgspec.UNSET else self.put_to.get(role, self.says)

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """What makes the clause work, in the order of the closed list."""
        return tuple(mechanism for mechanism in Mechanism if getattr(self, mechanism.value))


class Case(_Strict, frozen=True):
    """A situation and what the policy must answer, because of which clauses.

    Exactly one of ``facts`` (decide), ``found`` (a text with these topics), ``concern`` (route) and ``duty`` (the
    clause must stand in the list that this mechanism makes) asks the question; the rest is what is expected.
    """

    clause: tuple[str, ...]
    situation: str
    facts: dict[str, Any] | None = None
    found: tuple[Topic, ...] | None = None
    aspect: Aspect | None = None
    concern: dict[str, Any] | None = None
    duty: Mechanism | None = None
    outcome: Outcome | None = None
    report_to: tuple[Told, ...] | None = None
    guided: bool = False


class OrganisationKind(StrEnum):
    """Whose policy it is."""

    SCHOOL = "school"
    AGENCY = "agency"


class _File(_Strict, frozen=True):
    id: str
    title: str
    organisation: str
    kind: OrganisationKind
    version: str
    source: str
    binds: tuple[Role, ...]
    binds_text: str
    clause: tuple[Clause, ...]
    case: tuple[Case, ...]
    adopted: date | None = None
    approver: str = ""
    review_months: int | None = None
    review_due: date | None = None
    related: tuple[str, ...] = ()
    nation: str = "England"
    withdrawn: date | None = None


class Policy(_File, frozen=True, dict=True):
    """One version of one policy. Without a date of adoption it is taken to hold on any day until withdrawn."""

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses by their ids."""
        return {clause.id: clause for clause in self.clause}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form of everything that people read and sign; the cases are not part of it."""
        content = {name: getattr(self, name) for name in self.__struct_fields__ if name != "case"}
        return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()

    def in_force(self, on: date) -> bool:
        """Whether this version holds on a day."""
        return (self.adopted is None or self.adopted <= on) and (self.withdrawn is None or on < self.withdrawn)

    def binds_role(self, role: Role) -> bool:
        """Whether the policy is written for people in this role."""
        return role in self.binds

    def duties(self, mechanism: Mechanism) -> tuple[Clause, ...]:
        """The clauses that work by ``mechanism``: the points to sign, the reviews to do, the permissions to hold."""
        return tuple(clause for clause in self.clause if mechanism in clause.mechanisms)


class Library:
    """All versions of all policies that are loaded."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        self._versions: dict[str, list[Policy]] = {}
        for policy in policies:
            self._add(policy)

    def _add(self, policy: Policy) -> None:
        versions = self._versions.setdefault(policy.id, [])
        if any(other.version == policy.version for other in versions):
            raise PolicyError(
                f"Policy “{policy.id}”, version {policy.version}, is there twice. Give one of the files a new version."
            )
        versions.append(policy)
        versions.sort(key=lambda version: version.adopted or date.min)

    @classmethod
    @cache
    def shipped(cls) -> Library:
        """The policies inside the package; read once, for nothing changes them."""
        folder = resources.files("safeconduct.data") / "policies"
        files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
        return cls(load(file) for file in files)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all policies."""
        return tuple(self._versions)

    def get(self, policy_id: str, on: date) -> Policy:
        """The version of a policy in force on a day.

        Raises:
            PolicyError: there is no such policy, or no version of it is in force on that day.
        """
        versions = self._versions.get(policy_id)
        if versions is None:
            raise PolicyError(f"There is no policy “{policy_id[:60]}”. The policies are: {', '.join(self.ids)}.")
        holding = [version for version in versions if version.in_force(on)]
        if not holding:
            raise PolicyError(f"No version of the policy “{policy_id}” was in force on {on}. {_spans(versions)}")
        return holding[-1]

    def select(self, ids: Iterable[str], on: date) -> tuple[Policy, ...]:
        """The versions in force of the policies named, each once, in that order; all policies if none is named.

        Raises:
            PolicyError: one of them does not exist or is not in force on that day, or none is.
        """
        wanted = tuple(dict.fromkeys(ids))
        if wanted:
            return tuple(self.get(policy_id, on) for policy_id in wanted)
        holding = ([version for version in versions if version.in_force(on)] for versions in self._versions.values())
        found = tuple(versions[-1] for versions in holding if versions)
        if not found:
            raise PolicyError(f"No policy was in force on {on}. Choose a later date.")
        return found

    def left_out(self, on: date) -> tuple[str, ...]:
        """The policies of which no version is in force on a day."""
        return tuple(name for name, versions in self._versions.items() if not any(v.in_force(on) for v in versions))

    def versions(self, policy_id: str) -> tuple[Policy, ...]:
        """Every version of a policy, the oldest first."""
        return tuple(self._versions.get(policy_id, ()))


def _spans(versions: Iterable[Policy]) -> str:
    return " ".join(f"Version {version.version} holds from {version.adopted}." for version in versions)


# --- strict loading ----------------------------------------------------------------------------------------


def load(file: Path | Traversable) -> Policy:
    """Read one policy file.

    Raises:
        PolicyError: the file cannot be read, or anything in it is wrong; the text names file, clause and key.
    """
    try:
        return read(file.read_text("utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise PolicyError(f"{file.name}: this is not UTF-8 text (byte {error.start}). Save the file as UTF-8.") from error
    except OSError as error:
        raise PolicyError(f"{file.name}: the file cannot be read: {error.strerror}.") from error


def read(text: str, name: str) -> Policy:
    """Read the text of a policy file called ``name``.

    Raises:
        PolicyError: anything in it is wrong; the text names file, clause and key.
    """
    policy = sketched(text, name)
    found = list(faults(policy))
    if found:
        raise PolicyError(f"{name}: {found[0]}" + (f" ({len(found) - 1} more like it.)" if len(found) > 1 else ""))
    return policy


def sketched(text: str, name: str) -> Policy:
    """Read a policy that need not be finished: its shape is right, but it may still have ``faults``.

    Raises:
        PolicyError: it is not TOML, or a key or value is not of a policy; the text names file, clause and key.
    """
    try:
        data = msgspec.toml.decode(text)
    except msgspec.DecodeError as error:
        raise PolicyError(f"{name}: this is not valid TOML: {error}.") from error
    except RecursionError as error:
        raise PolicyError(f"{name}: this is no policy: brackets stand in brackets too often.") from error
    try:
        return msgspec.convert(data, Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(f"{name}: {_located(str(error), data)}") from error


def _located(message: str, data: Any) -> str:
    """msgspec's message with “clause 5.2i” in place of an index."""
    text, _, path = message.partition(" - at `$")
    path = path.rstrip("`")
    for table in ("clause", "case"):
        if path.startswith(f".{table}["):
            index, _, key = path[len(table) + 2 :].partition("]")
            name = _name(data, table, int(index))
            return f"{table} {name}, key “{key.lstrip('.')}”: {text}." if key else f"{table} {name}: {text}."
    return f"key “{path.lstrip('.')}”: {text}." if path else f"{text}."


def _name(data: Any, table: str, index: int) -> str:
    entry = data[table][index]
    name = entry.get("id" if table == "clause" else "situation") if isinstance(entry, dict) else None
    return f"“{name}”" if name else f"number {index + 1}"


class Fault(NamedTuple):
    """What is wrong in a policy whose shape is right: in which clause or case, under which key, and what.

    ``what`` is a short code for those who say it in other words.
    """

    what: str
    says: str
    clause: str = ""
    case: str = ""
    key: str = ""

    def __str__(self) -> str:
        where = f"clause “{self.clause}”" if self.clause else f"case “{self.case}”" if self.case else ""
        key = f"key “{self.key}”" if self.key else ""
        named = ", ".join(filter(None, (where, key)))
        return f"{named}: {self.says}" if named else self.says


def faults(policy: Policy) -> Iterator[Fault]:
    """What is wrong in a policy whose shape is right; one with faults does not load."""
    if not policy.id or any(char not in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in policy.id):
        yield Fault("id", f"“{policy.id}” must be lower-case letters, digits and hyphens.", key="id")
    seen: set[str] = set()
    for clause in policy.clause:
        if clause.id in seen:
            yield Fault("twice", "it is there twice.", clause.id)
        seen.add(clause.id)
        yield from clause_faults(clause)
        yield from (Fault("signer", says, clause.id, key=key) for key, says in _signer_faults(clause, policy.binds))
    yield from _case_faults(policy, seen)


def clause_faults(clause: Clause) -> Iterator[Fault]:
    """What is wrong in one clause, whatever its cases."""
    for key in ("id", "says", "source"):
        if not getattr(clause, key).strip():
            yield Fault("empty", "it is empty.", clause.id, key=key)
    if not clause.mechanisms:
        yield Fault("idle", f"it does nothing. Give it one of {', '.join(Mechanism)}.", clause.id)
    for key, condition in _conditions(clause):
        yield from (Fault("condition", says, clause.id, key=key) for says in _condition_faults(condition))
    yield from (Fault("concern", says, clause.id, key=key) for key, says in _concern_faults(clause))
    if clause.review and clause.review.months < 1:
        yield Fault("months", "it must be at least 1.", clause.id, key="review.months")
    for index, rule in enumerate(clause.decide):
        if rule.outcome is None and not rule.report_to:
            yield Fault("silent", "it has neither an outcome nor anybody to tell.", clause.id, key=f"decide[{index}]")
        if not SCOPING_FACTS & rule.when.keys():
            says = f"say which activities it is about, by one of {', '.join(sorted(SCOPING_FACTS))}."
            yield Fault("unscoped", says, clause.id, key=f"decide[{index}].when")


def _signer_faults(clause: Clause, binds: tuple[Role, ...]) -> Iterator[tuple[str, str]]:
    """Nobody promises anything whom the policy does not bind."""
    named = {
        "signed_by": () if clause.signed_by is msgspec.UNSET else clause.signed_by,
        "put_to": () if clause.put_to is msgspec.UNSET else tuple(clause.put_to),
    }
    for key, roles in named.items():
        for role in roles:
            if role not in binds:
                yield key, f"the policy does not bind “{role}”. Add it to “binds”, or take it out here."
    if clause.put_to is not msgspec.UNSET and not all(said.strip() for said in clause.put_to.values()):
        yield "put_to", "a wording is empty."


def _conditions(clause: Clause) -> Iterator[tuple[str, Condition]]:
    for index, rule in enumerate(clause.decide):
        yield f"decide[{index}].when", rule.when
        yield f"decide[{index}].unless", rule.unless
    for name in ("screen", "guide"):
        for index, entry in enumerate(getattr(clause, name)):
            yield f"{name}[{index}].when", entry.when


def _concern_faults(clause: Clause) -> Iterator[tuple[str, str]]:
    """Of a concern little is asked in a rule; of its guidance nothing."""
    for index, route in enumerate(clause.route):
        for name, wanted in route.when.items():
            if name not in ROUTE_FACTS:
                known = " and ".join(f"“{each}”" for each in ROUTE_FACTS)
                yield f"route[{index}].when", f"a route may ask for {known} only, not for “{name}”."
            elif not isinstance(wanted, bool):
                yield f"route[{index}].when", f"“{name}” is true or false, not {wanted!r}."
    for index, guide in enumerate(clause.guide):
        if guide.concerns and guide.when:
            asked = next(iter(guide.when))
            yield f"guide[{index}].when", f"guidance on concerns cannot ask for “{asked}”. Leave “when” out."


def _condition_faults(condition: Condition) -> Iterator[str]:
    for name, wanted in condition.items():
        fact = FACTS.get(name)
        if fact is None:
            yield f"there is no fact “{name}”. The facts are: {', '.join(FACTS)}."
        elif fact.is_flag and not isinstance(wanted, bool):
            yield f"the fact “{name}” is true or false, not {wanted!r}."
        elif not fact.is_flag:
            values = wanted if isinstance(wanted, list) else [wanted]
            yield from (
                f"the fact “{name}” cannot be “{v}”; use one of {', '.join(fact.values)}."
                for v in values
                if v not in fact.values
            )


def _case_faults(policy: Policy, known: set[str]) -> Iterator[Fault]:
    shown: set[str] = set()
    for case in policy.case:
        shown.update(case.clause)
        for name in case.clause:
            if name not in known:
                yield Fault("unknown", f"there is no clause “{name}”.", case=case.situation, key="clause")
        asked = [name for name in ("facts", "found", "concern", "duty") if getattr(case, name) is not None]
        if len(asked) != 1:
            says = f"it needs exactly one of facts, found, concern, duty; it has {', '.join(asked) or 'none'}."
            yield Fault("question", says, case=case.situation)
    for clause in policy.clause:
        if clause.id not in shown:
            yield Fault("no-case", "it has no case. Add a [[case]] that shows what it does.", clause.id)
