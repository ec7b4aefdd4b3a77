"""Where a draft contradicts itself, in words, each with a situation as an example; and what it asks of an empty chair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from safeconduct.activity import Outcome, Told
from safeconduct.contradictions import Kinds, Trouble, contradictions
from safeconduct.policy import Clause, Policy
from safeconduct.shadow import failing
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import POSITION_OF
from safeconduct.web.drafting import wording
from safeconduct.web.people.models import Organisation, Role
from safeconduct.web.people.words import spelt

_ANSWERS: Final = {
    Outcome.ALLOW: "it is fine",
    Outcome.CAUTION: "think again",
    Outcome.ASK: "ask first",
    Outcome.STOP: "do not",
    Outcome.NOT_COVERED: "nothing",
}
_HEADINGS: Final = {
    Kinds.CLASH: "Two points answer the same question differently",
    Kinds.DEAD: "A rule that can never speak",
    Kinds.HIDDEN: "A rule that changes no answer",
    Kinds.UNSURE: "Two points that may answer the same question differently",
}


class Problem(NamedTuple):
    """One problem: what it is in a heading and a sentence, an example, and the points that it is about."""

    heading: str
    says: str
    points: list[Clause]
    example: Sequence[str] = ()


def problems(policy: Policy, place: Organisation) -> list[Problem]:
    """Every problem of a draft that is not simply unfinished."""
    return [*contradicting(policy), *_empty_chairs(policy, place)]


def contradicting(policy: Policy) -> list[Problem]:
    """Where a policy contradicts itself, whoever works there."""
    return [*(_of(trouble, policy) for trouble in contradictions(policy)), *_examples(policy)]


def _of(trouble: Trouble, policy: Policy) -> Problem:
    points = [policy.clauses[name] for name in dict.fromkeys((trouble.clause, *trouble.others))]
    return Problem(_HEADINGS[trouble.kind], _says(trouble), points, wording.situation(trouble.facts))


def _says(trouble: Trouble) -> str:
    if trouble.kind is Kinds.DEAD:
        return f"No situation can meet all conditions of one of the rules of point {trouble.clause}."
    mine, theirs = (_ANSWERS[answer] for answer in trouble.answers)
    if trouble.kind is Kinds.CLASH:
        other = _named(trouble.others, "says", "say")
        return f"Point {trouble.clause} says “{mine}”, and {other} “{theirs}”. The stricter one wins."
    if trouble.kind is Kinds.UNSURE:
        other = _named(trouble.others, "says", "say")
        return (
            f"Point {trouble.clause} says “{mine}”, and {other} “{theirs}”. So many situations meet their conditions that we "
            "did not go through all of them. Read both, and make their conditions plainer if they can meet."
        )
    if trouble.others == (trouble.clause,):
        return f"Wherever one rule of point {trouble.clause} says “{mine}”, another of its rules says “{theirs}”."
    other = _named(trouble.others, "says", "say")
    return (
        f"Wherever a rule of point {trouble.clause} says “{mine}”, {other} something that goes before it, such as “{theirs}”."
    )


def _named(clauses: Iterable[str], one: str, several: str) -> str:
    """Points with their verb: “point 2 says”, “points 2 and 3 say”."""
    names = list(clauses)
    return f"point {names[0]} {one}" if len(names) == 1 else f"points {wording.both(names)} {several}"


def _examples(policy: Policy) -> Iterator[Problem]:
    for each in failing(policy):
        points = [policy.clauses[name] for name in each.case.clause if name in policy.clauses]
        says = f"“{each.case.situation}” {in_words(each.why)}"
        yield Problem("An example does not come out as written", says, points)


def in_words(why: str) -> str:
    """The core's sentence on an example with the answers as people here know them."""
    for outcome, says in wording.OUTCOMES.items():
        why = why.replace(f"“{outcome.value}”", f"“{says}”")
    return why.replace("Clause ", "Point ").replace("clause ", "point ")


def _empty_chairs(policy: Policy, place: Organisation) -> Iterator[Problem]:
    """Positions that are told of something and that nobody holds here or above."""
    named: dict[Told, list[Clause]] = {}
    for clause in policy.clause:
        asked = [*(rule.report_to for rule in clause.decide), *(rule.to for rule in clause.route)]
        for told in dict.fromkeys(each for some in asked for each in some):
            named.setdefault(told, []).append(clause)
    held = set(Role.objects.on().filter(organisation__in=place.path_of_ids).values_list("position", flat=True))
    for told, clauses in named.items():
        position = POSITION_OF.get(told)
        if position is not None and position.value not in held:
            yield Problem("Nobody is there to be told", _empty(told, position, place, clauses), clauses)


def _empty(told: Told, position: Position, place: Organisation, clauses: list[Clause]) -> str:
    who, here = _named((clause.id for clause in clauses), "tells", "tell"), spelt(position)
    held = "" if wording.TOLD[told] == here else f" (here that is the {here})"
    return f"{who[:1].upper()}{who[1:]} the {wording.TOLD[told]}{held}, but nobody at {place} is that today."


__all__: Final = ("Problem", "contradicting", "in_words", "problems")
