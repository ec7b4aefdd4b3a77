"""The route of a concern as it is decided on the day it is told: which organisations keep a part, and whom each tells.

A concern about a member of staff that also touches a child's safety becomes two cases at the school, the child's strand
and the adult's, so that each can be read without the other. Where somebody sent by an agency is complained of, the agency
has its own part; where they tell something themselves it has one, too, unless it is about a child's safety and nobody of
the staff, which is not for an agency to know. Sources: *Keeping children safe in education*, part four, and the policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils import timezone

from safeconduct.activity import ConcernKind, MustNot, Told
from safeconduct.policy import Policy
from safeconduct.routing import PolicyRoute
from safeconduct.walks import route_concern
from safeconduct.web.concerns.models import Case, RouteRule
from safeconduct.web.concerns.receiving import POSITION_OF
from safeconduct.web.people.models import Organisation, Person, Placement

_LEADS: Final = (Told.DESIGNATED_SAFEGUARDING_LEAD, Told.DEPUTY_SAFEGUARDING_LEAD)
_SAFEGUARD: Final = frozenset({*_LEADS, Told.CHILD_PROTECTION_LIAISON_OFFICER, Told.HEADTEACHER, Told.CHAIR_OF_GOVERNORS})
_FIRST: Final[Mapping[Case.Strand, tuple[Told, ...]]] = {
    Case.Strand.CHILD: _LEADS,
    Case.Strand.ADULT: (Told.HEADTEACHER, Told.DESIGNATED_SAFEGUARDING_LEAD),
    Case.Strand.OTHER: (),
}
_ALWAYS: Final[Mapping[Case.Strand, tuple[Told, ...]]] = {  # part four: who leads on each; no order of the school's omits them
    Case.Strand.CHILD: (Told.DESIGNATED_SAFEGUARDING_LEAD,),
    Case.Strand.ADULT: (Told.HEADTEACHER,),
    Case.Strand.OTHER: (),
}
OFFERED: Final = (
    *_LEADS,
    Told.HEADTEACHER,
    Told.CHAIR_OF_GOVERNORS,
    Told.LINE_MANAGER,
    Told.ONLINE_SAFETY_MANAGER,
    Told.IT_MANAGER,
)
"""The roles that a school may put into an order of its own: those that people hold, each by one name."""


class Part(NamedTuple):
    """What one organisation will keep: its strand, and the roles it tells in order."""

    place: Organisation
    strand: Case.Strand
    roles: Sequence[Told]


class Decided(NamedTuple):
    """Every part, and what the policies say besides: how soon, and what not to do meanwhile."""

    parts: Sequence[Part]
    answers: Sequence[PolicyRoute]

    @property
    def immediate(self) -> bool:
        """Whether it must be told at once."""
        return any(each.immediate for each in self.answers)

    @property
    def must_not(self) -> list[MustNot]:
        """What not to do meanwhile, in the contract's order."""
        said = {must_not for each in self.answers for must_not in each.must_not}
        return [must_not for must_not in MustNot if must_not in said]

    def kept(self, part: Part) -> dict[str, Any]:
        """The route of a part as its case keeps it: as it was, with the clauses behind it."""
        policies = [
            {"policy": each.policy, "version": each.version, "clauses": [reason.clause for reason in each.reasons]}
            for each in self.answers
        ]
        must_not = [each.value for each in self.must_not]
        roles = [told.value for told in part.roles]
        return {"roles": roles, "policies": policies, "immediate": self.immediate, "must_not": must_not}


def decide(
    place: Organisation,
    kind: ConcernKind,
    policies: Sequence[Policy],
    *,
    child_protection: bool,
    complained: Iterable[Person] = (),
    reporter: Person | None = None,
    staff: bool = False,
    own: bool = False,
    order: Sequence[Told] | None = None,
    day: date | None = None,
) -> Decided:
    """The route of a concern told at a school or an agency.

    ``staff`` says that it is about somebody who works there though nobody could say who. With ``own`` somebody tells of
    themselves: if the policies name somebody who looks after safeguarding for that, those whom they name hear of it and
    nobody else. ``order`` is tried instead of the school's own; an empty one asks what would hold without any. ``day`` is when
    it was told, if not today.
    """
    complained = list(complained)
    answers = route_concern({"kind": kind.value, "child_protection": child_protection}, policies).routing.answers
    named = _named(kind, policies, answers, place, complained, child_protection=child_protection)
    ordered = _own_order(place, kind) if order is None else list(order)
    staff = staff or bool(complained)
    as_named = own and not child_protection and any(told in _SAFEGUARD for told in ordered or named)
    strands = _strands(child_protection=child_protection, staff=staff)
    parts = [Part(place, each, _roles(place, each, strands, ordered, named, as_named=as_named)) for each in strands]
    strand = Case.Strand.ADULT if staff else Case.Strand.OTHER
    sent = _agencies(place, complained, None if child_protection else reporter, day or timezone.localdate())
    return Decided([*parts, *(Part(each, strand, [Told.AGENCY_CONSULTANT]) for each in sent)], answers)


