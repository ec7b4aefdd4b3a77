"""Somebody leaves, and comes back: what they were here ends at once, and can be taken up again if it was a slip.

An ended role counts for no day from today on, not even for the rest of today. What anybody signed and did stays on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from typing import Final

from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.rights import rights
from safeconduct.web.api.models import Entry
from safeconduct.web.api.scim.troubles import Trouble, above
from safeconduct.web.people.guarding import above_programs
from safeconduct.web.people.models import Organisation, Person, Placement, Role

SLIP: Final = timedelta(days=30)  # for so long directories keep whom they deleted, to be taken back
_DAY: Final = timedelta(days=1)
Engaged = Role | Placement


def _still(person: Person) -> Iterator[Engaged]:
    """What somebody is today or later, anywhere."""
    for kind in (Role, Placement):
        held = kind._default_manager.filter(person=person, cancelled=False).exclude(until__lt=timezone.localdate())
        yield from held.select_related("organisation").order_by("pk")


def works_here(person: Person, place: Organisation) -> bool:
    """Whether somebody is anything at an organisation or below it, today or later."""
    return any(_inside(each, place) for each in _still(person))


def works_elsewhere(person: Person, place: Organisation) -> bool:
    """Whether somebody is anything at an organisation that is neither this one nor below it: they are not its own alone."""
    return any(not _inside(each, place) for each in _still(person))


def _inside(engaged: Engaged, place: Organisation) -> bool:
    return place.pk in engaged.organisation.path_of_ids


def leave(entry: Entry, person: Person) -> int:
    """End all that somebody is here, and close their sign-in and every session unless they work elsewhere too.

    Returns:
        how many roles and placements were ended.

    Raises:
        Trouble: they are above programs, or nobody would be left who could manage people.
    """
    place, today = entry.organisation, timezone.localdate()
    if (position := above_programs(person, place, leaving=True)) is not None:
        raise above(position)
    mine = [each for each in _still(person) if _inside(each, place)]
    _check_somebody_manages(person, mine)
    earlier = [] if entry.active else entry.ended
    entry.left_on = today if entry.active else entry.left_on
    entry.ended = [*earlier, *(_remembered(each, today - _DAY) for each in mine)]
    for each in mine:
        _end(each, today - _DAY)
    entry.active = False
    if person.is_active and not works_elsewhere(person, place):
        person.is_active, entry.closed = False, True
        person.set_unusable_password()  # ends every session
        person.save(update_fields=["is_active", "password"])
    entry.save()
    return len(mine)


def _remembered(engaged: Engaged, last_day: date) -> list[str | int | None]:
    before = engaged.until.isoformat() if engaged.until else None
    return [engaged._meta.model_name, engaged.pk, before, last_day.isoformat()]


def _end(engaged: Engaged, last_day: date) -> None:
    if last_day < engaged.since:
        engaged.cancelled = True
    else:
        engaged.until = last_day
    engaged.save(update_fields=["cancelled", "until"])


def _check_somebody_manages(person: Person, ending: list[Engaged]) -> None:
    """An organisation without anybody who may manage people would be locked for good."""
    managing = rights()["people.manage"].held_by
    for role in ending:
        if not isinstance(role, Role) or role.position not in managing:
            continue
        others = Role.objects.on().exclude(person=person).filter(person__is_active=True, position__in=managing)
        if not others.filter(organisation__in=role.organisation.path_of_ids).exists():
            raise Trouble(
                HTTPStatus.CONFLICT,
                "This is the last person who can manage people at this organisation. Give somebody else the role there first; "
                "until then this person stays.",
            )


def come_back(entry: Entry, person: Person) -> int:
    """Open a sign-in that the directory closed, and after a slip take up again what was ended and nobody has changed since.

    Returns:
        how many roles and placements were taken up again.
    """
    restored = 0
    if entry.left_on is not None and timezone.localdate() - entry.left_on <= SLIP:
        restored = sum(_restored(*each) for each in entry.ended)
    if entry.closed:
        person.is_active = True
        person.save(update_fields=["is_active"])
    entry.active, entry.closed, entry.ended, entry.left_on = True, False, [], None
    entry.save()
    return restored


def _restored(kind: str, pk: int, until: str | None, ended_on: str) -> bool:
    model = Role if kind == "role" else Placement
    found = model._default_manager.filter(Q(cancelled=True) | Q(until=date.fromisoformat(ended_on)), pk=pk).first()
    if found is None or (isinstance(found, Role) and _given_anew(found)):
        return False
    found.cancelled, found.until = False, date.fromisoformat(until) if until else None
    found.save(update_fields=["cancelled", "until"])
    return True


def _given_anew(role: Role) -> bool:
    same = Role.objects.filter(person=role.person_id, organisation=role.organisation_id, position=role.position)
    return same.filter(cancelled=False).exclude(pk=role.pk).exclude(until__lt=timezone.localdate()).exists()


__all__: Final = ("SLIP", "come_back", "leave", "works_elsewhere", "works_here")
