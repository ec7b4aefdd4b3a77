"""The answer page's matter: what the policies that bind somebody today say about what happened, in words to act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from safeconduct.activity import CONNECTING_KINDS, FACTS, MESSAGING_KINDS, ConcernKind, Kind, MustNot, Outcome
from safeconduct.decision import Decision, PolicyAnswer
from safeconduct.policy import Policy
from safeconduct.walks import decide_contact
from safeconduct.web.contacts.conversation import Conversation
from safeconduct.web.contacts.questions import Situation
from safeconduct.web.contacts.telling import MUST_NOT, Matter, Named, Staff, routes
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.models import Adoption


class Bound(NamedTuple):
    """A policy as it binds somebody today: its text once, and every organisation that adopted it."""

    adoption: Adoption
    policy: Policy
    by: Sequence[Organisation]

    @property
    def whose(self) -> str:
        """Whose policy it is."""
        return " and ".join(place.name for place in self.by)


def bound(adoptions: Iterable[Adoption]) -> list[Bound]:
    """The policies, each text once, in the order given."""
    by_digest: dict[str, list[Adoption]] = {}
    for adoption in adoptions:
        by_digest.setdefault(adoption.digest, []).append(adoption)
    return [Bound(same[0], same[0].policy, [each.organisation for each in same]) for same in by_digest.values()]


class ClauseSaid(NamedTuple):
    """A clause that spoke: what it says, and where it stands."""

    id: str
    says: str
    source: str
    outcome: Outcome | None


class PolicySaid(NamedTuple):
    """What one policy answers, with the clauses that spoke, the strictest first."""

    bound: Bound
    outcome: Outcome
    word: str
    clauses: Sequence[ClauseSaid]


class Tell(NamedTuple):
    """Whom a policy wants told, by name where the site knows one, and at which organisation."""

    whose: str
    named: Named


class Advice(NamedTuple):
    """Words of help, and the clause they come from."""

    text: str
    cites: str


class Answer(NamedTuple):
    """All that the answer page shows."""

    outcome: Outcome
    word: str
    means: str
    policies: Sequence[PolicySaid]
    advice: Sequence[Advice]
    must_not: Sequence[str]
    say: str | None
    say_where: str
    tell: Sequence[Tell]
    missing: Sequence[str]


WORDS: Final = {
    Outcome.ALLOW: "Fine",
    Outcome.CAUTION: "Think again",
    Outcome.ASK: "Ask first",
    Outcome.STOP: "No",
    Outcome.NOT_COVERED: "Says nothing about it",
}
_MEANS: Final = {
    Outcome.ALLOW: "Your policies allow it.",
    Outcome.CAUTION: "It is not forbidden, but take care: read what your policies say.",
    Outcome.ASK: "Not before somebody has agreed, or before you know more.",
    Outcome.STOP: "Your policies rule it out.",
    Outcome.NOT_COVERED: "None of your policies says anything about this. Use your judgement, and ask if you are not sure.",
}
_REFUSED: Final = {
    Kind.TAG: "Do not let the tag stand",
    Kind.BROWSE: "Do not open it",
    Kind.PHOTOGRAPH: "Do not do it",
    Kind.PHONE_USE: "Leave your phone alone for now",
    Kind.POST_ABOUT_SCHOOL: "Do not post it",
    Kind.TAKE_EQUIPMENT_HOME: "Not yet",
}


def answer(conversation: Conversation, policies: Sequence[Bound], staff: Staff, person: Person) -> Answer:
    """What the policies say together and one by one, whom to tell, what to say and what to leave alone."""
    decision = decide_contact(conversation.facts, [each.policy for each in policies])
    alone = _left_alone(conversation, policies, decision, person)
    said = sorted(map(_policy_said, policies, decision.answers), key=lambda each: -each.outcome.rank)
    return Answer(
        decision.outcome,
        headline(conversation, decision),
        _MEANS[decision.outcome],
        said,
        _advice(policies, decision),
        [words for must_not, words in MUST_NOT.items() if must_not in alone],
        decision.say,
        _ELSEWHERE if MustNot.USE_PRIVATE_CHANNEL in alone else _ONCE,
        _tell(policies, decision, staff, person),
        [_question(name) for name in decision.missing],
    )


def headline(conversation: Conversation, decision: Decision) -> str:
    """The answer in a few words, as somebody would say it across the corridor."""
    situation = conversation.situation
    if decision.outcome is Outcome.STOP and situation is not None:
        return _refusal(situation, no_reply=any(each.no_reply for each in decision.answers))
    return {**WORDS, Outcome.NOT_COVERED: "Not a policy matter"}[decision.outcome]


def _refusal(situation: Situation, *, no_reply: bool) -> str:
    if situation.kind in (*CONNECTING_KINDS, Kind.GROUP_INVITE) and situation.incoming:
        return "Decline it, and do not answer" if no_reply else "Decline it"
    if situation.incoming and (situation.kind in MESSAGING_KINDS or situation.kind is Kind.COMMENT):
        return "Do not answer" if no_reply else "Do not get into a conversation"
    if not situation.incoming and situation.asks_who:
        return "Do not do it"
    return _REFUSED.get(situation.kind, "Do not do it")


def _policy_said(given: Bound, said: PolicyAnswer) -> PolicySaid:
    clauses: dict[str, ClauseSaid] = {}
    for reason in said.reasons:
        known = clauses.get(reason.clause)
        if known is None or _rank(reason.outcome) > _rank(known.outcome):
            source = given.policy.clauses[reason.clause].source
            clauses[reason.clause] = ClauseSaid(reason.clause, reason.says, source, reason.outcome)
    ordered = sorted(clauses.values(), key=lambda clause: -_rank(clause.outcome))
    return PolicySaid(given, said.outcome, WORDS[said.outcome], ordered)


def _rank(outcome: Outcome | None) -> int:
    return -1 if outcome is None else outcome.rank


def _advice(policies: Sequence[Bound], decision: Decision) -> list[Advice]:
    """The advice of clauses, each text once; what the engine says of its own about declaring, the page says better."""
    cited: dict[str, list[str]] = {}
    for bound_, said in zip(policies, decision.answers, strict=True):
        for guidance in said.guidance:
            cited.setdefault(guidance.text, []).append(f"{bound_.policy.title} {guidance.clause}")
    return [Advice(text, ", ".join(dict.fromkeys(cites))) for text, cites in cited.items()]


def concern_kind(conversation: Conversation) -> ConcernKind | None:
    """The kind of concern that a contact would be, if it were reported; ``None`` for what nobody is told of."""
    facts = conversation.facts
    if facts.get("person") in ("pupil", "pupil_and_relative"):
        return ConcernKind.UNINTENDED_CONTACT if facts.get("unintended") else ConcernKind.PUPIL_CONTACT
    if facts.get("person") == "parent":
        return ConcernKind.PARENT_CONTACT
    if facts.get("kind") == Kind.TAG and facts.get("direction") == "incoming":
        return ConcernKind.PICTURE_OF_ME
    return None


_ONCE: Final = "Reply once with these words, and leave it at that."
_ELSEWHERE: Final = "Send it once, from your school e-mail or through the office, not from your own account or number."


def _left_alone(
    conversation: Conversation, policies: Sequence[Bound], decision: Decision, person: Person
) -> frozenset[MustNot]:
    """What the policies that object want left alone meanwhile, of what somebody else began."""
    kind, situation = concern_kind(conversation), conversation.situation
    if kind is None or situation is None or not situation.incoming:
        return frozenset()
    objecting = [
        bound_.policy
        for bound_, said in zip(policies, decision.answers, strict=True)
        if said.outcome.rank >= Outcome.CAUTION.rank
    ]
    named = {must_not for route in routes(Matter(kind, person), objecting) for must_not in route.must_not}
    return frozenset(named) - _senseless(situation, decision)


def _senseless(situation: Situation, decision: Decision) -> frozenset[MustNot]:
    """What a route says of all such contacts and does not go with this one: nothing is there to accept, or a reply is given."""
    accepting = situation.kind in (*CONNECTING_KINDS, Kind.GROUP_INVITE)
    replying = decision.say is not None
    return frozenset(({MustNot.ACCEPT} if not accepting else set()) | ({MustNot.RESPOND} if replying else set()))


def _tell(policies: Sequence[Bound], decision: Decision, staff: Staff, person: Person) -> list[Tell]:
    """Whom each policy wants told, by name at every organisation that adopted it; each role there once."""
    places = list(person.organisations())
    wanted = (
        (place, told)
        for bound_, said in zip(policies, decision.answers, strict=True)
        for told in said.report_to
        for place in _here(bound_, places)
    )
    return [Tell(place.name, staff.instead_of(person, place, told)) for place, told in dict.fromkeys(wanted)]


def _here(bound_: Bound, places: Sequence[Organisation]) -> list[Organisation]:
    """Where somebody works under a policy: where it was adopted, or below."""
    adopted = {place.pk for place in bound_.by}
    return [place for place in places if adopted.intersection(place.path_of_ids)]


def _question(fact: str) -> str:
    return FACTS[fact].question if fact in FACTS else "How old is the person?"


__all__: Final = ("Answer", "Bound", "answer", "bound", "concern_kind", "headline")
