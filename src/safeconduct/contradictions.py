"""Where a policy contradicts itself: found by going through the situations that its rules can tell apart.

The facts that rules mention have closed lists of values. Values that no rule in question tells apart stand for one
another, so that few situations stand for all. Each trouble is shown with one of them, put to the engine itself:

* a *clash*: two clauses answer the same situation, one *allow*, the other *stop*, with the same force (“must” and “must
  not” are one force), or one of them as a permission (“may”);
* a *dead* rule: no situation can meet its conditions;
* a *hidden* rule: wherever it speaks, a stricter one speaks too, or for a general rule a particular one, so that it
  changes no answer.

Two rules that would clash in the same breath, with more situations than ``MOST`` to be gone through, are *unsure*: somebody
should look. Whether a rule has an effect is not reported where that would take as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice, product
from typing import Any, Final

import msgspec

from safeconduct.activity import (
    CONNECTING_KINDS,
    CONTACT_KINDS,
    FACTS,
    MESSAGING_KINDS,
    SCHOOL_CHANNELS,
    SOCIAL_CHANNELS,
    Aspect,
    Force,
    Kind,
    Outcome,
    read_facts,
)
from safeconduct.decision import matches
from safeconduct.errors import FactError
from safeconduct.policy import Clause, Condition, DecideRule, Policy

MOST: Final = 4_000  # situations that are gone through for one rule: more would keep the reader waiting

Given = dict[str, Any]


class Kinds(StrEnum):
    """What is wrong."""

    CLASH = "clash"
    DEAD = "dead"
    HIDDEN = "hidden"
    UNSURE = "unsure"


class Trouble(msgspec.Struct, frozen=True):
    """One trouble: the rule in question (clause and key), the clauses on the other side, and a situation as an example.

    ``facts`` are those of the situation as a person would give them, with ``topic`` and ``aspect`` for a text; none for a
    dead rule, since there is no such situation, and where there may be one (“unsure”). ``answers`` are the two answers.
    """

    kind: Kinds
    clause: str
    key: str
    others: tuple[str, ...] = ()
    facts: Given = {}
    answers: tuple[Outcome, ...] = ()

    @property
    def id(self) -> str:
        """What stays the same for as long as the trouble does."""
        return ":".join((self.kind, self.clause, self.key, *self.others))


class _Rule(msgspec.Struct, frozen=True):
    """A rule with an outcome, of whatever shape: a text's topics and aspects are conditions like any other."""

    clause: Clause
    key: str
    when: Condition
    unless: Condition
    outcome: Outcome
    general: bool = False
    useful: bool = False  # it does more than to answer: it tells somebody, or says something

    @property
    def is_text(self) -> bool:
        return "topic" in self.when

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return matches(self.when, facts).holds is True and not (self.unless and matches(self.unless, facts).holds)


_ASPECTS: Final[Sequence[str]] = ("", *(aspect.value for aspect in Aspect))
_FORCE: Final = {
    Force.MUST: 3, Force.MUST_NOT: 3, Force.SHOULD: 2, Force.SHOULD_NOT: 2, Force.MAY: 1, Force.INFORMS: 0,
}  # fmt: skip


def contradictions(policy: Policy) -> list[Trouble]:
    """Every trouble of a policy, in the order of its clauses; of two clauses that clash one example, and nothing more."""
    rules = list(_rules(policy))
    clashes = list(_clashes(rules))
    said = {(each.clause, other) for each in clashes for other in each.others}
    idle = (trouble for rule in rules for trouble in _without_effect(rule, rules))
    return [
        *clashes,
        *(each for each in idle if not each.others or not {(each.clause, other) for other in each.others} <= said),
    ]


def _rules(policy: Policy) -> Iterator[_Rule]:
    for clause in policy.clause:
        for index, text in enumerate(clause.screen):
            left = [each for each in _ASPECTS if (not text.aspects or each in text.aspects) and each not in text.not_aspects]
            when: Condition = {**text.when, "topic": [each.value for each in text.topics], "aspect": left}
            yield _Rule(clause, f"screen[{index}]", when, {}, text.outcome, useful=_shows(clause, text.outcome))
        for index, rule in enumerate(clause.decide):
            if rule.outcome is not None:
                useful = bool(rule.report_to or rule.no_reply or rule.say or rule.guide) or _shows(clause, rule.outcome)
                key = f"decide[{index}]"
                yield _Rule(clause, key, rule.when, rule.unless, rule.outcome, rule.otherwise, useful)


