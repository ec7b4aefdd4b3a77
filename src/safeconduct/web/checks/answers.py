"""An answer as a page shows it: the outcome, the marked text, and each clause that spoke, under its policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from safeconduct.activity import FACTS, Outcome, Topic, strictest
from safeconduct.decision import Decision, PolicyAnswer, Reason
from safeconduct.protected import Protection
from safeconduct.screening import Finding
from safeconduct.walks import Check
from safeconduct.web.checks.channels import Channel, channels
from safeconduct.web.checks.marking import Piece, Place, pieces
from safeconduct.web.checks.milder import Milder
from safeconduct.web.checks.standing import Bound, Standing
from safeconduct.web.checks.wording import NOTHING_FOUND, PROTECTED, SIGNS, SILENT, TOPICS
from safeconduct.web.policies.explaining import force

_LONGEST_QUOTE: Final = 80
_MOST_QUOTES: Final = 5


class Spoken(NamedTuple):
    """A clause that spoke, in full; ``anchor`` is where it stands on the page."""

    id: str
    source: str
    force: str
    says: str
    outcome: Outcome | None
    topics: frozenset[Topic]
    anchor: str


class Verdict(NamedTuple):
    """What one policy answers, and the clauses because of which it does, the strictest first."""

    title: str
    by: str
    version: str
    outcome: Outcome
    clauses: tuple[Spoken, ...]

    @property
    def deciding(self) -> tuple[Spoken, ...]:
        """The clauses that make the answer what it is."""
        return tuple(clause for clause in self.clauses if clause.outcome is self.outcome)

    @property
    def others(self) -> tuple[Spoken, ...]:
        """The clauses that spoke too, more mildly."""
        return tuple(clause for clause in self.clauses if clause.outcome is not self.outcome)


class Mark(NamedTuple):
    """What one number in the text stands for."""

    number: int
    quotes: tuple[str, ...]
    about: str
    why: str
    certain: bool
    clauses: tuple[tuple[Verdict, tuple[Spoken, ...]], ...]

    @property
    def spoke(self) -> int:
        """How many clauses speak about it."""
        return sum(len(clauses) for _, clauses in self.clauses)


class Passed(NamedTuple):
    """Words that were looked at and do not count, and why."""

    quote: str
    why: str


class Advice(NamedTuple):
    """Words of help, and the clause they come from."""

    text: str
    where: str


class Note(NamedTuple):
    """What a register says about a draft, and the page where it stands."""

    text: str
    address: str = ""


class Consent(NamedTuple):
    """A pupil whom some words name, and whether the register has a yes to showing them."""

    said: str
    text: str
    agreed: bool


class Answer(NamedTuple):
    """Everything that a page shows of an answer. ``asks`` offers to ask permission for the text; ``headline`` stands where the
    word for the outcome would promise too much."""

    outcome: Outcome
    sign: str
    says: str
    verdicts: tuple[Verdict, ...]
    advice: bool
    more: tuple[Advice, ...] = ()
    missing: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    pieces: tuple[Piece, ...] = ()
    marks: tuple[Mark, ...] = ()
    instead: tuple[str, ...] = ()
    milder: Milder | None = None
    protected: tuple[Protection, ...] = ()
    passed: tuple[Passed, ...] = ()
    notes: tuple[Note, ...] = ()
    consents: tuple[Consent, ...] = ()
    asks: bool = False
    headline: str = ""
    harm: Channel | None = None
    in_part: str = ""


def answer_to_text(text: str, check: Check, where: Standing) -> Answer:
    """The answer to a draft."""
    plain = answer_to_facts(check.decision, where)
    said = tuple(dict.fromkeys(suggestion.says for suggestion in check.suggestions))
    own = {*said, *(each.guidance for each in check.protected)}  # these stand on the page in places of their own
    groups = _groups(check.findings)
    asks = Topic.NEEDS_PERMISSION in check.topics and check.decision.outcome is not Outcome.STOP and not where.advice
    return plain._replace(
        says=_says(check.decision, plain.verdicts, silent=PROTECTED),
        more=tuple(each for each in plain.more if each.text not in own),
        channels=channels(check.decision.outcome, check.topics, asks=asks),
        pieces=tuple(pieces(text, _places(groups))) if check.findings else (),
        marks=tuple(_marks(text, groups, plain.verdicts)),
        instead=said,
        protected=_told_once(check.protected),
        passed=tuple(dict.fromkeys(Passed(_quote(text, each.start, each.end), each.vetoed) for each in check.vetoed)),
        asks=asks,
    )


def answer_to_facts(decision: Decision, where: Standing) -> Answer:
    """The answer to a question of fact: who is in a picture, and who agreed."""
    verdicts = tuple(_verdicts(decision, where))
    return Answer(
        decision.outcome,
        SIGNS[decision.outcome],
        _says(decision, verdicts, silent=SILENT),
        verdicts,
        where.advice,
        more=tuple(_advice(decision, where)),
        missing=tuple(FACTS[name].question for name in decision.missing),
        channels=channels(decision.outcome),
    )


def together(decisions: Sequence[Decision]) -> Decision:
    """Several answers of the same policies as one: each policy's strictest, with all that it said."""
    joined = tuple(_joined(answers) for answers in zip(*(each.answers for each in decisions), strict=True))
    guidance = dict.fromkeys(said for each in decisions for said in each.guidance)
    return Decision(strictest(answer.outcome for answer in joined), joined, tuple(guidance))


