"""People who have been here since a day, and check-ups that they did."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from safeconduct.web.people.models import Person
from safeconduct.web.reviews.models import Checked

LONDON = ZoneInfo("Europe/London")
BEGAN = date(2026, 9, 1)  # a Tuesday: the cast's policies are in force from this day
FIRST_DUE = date(2026, 10, 13)  # six weeks on, a Tuesday


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def again(person: Person) -> Person:
    """The person as the next request finds them: nothing remembered."""
    return Person.objects.get(pk=person.pk)


def entered(world: SimpleNamespace, day: date = BEGAN) -> None:
    """Everybody was entered on a day; the cast is not the same objects afterwards."""
    Person.objects.update(joined_at=at(day))
    for key, value in list(vars(world).items()):
        if isinstance(value, Person):
            setattr(world, key, again(value))


def did(person: Person, checkup: str, day: date) -> Checked:
    return Checked.objects.create(person=person, checkup=checkup, on=day)
