"""The trail of events, and its head."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that was done. Never changed, never deleted: the database refuses both."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    verb = models.CharField(max_length=80, db_index=True)
    about = models.CharField(max_length=120, db_index=True)
    facts = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.verb}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused.

        Raises:
            TypeError: always.
        """
        raise TypeError("An entry of the trail is never deleted.")


class Head(models.Model):
    """The last entry's number and hash, signed; the one row that every change locks, so that the chain has no forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} entries"
