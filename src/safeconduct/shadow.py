"""A shadow run: the same situations put to two policies, the one in force and the one to come, and what would change.

The situations are the cases that policies carry (facts, findings of a text, concerns), and texts: the examples of the
detectors, posts of the corpus, or any others. They are put to the same engine that answers everybody, so that a run cannot
drift from the answers. Nothing is kept here; a text is shown again only to whoever brought it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from safeconduct.activity import Account, Audience, Outcome, Role, Told, Topic, read_facts
from safeconduct.decision import PolicyAnswer, decide
from safeconduct.errors import FactError
from safeconduct.policy import Case, Policy
from safeconduct.routing import read_concern, read_kind, route
from safeconduct.screening import Context, Finding, detectors
from safeconduct.walks import check_many, hurried_screen

BATCH: Final = 64  # texts that are screened at once: their progress is told after each batch
EVERY: Final = 6  # of so many posts of the corpus one is asked: eight hundred
_PARTS: Final = tuple(f"{part}.jsonl" for part in "ABCDEF")


class Text(msgspec.Struct, frozen=True):
    """A text and where it goes."""

    says: str
    context: Context = Context()


class Answered(msgspec.Struct, frozen=True):
    """What a policy answers: an outcome, or of a concern who is told; and the clauses that spoke.

    ``missing`` are facts that it would have to know first.
    """

    outcome: Outcome | None
    told: tuple[Told, ...] = ()
    clauses: tuple[str, ...] = ()
    guided: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """A situation that two policies answer differently. ``source`` says where it comes from."""

    says: str
    about: str  # “text”, “activity” or “concern”
    source: str
    old: Answered
    new: Answered

    @property
    def direction(self) -> int:
        """1 if the new answer is stricter, -1 if it is milder, 0 if only others are told."""
        before, after = (answer.outcome.rank if answer.outcome else 0 for answer in (self.old, self.new))
        return (after > before) - (after < before)

    @property
    def because(self) -> tuple[str, ...]:
        """The clauses that speak now and did not before, or no longer; if the same ones spoke, all that speak now."""
        differ = set(self.old.clauses) ^ set(self.new.clauses)
        named = tuple(each for each in dict.fromkeys((*self.new.clauses, *self.old.clauses)) if each in differ)
        return named or self.new.clauses


class Shadow(msgspec.Struct, frozen=True):
    """The outcome of a run: how many situations were asked, what changes, and from which answer to which how often."""

    asked: int
    changes: tuple[Change, ...]
    counts: dict[str, dict[str, int]] = {}  # how often each answer came: by answer, under “old” and “new”

    @property
    def stricter(self) -> int:
        """How many are answered more strictly."""
        return sum(change.direction > 0 for change in self.changes)

    @property
    def milder(self) -> int:
        """How many are answered more mildly."""
        return sum(change.direction < 0 for change in self.changes)


# --- cases --------------------------------------------------------------------------------------------------


def answer_to(case: Case, policy: Policy) -> Answered | None:
    """What a policy answers to the situation of a case; nothing to a case that asks for a duty.

    Raises:
        FactError: the facts of the case cannot be right.
    """
    if case.concern is not None:
        return _routed(case.concern, policy)
    if case.facts is not None:
        return _said(decide(read_facts(case.facts), [policy]).answers[0])
    if case.found is not None:
        return _said(_of_text(case.found, case, policy))
    return None


def _of_text(found: Iterable[Topic], case: Case, policy: Policy) -> PolicyAnswer:
    findings = [Finding(topic, 0, 1, "", "case", case.aspect) for topic in found]
    return decide(read_facts({"kind": "draft", "account": "personal"}), [policy], findings).answers[0]


def _routed(given: Mapping[str, Any], policy: Policy) -> Answered:
    kind = read_kind(given.get("kind"))
    if kind is None:
        raise FactError("A case about a concern needs its “kind”.")
    answer = route(read_concern(given, kind), [policy]).answers[0]
    spoke = tuple(dict.fromkeys(reason.clause for reason in answer.reasons))
    return Answered(None, answer.route, spoke, tuple(each.clause for each in answer.guidance))


def _said(answer: PolicyAnswer) -> Answered:
    spoke = tuple(dict.fromkeys(reason.clause for reason in answer.reasons))
    return Answered(answer.outcome, answer.report_to, spoke, tuple(each.clause for each in answer.guidance), answer.missing)


class Failing(msgspec.Struct, frozen=True):
    """A case that does not come out as its policy says it must: ``why`` in words."""

    case: Case
    why: str


def failing(policy: Policy) -> list[Failing]:
    """The cases of a policy that do not come out as written."""
    found = ((case, _wrong(case, policy)) for case in policy.case)
    return [Failing(case, why) for case, why in found if why]


def _wrong(case: Case, policy: Policy) -> str:
    if case.duty is not None:
        held = {clause.id for clause in policy.duties(case.duty)}
        absent = [name for name in case.clause if name not in held]
        return f"Nothing of that kind stands in clause {', '.join(absent)}." if absent else ""
    try:
        answer = answer_to(case, policy)
    except FactError as error:
        return str(error)
    return _differs(case, answer) if answer is not None else ""


def _differs(case: Case, answer: Answered) -> str:
    if case.outcome is not None and answer.outcome is not case.outcome:
        because = f", because of {', '.join(answer.clauses)}" if answer.clauses else ""
        return f"It should be “{case.outcome}”, but the answer is “{answer.outcome}”{because}."
    if case.report_to is not None and answer.told != case.report_to:
        return f"It should go to {_list(case.report_to)}, but it goes to {_list(answer.told)}."
    spoke = answer.guided if case.guided else answer.clauses
    silent = [name for name in case.clause if name not in spoke]
    if not silent:
        return ""
    return f"Clause {', '.join(silent)} does not speak here; it is {', '.join(dict.fromkeys(spoke)) or 'nobody'} that does."


def _list(told: Iterable[Told]) -> str:
    return ", ".join(each.replace("_", " ") for each in told) or "nobody"


# --- texts --------------------------------------------------------------------------------------------------


@cache
def examples() -> tuple[tuple[str, Text], ...]:
    """The texts in which the shipped detectors must find something or keep quiet, each once, with the detector's id."""
    found: dict[Text, str] = {}
    for each in detectors():
        shown = [*(Text(one.text, one.context) for one in each.fires), *(Text(one.text, one.context) for one in each.quiet)]
        for text in shown:
            found.setdefault(text, each.id)
    return tuple((name, text) for text, name in found.items())


