"""Reminders to sign: who is due one on a day, at which stage, and sending them at sensible times.

The first goes out a week before the last day, the second once that day has passed, and a week later the head teacher or the
agency's consultant is told how many have not signed. Never at weekends, on bank holidays or while every school is closed,
never to people on leave, and to nobody twice on a day. Somebody who waits for an answer is not pressed: the answer is due
from others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import dateformat, timezone

from safeconduct.audit.schoolday import Nation, SchoolDays
from safeconduct.web.access.rights import Position
from safeconduct.web.access.trail import append
from safeconduct.web.jobs.mail import send as post
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.policies.models import Adoption, Reminded
from safeconduct.web.policies.progress import is_away
from safeconduct.web.policies.roster import Entry, State, entries, roster

WEEK: Final = timedelta(7)
OPENS, CLOSES = 8, 17
_NATIONS: Final = {
    Organisation.Nation.ENGLAND: Nation.ENGLAND,
    Organisation.Nation.WALES: Nation.WALES,
    Organisation.Nation.SCOTLAND: Nation.SCOTLAND,
    Organisation.Nation.NORTHERN_IRELAND: Nation.NORTHERN_IRELAND,
}
_RESPONSIBLE: Final = (Position.HEADTEACHER, Position.AGENCY_CONSULTANT)


class Reminder(NamedTuple):
    """One thing that somebody is told: whose signature is missing under what, at which stage."""

    to: Person
    about: Person
    adoption: Adoption
    place: Organisation
    stage: Reminded.Stage
    due: date


def is_working_day(place: Organisation, day: date) -> bool:
    """Whether people at an organisation are at work: no weekend, no bank holiday of the nation, no time without schools."""
    return SchoolDays(nation=_NATIONS[Organisation.Nation(place.nation)]).is_school_day(day)


def is_sensible(now: datetime) -> bool:
    """Whether it is an hour at which people read e-mails from work."""
    return OPENS <= timezone.localtime(now).hour < CLOSES


def due_reminders(day: date) -> list[Reminder]:
    """Every reminder due on a day and not sent before; none to anybody who was sent one that day."""
    late = [entry for entry in _unsigned(day) if entry.due is not None and is_working_day(entry.place, day)]
    responsible = _responsible({entry.place for entry in late}, day)
    sent = set(Reminded.objects.values_list("to", "about", "adoption", "stage"))
    had_one = set(Reminded.objects.filter(on=day).values_list("to", flat=True))
    wanted = (reminder for entry in late for reminder in _reminders(entry, responsible, day))
    return [
        each
        for each in wanted
        if each.to.pk not in had_one
        and (each.to.pk, each.about.pk, each.adoption.pk, each.stage.value) not in sent
        and not is_away(each.to, day)
    ]


def _unsigned(day: date) -> list[Entry]:
    """Everybody, everywhere, who has something to sign and could."""
    adoptions = list(Adoption.objects.in_force(day).select_related("organisation", "owner"))
    people = list(Person.objects.filter(is_active=True).order_by("pk"))
    return [entry for entry in entries(adoptions, people, day, None) if entry.state in {State.DUE, State.OVERDUE}]


def _responsible(places: Iterable[Organisation], day: date) -> Mapping[int, Sequence[Person]]:
    """Who is told at each organisation: the head or the consultants there; and the chair, for what concerns the head."""
    told: dict[int, list[Person]] = defaultdict(list)
    wanted = (*_RESPONSIBLE, Position.CHAIR_OF_GOVERNORS)
    roles = Role.objects.on(day).filter(organisation__in=[place.pk for place in places], position__in=wanted)
    for role in roles.filter(person__is_active=True).select_related("person").order_by("pk"):
        first = role.position in _RESPONSIBLE
        told[role.organisation_id].insert(0 if first else len(told[role.organisation_id]), role.person)
    return told


def _reminders(entry: Entry, responsible: Mapping[int, Sequence[Person]], day: date) -> Iterable[Reminder]:
    assert entry.due is not None
    if day > entry.due + WEEK:
        for boss in _bosses(entry, responsible):
            yield Reminder(boss, entry.person, entry.adoption, entry.place, Reminded.Stage.ESCALATION, entry.due)
    stage = Reminded.Stage.SECOND if day > entry.due else Reminded.Stage.FIRST
    if day > entry.due - WEEK:
        yield Reminder(entry.person, entry.person, entry.adoption, entry.place, stage, entry.due)


def _bosses(entry: Entry, responsible: Mapping[int, Sequence[Person]]) -> Sequence[Person]:
    """The one who is responsible for somebody, never that person: for the head it is the chair of governors.

    Where there is neither, it is who answers for the policy.
    """
    owner = [entry.adoption.owner] if entry.adoption.owner is not None and entry.adoption.owner.is_active else []
    others = [person for person in (*responsible.get(entry.place.pk, ()), *owner) if person.pk != entry.person.pk]
    return others[:1]


# --- sending ------------------------------------------------------------------------------------------------


def by_recipient(reminders: Iterable[Reminder]) -> Mapping[int, Sequence[Reminder]]:
    """Reminders in one heap for each who gets them: one e-mail tells all."""
    heaps: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in reminders:
        heaps[reminder.to.pk].append(reminder)
    return heaps


def send(reminders: Sequence[Reminder], day: date) -> None:
    """Write down what is sent and hand one e-mail to the post, in the transaction that is open."""
    to = reminders[0].to
    Reminded.objects.bulk_create(
        Reminded(to=to, about=each.about, adoption=each.adoption, stage=each.stage, on=day) for each in reminders
    )
    for each in reminders:
        about = f"policies.adoption:{each.adoption.pk}"
        append("policies.remind", by=None, about=about, facts={"to": to.pk, "about": each.about.pk, "stage": each.stage.value})
    post(to, "policies/reminder", _told(reminders))


def _told(reminders: Sequence[Reminder]) -> dict[str, Any]:
    """What the e-mail says: titles, days and addresses; of others who are late only how many, never who."""
    own = [each for each in reminders if each.about.pk == each.to.pk]
    late = [each for each in reminders if each.about.pk != each.to.pk]
    places = {(each.place.pk, each.place.name): sum(1 for one in late if one.place.pk == each.place.pk) for each in late}
    return {
        "own": [_own(each) for each in own],
        "late": [
            {"organisation": name, "count": count, "address": settings.BASE_URL + reverse("signatures", args=[number])}
            for (number, name), count in places.items()
        ],
        "policies": settings.BASE_URL + reverse("policies"),
    }


def _own(reminder: Reminder) -> dict[str, Any]:
    return {
        "title": reminder.adoption.title,
        "organisation": reminder.adoption.organisation.name,
        "due": dateformat.format(reminder.due, "j F Y"),
        "overdue": reminder.stage == Reminded.Stage.SECOND,
        "address": settings.BASE_URL + reverse("policy-sign", args=[reminder.adoption.pk]),
    }


def send_by_hand(place: Organisation, now: datetime) -> int:
    """Remind those at an organisation and below who have not signed; how many people were sent an e-mail.

    Raises:
        ValidationError: it is no time for that.
    """
    day = timezone.localdate(now)
    if not is_sensible(now) or not is_working_day(place, day):
        raise ValidationError("Reminders go out on working days between 8 and 17. Try again then, or let safeconduct do it.")
    had_one = set(Reminded.objects.filter(on=day).values_list("to", flat=True))
    unsigned = [entry for entry in roster(place, day) if entry.state in {State.DUE, State.OVERDUE} and entry.due]
    wanted = [
        Reminder(each.person, each.person, each.adoption, each.place, Reminded.Stage.ASKED, each.due)
        for each in unsigned
        if each.person.pk not in had_one and each.due is not None
    ]
    heaps = by_recipient(wanted)
    for heap in heaps.values():
        send(heap, day)
    return len(heaps)


__all__: Final = ("Reminder", "by_recipient", "due_reminders", "is_sensible", "is_working_day", "send", "send_by_hand")