def _shows(clause: Clause, outcome: Outcome) -> bool:
    """Whether a permission or a review is shown where the rule speaks."""
    return outcome.rank >= Outcome.CAUTION.rank and bool(clause.permit or clause.review)


# --- clashes ------------------------------------------------------------------------------------------------


def _clashes(rules: Sequence[_Rule]) -> Iterator[Trouble]:
    seen: set[frozenset[str]] = set()
    free = [rule for rule in rules if rule.outcome is Outcome.ALLOW]
    barred = [rule for rule in rules if rule.outcome is Outcome.STOP]
    for one, other in product(free, barred):
        pair = frozenset((one.clause.id, other.clause.id))
        if pair in seen or not _may_clash(one, other):
            continue
        answers = one.outcome, other.outcome
        try:
            facts = _shared(one, other)
        except _TooManyError:
            seen.add(pair)
            yield Trouble(Kinds.UNSURE, one.clause.id, one.key, (other.clause.id,), {}, answers)
            continue
        if facts is not None:
            seen.add(pair)
            yield Trouble(Kinds.CLASH, one.clause.id, one.key, (other.clause.id,), facts, answers)


def _may_clash(one: _Rule, other: _Rule) -> bool:
    """Whether both speak in the same breath and with a force of which neither gives way."""
    forces = _FORCE[one.clause.force], _FORCE[other.clause.force]
    equal = forces[0] == forces[1] or one.clause.force is Force.MAY
    return equal and one.general == other.general and _compatible(one, other)


def _shared(one: _Rule, other: _Rule) -> Given | None:
    """A situation in which both hold, if there is one.

    Raises:
        _TooManyError: none was found among the most that are gone through, and there are more.
    """
    found = _situations([one.when, other.when], [one.unless, other.unless])
    return next((given for given, facts in found if one.holds(facts) and other.holds(facts)), None)


def _compatible(one: _Rule, other: _Rule) -> bool:
    """Whether no condition of the one bars the other outright; most pairs are ruled out here."""
    if one.is_text != other.is_text:
        return False
    return all(_values(one.when[name]) & _values(other.when[name]) for name in one.when.keys() & other.when.keys())


def _values(wanted: Any) -> frozenset[Any]:
    return frozenset(wanted) if isinstance(wanted, list) else frozenset((wanted,))


# --- rules without effect -----------------------------------------------------------------------------------


def _without_effect(rule: _Rule, rules: Sequence[_Rule]) -> Iterator[Trouble]:
    """Whether a rule is dead or hidden; nothing where that would take too long to be sure of."""
    try:
        found = _effect(rule, rules)
    except _TooManyError:
        found = None
    if found is not None:
        yield found


class _TooManyError(Exception):
    """There are more situations than are gone through."""


def _effect(rule: _Rule, rules: Sequence[_Rule]) -> Trouble | None:
    above = [other for other in rules if _outranks(other, rule) and _compatible(rule, other)]
    conditions = [rule.unless, *(each for other in above for each in (other.when, other.unless))]
    example: tuple[Given, _Rule] | None = None
    hiding: set[str] = set()
    for given, facts in _situations([rule.when], conditions):
        if not rule.holds(facts):
            continue
        stricter = next((other for other in above if other.holds(facts)), None)
        if stricter is None:
            return None
        example = example or (given, stricter)
        hiding.add(stricter.clause.id)
    if example is None:
        return Trouble(Kinds.DEAD, rule.clause.id, rule.key)
    if rule.useful:
        return None
    return Trouble(
        Kinds.HIDDEN, rule.clause.id, rule.key, tuple(sorted(hiding)), example[0], (rule.outcome, example[1].outcome)
    )


def _outranks(other: _Rule, rule: _Rule) -> bool:
    """Whether one leaves nothing of the other's answer: it is stricter, or the other is general and it is not."""
    if rule.general and not other.general:
        return True
    return other.general == rule.general and other.outcome.rank > rule.outcome.rank


def example(rule: DecideRule) -> Given:
    """A situation in which a rule speaks, as a person would give it; nothing where there is none."""
    found = _situations([rule.when], [rule.unless])
    held = (given for given, facts in found if not (rule.unless and matches(rule.unless, facts).holds))
    try:
        return next(held, {})
    except _TooManyError:
        return {}


# --- situations ---------------------------------------------------------------------------------------------

