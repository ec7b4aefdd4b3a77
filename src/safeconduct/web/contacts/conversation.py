"""A conversation about a contact: all of it stands in the address of the page, nothing is kept.

The address holds what was answered, in the order in which it was asked: ``?what=friend_request&who=pupil&where=own_social``.
Whatever else it holds is refused rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from django.http import QueryDict
from django.utils.http import urlencode

from safeconduct.activity import Role, Value
from safeconduct.errors import InputError
from safeconduct.policy import Policy
from safeconduct.web.contacts.bearing import next_question
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.contacts.questions import (
    BY_NAME,
    ELSE,
    OUTGOING,
    SITUATIONS,
    WHO,
    Option,
    Question,
    Situation,
    questions_for,
)

_FIRST: Final = "what"
_DECLARED: Final = "declared-"
_STARTS: Final = (("contact-outgoing", OUTGOING), ("contact-else", ELSE))
_LONGEST: Final = 40  # characters of an answer's code, however long an address somebody makes up


class Step(NamedTuple):
    """A question to put, and its answers with the address that each leads to."""

    name: str
    ask: str
    hint: str
    options: Sequence[tuple[Option, str]]


class Said(NamedTuple):
    """One thing that was answered, for the list of what was said; ``back`` is the address where it is asked again."""

    short: str
    label: str
    back: str


class Conversation:
    """What somebody has said so far, and what has to be asked next.

    Raises:
        InputError: the address holds a question or an answer that there is not.
    """

    def __init__(self, given: Mapping[str, str], declared: Iterable[Relationship] = (), role: Role | None = None) -> None:
        self._declared = {f"{_DECLARED}{each.pk}": each for each in declared}
        self._role = role
        self.situation: Situation | None = SITUATIONS.get(given.get(_FIRST, ""))
        if self.situation is None and given:
            raise InputError("The conversation does not begin with something that can happen.")
        self.answers = {name: self._option(name, code) for name, code in given.items() if name != _FIRST}
        if self.answers and self._asks_who and WHO.name not in self.answers:
            raise InputError("The conversation does not say who the other person is.")

    def _option(self, name: str, code: str) -> Option:
        offered = self._possible(name)
        for option in offered:
            if option.code == code:
                return option
        raise InputError("The address holds an answer that there is not.")

    def _possible(self, name: str) -> Sequence[Option]:
        if self.situation is None:
            return ()
        question = BY_NAME.get(name)
        options = question.options_for(self.situation.kind) if question else ()
        return self._people() if options and question is WHO else options

    def _people(self) -> tuple[Option, ...]:
        """Who the other person may be: somebody whom one has declared, or anybody else."""
        declared = (Option(code, each.label, each.facts(), each.standing) for code, each in self._declared.items())
        return (*declared, *WHO.options)

    @property
    def _asks_who(self) -> bool:
        return self.situation is not None and self.situation.asks_who

    # --- what is known ---

    @property
    def relationship(self) -> Relationship | None:
        """The declared relationship that this is about, if it is about one."""
        chosen = self.answers.get(WHO.name)
        return self._declared.get(chosen.code) if chosen else None

    @cached_property
    def facts(self) -> dict[str, Value]:
        """Everything said, as facts for the engine."""
        facts: dict[str, Value] = {"author_role": self._role.value if self._role else None}
        for given in (self.situation, *self.answers.values()):
            facts |= given.facts if given else {}
        return facts

    @property
    def caption(self) -> str:
        """What this is about, above a question: A friend request came to me: a pupil."""
        if self.situation is None:
            return ""
        who = self.answers.get(WHO.name)
        return f"{self.situation.noun}: {who.label[0].lower()}{who.label[1:]}" if who else self.situation.noun

    @property
    def start(self) -> str:
        """The name of the page that it began on."""
        return next((name for name, begun in _STARTS if self.situation in begun), "contact")

    @property
    def query(self) -> str:
        """The address's part that holds all of it."""
        return self._query(self.answers)

    def _query(self, answers: Mapping[str, Option]) -> str:
        situation = {_FIRST: self.situation.code} if self.situation else {}
        return urlencode({**situation, **{name: option.code for name, option in answers.items()}})

    def said(self) -> list[Said]:
        """What was said, in order, each with the way back to its question."""
        if self.situation is None:
            return []
        rows, before = [Said("What", self.situation.noun, "")], dict[str, Option]()
        for name, option in self.answers.items():
            rows.append(Said(BY_NAME[name].short, option.label, self._query(before)))
            before[name] = option
        return rows

    # --- what comes next ---

    def step(self, policies: Iterable[Policy]) -> Step | None:
        """The next question; ``None`` when nothing that could be asked would change the answer of any of the policies."""
        if self.situation is None:
            return None
        if self._asks_who and WHO.name not in self.answers:
            return self._step(WHO.name, _who(self.situation), WHO.hint, self._people())
        question = next_question(policies, self.facts, self._waiting(self.situation))
        if question is None:
            return None
        options = question.options_for(self.situation.kind)
        return self._step(question.name, question.asked(self.situation), question.hint, options)

    def _waiting(self, situation: Situation) -> list[tuple[Question, tuple[Option, ...]]]:
        """The questions not yet asked whose facts are not known from another answer either."""
        questions = questions_for(situation.kind)
        open_ = ((question, options) for question, options in questions if question.name not in self.answers)
        return [(question, options) for question, options in open_ if not _known(options, self.facts)]

    def _step(self, name: str, ask: str, hint: str, options: Iterable[Option]) -> Step:
        def led(option: Option) -> str:
            return self._query({**self.answers, name: option})

        return Step(name, ask, hint, [(option, led(option)) for option in options])


def _known(options: Iterable[Option], facts: Mapping[str, Value]) -> bool:
    return any(name in facts for option in options for name in option.facts)


def _who(situation: Situation) -> str:
    return "Who is it from?" if situation.incoming else "Who is it to?"


def read(query: QueryDict, *, without: Iterable[str] = ()) -> dict[str, str]:
    """The answers in an address, each once, in their order.

    Raises:
        InputError: an answer stands there twice, or is longer than any there is.
    """
    left_out = set(without)
    given: dict[str, str] = {}
    for name, values in query.lists():
        if name in left_out:
            continue
        if len(values) != 1 or len(values[0]) > _LONGEST:
            raise InputError("The address holds an answer twice, or one that is too long.")
        given[name] = values[0]
    return given


__all__: Final = ("Conversation", "Said", "Step", "read")
