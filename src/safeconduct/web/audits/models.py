"""An audit while it is there: whose, in which session, until when, and the files that were sent for it.

Nothing of what is in a download stands here, not even a file's name or the platform: these are sealed, with a key that the
database never sees. What was found stands in no table at all, but in the audit's folder, sealed with the same key.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

LONGEST: Final = timedelta(days=1)


def home() -> Path:
    """The folder of all audits: in the data folder, in no backup."""
    return Path(settings.DATA) / "audits"


def end_of_the_day_after() -> datetime:
    """When an audit that is begun now ends at the latest."""
    return timezone.now() + LONGEST


class Audit(models.Model):
    """A person's audit; one at a time. ``session`` is the browser's, with whose end it ends too.

    ``secret`` (sealed) names the files and says who the person is in a chat; ``lock`` tells the audit's key from others.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="audit")
    session = models.CharField(max_length=40, db_index=True)
    folder_name = models.CharField(max_length=32, unique=True)
    lock = models.CharField(max_length=64)
    secret = models.BinaryField()
    policies = models.JSONField(default=list)
    since = models.PositiveSmallIntegerField(null=True)
    until = models.PositiveSmallIntegerField(null=True)
    begun_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(default=end_of_the_day_after, db_index=True)
    started_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Audit {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("audit", args=[self.pk])

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return home() / self.folder_name


class Sent(models.Model):
    """A file of an audit, by its number: how large it is, and how much of it is here, in bytes."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="sent")
    number = models.PositiveSmallIntegerField()
    size = models.PositiveBigIntegerField()
    here = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["audit", "number"], name="a_file_once"),
            models.CheckConstraint(condition=models.Q(here__lte=models.F("size")), name="no_more_than_all"),
        ]

    def __str__(self) -> str:
        return f"File {self.number} of audit {self.audit_id}"


__all__: Final = ("LONGEST", "Audit", "Sent", "end_of_the_day_after", "home")
