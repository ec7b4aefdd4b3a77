"""Who can be told today, by name: those who hold the roles that the policies name, never the person complained of.

What stands here knows a matter only by its kind. Nothing that somebody wants to tell is ever handed to the site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import ConcernKind, MustNot, Told
from safeconduct.policy import Policy
from safeconduct.routing import ABOVE, PolicyRoute
from safeconduct.walks import route_concern
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.words import spelt

# The positions that are people; a policy may also name a procedure, which has no name and no telephone.
_HELD_AS: Final[Mapping[Told, Position]] = {
    Told.DESIGNATED_SAFEGUARDING_LEAD: Position.SAFEGUARDING_LEAD,
    Told.DEPUTY_SAFEGUARDING_LEAD: Position.DEPUTY_LEAD,
    Told.CHILD_PROTECTION_LIAISON_OFFICER: Position.SAFEGUARDING_LEAD,
    Told.HEADTEACHER: Position.HEADTEACHER,
    Told.CHAIR_OF_GOVERNORS: Position.CHAIR_OF_GOVERNORS,
    Told.LINE_MANAGER: Position.LINE_MANAGER,
    Told.ONLINE_SAFETY_MANAGER: Position.ONLINE_SAFETY_MANAGER,
    Told.IT_MANAGER: Position.IT_MANAGER,
    Told.ICT_STRATEGY_MANAGER: Position.IT_MANAGER,
    Told.AGENCY_CONSULTANT: Position.AGENCY_CONSULTANT,
}
_LEADS: Final = (Told.DESIGNATED_SAFEGUARDING_LEAD, Told.DEPUTY_SAFEGUARDING_LEAD)
_SENIOR: Final = (Told.HEADTEACHER, *_LEADS, Told.AGENCY_CONSULTANT, Told.CHAIR_OF_GOVERNORS)

MUST_NOT: Final[Mapping[MustNot, str]] = {
    MustNot.RESPOND: "Do not answer.",
    MustNot.ACCEPT: "Do not accept it.",
    MustNot.POST_ONLINE: "Do not post about it.",
    MustNot.DISCUSS_ONLINE: "Do not discuss it online.",
    MustNot.SHARE_CONFIDENTIAL: "Do not pass on anything confidential.",
    MustNot.USE_PRIVATE_CHANNEL: "Do not use your own accounts or number for it.",
    MustNot.SHARE_LOGIN: "Do not give your password to anybody.",
    MustNot.USE_OTHERS_LOGIN: "Do not use anybody else's login.",
    MustNot.OPEN_ATTACHMENT: "Do not open what is attached.",
    MustNot.CONNECT_DEVICE: "Do not connect the device to anything.",
    MustNot.KEEP_ONLINE: "Do not leave it online.",
    MustNot.CRITICISE_EMPLOYER: "Do not criticise your employer over it.",
    MustNot.JOIN_IN: "Do not join in.",
    MustNot.ALLOW_TAG: "Do not let the tag stand.",
}


class Named(NamedTuple):
    """A role and the people who hold it today; for a procedure, or a role that nobody holds, only its name."""

    told: Told
    people: Sequence[Person] = ()

    @property
    def role(self) -> str:
        """The role in words, inside a sentence."""
        return spelt(self.told.value)


class Staff:
    """Who holds which position today at some organisations, or above them; asked of the database once."""

    def __init__(self, places: Iterable[Organisation]) -> None:
        self._held: dict[tuple[int, Position], dict[int, Person]] = defaultdict(dict)
        above = {number for place in places for number in place.path_of_ids}
        wanted = Q(organisation__in=above, position__in=_POSITIONS, person__is_active=True)
        for model in (Role, Placement):
            for held in model.objects.on().filter(wanted).select_related("person").order_by("person__name", "pk"):
                self._held[held.organisation_id, Position(held.position)][held.person_id] = held.person

    def who(self, place: Organisation, told: Told) -> list[Person]:
        """Who holds a role there; nobody for a procedure, and for an employer those who speak for it."""
        position = _HELD_AS.get(told) or (_SPEAKS[place.kind] if told is Told.EMPLOYER else None)
        if position is None:
            return []
        found = {pk: one for number in place.path_of_ids for pk, one in self._held[number, position].items()}
        return list(found.values())

    def instead_of(self, person: Person, place: Organisation, told: Told) -> Named:
        """Who holds a role there besides somebody; where that leaves nobody, the one above."""
        others = [one for one in self.who(place, told) if one != person]
        if person in self.who(place, told) and not others and told in ABOVE:
            return self.instead_of(person, place, ABOVE[told])
        return Named(told, others)

    def held_by(self, place: Organisation, person: Person) -> frozenset[Told]:
        """The roles that somebody holds there."""
        return frozenset(told for told in _HELD_AS if person in self.who(place, told))


_POSITIONS: Final = [position.value for position in set(_HELD_AS.values())]
_SPEAKS: Final = {
    Organisation.Kind.SCHOOL.value: Position.HEADTEACHER,
    Organisation.Kind.TRUST.value: Position.HEADTEACHER,
    Organisation.Kind.AGENCY.value: Position.AGENCY_CONSULTANT,
}


class Desk(NamedTuple):
    """Whom to tell at one organisation, in order."""

    place: Organisation
    named: Sequence[Named]


class Matter(NamedTuple):
    """What is told, as far as the site knows it: its kind, who tells it, and which member of staff it is about, if any."""

    kind: ConcernKind
    reporter: Person
    subject: Person | None = None


def routes(matter: Matter, policies: Sequence[Policy], held: Collection[Told] = ()) -> tuple[PolicyRoute, ...]:
    """What the policies say; ``held`` are the roles of the person complained of."""
    subject = next((told for told in _SENIOR if told in held), None) or next(iter(sorted(held)), None)
    given = {"kind": matter.kind.value, "child_protection": True, "subject": subject and subject.value}
    return route_concern(given, policies).routing.answers


def desk(place: Organisation, staff: Staff, matter: Matter, policies: Sequence[Policy]) -> Desk:
    """Whom to tell at an organisation of a matter, without whoever it is about and whoever answers to them for it."""
    held = staff.held_by(place, matter.subject) if matter.subject else frozenset[Told]()
    named = [
        Named(told, [person for person in staff.who(place, told) if person not in (matter.subject, matter.reporter)])
        for told in _recipients(place, held, routes(matter, policies, held))
    ]
    named = [each for each in named if each.people or each.told is Told.LINE_MANAGER]
    return Desk(place, named if any(each.people for each in named) else [*_above(place, staff, matter, held), *named])


def _recipients(place: Organisation, held: Collection[Told], answers: Iterable[PolicyRoute]) -> list[Told]:
    """The roles to tell: those for safeguarding first, then whom else the policies name that are people here."""
    if Told.HEADTEACHER in held:  # everybody else in the school answers to the head
        return [Told.CHAIR_OF_GOVERNORS]
    if place.kind == Organisation.Kind.AGENCY:
        return [Told.AGENCY_CONSULTANT]
    leads = [Told.HEADTEACHER] if Told.DESIGNATED_SAFEGUARDING_LEAD in held else list(_LEADS)
    others = [told for answer in answers for told in answer.route if told in _HELD_AS]
    kept = dict.fromkeys((*leads, *others))
    barred = {*held, Told.AGENCY_CONSULTANT, Told.CHILD_PROTECTION_LIAISON_OFFICER}
    if Told.DESIGNATED_SAFEGUARDING_LEAD in held:
        barred.add(Told.DEPUTY_SAFEGUARDING_LEAD)  # answers to the lead
    return [told for told in kept if told not in barred]


def _above(place: Organisation, staff: Staff, matter: Matter, held: Collection[Told]) -> Iterator[Named]:
    """Where nobody is left: the one above, and above that one, until somebody is there."""
    told: Told | None = Told.HEADTEACHER if place.kind != Organisation.Kind.AGENCY else Told.AGENCY_CONSULTANT
    while told is not None and told in _HELD_AS:
        people = [person for person in staff.who(place, told) if person not in (matter.subject, matter.reporter)]
        if people and told not in held:
            yield Named(told, people)
            return
        told = ABOVE.get(told)


def may_be_about(places: Iterable[Organisation], staff: Staff, reporter: Person) -> list[Person]:
    """Everybody who might be told, so that one can say: it is about this one. Never oneself."""
    ranks = (*_LEADS, Told.HEADTEACHER, Told.CHAIR_OF_GOVERNORS, Told.LINE_MANAGER, Told.AGENCY_CONSULTANT, *_HELD_AS)
    found = {person.pk: person for place in places for told in ranks for person in staff.who(place, told)}
    found.pop(reporter.pk, None)
    return list(found.values())


def is_away(person: Person, day: date | None = None) -> bool:
    """Whether somebody is on leave today, so that another should be told first."""
    day = day or timezone.localdate()
    if person.away_from is None or person.away_from > day:
        return False
    return person.away_until is None or person.away_until >= day


__all__: Final = ("MUST_NOT", "Desk", "Matter", "Named", "Staff", "desk", "is_away", "may_be_about", "routes")
