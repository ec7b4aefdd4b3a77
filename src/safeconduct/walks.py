"""The walks through the engine with the shipped defaults, for the command line, the web application and the API alike.

    check_draft      a text and where it is going → outcome, marked words, the clauses that spoke, what to do
    check_many       the same for many texts at once
    decide_contact   facts → outcome, whom to tell, what to say, what is still to be known
    route_concern    what happened → its kind → who is told, in order

Nothing here stores anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any, Final, NamedTuple

import msgspec

from safeconduct.accused import accused
from safeconduct.activity import Account, Activity, Aspect, Audience, ConcernKind, Kind, Outcome, Role, Topic, read_facts
from safeconduct.context import context_findings, introduces
from safeconduct.decision import Decision, Guidance, decide
from safeconduct.detectors._shades import shaded
from safeconduct.detectors.meaning import DETECTOR, prepare
from safeconduct.errors import FactError, InputError, UnansweredError
from safeconduct.leavers import is_of_adult
from safeconduct.mentions import names
from safeconduct.policy import Policy
from safeconduct.protected import Ground, Protection, covers, protections
from safeconduct.routing import Concern, Routing, read_concern, read_kind, route
from safeconduct.screening import OWN_ACCOUNT, Context, Draft, Finding, Screen, detectors
from safeconduct.situations import suggest as suggest_kind
from safeconduct.suggestions.proposing import Proposal, Suggestion, notes, propose, suggest

MAX_TEXT: Final = 250_000  # characters; the longest post of any platform is 63,206


# Gives of a text, its uncertain findings and the policies those findings that it doubts, each with the reason.
Doubts = Callable[[str, Sequence[Finding], Sequence[Policy]], Mapping[Finding, str]]


class Check(msgspec.Struct, frozen=True):
    """The answer to a draft. ``findings`` are those that count; ``vetoed`` those that do not, each with the reason.

    ``redacted`` is the text without what can be taken out; ``None`` where taking words out cures nothing.
    """

    decision: Decision
    findings: tuple[Finding, ...]
    vetoed: tuple[Finding, ...] = ()
    protected: tuple[Protection, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    redacted: str | None = None

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics found, the most serious first."""
        return tuple(sorted({finding.topic for finding in self.findings}, key=lambda topic: topic.rank))

    @property
    def main(self) -> Topic | None:
        """The most serious topic found."""
        return next(iter(self.topics), None)


def check_draft(
    text: str,
    policies: Sequence[Policy],
    context: Context = OWN_ACCOUNT,
    screen: Screen | None = None,
    *,
    redacting: bool = True,
    doubts: Doubts | None = None,
) -> Check:
    """Check a draft under every policy.

    A redacted text is looked at again before it is proposed; without ``redacting`` that time is saved.
    ``doubts`` gives a second opinion on findings that are not certain.

    Raises:
        InputError: the text is longer than any post can be (``MAX_TEXT``).
    """
    return check_many(((text, context),), policies, screen, redacting=redacting, doubts=doubts)[0]


def check_many(
    given: Iterable[tuple[str, Context]],
    policies: Sequence[Policy],
    screen: Screen | None = None,
    *,
    redacting: bool = True,
    doubts: Doubts | None = None,
) -> list[Check]:
    """Check drafts, each with where it is going, under the same policies; a check for each, in their order.

    Raises:
        InputError: one of the texts is longer than any post can be (``MAX_TEXT``); none is checked then.
    """
    drafts = [Draft(postable(text), context) for text, context in given]
    screen = screen or shipped_screen()
    looked = (_weighed(draft, found) for draft, found in zip(drafts, screen.findings_of(drafts), strict=True))
    return [_checked(each, policies, screen if redacting else None, doubts) for each in looked]


def postable(text: str) -> str:
    """The text, if it can be checked at all.

    Raises:
        InputError: it is longer than any post can be.
    """
    if len(text) > MAX_TEXT:
        raise InputError(
            f"The text is {len(text):,} characters long; at most {MAX_TEXT:,} can be checked at once. "
            "Check its parts one by one, or use --jsonl with one post a line."
        )
    return text


READS: Final = DETECTOR.id