def corpus(every: int = EVERY) -> tuple[tuple[str, Text], ...]:
    """Posts of the corpus that safeconduct is tried on, the whole of it or every so manieth; none is anybody's real post."""
    lines = (line for name in _PARTS for line in (_folder() / name).read_text("utf-8").splitlines())
    return tuple(("corpus", text_of(msgspec.json.decode(line))) for line in islice(lines, 0, None, every))


def _folder() -> Traversable:
    """Where the corpus lies: inside the package as it is installed, or beside the program's source."""
    inside = resources.files("safeconduct.data") / "corpus"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "corpus"


def text_of(post: Mapping[str, Any]) -> Text:
    """A post and where it went, as far as that is said.

    Raises:
        KeyError: it has no “text”.
        ValueError: an account, audience or role is none that there is.
    """
    audience, role = post.get("audience"), post.get("author_role")
    context = Context(
        Account(post.get("account") or Account.PERSONAL),
        Audience(audience) if audience else None,
        Role(role) if role else None,
        str(post.get("platform") or ""),
        str(post.get("kind") or "post"),
    )
    return Text(str(post["text"]), context)


# --- the run ------------------------------------------------------------------------------------------------


class Run:
    """Two policies, and what has been asked of them so far. ``old`` is nothing where no policy is in force."""

    def __init__(self, old: Policy | None, new: Policy) -> None:
        self._old, self._new = old or silent(new), new
        self.asked = 0
        self._changes: list[Change] = []
        self._counts: Counter[tuple[str, str]] = Counter()

    def cases(self, cases: Iterable[tuple[str, Case]]) -> None:
        """Ask cases, each with where it comes from; one whose facts cannot be right, or that asks for a duty, is left out."""
        for source, case in cases:
            try:
                old, new = answer_to(case, self._old), answer_to(case, self._new)
            except FactError:
                continue
            if old is not None and new is not None:
                about = "concern" if case.concern is not None else "text" if case.found is not None else "activity"
                self._heard(about, case.situation, source, (old, new))

    def texts(self, texts: Iterable[tuple[str, Text]]) -> Iterator[int]:
        """Ask texts, each with where it comes from, and say after every batch how many have been asked.

        Raises:
            InputError: one is longer than any post can be.
        """
        given, done = list(texts), 0
        for begin in range(0, len(given), BATCH):
            batch = given[begin : begin + BATCH]
            asked = [(text.says, text.context) for _, text in batch]
            checks = check_many(asked, (self._old, self._new), hurried_screen(), redacting=False)
            for (source, text), check in zip(batch, checks, strict=True):
                old, new = (_said(answer) for answer in check.decision.answers)
                self._heard("text", text.says, source, (old, new))
            done += len(batch)
            yield done

    def _heard(self, about: str, says: str, source: str, answers: tuple[Answered, Answered]) -> None:
        self.asked += 1
        for side, answer in zip(("old", "new"), answers, strict=True):
            if answer.outcome is not None:
                self._counts[answer.outcome, side] += 1
        old, new = answers
        if (old.outcome, old.told) != (new.outcome, new.told):
            self._changes.append(Change(says, about, source, old, new))

    def result(self) -> Shadow:
        """What came out, the changes towards stricter answers first, then those towards milder ones."""
        sides: Sequence[str] = ("old", "new")
        counts = {outcome.value: {side: self._counts[outcome, side] for side in sides} for outcome in Outcome}
        ordered = sorted(self._changes, key=lambda change: -change.direction)
        return Shadow(self.asked, tuple(ordered), counts)


def silent(like: Policy) -> Policy:
    """A policy that says nothing, in place of one where none is in force."""
    return msgspec.structs.replace(like, version="none", clause=(), case=())


def distinct(cases: Iterable[tuple[str, Case]]) -> list[tuple[str, Case]]:
    """Each situation once, from where it stands first: policies share situations."""
    seen: dict[bytes, tuple[str, Case]] = {}
    for source, case in cases:
        question = (case.facts, case.found, case.aspect, case.concern)
        seen.setdefault(msgspec.json.encode((*question, case.situation), order="sorted"), (source, case))
    return list(seen.values())


__all__: Final = (
    "Answered", "Change", "Failing", "Run", "Shadow", "Text", "answer_to", "corpus", "distinct", "examples", "failing",
    "silent", "text_of",
)  # fmt: skip