def _named(
    kind: ConcernKind,
    policies: Sequence[Policy],
    answers: Iterable[PolicyRoute],
    place: Organisation,
    complained: Iterable[Person],
    *,
    child_protection: bool,
) -> list[Told]:
    """Whom the policies name; and whom they name instead, where it is about one of those whom they would name."""
    named = [told for each in answers for told in each.route if told in POSITION_OF]
    held = {position for person in complained for position in person.positions_at(place)}
    for told in [told for told in dict.fromkeys(named) if POSITION_OF[told] in held]:
        given = {"kind": kind.value, "child_protection": child_protection, "subject": told.value}
        instead = route_concern(given, policies).routing.answers
        named += [other for each in instead for other in each.route if other in POSITION_OF]
    return list(dict.fromkeys(named))


def _strands(*, child_protection: bool, staff: bool) -> list[Case.Strand]:
    wanted = [Case.Strand.CHILD] if child_protection else []
    return [*wanted, Case.Strand.ADULT] if staff else wanted or [Case.Strand.OTHER]


def _own_order(place: Organisation, kind: ConcernKind) -> list[Told]:
    """The school's own order, if it has set one: for this kind, or for all others."""
    rules = {rule.kind: rule for rule in RouteRule.objects.filter(organisation=place, kind__in=(kind.value, ""))}
    rule = rules.get(kind.value) or rules.get("")
    return [Told(role) for role in rule.roles] if rule else []


def _roles(
    place: Organisation,
    strand: Case.Strand,
    strands: Sequence[Case.Strand],
    ordered: Sequence[Told],
    named: Sequence[Told],
    *,
    as_named: bool,
) -> list[Told]:
    """The roles that a strand tells. Of a child's strand that has the adult's beside it, only those for safeguarding hear."""
    if place.kind == Organisation.Kind.AGENCY:
        return [Told.AGENCY_CONSULTANT]
    wanted: Iterable[Told] = (*_FIRST[strand], *named)
    if as_named:
        wanted = ordered or named
    elif ordered:
        wanted = (*(told for told in _ALWAYS[strand] if told not in ordered), *ordered)
    elif strand is Case.Strand.CHILD and Case.Strand.ADULT in strands:
        wanted = _FIRST[strand]
    return list(dict.fromkeys(told for told in wanted if told is not Told.AGENCY_CONSULTANT)) or list(_LEADS)


def told_first(place: Organisation, strand: Case.Strand) -> list[Told]:
    """The roles that a strand tells at an organisation whatever the policies name."""
    return _roles(place, strand, (strand,), (), (), as_named=False)


def _agencies(place: Organisation, complained: Sequence[Person], reporter: Person | None, day: date) -> list[Organisation]:
    """The agencies that sent those complained of, that day or else last; or that sent whoever tells it, that day."""
    people = complained or ([reporter] if reporter else [])
    sent = Placement.objects.filter(organisation=place, person__in=people, agency__isnull=False, cancelled=False)
    begun = list(sent.filter(since__lte=timezone.localdate()).select_related("agency").order_by("-until", "pk"))
    found: dict[int, Organisation] = {}
    for person in people:
        placed = [each for each in begun if each.person_id == person.pk]
        before = [each for each in placed if each.since <= day] or placed  # who came only since was sent by somebody, too
        now = [each for each in before if each.since <= day <= each.until]
        last = before[:1] if complained else []
        found |= {each.agency.pk: each.agency for each in now or last if each.agency}
    return [found[number] for number in sorted(found)]


__all__: Final = ("OFFERED", "Decided", "Part", "decide", "told_first")