class _Looked(NamedTuple):
    """What is found in a draft: what counts, and what does not."""

    draft: Draft
    counting: tuple[Finding, ...]
    vetoed: tuple[Finding, ...]
    protected: tuple[Protection, ...]


def _checked(looked: _Looked, policies: Sequence[Policy], screen: Screen | None, doubts: Doubts | None) -> Check:
    """The answer; with a ``screen``, what can be taken out of the text is."""
    if doubts is not None:
        looked = _doubted(looked, policies, doubts)
    draft, counting, vetoed, protected = looked
    noted = notes(draft) if screen is not None else ()
    if not (counting or vetoed or protected or noted):
        return Check(_nothing_found(draft.context, policies), ())
    activity = Activity(Kind.DRAFT, _facts(draft.context), draft.text.raw)
    decision = decide(activity, policies, counting, protected=bool(protected))
    counting, unasked = _spoken_of(counting, decision)
    advised = tuple(each for each in counting if _worth_advice(each.topic, decision))
    proposal = Proposal(suggest(draft, advised), None)
    if screen is not None:
        others = (*vetoed, *(each for each in counting if each not in advised))
        proposal = propose(draft, advised, partial(_counting, context=draft.context, screen=screen.exact), others)
    help_given = (Guidance(each) for each in (*noted, *_said(proposal), *(protection.guidance for protection in protected)))
    decision = msgspec.structs.replace(decision, guidance=(*decision.guidance, *dict.fromkeys(help_given)))
    return Check(decision, counting, (*vetoed, *unasked), protected, proposal.suggestions, proposal.redacted)


_OF_POLICIES: Final = frozenset({Topic.NEEDS_PERMISSION, Topic.MISSING_DISCLAIMER})
_UNASKED: Final = "none of these policies asks for it"


def _worth_advice(topic: Topic, decision: Decision) -> bool:
    """Whether a clause spoke on the topic; and nobody's permission makes good what must not be posted at all."""
    hopeless = decision.outcome is Outcome.STOP and topic is Topic.NEEDS_PERMISSION
    return topic in _topics(decision) and not hopeless


def _topics(decision: Decision) -> frozenset[Topic | None]:
    """The topics on which a clause spoke; advice is given on no others."""
    return frozenset(reason.topic for reason in decision.reasons)


