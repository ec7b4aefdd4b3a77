"""Equipment that somebody takes home (policy tapton, clause P14): noted by them, confirmed back and wiped by somebody else."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.models import Loan

LONGEST: Final = 366  # days


class Taken(NamedTuple):
    """What is taken home, and until when."""

    organisation: Organisation
    what: str
    serial: str
    encrypted: bool
    taken_on: date
    due_back: date


@action("permissions.take-equipment")
def take(by: Person, person: Person, given: Taken) -> Done[Loan]:
    """Note that one takes something home.

    Raises:
        ValidationError: the person does not work there, or the days will not do.
    """
    if not person.organisations().filter(pk=given.organisation.pk).exists():
        raise ValidationError({"organisation": "You do not work there today. Choose one of your schools."})
    if given.due_back < given.taken_on:
        raise ValidationError({"due_back": "It would be due back before it is taken. Correct one of the two days."})
    if (given.due_back - given.taken_on).days >= LONGEST:
        raise ValidationError({"due_back": "A year at most. Bring it in once a year, and take it home again."})
    made = Loan.objects.create(person=person, **given._asdict())
    return Done(made, step="taken", organisation=given.organisation.pk, due_back=given.due_back, encrypted=given.encrypted)


@action("permissions.equipment")
def confirm(by: Person, loan: Loan, *, returned_on: date, wiped: bool) -> Done[Loan]:
    """Confirm that something came back, and, now or later, that nothing personal is left on it.

    Raises:
        PermissionDenied: one has borrowed it oneself.
        ValidationError: there is nothing left to confirm, or the day will not do.
    """
    if loan.person_id == by.pk:
        raise PermissionDenied("permissions.equipment")
    held = Loan.objects.select_for_update().get(pk=loan.pk)
    if held.wiped_at is not None:
        raise ValidationError("It was confirmed already. Nothing was changed.")
    if returned_on > timezone.localdate() or returned_on < held.taken_on:
        raise ValidationError({"returned_on": "Choose a day since it was taken, today at the latest."})
    if held.returned_on is None:
        held.returned_on, held.returned_to = returned_on, by
    if wiped:
        held.wiped_at, held.wiped_by = timezone.now(), by
    held.save(update_fields=["returned_on", "returned_to", "wiped_at", "wiped_by"])
    return Done(held, step="returned", returned_on=held.returned_on, wiped=wiped)


__all__: Final = ("LONGEST", "Taken", "confirm", "take")
