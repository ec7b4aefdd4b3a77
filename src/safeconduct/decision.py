"""``decide``: facts and findings in, an outcome for each policy out, with the clauses that spoke.

The rules of the engine, each a named test:

* The strictest outcome wins, among clauses and among policies; their order never matters.
* A fact that a deciding clause needs and does not have is named in ``missing``, and the answer is then never
  milder than *ask*. So is one on which it hangs whom to tell. A fact that could not change the answer any more is
  not asked for.
* For a text, nothing found means *allow*. For anything else, nothing said means *not-covered*.
* A finding that is not certain is never more than a *caution*.
* Speech that no policy may decide (belief, politics, union activity, a protected disclosure) is *not-covered*,
  unless something else in the text is found; then only that is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from safeconduct.activity import Activity, Facts, Kind, Outcome, Told, Topic, Value, strictest
from safeconduct.policy import Clause, Condition, DecideRule, Policy, ScreenRule
from safeconduct.screening import Finding

T = TypeVar("T")
Wanted = bool | str | list[str]


class Reason(msgspec.Struct, frozen=True):
    """A clause that spoke, copied as it read on the day. ``outcome`` is ``None`` where it only says whom to tell."""

    policy: str
    version: str
    clause: str
    force: str
    outcome: Outcome | None
    topic: Topic | None
    says: str


class Guidance(msgspec.Struct, frozen=True):
    """Words of help, and the clause they come from (empty for the product's own)."""

    text: str
    policy: str = ""
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.policy} {self.clause})" if self.clause else self.text