def _spoken_of(found: Sequence[Finding], decision: Decision) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings, and apart from them what is only a fault where a policy asks for it and none does."""
    silent = _OF_POLICIES - _topics(decision)
    unasked = tuple(msgspec.structs.replace(each, vetoed=_UNASKED) for each in found if each.topic in silent)
    return tuple(each for each in found if each.topic not in silent), unasked


def _said(proposal: Proposal) -> Iterator[str]:
    return (suggestion.says for suggestion in proposal.suggestions)


def _counting(text: str, context: Context, screen: Screen) -> tuple[Finding, ...]:
    """What is found in another text for the same place, and counts."""
    return what_counts((Draft(text, context),), screen)[0]


def what_counts(drafts: Sequence[Draft], screen: Screen | None = None) -> list[tuple[Finding, ...]]:
    """What is found in each of some drafts and counts, before any policy is asked."""
    found = (screen or shipped_screen()).findings_of(drafts)
    return [_weighed(draft, each).counting for draft, each in zip(drafts, found, strict=True)]


def _doubted(looked: _Looked, policies: Sequence[Policy], doubts: Doubts) -> _Looked:
    """Uncertain findings that are doubted move to those that do not count; certain ones stay, whatever is said of them."""
    uncertain = tuple(finding for finding in looked.counting if not finding.certain)
    said = doubts(looked.draft.text.raw, uncertain, policies) if uncertain else {}
    doubted = tuple(finding for finding in uncertain if finding in said)
    moved = (msgspec.structs.replace(finding, vetoed=f"second opinion: {said[finding]}") for finding in doubted)
    counting = tuple(finding for finding in looked.counting if finding not in doubted)
    return looked._replace(counting=counting, vetoed=(*looked.vetoed, *moved))


_MOST_KNOWN: Final = 1_000
_nothing: Final[dict[tuple[object, ...], Decision]] = {}


def _nothing_found(context: Context, policies: Sequence[Policy]) -> Decision:
    """What policies decide on a text in which nothing is found; it hangs on the facts of the context and on them alone.

    Nearly all texts are such ones, and the digest of a policy stands for every word that could change the answer.
    """
    key = (*_given(context), *(policy.digest for policy in policies))
    known = _nothing.get(key)
    if known is None:
        if len(_nothing) >= _MOST_KNOWN:
            _nothing.clear()
        known = _nothing[key] = decide(Activity(Kind.DRAFT, _facts(context)), policies)
    return known


@cache
def shipped_screen() -> Screen:
    """All shipped detectors, and the model that reads before them."""
    return Screen(detectors(), prepare)


@cache
def hurried_screen() -> Screen:
    """The same for hundreds of thousands of old posts: what is plainly harmless at a glance is not read closely.

    It is several times as quick on everyday posts, and loses some three findings in a hundred.
    """
    return Screen(detectors(), partial(prepare, hurried=True))


def _given(context: Context) -> tuple[Account, Audience | None, Role | None, bool]:
    """What of the context are facts for the policies."""
    return context.account, context.audience, context.role, context.permission


def _facts(context: Context) -> dict[str, Any]:
    return dict(_facts_of(*_given(context)))


@lru_cache(maxsize=_MOST_KNOWN)
def _facts_of(account: Account, audience: Audience | None, role: Role | None, permission: bool) -> Mapping[str, Any]:  # noqa: FBT001 a key
    given = {"kind": "draft", "account": account.value, "audience": audience and audience.value}
    return read_facts({**given, "author_role": role and role.value, "has_permission": permission}).facts


def _weighed(draft: Draft, found: tuple[Finding, ...]) -> _Looked:
    """Findings that count, and those inside protected speech on topics that are not judged there, with the reason."""
    protected = protections(draft)
    found = (*shaded(draft, found), *(_political(each, protected) for each in context_findings(draft, found)))
    judged = [(finding, _exempt(finding, draft, protected) or _unlikely(finding, draft)) for finding in found]
    counting = tuple(finding for finding, why in judged if not why)
    vetoed = tuple(msgspec.structs.replace(finding, vetoed=why) for finding, why in judged if why)
    return _Looked(draft, counting, (*draft.excused, *vetoed), protected)


def _political(finding: Finding, protected: Sequence[Protection]) -> Finding:
    """An opinion on politics is marked as one: what a policy wants of posts about the school it does not want of these."""
    inside = any(each.ground is Ground.POLITICS and _mostly_inside(finding, each) for each in protected)
    wanted = inside and finding.topic is Topic.MISSING_DISCLAIMER
    return msgspec.structs.replace(finding, aspect=Aspect.POLITICS) if wanted else finding


def _exempt(finding: Finding, draft: Draft, protected: Sequence[Protection]) -> str:
    """Why a finding is not judged; nothing if it is: what stands beside protected speech is not part of it."""
    inside = [each for each in protected if _mostly_inside(finding, each)]
    if finding.topic is Topic.NEEDS_PERMISSION and not inside and introduces(draft, finding):
        return next((each.why for each in protected if each.ground is not Ground.DISCLOSURE), "")
    if inside and finding.detector == READS and (not finding.certain or finding.topic is Topic.HATE):
        return inside[0].why  # what is only read into it is no ground to judge what somebody believes or stands for
    return next((each.why for each in inside if _covered(finding, draft, each.ground)), "")


def _covered(finding: Finding, draft: Draft, ground: Ground) -> bool:
    """Whether a topic is not judged on this ground; what a disclosure says of somebody by name stays judged."""
    telling = ground is Ground.DISCLOSURE
    if telling and (finding.topic is Topic.DEFAMATION or (finding.topic is Topic.CONFIDENTIAL and finding.detector == READS)):
        return not _names_somebody(finding, draft)
    return finding.topic in covers(ground)


def _names_somebody(finding: Finding, draft: Draft) -> bool:
    spans = (draft.text.span(name.start, name.end) for name in names(draft.text))
    return any(start < finding.end + _CLOSE and finding.start - _CLOSE < end for start, end in spans)


_CLOSE: Final = 40  # characters around an accusation in which a name says of whom it is


def _unlikely(finding: Finding, draft: Draft) -> str:
    """Why a finding is not judged: the text as a whole reads as something else, for a certain one plainly so."""
    if draft.prepared is None:
        return ""
    if finding.certain:
        refuted = finding.topic in draft.prepared.refuted and finding.detector in _weighing()
        return "The words look like this; the text as a whole plainly reads as something else." if refuted else ""
    doubtful = finding.topic in draft.prepared.doubtful
    return "The words alone could mean this; the text as a whole does not read so." if doubtful else ""


@cache
def _weighing() -> frozenset[str]:
    """The detectors that weigh words, and can be wrong where they are sure; a number, a code or a swear word is what it is."""
    return frozenset(each.id for each in detectors() if each.weighs)


def _mostly_inside(finding: Finding, protection: Protection) -> bool:
    shared = min(finding.end, protection.end) - max(finding.start, protection.start)
    return 2 * shared >= finding.end - finding.start


def decide_contact(facts: Mapping[str, Any], policies: Sequence[Policy]) -> Decision:
    """Decide on a contact, or on another question of fact that the policies settle.

    Raises:
        FactError: a fact is missing its kind, outside its list, or contradicts another.
    """
    activity = read_facts(facts)
    if activity.kind is Kind.DRAFT:
        raise FactError("A draft is a text: check it with “safeconduct check”.")
    return decide(activity, policies, guidance=_contact_guidance(activity))


def _contact_guidance(activity: Activity) -> list[Guidance]:
    facts = activity.facts
    guidance = []
    if facts.get("person") == "pupil_and_relative" or facts.get("family_member"):
        guidance.append("No policy here has an exemption for family: declare the relationship to your school, for the record.")
    elif facts.get("pre_existing"):
        guidance.append("No policy here has an exemption for people known before: declare the relationship to your school.")
    if activity.ignored:
        guidance.append(f"Not understood and left out of the answer: {', '.join(name[:40] for name in activity.ignored)}.")
    return [Guidance(text) for text in guidance]


class RoutedConcern(msgspec.Struct, frozen=True):
    """The routes for a concern; ``suggested`` if its kind was guessed, with the next likely kinds."""

    routing: Routing
    suggested: bool
    alternatives: tuple[ConcernKind, ...] = ()
    because: tuple[str, ...] = ()


def route_concern(given: Mapping[str, Any], policies: Sequence[Policy]) -> RoutedConcern:
    """Route a concern; its kind is suggested from ``situation`` where it is left out.

    Where no subject is given and the words plainly make a role the one who did it, that role is left out of the route.

    Raises:
        FactError: a value is outside its list, or there is neither a kind nor a situation that shows one.
    """
    kind = read_kind(given.get("kind"))
    if kind is not None:
        return RoutedConcern(route(_concern(given, kind), policies), suggested=False)
    situation = given.get("situation")
    if not isinstance(situation, str) or not situation.strip():
        raise UnansweredError("Say what happened in “situation”, or give the “kind” of concern.")
    guess = suggest_kind(situation)
    if guess.kind is None:
        raise UnansweredError(f"From these words the kind of concern is not clear. Choose one: {', '.join(ConcernKind)}.")
    concern = _concern(given, guess.kind)
    if guess.child_protection and given.get("child_protection") is None:
        concern = msgspec.structs.replace(concern, child_protection=True)
    return RoutedConcern(route(concern, policies), suggested=True, alternatives=guess.alternatives, because=guess.because)


def _concern(given: Mapping[str, Any], kind: ConcernKind) -> Concern:
    """The concern, with those whom the words make the ones complained of where no subject is given, and who is meant."""
    concern = read_concern(given, kind)
    if kind in _OF_PUPILS and is_of_adult(concern.situation):
        concern = msgspec.structs.replace(concern, grown_up=True)
    if concern.subject is not None or not concern.situation:
        return concern
    return msgspec.structs.replace(concern, assumed=accused(concern.situation))


_OF_PUPILS: Final = frozenset({ConcernKind.PUPIL_CONTACT, ConcernKind.UNINTENDED_CONTACT})


__all__: Final = (
    "Check", "Concern", "RoutedConcern", "check_draft", "check_many", "decide_contact", "postable", "route_concern",
    "shipped_screen", "what_counts",
)  # fmt: skip
