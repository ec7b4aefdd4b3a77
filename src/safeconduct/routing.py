"""``route``: a concern in, for each policy the people to tell in order, how soon, and what not to do meanwhile.

Two rules stand above every policy. The person complained of never receives the concern; where that would leave nobody,
the one above takes the place, as *Keeping children safe in education*, part four, has it (the head teacher's is taken
by the chair of governors, anybody else's in the school by the head teacher). And a policy that names nobody says so:
nobody is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from safeconduct.activity import ConcernKind, MustNot, Role, Told
from safeconduct.decision import Guidance
from safeconduct.errors import FactError
from safeconduct.policy import Clause, Policy, RouteRule


class Concern(msgspec.Struct, frozen=True):
    """What somebody reports. ``subject`` and ``reporter`` are roles: who is complained of, who complains.

    ``assumed`` are the roles that the words make the ones complained of, where no subject is given; ``grown_up`` says that
    they tell of a former pupil who is an adult; ``ignored`` are the keys that were given and that nobody understands, so
    that a misspelt one is seen.
    """

    kind: ConcernKind
    child_protection: bool = False
    subject: str | None = None
    reporter: str | None = None
    situation: str = ""
    id: Any = None
    assumed: tuple[Told, ...] = ()
    ignored: tuple[str, ...] = ()
    grown_up: bool = False

    @property
    def subjects(self) -> frozenset[str]:
        """The roles that never receive it: the subject that is given, or else those that are assumed."""
        return frozenset(self.assumed) if self.subject is None else frozenset({self.subject})


class RouteReason(msgspec.Struct, frozen=True):
    """A clause that spoke, as it read on the day."""

    policy: str
    version: str
    clause: str
    force: str
    says: str


class PolicyRoute(msgspec.Struct, frozen=True):
    """What one policy says. ``left_out`` is the role of the person complained of, if the policy would have told them."""

    policy: str
    version: str
    route: tuple[Told, ...]
    immediate: bool
    preserve_evidence: bool
    must_not: tuple[MustNot, ...]
    external: bool
    reasons: tuple[RouteReason, ...]
    guidance: tuple[Guidance, ...]
    left_out: tuple[Told, ...] = ()

    @property
    def note(self) -> str:
        """What has to be said about the route itself; empty if it speaks for itself."""
        if self.left_out:
            are = "is" if len(self.left_out) == 1 else "are"
            return f"The {_spoken(self.left_out)} {are} concerned in this and will not be told."
        return "" if self.route else "This policy names nobody to tell about this."


class Routing(msgspec.Struct, frozen=True):
    """The routes of all policies that bind the reporter, and help that no single policy gives."""

    kind: ConcernKind
    answers: tuple[PolicyRoute, ...]
    guidance: tuple[Guidance, ...] = ()


# Who takes the place of a person complained of. KCSIE part four: head → chair of governors; others → head.
ABOVE: Final[Mapping[Told, Told]] = {
    Told.DESIGNATED_SAFEGUARDING_LEAD: Told.HEADTEACHER,
    Told.DEPUTY_SAFEGUARDING_LEAD: Told.HEADTEACHER,
    Told.CHILD_PROTECTION_LIAISON_OFFICER: Told.HEADTEACHER,
    Told.LINE_MANAGER: Told.HEADTEACHER,
    Told.ONLINE_SAFETY_MANAGER: Told.HEADTEACHER,
    Told.IT_MANAGER: Told.HEADTEACHER,
    Told.ICT_STRATEGY_MANAGER: Told.HEADTEACHER,
    Told.HEADTEACHER: Told.CHAIR_OF_GOVERNORS,
    Told.CHAIR_OF_GOVERNORS: Told.EMPLOYER,
    Told.AGENCY_CONSULTANT: Told.EMPLOYER,
    Told.EMPLOYER: Told.GRIEVANCE_PROCEDURE,
    Told.PERSON_CONCERNED: Told.PLATFORM,
}
_SAFEGUARDING: Final = frozenset({Told.DESIGNATED_SAFEGUARDING_LEAD, Told.CHILD_PROTECTION_LIAISON_OFFICER})
_ORDER: Final = {told: index for index, told in enumerate(Told)}
_KEYS: Final = frozenset({"id", "policies", "kind", "child_protection", "situation", "subject", "reporter"})


def read_concern(given: Mapping[str, Any], kind: ConcernKind) -> Concern:
    """A concern from JSON whose kind is settled.

    Raises:
        FactError: a value is outside its list.
    """
    child_protection = given.get("child_protection")
    if child_protection is not None and not isinstance(child_protection, bool):
        raise FactError("“child_protection” must be true or false.")
    subject, reporter = (_role(name, given.get(name)) for name in ("subject", "reporter"))
    ignored = tuple(name for name in given if name not in _KEYS)
    situation = str(given.get("situation") or "")
    return Concern(kind, bool(child_protection), subject, reporter, situation, given.get("id"), ignored=ignored)


def read_kind(value: Any) -> ConcernKind | None:
    """The kind of concern as given; ``None`` where it was left out."""
    if value is None:
        return None
    if isinstance(value, str) and value in set(ConcernKind):
        return ConcernKind(value)
    shown = str(value)[:60]
    raise FactError(f"The kind of concern cannot be “{shown}”. Use one of {', '.join(ConcernKind)}, or leave it out.")


def _role(name: str, value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value in {*Told, *Role}):
        return value
    raise FactError(f"“{name}” cannot be “{str(value)[:60]}”. Use one of {', '.join(dict.fromkeys((*Role, *Told)))}.")


def route(concern: Concern, policies: Sequence[Policy]) -> Routing:
    """Ask every policy who is told of a concern."""
    answers = tuple(_ask(policy, concern) for policy in policies)
    return Routing(concern.kind, answers, tuple(_help(concern, answers)))


def _ask(policy: Policy, concern: Concern) -> PolicyRoute:
    spoken = [(clause, rule) for clause in policy.clause for rule in clause.route if _speaks(rule, concern)]
    named = _ordered((rule for _, rule in spoken), concern.subjects)
    left_out = tuple(told for _, rule in spoken for told in rule.to if told in concern.subjects)
    return PolicyRoute(
        policy.id,
        policy.version,
        _without(named, concern.subjects),
        immediate=any(rule.immediate for _, rule in spoken),
        preserve_evidence=any(rule.evidence for _, rule in spoken),
        must_not=tuple(must_not for must_not in MustNot if any(must_not in rule.must_not for _, rule in spoken)),
        external=any(rule.external for _, rule in spoken),
        reasons=tuple(dict.fromkeys(_reason(policy, clause) for clause, _ in spoken)),
        guidance=(*_rule_guidance(policy, spoken), *_shown(policy, concern)),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def _speaks(rule: RouteRule, concern: Concern) -> bool:
    return concern.kind in rule.kinds and all(getattr(concern, name) == wanted for name, wanted in rule.when.items())


def _ordered(rules: Iterable[RouteRule], subjects: frozenset[str]) -> tuple[Told, ...]:
    """Those to tell by step, then in the order of the closed list, each once."""
    steps = sorted((rule.step, _ORDER[told], told) for rule in rules for told in _recipients(rule, subjects))
    return tuple(dict.fromkeys(told for _, _, told in steps))


def _recipients(rule: RouteRule, subjects: frozenset[str]) -> tuple[Told, ...]:
    return rule.or_to if rule.or_to and subjects.intersection(rule.to) else rule.to


def _without(named: Sequence[Told], subjects: frozenset[str]) -> tuple[Told, ...]:
    """The route without those complained of; if that leaves nobody, the ones above; never those complained of."""
    others = tuple(told for told in named if told not in subjects)
    return others or tuple(dict.fromkeys(_above(told, subjects) for told in named))


def _above(told: Told, subjects: frozenset[str]) -> Told:
    """The next one up who is not complained of."""
    above = ABOVE.get(told, Told.HEADTEACHER)
    return _above(above, subjects) if above in subjects else above


def _reason(policy: Policy, clause: Clause) -> RouteReason:
    return RouteReason(policy.id, policy.version, clause.id, clause.force.value, clause.says)


def _rule_guidance(policy: Policy, spoken: Iterable[tuple[Clause, RouteRule]]) -> tuple[Guidance, ...]:
    return tuple(Guidance(rule.guide, policy.id, clause.id) for clause, rule in spoken if rule.guide)


def _shown(policy: Policy, concern: Concern) -> tuple[Guidance, ...]:
    return tuple(
        Guidance(guide.text, policy.id, clause.id)
        for clause in policy.clause
        for guide in clause.guide
        if concern.kind in guide.concerns
    )


def _help(concern: Concern, answers: Sequence[PolicyRoute]) -> Iterable[Guidance]:
    """What holds whatever the policies say. Sources: KCSIE parts one and four; Public Interest Disclosure Act 1998."""
    told = {told for answer in answers for told in answer.route}
    if concern.child_protection and not all(_SAFEGUARDING.intersection(answer.route) for answer in answers):
        yield Guidance("A child may be at risk: tell the school's Designated Safeguarding Lead now, whatever the policy names.")
    if concern.child_protection:
        yield Guidance("If a child is in immediate danger, ring 999.")
    if Told.HEADTEACHER in concern.subjects and Told.CHAIR_OF_GOVERNORS not in told:
        yield Guidance("The concern is about the head teacher: the chair of governors deals with it.")
    if concern.kind is ConcernKind.MALPRACTICE:
        yield Guidance("Independent and free advice on whistle-blowing: the charity Protect, or your union.")
    if concern.assumed and concern.subject is None:
        yield Guidance(_assumption(concern.assumed))
    if concern.grown_up:
        yield Guidance(_GROWN_UP)
    if concern.ignored:
        yield Guidance(f"Not understood and left out of the answer: {', '.join(name[:40] for name in concern.ignored)}.")


_GROWN_UP: Final = (
    "From your words we assume that this is a former pupil who is an adult. What is said of pupils holds for anybody younger: "
    "if that is so here, tell it as contact by a pupil, without these words."
)


def _assumption(roles: Sequence[Told]) -> str:
    are = "is the person" if len(roles) == 1 else "are the people"
    return (
        f"From your words we assume that the {_spoken(roles)} {are} complained of, who must not receive this. "
        "If it is somebody else, give that person's role as the subject: the route may then change."
    )


def _spoken(roles: Sequence[Told]) -> str:
    return " and the ".join(role.replace("_", " ") for role in roles)