def _joined(answers: Sequence[PolicyAnswer]) -> PolicyAnswer:
    return msgspec.structs.replace(
        answers[0],
        outcome=strictest(answer.outcome for answer in answers),
        reasons=tuple(dict.fromkeys(reason for answer in answers for reason in answer.reasons)),
        missing=tuple(dict.fromkeys(name for answer in answers for name in answer.missing)),
    )


# --- policies and clauses ----------------------------------------------------------------------------------


def _verdicts(decision: Decision, where: Standing) -> Iterator[Verdict]:
    """In the order of strictness: what matters most stands first on a phone."""
    rules = {rule.policy.digest: rule for rule in where.rules}
    numbered = enumerate(decision.answers, 1)
    for number, answer in sorted(numbered, key=lambda each: -each[1].outcome.rank):
        bound = rules[answer.digest]
        yield Verdict(bound.title, bound.by, answer.version, answer.outcome, tuple(_spoken(number, answer, bound)))


def _spoken(number: int, answer: PolicyAnswer, bound: Bound) -> Iterator[Spoken]:
    clauses: dict[str, list[Reason]] = {}
    for reason in answer.reasons:
        clauses.setdefault(reason.clause, []).append(reason)
    for clause, reasons in sorted(clauses.items(), key=lambda each: -_strictest(each[1]).rank):
        yield Spoken(
            clause,
            bound.policy.clauses[clause].source,
            force(bound.policy.clauses[clause]),
            reasons[0].says,
            _strictest(reasons) if any(reason.outcome for reason in reasons) else None,
            frozenset(reason.topic for reason in reasons if reason.topic),
            f"rule-{number}-{clause}",
        )


def _strictest(reasons: Iterable[Reason]) -> Outcome:
    return strictest(reason.outcome for reason in reasons if reason.outcome)


def _says(decision: Decision, verdicts: Iterable[Verdict], *, silent: str) -> str:
    """One line of reason: the clause that decided, or that there is none."""
    if decision.outcome is Outcome.NOT_COVERED:
        return silent
    deciding = [(verdict, clause) for verdict in verdicts for clause in verdict.clauses if clause.outcome is decision.outcome]
    if not deciding:
        return NOTHING_FOUND
    verdict, clause = min(deciding, key=lambda each: min((topic.rank for topic in each[1].topics), default=0))
    return f"{clause.says} ({verdict.title}, clause {clause.id})"


def _advice(decision: Decision, where: Standing) -> Iterator[Advice]:
    titles = {rule.policy.id: rule.title for rule in where.rules}
    for said in decision.guidance:
        yield Advice(said.text, f"{titles[said.policy]}, clause {said.clause}" if said.clause else "")


# --- marked words ------------------------------------------------------------------------------------------


class _Group(NamedTuple):
    """Findings that say the same: they share a number, and where they overlap a place."""

    number: int
    first: Finding
    certain: bool
    spans: tuple[tuple[int, int], ...]


def _groups(findings: Iterable[Finding]) -> tuple[_Group, ...]:
    """In the order of the text."""
    alike: dict[tuple[Topic, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.topic, finding.why), []).append(finding)
    return tuple(
        _Group(number, same[0], any(each.certain for each in same), tuple(_merged(same)))
        for number, same in enumerate(alike.values(), 1)
    )


def _merged(findings: Iterable[Finding]) -> Iterator[tuple[int, int]]:
    spans = sorted((finding.start, finding.end) for finding in findings)
    start, end = spans[0]
    for later, its_end in spans[1:]:
        if later >= end:
            yield start, end
            start, end = later, its_end
        end = max(end, its_end)
    yield start, end


def _places(groups: Iterable[_Group]) -> Iterator[Place]:
    for group in groups:
        for start, end in group.spans:
            yield Place(start, end, group.number)


def _marks(text: str, groups: Iterable[_Group], verdicts: Sequence[Verdict]) -> Iterator[Mark]:
    for number, first, certain, spans in groups:
        quotes = tuple(dict.fromkeys(_quote(text, *span) for span in spans))[:_MOST_QUOTES]
        clauses = tuple(_speaking(first.topic, verdicts))
        yield Mark(number, quotes, TOPICS[first.topic], first.why, certain, clauses)


def _speaking(topic: Topic, verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, tuple[Spoken, ...]]]:
    """The clauses that speak about a topic, by policy."""
    for verdict in verdicts:
        clauses = tuple(clause for clause in verdict.clauses if topic in clause.topics)
        if clauses:
            yield verdict, clauses


def _quote(text: str, start: int, end: int) -> str:
    words = text[start:end]
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"


def _told_once(protections: Iterable[Protection]) -> tuple[Protection, ...]:
    """One for each ground: the guidance is the same."""
    return tuple({each.ground: each for each in reversed(tuple(protections))}.values())[::-1]


__all__: Final = ("Answer", "Consent", "Note", "answer_to_facts", "answer_to_text", "together")
