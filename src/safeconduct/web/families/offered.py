"""Whom a list can begin with: the pupils of another register of the site, or those who were asked under an earlier version.

Another app that keeps pupils offers them by a ``children.py`` with a function ``children(school)``; nothing else need know of
it, and without one nothing is offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Final, NamedTuple

from django.apps import apps
from django.db.models import Q

from safeconduct.activity import Role
from safeconduct.web.families.lists import Invited
from safeconduct.web.families.models import Invitation, Signature
from safeconduct.web.families.rounds import Round
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.models import Adoption


class Child(NamedTuple):
    """A pupil of a school, as another app tells of one."""

    name: str
    group: str
    number: str
    born: date | None


def _children(school: Organisation) -> Iterator[Child]:
    for config in apps.get_app_configs():
        name = f"{config.name}.children"
        if config.name.startswith("safeconduct.web.") and find_spec(name) is not None:
            yield from (Child(*each) for each in import_module(name).children(school))


def classes(school: Organisation, role: Role) -> list[str]:
    """The classes whose pupils can be taken over, if the role has to do with pupils."""
    return sorted({each.group for each in _children(school)}) if role in {Role.PARENT, Role.PUPIL} else []


def pupils(school: Organisation, role: Role, group: str) -> list[Invited]:
    """The pupils of a class, or all, as those to be invited; or a line for the family of each."""
    found = [each for each in _children(school) if not group or each.group == group]
    if role is Role.PARENT:
        return [Invited(child=each.name, group=each.group, number=each.number) for each in found]
    return [Invited(each.name, group=each.group, born=each.born, number=each.number) for each in found]


def earlier(at: Round) -> Sequence[Adoption]:
    """The other versions of the policy under which people in this role were asked at this school."""
    others = at.adoption.versions().exclude(pk=at.adoption.pk)
    asked = Invitation.objects.to_people().filter(organisation=at.organisation, role=at.role)
    signed = Signature.objects.filter(organisation=at.organisation, role=at.role)
    return list(others.filter(Q(pk__in=asked.values("adoption")) | Q(pk__in=signed.values("adoption"))))


def before(at: Round, adoption: int) -> list[Invited]:
    """Those who were asked under another version of the policy at this school; e-mail addresses as long as they are kept."""
    other = next((each for each in earlier(at) if each.pk == adoption), None)
    if other is None:
        return []
    was = Round(at.organisation, other, at.role)
    signed = was.signed.exclude(confirmation__known=False).select_related("invitation")
    found = [Invited(each.name, each.child, each.group, each.email, None, each.pupil) for each in was.waiting]
    for each in signed:
        kept = getattr(each, "invitation", None)
        name = kept.name if kept else each.name
        found.append(Invited(name, each.child, each.group, kept.email if kept else "", None, kept.pupil if kept else ""))
    return sorted(found, key=lambda row: (row.group, row.name, row.child))


__all__: Final = ("Child", "before", "classes", "earlier", "pupils")
