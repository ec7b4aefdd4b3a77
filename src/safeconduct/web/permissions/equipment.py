"""Equipment that somebody takes home (policy tapton, clause P14): noted by them, confirmed back and wiped by somebody else.

Whoever has it is reminded on the first working day after it was due, once. A week later those who look after equipment are
told, at once if whoever has it has left: an e-mail a day at most, however much is late, and never at night.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import rights
from safeconduct.web.access.trail import append
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.permissions.models import Loan
from safeconduct.web.permissions.rights import HEADS
from safeconduct.web.policies.progress import is_away
from safeconduct.web.policies.reminding import is_sensible, is_working_day

LONGEST: Final = 366  # days
_A_WEEK: Final = timedelta(7)


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


# --- reminding ------------------------------------------------------------------------------------------------------


def remind(now: datetime) -> int:
    """Remind of what is late, on working days between 8 and 17; of how many pieces somebody was told."""
    if not is_sensible(now):
        return 0
    today = timezone.localdate(now)
    places = Organisation.objects.filter(pk__in=_untold(today).values("organisation")).order_by("pk")
    return sum(_remind(place, today) for place in places if is_working_day(place, today))


def _untold(today: date) -> Any:
    """What is late and of which somebody was not told."""
    return Loan.objects.late(today).filter(Q(reminded_on=None) | Q(chased_on=None))


@transaction.atomic
def _remind(place: Organisation, today: date) -> int:
    late = list(
        _untold(today).filter(organisation=place).select_for_update(of=("self",)).select_related("person").order_by("pk")
    )
    here = set(place.people().filter(is_active=True).values_list("pk", flat=True))
    first = [each for each in late if each.person_id in here and each.reminded_on is None and not is_away(each.person, today)]
    left = [each for each in late if each.chased_on is None and (each.person_id not in here or _is_long(each, today))]
    _note(first, "reminded_on", today)
    _note(left, "chased_on", today)
    for person in dict.fromkeys(each.person for each in first):
        _tell(person, "equipment late", place, "permissions")
    for person in _keepers(place, {each.person_id for each in left}) if left else ():
        _tell(person, "equipment not back", place, "equipment")
    return len({each.pk for each in (*first, *left)})


def _is_long(loan: Loan, today: date) -> bool:
    return loan.due_back + _A_WEEK <= today


def _note(loans: Sequence[Loan], name: str, today: date) -> None:
    for loan in loans:
        setattr(loan, name, today)
        loan.save(update_fields=[name])
        append(
            "permissions.remind", by=None, about=f"permissions.loan:{loan.pk}", facts={"due_back": loan.due_back, "as": name}
        )


def _keepers(place: Organisation, having: Collection[int]) -> list[Person]:
    """Those who look after equipment there, or else the heads; not somebody who alone has what is late."""
    there = Role.objects.on().filter(organisation__in=place.path_of_ids, person__is_active=True)
    held = list(there.filter(position__in=rights()["permissions.equipment"].held_by).select_related("person").order_by("pk"))
    own = having if len(having) == 1 else ()
    others = [role for role in held if role.person_id not in own]
    found = [role.person for role in others if role.position not in HEADS] or [role.person for role in others]
    return list(dict.fromkeys(found))


def _tell(to: Person, step: str, place: Organisation, page: str) -> None:
    link = settings.BASE_URL + reverse(page)
    mail.send(to, "permissions/to_read", {"step": step, "link": link, "organisation": place.name})


__all__: Final = ("LONGEST", "Taken", "confirm", "remind", "take")
