"""The pupils of the register, for asking their families to sign: the app that does so finds this file by its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils import timezone

from safeconduct.web.people.models import Organisation
from safeconduct.web.permissions.models import Pupil


def children(school: Organisation) -> Iterator[tuple[str, str, str, date | None]]:
    """Name, class, number and date of birth of everybody who is there today, by class and name."""
    here = Pupil.objects.here().filter(organisation=school).order_by("year", "name", "pk")
    yield from here.values_list("name", "year", "external_id", "born")


def leavers(school: Organisation) -> list[tuple[str, str]]:
    """Number and name of everybody who has left; nobody without a number who has a namesake there."""
    all_of_them = Pupil.objects.filter(organisation=school)
    there = set(all_of_them.here().values_list("folded", flat=True))
    left = all_of_them.filter(until__lt=timezone.localdate()).values_list("external_id", "name", "folded")
    return [(number, name) for number, name, folded in left if number or folded not in there]


__all__: Final = ("children", "leavers")
