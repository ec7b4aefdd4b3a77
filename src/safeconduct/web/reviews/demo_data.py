"""Which check-ups the demo's people have done, so that some are done, some due and some late."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Final

from django.utils import timezone

from safeconduct.web.people.models import Person
from safeconduct.web.reviews.models import Checked

_ENTERED: Final = timedelta(weeks=11)  # long enough ago that the first check-ups are due
_DONE: Final = {
    "priya": {"privacy": 84, "old-posts": 20, "people": 20},
    "tomasz": {"privacy": 30, "people": 30, "profile": 30, "old-posts": 30},
    "daniel": {"privacy": 12, "people": 12},
    "helen": {"privacy": 5, "people": 5, "profile": 5, "old-posts": 5},
    "grace": {"privacy": 40, "tags": 40, "devices": 40},
    "marcus": {"privacy": 60, "passwords": 60, "devices": 60, "equipment": 60},
}  # how many days ago


def build(world: SimpleNamespace) -> None:
    """Everybody has been here for some weeks; most have done something."""
    today = timezone.localdate()
    Person.objects.update(joined_at=timezone.now() - _ENTERED)
    for key, done in _DONE.items():
        person = getattr(world, key)
        Checked.objects.bulk_create(
            Checked(person=person, checkup=checkup, on=today - timedelta(ago)) for checkup, ago in done.items()
        )


__all__: Final = ("build",)
