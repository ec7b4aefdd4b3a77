"""May this person do this here? One answer for views, actions and templates alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from safeconduct.web.access.rights import Position, rights

if TYPE_CHECKING:
    from safeconduct.web.people.models import Person

M = TypeVar("M", bound=Model)


def may(person: Person, verb: str, thing: object) -> bool:
    """Whether a person may do something to a thing: an organisation, or anything that belongs to one or to a person.

    Raises:
        KeyError: no app declares the verb.
    """
    right = rights()[verb]
    if not person.is_authenticated or not person.is_active:
        return False
    if right.open or (right.own and _owner(thing) == person.pk):
        return True
    return bool(right.held_by & _positions(person, thing))


def knows(person: Person, thing: object) -> bool:
    """Whether the thing exists for this person at all: it is their own, or belongs to an organisation they work at."""
    return _owner(thing) == person.pk or bool(_positions(person, thing))


def require(person: Person, verb: str, thing: object) -> None:
    """Refuse what is not allowed.

    Raises:
        Http404: for a stranger, who is not told whether the thing exists.
        PermissionDenied: for somebody of the organisation who lacks the right.
    """
    if may(person, verb, thing):
        return
    if knows(person, thing):
        raise PermissionDenied(verb)
    raise Http404(verb)


def fetch(request: HttpRequest, given: type[M] | QuerySet[M], verb: str, **lookup: Any) -> M:
    """The one thing that a page is about, if the person who asks may do this with it.

    Raises:
        Http404: there is no such thing, or not for this person.
        PermissionDenied: the person may not do this with it.
    """
    things = given if isinstance(given, QuerySet) else given._default_manager.all()
    found = things.filter(**lookup).first()
    if found is None:
        raise Http404(verb)
    require(signed_in(request), verb, found)
    return found


def signed_in(request: HttpRequest) -> Person:
    """The person who asks; only for pages that nobody sees without signing in."""
    return cast("Person", request.user)


def _owner(thing: Any) -> object:
    return getattr(thing, "person_id", None) or (getattr(thing, "pk", None) if hasattr(thing, "positions_at") else None)


def _positions(person: Person, thing: Any) -> frozenset[Position]:
    """What the person is, today, at the organisation that the thing belongs to; a case says so itself."""
    if hasattr(thing, "positions_of"):  # open to those on it alone, whatever anybody is at its organisation
        return frozenset(thing.positions_of(person))
    if hasattr(thing, "positions_at"):  # another person: whatever I am at any organisation where they work
        return frozenset(held for place in thing.organisations() for held in person.positions_at(place))
    place = thing if hasattr(thing, "path_of_ids") else getattr(thing, "organisation", None)
    return person.positions_at(place) if place is not None else frozenset()


__all__: Final = ("fetch", "knows", "may", "require", "signed_in")
