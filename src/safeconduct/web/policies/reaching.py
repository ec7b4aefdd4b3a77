"""Getting at the policies that a page is about, as they concern the person who asks."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest
from django.utils import timezone

from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.models import Adoption, around
from safeconduct.web.policies.progress import Reading, reading


def read(request: HttpRequest, pk: int, verb: str = "policies.read") -> Reading:
    """A policy as it concerns the person who asks.

    Raises:
        Http404: there is no such policy, or not for this person.
        PermissionDenied: the person may not do this with it.
    """
    found = Adoption.objects.select_related("organisation", "owner").filter(pk=pk).first()
    if found is None:
        raise Http404(verb)
    me = signed_in(request)
    at = reading(me, found)
    require(me, verb, at)
    return at


def held(person: Person, verb: str) -> list[Organisation]:
    """The organisations at which somebody may do something."""
    return list(person.holds(rights()[verb].held_by))


def readable(person: Person) -> list[Adoption]:
    """The policies in force today that somebody can read: those where they work, and those they look after."""
    managed = Adoption.objects.in_force().filter(organisation__in=held(person, "policies.adopt"))
    found = {each.pk: each for each in (*around(person), *managed.select_related("organisation"))}
    return list(found.values())


def successor(adoption: Adoption) -> Adoption | None:
    """The version that has taken the place of one that is over."""
    today = timezone.localdate()
    if not adoption.is_over:
        return None
    return adoption.versions().in_force(today).exclude(pk=adoption.pk).first()  # type: ignore[attr-defined, no-any-return]


__all__: Final = ("held", "read", "readable", "successor")
