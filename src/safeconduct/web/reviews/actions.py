"""That a check-up is done, and the address of somebody's calendar: made, made anew, stopped."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.people.models import Person
from safeconduct.web.reviews import secret
from safeconduct.web.reviews.checkup import checkups
from safeconduct.web.reviews.models import Checked, Feed


@action("reviews.do")
def do(by: Person, person: Person, checkup: str) -> Done[Checked]:
    """Note that one did a check-up today. Pressed twice, it is noted once.

    Raises:
        ValidationError: there is no such check-up.
    """
    if checkup not in checkups():
        raise ValidationError("There is no such check-up any more. Nothing was changed.")
    made, _ = Checked.objects.get_or_create(person=person, checkup=checkup, on=timezone.localdate())
    return Done(made, checkup=checkup)


@action("reviews.do")
def undo(by: Person, person: Person, checkup: str) -> Done[Person]:
    """Take back that one did a check-up today: it was pressed by mistake.

    Raises:
        ValidationError: none was noted today.
    """
    gone, _ = Checked.objects.filter(person=person, checkup=checkup, on=timezone.localdate()).delete()
    if not gone:
        raise ValidationError("This was not noted today, so there is nothing to take back.")
    return Done(person, step="taken back", checkup=checkup)


@action("reviews.calendar")
def open_feed(by: Person, person: Person, token: str) -> Done[Feed]:
    """Make the address of one's calendar, or another in its place: the one before opens nothing any more."""
    given = {"digest": secret.digest(token), "made_at": timezone.now(), "last_used_on": None}
    feed, new = Feed.objects.update_or_create(person=person, defaults=given)
    return Done(feed, step="made" if new else "renewed")


@action("reviews.calendar")
def close_feed(by: Person, person: Person) -> Done[Person]:
    """Stop one's calendar: its address opens nothing any more.

    Raises:
        ValidationError: there is none.
    """
    gone, _ = Feed.objects.filter(person=person).delete()
    if not gone:
        raise ValidationError("You have no calendar address, so there is nothing to stop.")
    return Done(person, step="stopped")


__all__: Final = ("close_feed", "do", "open_feed", "undo")
