"""Wishes that a post or picture be taken down: their clock in working days, the proof, and a reminder before it runs out.

No policy says how long it may take (tapton D5b, key 8b and vision 4b only want it done): five working days are our default,
and each organisation chooses its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import rights
from safeconduct.web.access.trail import append
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.permissions import days
from safeconduct.web.permissions.models import Chosen, Removal
from safeconduct.web.permissions.rights import HEADS
from safeconduct.web.policies.reminding import is_sensible, is_working_day

MOST_DAYS: Final = 60
_DUE_FIRST: Final = (F("done_on").desc(nulls_first=True), "due_on", "pk")
_OLDEST: Final = 366  # days since it was asked for, for one that is entered later


class RemovalAsked(NamedTuple):
    """What is to be taken down, for whom, and who put it up if that is known."""

    organisation: Organisation
    whose: str
    address: str
    asked_on: date
    who: str = ""
    about: str = ""
    person: Person | None = None


def days_of(place: Organisation) -> int:
    """Within how many working days something is taken down there."""
    chosen = Chosen.objects.filter(organisation=place).first()
    return chosen.removal_days if chosen else Chosen.REMOVAL_DAYS


@action("permissions.removals")
def choose_days(by: Person, place: Organisation, count: int) -> Done[Chosen]:
    """Choose within how many working days something is taken down; wishes that run keep their day.

    Raises:
        ValidationError: it is no sensible number.
    """
    if not 1 <= count <= MOST_DAYS:
        raise ValidationError({"days": f"Choose a number from 1 to {MOST_DAYS}."})
    chosen, _ = Chosen.objects.update_or_create(organisation=place, defaults={"removal_days": count})
    return Done(chosen, days=count, organisation=place.pk)


@action("permissions.ask-removal")
def ask(by: Person, person: Person, given: RemovalAsked) -> Done[Removal]:
    """Pass a wish on: whoever put it up, or else those who take things down, are told that there is something to read.

    Raises:
        ValidationError: the person does not work there, or the day will not do.
    """
    place, today = given.organisation, timezone.localdate()
    if not person.organisations().filter(pk=place.pk).exists():
        raise ValidationError({"organisation": "You do not work there today. Choose one of your schools."})
    if given.asked_on > today or (today - given.asked_on).days > _OLDEST:
        raise ValidationError({"asked_on": "Choose the day on which they asked, today at the latest."})
    if given.person is not None and not place.people().filter(pk=given.person.pk).exists():
        raise ValidationError({"person": "This person does not work there today."})
    due = days.after(place, given.asked_on, days_of(place))
    made = Removal.objects.create(asked_by=person, due_on=due, **given._asdict())
    for one in _told(made, leave_out=person):
        tell(one, "removal", made)
    return Done(made, step="asked", organisation=place.pk, whose=made.whose, asked_on=made.asked_on, due_on=due)


def _told(removal: Removal, leave_out: Person | None = None) -> list[Person]:
    """Whoever put it up, and those who answer for it: the heads there, or else whoever may take things down."""
    there = Role.objects.on().filter(organisation__in=removal.organisation.path_of_ids, person__is_active=True)
    held = list(there.filter(position__in=rights()["permissions.removals"].held_by).select_related("person").order_by("pk"))
    heads = [role.person for role in held if role.position in HEADS]
    own = [removal.person] if removal.person is not None and removal.person.is_active else []
    found = dict.fromkeys((*own, *(heads or [role.person for role in held])))
    return [person for person in found if person != leave_out]


def tell(to: Person, step: str, removal: Removal) -> None:
    """Send somebody an e-mail that there is something to take down."""
    address = settings.BASE_URL + reverse("removal", args=[removal.pk])
    mail.send(to, "permissions/to_read", {"step": step, "link": address, "organisation": removal.organisation.name})


@action("permissions.take-down")
def finish(by: Person, removal: Removal, *, screenshot: bytes | None, note: str) -> Done[Removal]:
    """Say that it was taken down, with the proof: a screenshot, of which the hash is kept, or words on how it was checked.

    Raises:
        ValidationError: there is no proof, or it was done before.
    """
    if not screenshot and not note:
        raise ValidationError("Choose a screenshot that shows it gone, or write how you checked that it is.")
    held = Removal.objects.select_for_update(of=("self",)).select_related("organisation", "asked_by").get(pk=removal.pk)
    if held.done_on is not None:
        raise ValidationError("This was taken down already. Nothing was changed.")
    held.proof = hashlib.sha256(screenshot).hexdigest() if screenshot else ""
    held.note, held.done_by, held.done_on = note, by, timezone.localdate()
    held.save(update_fields=["proof", "note", "done_by", "done_on"])
    if held.asked_by_id != by.pk:
        tell(held.asked_by, "removed", held)
    return Done(held, step="taken down", proof=held.proof, in_time=held.done_on <= held.due_on)


def remind(now: datetime) -> int:
    """Remind of what is due today or on the next working day, once each, on working days between 8 and 17; how many."""
    if not is_sensible(now):
        return 0
    today = timezone.localdate(now)
    return sum(_remind(removal, today) for removal in _nearly_due(today))


def _nearly_due(today: date) -> Iterable[Removal]:
    open_ = Removal.objects.filter(done_on=None, reminded_on=None).select_related("organisation", "person").order_by("pk")
    for removal in open_:
        if is_working_day(removal.organisation, today) and today >= days.before(removal.organisation, removal.due_on):
            yield removal


@transaction.atomic
def _remind(removal: Removal, today: date) -> bool:
    if not Removal.objects.filter(pk=removal.pk, reminded_on=None, done_on=None).update(reminded_on=today):
        return False
    for one in _told(removal):
        tell(one, "removal due", removal)
    append("permissions.remind", by=None, about=f"permissions.removal:{removal.pk}", facts={"due_on": removal.due_on})
    return True


def shown_to(person: Person) -> QuerySet[Removal]:
    """The wishes that somebody passed on or is to fulfil."""
    mine = Removal.objects.filter(Q(asked_by=person) | Q(person=person))
    return mine.select_related("organisation", "person").order_by(*_DUE_FIRST)


def of(places: Iterable[Organisation]) -> QuerySet[Removal]:
    """The wishes at some organisations, what is to be done first."""
    found = Removal.objects.filter(organisation__in=places)
    return found.select_related("organisation", "person", "asked_by", "done_by").order_by(*_DUE_FIRST)


__all__: Final = (
    "MOST_DAYS", "RemovalAsked", "ask", "choose_days", "days_of", "finish", "of", "remind", "shown_to", "tell",
)  # fmt: skip
