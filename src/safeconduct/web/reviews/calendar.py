"""Somebody's dates as a file that calendar programs ask for (RFC 5545), and the pages on which its address is made.

A day is a whole day, whatever the clock; a moment stands in British time, with the rules of its summer time, and the entry
ends at the moment itself. Nothing blocks the time in anybody's diary.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone

from safeconduct.web.jobs.dates import Dated, dates_of
from safeconduct.web.people.models import Person

_BEFORE: Final = timedelta(minutes=15)
_AGAIN: Final = timedelta(hours=6)


def calendar_of(person: Person) -> bytes:
    """The file, as it stands now."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//safeconduct//Check-ups and dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "safeconduct")
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")  # the same, as Outlook knows it
    found = sorted(dates_of(person), key=lambda each: (each.on, each.uid))
    for each in found:
        calendar.add_component(_event(each))
    if found:  # the rules of summer time for the years that are spoken of, and no others
        first, last = found[0].on.year - 1, found[-1].on.year + 2
        calendar.add_missing_timezones(first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    return bytes(calendar.to_ical())


def _event(given: Dated) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{given.uid}@{urlsplit(settings.BASE_URL).hostname or 'safeconduct'}")
    event.add("dtstamp", timezone.now())
    event.add("summary", given.says)
    if given.at is None:
        event.add("dtstart", given.on)
        event.add("dtend", given.on + timedelta(1))
    else:
        at = given.at.astimezone(timezone.get_default_timezone()).replace(microsecond=0)
        event.add("dtstart", at - _BEFORE)
        event.add("dtend", at)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if given.address:
        address = settings.BASE_URL + given.address
        event.add("url", address)
        event.add("description", f"Sign in and read more: {address}")
    return event


__all__: Final = ("calendar_of",)
