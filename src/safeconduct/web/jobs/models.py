"""E-mails on their way, who is at work, and which turn of the clock was taken last."""

from __future__ import annotations

import uuid
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone


class Mail(models.Model):
    """One e-mail to one person: which template, with which ids, dates and addresses; its text is made when it is sent.

    Whom nobody has entered is written to at ``address``. Once it is sent or given up, ``context`` and ``address`` are
    emptied: a context may hold a link that opens something once.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be delivered"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(blank=True)
    template = models.CharField(max_length=100)
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    code = models.CharField(max_length=40, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.template}, {self.state}"


class Worker(models.Model):
    """Somebody who does jobs, and when they were last seen alive."""

    id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.id


class Turn(models.Model):
    """The last turn of a schedule that was taken."""

    schedule = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["schedule"]

    def __str__(self) -> str:
        return f"{self.schedule}: {self.due_at}"


__all__: Final = ("Mail", "Turn", "Worker")
