"""That a check-up was done, and when; never what was found. And the address of somebody's calendar, as a keyed hash."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone

_PERSON: Final = settings.AUTH_USER_MODEL


class Checked(models.Model):
    """A check-up that somebody did on a day. This is all that is kept of it."""

    person = models.ForeignKey(_PERSON, models.CASCADE, related_name="checkups_done")
    checkup = models.CharField(max_length=30)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "checkup", "on"], name="checked_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.checkup} on {self.on}"


class Nudge(models.Model):
    """A reminder of check-ups that was sent to somebody on a day."""

    person = models.ForeignKey(_PERSON, models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "on"], name="nudged_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"on {self.on}"


class Feed(models.Model):
    """The address at which somebody's calendar program asks for their dates. It is kept nowhere, only its keyed hash."""

    person = models.OneToOneField(_PERSON, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"since {self.made_at:%Y-%m-%d}"


__all__: Final = ("Checked", "Feed", "Nudge")
