"""Rosters that come by themselves: each night the newest file in an organisation's folder is taken with what was said before.

It waits for a person, and those who look after people are told, where something in it is new or so many would leave that it
may be only a part. A file that cannot be read changes nothing. The same file is never taken twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.trail import Fact, append
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.rostering import taking
from safeconduct.web.rostering.folders import Lying, lying
from safeconduct.web.rostering.models import Delivery, RosterHabits
from safeconduct.web.rostering.rights import LOOK_AFTER

_NIGHT: Final = range(1, 6)  # hours by the British clock
log = logging.getLogger(__name__)


def folder_of(place: Organisation) -> Path | None:
    """Where an organisation's rosters are put for the night; none if this site has no such folder."""
    return Path(settings.ROSTERS) / str(place.pk) if settings.ROSTERS else None


def take_new(now: datetime | None = None) -> int:
    """Look into every folder, at night; how many rosters were found."""
    here = timezone.localtime(now)
    if here.hour not in _NIGHT:
        return 0
    kept = RosterHabits.objects.filter(nightly=True).select_related("organisation").order_by("pk")
    return sum(_looked(each.organisation, here) for each in kept)


def _looked(place: Organisation, now: datetime) -> int:
    """What ``look`` says; a fault at one organisation keeps no other from its roster, and changed nothing there."""
    try:
        return look(place, now)
    except (DatabaseError, ValidationError) as error:
        facts = {"organisation": place.pk, "error": type(error).__name__}
        log.exception("a roster could not be taken over", extra={"facts": facts})
        return 0


def look(place: Organisation, now: datetime) -> int:
    """Take what is new in a folder; how many rosters that was.

    The newest alone, if it is whole. Of those that tell of changes alone none may be left out: they are taken in their
    order, and wait while an earlier one waits for a person.
    """
    folder = folder_of(place)
    if folder is None:
        return 0
    try:
        found = _unread(place, folder, now)
    except OSError as error:
        facts = {"organisation": place.pk, "errno": error.errno or 0}
        log.warning("a folder of rosters cannot be read", extra={"facts": facts})
        return 0
    taken = 0
    for each in found:
        if each.changes_alone and _came_by_itself(place).exists():
            break
        if each.error:
            _broken(place, each)
        else:
            receive(place, each.name, each.files, Delivery.Source.FOLDER)
        taken += 1
    return taken


def _unread(place: Organisation, folder: Path, now: datetime) -> list[Lying]:
    """What is to be taken, the oldest first: back to the last whole roster, or to one that came before."""
    found: list[Lying] = []
    for each in lying(folder, now):
        if Delivery.objects.filter(organisation=place, digest=each.digest).exists():
            break
        found.insert(0, each)
        if not each.changes_alone:
            break
    return found


def _came_by_itself(place: Organisation) -> QuerySet[Delivery]:
    """What waits here without anybody having uploaded it."""
    return Delivery.objects.waiting().filter(organisation=place).exclude(source=Delivery.Source.UPLOAD)


@transaction.atomic
def _broken(place: Organisation, found: Lying) -> None:
    made = Delivery(organisation=place, source=Delivery.Source.FOLDER, digest=found.digest, keep_until=timezone.now())
    made.name, made.error = found.name[:200], found.error[:500]
    made.end(Delivery.State.BROKEN)
    made.save()
    facts: dict[str, Fact] = {"step": "broken", "organisation": place.pk}
    append("rostering.night", by=None, about=f"rostering.delivery:{made.pk}", facts=facts)
    _tell(made)


@transaction.atomic
def receive(place: Organisation, name: str, files: Mapping[str, bytes], source: Delivery.Source) -> Delivery:
    """Take a roster over at once where nothing in it needs a person; else let it wait, and tell those who can look.

    Raises:
        InputError: it cannot be read.
    """
    for older in _came_by_itself(place).select_for_update(of=("self",)):
        older.end(Delivery.State.DROPPED)
        older.save()
    made = taking.arrived(place, name, files, source)
    made.why = taking.doubts(made)
    about = f"rostering.delivery:{made.pk}"
    if made.why:
        made.save(update_fields=["why"])
        append("rostering.night", by=None, about=about, facts={"step": "waits", "why": len(made.why), "digest": made.digest})
        _tell(made)
        return made
    planned = taking.plan_for(made)
    counts = taking.carry_out(made, planned, invite=taking.habits(place).invite, by=None)
    facts: dict[str, Fact] = {"step": "taken over", "faults": len(planned.faults), "digest": made.digest, **counts}
    append("rostering.night", by=None, about=about, facts=facts)
    return made


def _tell(delivery: Delivery) -> None:
    page = "roster-done" if delivery.state == Delivery.State.BROKEN else "roster-preview"
    link = settings.BASE_URL + reverse(page, args=[delivery.pk])
    context = {"link": link, "organisation": delivery.organisation.name, "broken": delivery.state == Delivery.State.BROKEN}
    for person in looking_after(delivery.organisation):
        mail.send(person, "rostering/look", context)


def looking_after(place: Organisation) -> Iterator[Person]:
    """Those who may import here, by a role here or above."""
    held = Role.objects.on().filter(organisation__in=place.path_of_ids, position__in=LOOK_AFTER)
    yield from Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")


__all__: Final = ("folder_of", "look", "looking_after", "receive", "take_new")
