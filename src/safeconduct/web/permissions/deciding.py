"""Who decides on a request, which requests wait for somebody, and the clauses that ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from safeconduct.policy import Clause
from safeconduct.web.access.rights import Position, rights
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.permissions.kind import Cite, PermissionKind, kinds
from safeconduct.web.permissions.models import Request, organisation_of
from safeconduct.web.permissions.rights import HEADS
from safeconduct.web.policies.models import Adoption

_INSTEAD: Final = Position.CHAIR_OF_GOVERNORS  # decides for a head, who is nobody's to decide for but theirs


def wanted(place: Organisation, kind: PermissionKind, asker: Person) -> frozenset[Position]:
    """The positions that decide at an organisation on what somebody asks; for a head the chair of governors too."""
    is_head = bool(asker.positions_at(place) & HEADS)
    return kind.decided_by | {_INSTEAD} if is_head else kind.decided_by


def deciders(place: Organisation, kind: PermissionKind, asker: Person) -> list[Person]:
    """Who can decide today on what somebody asks at an organisation, there or above it; never the asker."""
    held = Role.objects.on().filter(organisation__in=place.path_of_ids, position__in=wanted(place, kind, asker))
    others = held.filter(person__is_active=True).exclude(person=asker).select_related("person").order_by("person__name", "pk")
    return list(dict.fromkeys(role.person for role in others))


class Decided(NamedTuple):
    """A place where something may be asked, and the names of those who decide there."""

    place: Organisation
    names: str

    @property
    def choice(self) -> tuple[int, str]:
        """As one of several to choose from."""
        decides = f"{self.names} decides" if self.names else "nobody who could decide is entered there"
        return self.place.pk, f"{self.place.name}: {decides}"


def decided(kind: PermissionKind, asker: Person) -> list[Decided]:
    """Every place where somebody may ask for something today."""
    return [Decided(place, " or ".join(one.name for one in deciders(place, kind, asker))) for place in organisation_of(asker)]


def holders(person: Person) -> list[Role]:
    """Who decides on most of what somebody may ask, where they work or above it; for a head also who decides for them."""
    places = list(person.organisations())
    is_head = any(person.positions_at(place) & HEADS for place in places)
    held = Role.objects.on().filter(position__in=HEADS | {_INSTEAD} if is_head else HEADS, person__is_active=True)
    here = held.filter(organisation__in={number for place in places for number in place.path_of_ids}).exclude(person=person)
    return list(here.select_related("person", "organisation").order_by("organisation__name", "pk"))


def may_decide(by: Person, request: Request) -> bool:
    """Whether somebody is the one to decide on a request: never one's own."""
    if by.pk == request.person_id:
        return False
    held = by.positions_at(request.organisation)
    return bool(held & wanted(request.organisation, request.of, request.person))


def to_decide(by: Person) -> QuerySet[Request]:
    """The requests that are somebody's to decide, at any time; the states narrow them down."""
    fits = Q(pk__in=())
    by_positions: dict[frozenset[Position], list[str]] = {}
    for kind in kinds().values():
        by_positions.setdefault(kind.decided_by, []).append(kind.id)
    for positions, ids in by_positions.items():
        fits |= Q(kind__in=ids, organisation__in=by.holds(positions))
    fits |= Q(_asked_by_head(), organisation__in=by.holds({_INSTEAD}))
    return Request.objects.filter(fits).exclude(person=by)


def _asked_by_head() -> Q:
    """Those who ask where they are head themselves today; a head above a school is one there too."""
    found = Q(pk__in=())
    for model in (Role, Placement):
        held = model.objects.on().filter(person=OuterRef("person"), position__in=HEADS)
        here = held.annotate(asked_at=ExpressionWrapper(OuterRef("organisation__path"), output_field=CharField())).filter(
            asked_at__startswith=F("organisation__path")
        )
        found |= Q(Exists(here))
    return found


def waiting_for(by: Person) -> QuerySet[Request]:
    """The requests that wait for somebody's decision now."""
    return Request.objects.waiting().filter(pk__in=to_decide(by).values("pk"))


def is_responsible(by: Person) -> bool:
    """Whether somebody may decide on anything anywhere."""
    return by.holds(rights()["permissions.decide"].held_by).exists()


class Point(NamedTuple):
    """A clause and the policy, as adopted, in which it stands."""

    clause: Clause
    adoption: Adoption


def points(adoptions: Iterable[Adoption], cites: Sequence[Cite]) -> list[Point]:
    """The clauses among some that stand in adopted policies, as they read there; each text once."""
    texts = {adoption.digest: adoption for adoption in reversed(list(adoptions))}
    return [
        Point(adoption.policy.clauses[cite.clause], adoption)
        for adoption in reversed(texts.values())
        for cite in cites
        if adoption.policy_id == cite.policy and cite.clause in adoption.policy.clauses
    ]


def by_kind(adoptions: Sequence[Adoption]) -> Mapping[str, list[Point]]:
    """For every kind of request the clauses that ask for it, among the policies given."""
    return {kind.id: points(adoptions, kind.cites) for kind in kinds().values()}


def needing(adoptions: Iterable[Adoption]) -> list[Point]:
    """The clauses that need somebody's permission or consent on record."""
    return [Point(clause, each) for each in adoptions for clause in each.policy.clause if clause.permit]


__all__: Final = (
    "Decided", "Point", "by_kind", "decided", "deciders",
    "holders", "is_responsible", "may_decide", "needing", "points", "to_decide", "waiting_for", "wanted",
)  # fmt: skip
