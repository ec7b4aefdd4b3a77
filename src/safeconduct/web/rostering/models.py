"""Rosters as they arrived, and what was said once of the words in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.people.models import Organisation


class RosterHabits(models.Model):
    """What is remembered of an organisation's rosters.

    ``schools`` say which organisation a roster's is here, by number (0: left out), ``roles`` what a role is (empty: left
    out). ``nightly`` rosters are taken from the organisation's folder; ``invite`` says whether joiners are sent an invitation.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="roster_habits")
    schools = models.JSONField(default=dict)
    roles = models.JSONField(default=dict)
    nightly = models.BooleanField(default=False)
    invite = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{len(self.schools)} schools, {len(self.roles)} roles"


class _Deliveries(models.QuerySet["Delivery"]):
    def waiting(self) -> _Deliveries:
        """Those that may still be taken over."""
        return self.filter(state=Delivery.State.WAITING, keep_until__gt=timezone.now())

    def outlived(self) -> _Deliveries:
        """Those that nobody took over in time, and that still hold names."""
        return self.filter(state=Delivery.State.WAITING, keep_until__lte=timezone.now())


class Delivery(models.Model):
    """A roster that arrived: the names in it are kept until it is taken over or its time is up, the rest as history.

    ``why`` tells in words why a person must look at one that came by itself; ``error`` why one cannot be read.
    """

    BY_HAND: Final = timedelta(hours=24)
    BY_ITSELF: Final = timedelta(days=7)

    class Source(models.TextChoices):
        """How it came."""

        UPLOAD = "upload", "Uploaded"
        FOLDER = "folder", "From the folder, at night"
        COMMAND = "command", "By the command line"

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Waits for somebody"
        TAKEN = "taken", "Taken over"
        BROKEN = "broken", "Could not be read"
        DROPPED = "dropped", "Not taken over"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="rosters")
    source = models.CharField(max_length=10, choices=Source)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    arrived_at = models.DateTimeField(default=timezone.now)
    keep_until = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    roster = models.JSONField(default=dict)
    why = models.JSONField(default=list)
    error = models.CharField(max_length=500, blank=True)
    faults = models.JSONField(default=list)
    counts = models.JSONField(default=list)

    objects: ClassVar[_Deliveries] = _Deliveries.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "digest"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state="waiting") | Q(roster={}), name="no_names_after_the_end"),
        ]

    def __str__(self) -> str:
        return f"roster {self.pk}, {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be taken over."""
        return self.state == self.State.WAITING and self.keep_until > timezone.now()

    def end(self, state: Delivery.State) -> None:
        """Note what became of it; the names in it go."""
        self.state, self.roster, self.ended_at = state, {}, timezone.now()

    @classmethod
    def kept_until(cls, source: Delivery.Source) -> datetime:
        """How long one that arrives now may wait."""
        return timezone.now() + (cls.BY_HAND if source == cls.Source.UPLOAD else cls.BY_ITSELF)


__all__: Final = ("Delivery", "RosterHabits")
