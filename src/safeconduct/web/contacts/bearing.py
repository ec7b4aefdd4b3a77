"""Which question can still change what a policy answers? Asked of the engine itself, never of a list kept by hand.

For each policy the rules that may still hold are found; only questions whose facts these rules mention are looked at, and
a question *bears* on the policy if somewhere, with the others answered in some way, two of its answers make the policy
answer differently. A conversation ends when no question bears on any policy: whatever else were said, nothing would change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

from safeconduct.activity import Outcome, Told, Value, read_facts
from safeconduct.decision import matches
from safeconduct.errors import FactError
from safeconduct.policy import Policy
from safeconduct.walks import decide_contact
from safeconduct.web.contacts.questions import Option, Question

Facts = Mapping[str, Value]
Open = Sequence[tuple[Question, tuple[Option, ...]]]


class Verdict(NamedTuple):
    """What of an answer matters to the person: the outcome, whom to tell, and whether an answer is barred."""

    outcome: Outcome
    report_to: frozenset[Told]
    no_reply: bool


def verdict(policy: Policy, facts: Facts) -> Verdict | None:
    """What a policy answers; ``None`` if the facts contradict each other, so that nobody can ever be in that situation."""
    try:
        (answer,) = decide_contact(facts, (policy,)).answers
    except FactError:
        return None
    return Verdict(answer.outcome, frozenset(answer.report_to), answer.no_reply)


def next_question(policies: Iterable[Policy], facts: Facts, waiting: Open) -> Question | None:
    """The first of the questions not asked yet that can change what one of the policies answers; ``None`` at the end."""
    tables = [_Table(policy, facts, waiting) for policy in policies]
    for question, _ in waiting:
        if any(table.hangs_on(question) for table in tables):
            return question
    return None


class _Table:
    """What one policy answers for every way in which the questions that concern it may be answered; filled as needed."""

    def __init__(self, policy: Policy, facts: Facts, waiting: Open) -> None:
        self._policy, self._facts = policy, facts
        mentioned = _mentioned(policy, facts, waiting)
        concerned = [(question, _real(options)) for question, options in waiting if mentioned & _touched(options)]
        self._places = {question.name: place for place, (question, _) in enumerate(concerned)}
        self._options = [options for _, options in concerned]
        self._known: dict[tuple[int, ...], Verdict | None] = {}

    def hangs_on(self, question: Question) -> bool:
        """Whether two answers to the question make a difference somewhere."""
        place = self._places.get(question.name)
        if place is None:
            return False
        others = [range(len(options)) if at != place else (0,) for at, options in enumerate(self._options)]
        return any(self._differ(chosen, place) for chosen in product(*others))

    def _differ(self, chosen: tuple[int, ...], place: int) -> bool:
        answers = (self._answer((*chosen[:place], each, *chosen[place + 1 :])) for each in range(len(self._options[place])))
        return len({answer for answer in answers if answer is not None}) > 1

    def _answer(self, chosen: tuple[int, ...]) -> Verdict | None:
        if chosen not in self._known:
            facts = dict(self._facts)
            for options, number in zip(self._options, chosen, strict=True):
                facts |= options[number].facts
            self._known[chosen] = verdict(self._policy, facts)
        return self._known[chosen]


def _real(options: Iterable[Option]) -> tuple[Option, ...]:
    """The answers that say something; “I do not know” is no way the world can be."""
    return tuple(option for option in options if option.facts)


# What the engine works out from a fact: as long as the fact may still be asked for, these are open too.
_WORKED_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "channel": ("channel", "school_channel", "social_media"),
    "person_age": ("age_group",),
    "about": ("about_people", "about_pupil", "about_adult"),
}


def _touched(options: Iterable[Option]) -> frozenset[str]:
    given = {fact for option in options for fact in option.facts}
    return frozenset(name for fact in given for name in _WORKED_OUT.get(fact, (fact,)))


def _mentioned(policy: Policy, facts: Facts, waiting: Open) -> frozenset[str]:
    """The facts that stand in the rules of a policy which may still hold."""
    touched = frozenset[str]().union(*(_touched(options) for _, options in waiting))
    settled = {name: value for name, value in read_facts(facts).facts.items() if name not in touched}
    return frozenset(name for names in _living(policy, settled) for name in names)


def _living(policy: Policy, settled: Facts) -> Iterator[Iterable[str]]:
    for clause in policy.clause:
        for rule in clause.decide:
            if matches(rule.when, settled).holds is not False:
                yield (*rule.when, *rule.unless)


__all__: Final = ("Facts", "Verdict", "next_question", "verdict")