class PolicyAnswer(msgspec.Struct, frozen=True):
    """What one policy answers. ``digest`` identifies the exact text that answered."""

    policy: str
    version: str
    digest: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    report_to: tuple[Told, ...] = ()
    missing: tuple[str, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    say: tuple[str, ...] = ()
    no_reply: bool = False


class Decision(msgspec.Struct, frozen=True):
    """What the policies that bind a person answer together: the strictest outcome, and every policy's own."""

    outcome: Outcome
    answers: tuple[PolicyAnswer, ...]
    guidance: tuple[Guidance, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would decide and are not known."""
        return _union(answer.missing for answer in self.answers)

    @property
    def report_to(self) -> tuple[Told, ...]:
        """Whom to tell, under any of the policies."""
        return _union(answer.report_to for answer in self.answers)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every clause that spoke."""
        return tuple(reason for answer in self.answers for reason in answer.reasons)

    @property
    def say(self) -> str | None:
        """Wording that the person can use, of the strictest policy that offers any; none if any policy bars a reply."""
        if any(answer.no_reply for answer in self.answers):
            return None
        offering = sorted((each for each in self.answers if each.say), key=lambda each: (-each.outcome.rank, each.policy))
        return offering[0].say[0] if offering else None


def decide(
    activity: Activity,
    policies: Sequence[Policy],
    findings: Iterable[Finding] = (),
    *,
    protected: bool = False,
    guidance: Iterable[Guidance] = (),
) -> Decision:
    """Ask every policy about one activity. ``findings`` are those of the screen where there is a text.

    ``protected`` says that the text is speech which no policy may decide, beyond the findings that are handed in.
    """
    found = tuple(finding for finding in findings if not finding.vetoed)
    if activity.kind is Kind.DRAFT:
        answers = tuple(_judge_text(policy, activity.facts, found, protected=protected) for policy in policies)
    else:
        answers = tuple(_judge_facts(policy, activity) for policy in policies)
    overall = strictest(answer.outcome for answer in answers)
    return Decision(overall, answers, (*_guidance(answers), *guidance))


def _guidance(answers: Iterable[PolicyAnswer]) -> tuple[Guidance, ...]:
    return _union(answer.guidance for answer in answers)


def _union(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


# --- conditions --------------------------------------------------------------------------------------------


class Match(NamedTuple):
    """Whether a condition holds: ``True``, ``False``, or ``None`` while ``unknown`` facts are not known."""

    holds: bool | None
    unknown: tuple[str, ...] = ()


def matches(condition: Condition, facts: Facts) -> Match:
    """Whether facts meet a condition; a fact that is not there is unknown, never false."""
    unknown = []
    for name, wanted in condition.items():
        value = facts.get(name)
        if value is None:
            unknown.append(_asked(name))
        elif not _fits(value, wanted):
            return Match(holds=False)
    return Match(None, tuple(unknown)) if unknown else Match(holds=True)


_ASKED = {"age_group": "person_age", "school_channel": "channel", "social_media": "channel"}


def _asked(name: str) -> str:
    """The fact a person can be asked for, for one that is worked out."""
    return _ASKED.get(name, name)


def _fits(value: Value, wanted: Wanted) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted


def _rule_match(rule: DecideRule, facts: Facts) -> Match:
    main = matches(rule.when, facts)
    if main.holds is False or not rule.unless:
        return main
    exempt = matches(rule.unless, facts)
    if exempt.holds is True:
        return Match(holds=False)
    unknown = main.unknown + exempt.unknown
    return Match(None, unknown) if unknown else main


# --- facts -------------------------------------------------------------------------------------------------


class _Spoken(NamedTuple):
    clause: Clause
    rule: DecideRule


def _judge_facts(policy: Policy, activity: Activity) -> PolicyAnswer:
    spoken, waiting = _speak(policy, activity.facts, general=False)
    if not any(rule.outcome for rule in (*(rule for _, rule in spoken), *(each.rule for each in waiting))):
        general, more = _speak(policy, activity.facts, general=True)
        spoken, waiting = spoken + general, waiting + more
    known = strictest(rule.outcome for _, rule in spoken if rule.outcome)
    pending = [_asking(clause, rule) for clause, rule, _ in waiting if _rank(rule.outcome) > known.rank]
    told = {told for _, rule in (*spoken, *pending) for told in rule.report_to}
    open_ones = (each for each in waiting if _rank(each.rule.outcome) > known.rank or not told.issuperset(each.rule.report_to))
    missing = _union(each.unknown for each in open_ones)
    return PolicyAnswer(
        policy.id,
        policy.version,
        policy.digest,
        strictest((known, Outcome.ASK)) if missing else known,
        reasons=tuple(dict.fromkeys(_cited(policy, (*spoken, *pending)))),
        report_to=_union(rule.report_to for _, rule in (*spoken, *pending)),
        missing=missing,
        guidance=_union((_rule_guidance(policy, _heeded(spoken, known)), _shown(policy, activity.facts, activity.kind))),
        say=tuple(rule.say for _, rule in spoken if rule.say),
        no_reply=any(rule.no_reply for _, rule in spoken),
    )


class _Waiting(NamedTuple):
    """A rule that may hold, and the facts it waits for."""

    clause: Clause
    rule: DecideRule
    unknown: tuple[str, ...]


def _speak(policy: Policy, facts: Facts, *, general: bool) -> tuple[list[_Spoken], list[_Waiting]]:
    """The rules that hold, and those that may and would decide or have somebody told."""
    spoken, waiting = [], []
    for clause in policy.clause:
        for rule in clause.decide:
            match = _rule_match(rule, facts) if rule.otherwise is general else Match(holds=False)
            if match.holds:
                spoken.append(_Spoken(clause, rule))
            elif match.holds is None and (rule.outcome or rule.report_to):
                waiting.append(_Waiting(clause, rule, match.unknown))
    return spoken, waiting


def _asking(clause: Clause, rule: DecideRule) -> _Spoken:
    """A rule that would decide if the missing facts were known: it is cited, as *ask*."""
    return _Spoken(clause, msgspec.structs.replace(rule, outcome=Outcome.ASK, report_to=_whom_to_ask(rule)))


def _whom_to_ask(rule: DecideRule) -> tuple[Told, ...]:
    """Where the answer may be *ask*, whom to ask is told already; a mere possibility is reported to nobody."""
    return rule.report_to if rule.outcome is Outcome.ASK else ()


def _cited(policy: Policy, spoken: Iterable[_Spoken]) -> tuple[Reason, ...]:
    return tuple(_reason(policy, clause, rule.outcome) for clause, rule in spoken)


def _reason(policy: Policy, clause: Clause, outcome: Outcome | None, topic: Topic | None = None) -> Reason:
    return Reason(policy.id, policy.version, clause.id, clause.force.value, outcome, topic, clause.says)


def _rule_guidance(policy: Policy, spoken: Iterable[_Spoken]) -> Iterator[Guidance]:
    for clause, rule in spoken:
        if rule.guide:
            yield Guidance(rule.guide, policy.id, clause.id)
        if rule.outcome is not None and rule.outcome.rank >= Outcome.CAUTION.rank:
            yield from _standing(policy, clause)


def _heeded(spoken: Iterable[_Spoken], known: Outcome) -> Iterator[_Spoken]:
    """The rules whose advice still holds: where another clause stops it, how to do it well is none; whom to tell is."""
    for each in spoken:
        mild = each.rule.outcome in (Outcome.ALLOW, Outcome.CAUTION)
        if known is not Outcome.STOP or not mild or each.rule.report_to:
            yield each


def _standing(policy: Policy, clause: Clause) -> Iterator[Guidance]:
    """What a clause that spoke wants on record, and looked over now and then."""
    if clause.permit:
        yield Guidance(f"{clause.permit}.", policy.id, clause.id)
    if clause.review:
        yield Guidance(f"{clause.review.task} (Every {clause.review.months} months.)", policy.id, clause.id)


def _shown(policy: Policy, facts: Facts, kind: Kind | None, findings: Sequence[Finding] = ()) -> Iterator[Guidance]:
    """The guidance of clauses for this kind of activity or for what was found; of a text little need be known (who may read it,
    whose account it is), and what is not known is no reason to keep guidance back."""
    for clause in policy.clause:
        for guide in clause.guide:
            fits = matches(guide.when, facts).holds
            found = any(guide.is_for(finding.topic, finding.aspect) for finding in findings)
            if (kind in guide.kinds and fits) or (found and fits is not False):
                yield Guidance(guide.text, policy.id, clause.id)


# --- texts -------------------------------------------------------------------------------------------------


def _judge_text(policy: Policy, facts: Facts, findings: Sequence[Finding], *, protected: bool) -> PolicyAnswer:
    spoken, waiting = _speak_of_text(policy, facts, findings)
    silent = Outcome.NOT_COVERED if protected and not findings else Outcome.ALLOW
    known = strictest((silent, *(reason.outcome for reason in spoken if reason.outcome)))
    pending = [(reason, unknown) for reason, unknown in waiting if _rank(reason.outcome) > known.rank]
    reasons = (*spoken, *(msgspec.structs.replace(reason, outcome=Outcome.ASK) for reason, _ in pending))
    standing = (guidance for reason in reasons for guidance in _standing(policy, policy.clauses[reason.clause]))
    return PolicyAnswer(
        policy.id,
        policy.version,
        policy.digest,
        strictest((known, Outcome.ASK)) if pending else known,
        reasons=_strictest_by_clause(reasons),
        missing=_union(unknown for _, unknown in pending),
        guidance=(*dict.fromkeys(_shown(policy, facts, Kind.DRAFT if findings else None, findings)), *dict.fromkeys(standing)),
    )


def _speak_of_text(
    policy: Policy, facts: Facts, findings: Sequence[Finding]
) -> tuple[list[Reason], list[tuple[Reason, tuple[str, ...]]]]:
    """The clauses that speak of what was found, and those that wait for a fact, with that fact."""
    spoken, waiting = [], []
    for clause, rule in ((each, rule) for each in policy.clause for rule in each.screen):
        match = matches(rule.when, facts)
        for finding in findings:
            if match.holds is False or not _covers(rule, finding):
                continue
            reason = _reason(policy, clause, _tempered(rule.outcome, finding), finding.topic)
            if match.holds:
                spoken.append(reason)
            else:
                waiting.append((reason, match.unknown))
    return spoken, waiting


def _covers(rule: ScreenRule, finding: Finding) -> bool:
    fits = not rule.aspects or finding.aspect in rule.aspects
    return finding.topic in rule.topics and fits and finding.aspect not in rule.not_aspects


def _tempered(outcome: Outcome, finding: Finding) -> Outcome:
    """A finding that is not certain is a reason to think again, never to stop."""
    return outcome if finding.certain or outcome.rank < Outcome.CAUTION.rank else Outcome.CAUTION


def _strictest_by_clause(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason for each clause and topic: its strictest."""
    best: dict[tuple[str, Topic | None], Reason] = {}
    for reason in reasons:
        key = (reason.clause, reason.topic)
        if key not in best or _rank(reason.outcome) > _rank(best[key].outcome):
            best[key] = reason
    return tuple(best.values())


def _rank(outcome: Outcome | None) -> int:
    return -1 if outcome is None else outcome.rank


def outcomes(decision: Decision) -> Mapping[str, Outcome]:
    """The outcome of each policy, by its id."""
    return {answer.policy: answer.outcome for answer in decision.answers}
