"""Concerns for the tests: told by one of the cast, about one of the cast."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.actions import About, Telling, raise_concern, raise_without_a_name
from safeconduct.web.concerns.models import Case, Subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.people.models import Organisation, Person, Role

STAFF = ("priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen", "ruth", "marcus")
CHAIR, HEAD, LEAD = Position.CHAIR_OF_GOVERNORS, Position.HEADTEACHER, Position.SAFEGUARDING_LEAD


def told(
    world: SimpleNamespace,
    *about: str,
    by: str = "priya",
    kind: ConcernKind = ConcernKind.MISUSE_BY_ADULT,
    place: Organisation | None = None,
    **more: Any,
) -> Case:
    """A concern told at Elm Park, unless another place is given; the first of its cases."""
    subjects = [About(Subject.Who.STAFF, fresh(world, key)) for key in about]
    telling = Telling(place or world.elm, kind, "What happened.", about=subjects, **more)
    raised = raise_without_a_name(telling) if not by else raise_concern(fresh(world, by), telling.place, telling)
    return raised.concern.cases.order_by("pk")[0]


def fresh(world: SimpleNamespace, key: str) -> Person:
    """One of the cast as they are now: what they are is looked up once for each."""
    return Person.objects.get(pk=getattr(world, key).pk)


def who_sees(world: SimpleNamespace, case: Case | None = None) -> set[str]:
    """Who of the cast can find a case; or any at all."""
    return {key for key in STAFF if (visible(fresh(world, key)) if case is None else case in visible(fresh(world, key)))}


def becomes(world: SimpleNamespace, key: str, position: Position, place: Organisation | None = None) -> Role:
    """One of the cast gets another role, from long ago."""
    return Role.objects.create(
        person=getattr(world, key), organisation=place or world.elm, position=position, since=date(2025, 9, 1)
    )


def leaves(world: SimpleNamespace, key: str, position: Position) -> None:
    """One of the cast lost a role yesterday."""
    Role.objects.filter(person=getattr(world, key), position=position).update(until=timezone.localdate() - timedelta(1))


def away(world: SimpleNamespace, *keys: str) -> None:
    """Some of the cast are on leave, today and until further notice; everybody else is there."""
    Person.objects.update(away_from=None)
    Person.objects.filter(pk__in=[getattr(world, key).pk for key in keys]).update(away_from=timezone.localdate())


__all__ = ("CHAIR", "HEAD", "LEAD", "STAFF", "away", "becomes", "fresh", "leaves", "told", "who_sees")