# What a person is asked in order to settle a fact that is worked out.
_ASKED_OF: Final = {
    "contact": "kind",
    "connecting": "kind",
    "messaging": "kind",
    "school_channel": "channel",
    "social_media": "channel",
    "age_group": "person_age",
    "about_people": "about",
    "about_pupil": "about",
    "about_adult": "about",
}
_AGES: Final = (16, 40)
_SAYS: Final = ("", "a pupil", "a parent")
_GROUPS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "contact": lambda kind: kind in CONTACT_KINDS,
    "connecting": lambda kind: kind in CONNECTING_KINDS,
    "messaging": lambda kind: kind in MESSAGING_KINDS,
    "school_channel": lambda channel: channel in SCHOOL_CHANNELS,
    "social_media": lambda channel: channel in SOCIAL_CHANNELS,
    "age_group": lambda age: "under_18" if age < 18 else "adult",
    "about_people": bool,
    "about_pupil": lambda about: "pupil" in about,
    "about_adult": lambda about: "parent" in about,
}
# Kinds that the engine itself tells apart, whatever the rules say.
_SPECIAL: Final = (
    frozenset({"friend_request", "follow", "tag", "comment", "game_invite"}),
    frozenset({"email"}),
    frozenset({"text", "phone"}),
    frozenset({"phone_use"}),
    frozenset({"removal_request"}),
)
_CHANNELS: Final = (frozenset({"personal_phone", "school_phone"}), frozenset({"personal_email", "school_email"}))


def _situations(held: Sequence[Condition], free: Sequence[Condition]) -> Iterator[tuple[Given, Mapping[str, Any]]]:
    """One situation for each kind that the conditions tell apart and in which all that are ``held`` are met.

    Each comes as a person would give it, and as the facts that rules see; the plainest come first.
    """
    conditions = [*held, *(each for each in free if each)]
    named = {_ASKED_OF.get(name, name): None for condition in conditions for name in condition}
    text = any("topic" in condition for condition in held)
    asked = [name for name in ("kind", *named) if name not in ("topic", "aspect")]
    domains = {name: _standing(name, _domain(name, text=text), held, conditions) for name in dict.fromkeys(asked)}
    for name in ("topic", "aspect") if text else ():
        domains[name] = _standing(name, _found(name, held), held, conditions)
    for number, values in enumerate(islice(product(*domains.values()), MOST + 1)):
        if number == MOST:
            raise _TooManyError
        given = {name: value for name, value in zip(domains, values, strict=True) if value is not None}
        facts = _facts(given)
        if facts is not None and all(matches(condition, facts).holds is True for condition in held):
            yield given, facts


def _facts(given: Given) -> Mapping[str, Any] | None:
    """The facts that rules see; none where they contradict each other."""
    found: Given = {name: given[name] for name in ("topic", "aspect") if name in given}
    try:
        facts = read_facts({name: value for name, value in given.items() if name not in found}).facts
    except FactError:
        return None
    return {**facts, **found}


def _domain(name: str, *, text: bool) -> Sequence[Any]:
    if name == "kind":
        return (Kind.DRAFT.value,) if text else [kind.value for kind in Kind if kind is not Kind.DRAFT]
    if name == "person_age":
        return _AGES
    if name == "about":
        return _SAYS
    return (False, True) if FACTS[name].is_flag else FACTS[name].values


def _found(name: str, held: Sequence[Condition]) -> Sequence[Any]:
    """The topics or aspects of a text's rule."""
    return next(value for condition in held if isinstance(value := condition.get(name), list))


def _standing(name: str, values: Sequence[Any], held: Sequence[Condition], conditions: Sequence[Condition]) -> list[Any]:
    """The first of the values of each kind that the conditions tell apart, without those that a held one rules out.

    Those that meet the fewest conditions come first: a rule that is not hidden then shows itself soon.
    """
    first: dict[tuple[Any, ...], Any] = {}
    for value in values:
        if all(_meets(name, value, condition) for condition in held):
            fits = tuple(_meets(name, value, condition) for condition in conditions)
            first.setdefault((fits, _special(name, value)), value)
    return [value for _, value in sorted(first.items(), key=lambda entry: sum(entry[0][0]))]


def _meets(name: str, value: Any, condition: Condition) -> bool:
    """Whether a value is none that a condition rules out."""
    for fact, wanted in condition.items():
        if _ASKED_OF.get(fact, fact) != name:
            continue
        seen = _GROUPS[fact](value) if fact in _GROUPS else value
        if seen not in _values(wanted):
            return name == "removal_request"  # a removal request has it, whatever was said
    return True


def _special(name: str, value: Any) -> tuple[bool, ...]:
    sets = _SPECIAL if name == "kind" else _CHANNELS if name == "channel" else ()
    return tuple(value in each for each in sets)


__all__: Final = ("MOST", "Kinds", "Trouble", "contradictions", "example")
