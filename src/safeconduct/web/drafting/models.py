"""Policies that are being written, and what trying them out has shown."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import ClassVar, Final

import msgspec
from django.conf import settings
from django.db import models
from django.utils import timezone

from safeconduct.policy import Policy
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.models import Adoption


class _Drafts(models.QuerySet["Draft"]):
    def open(self) -> _Drafts:
        """Those that are still written: neither adopted nor put away."""
        return self.filter(adoption=None, discarded_at=None)


class Draft(models.Model):
    """A policy that an organisation is writing. Its shape is always right; it need not be finished.

    ``base_text`` is the text from which it started (none where it started from nothing). ``revision`` counts what was
    saved. ``deleted`` holds what was deleted, the newest last, so that it can be put back. One that was put away
    (``discarded_at``) is deleted some months later.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="drafts")
    text = models.TextField(editable=False)
    base_text = models.TextField(blank=True, editable=False)
    base_says = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    deleted = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    adoption = models.OneToOneField(Adoption, models.PROTECT, null=True, blank=True, related_name="draft")
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Drafts] = _Drafts.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    class Meta:
        ordering: ClassVar[list[str]] = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.policy.title}, {self.policy.version}"

    @cached_property
    def policy(self) -> Policy:
        """The policy as it stands; a change is saved by an action, never here."""
        return msgspec.json.decode(self.text, type=Policy)

    @cached_property
    def base(self) -> Policy | None:
        """The policy from which it started."""
        return msgspec.json.decode(self.base_text, type=Policy) if self.base_text else None

    @cached_property
    def before(self) -> Adoption | None:
        """The version that is in force, or will be, and that this one would end."""
        adopted = Adoption.objects.filter(organisation=self.organisation_id, policy_id=self.policy.id).order_by("-since")
        return next((each for each in adopted if not each.is_over), None)

    @property
    def old(self) -> Policy | None:
        """What it is held against: the version in force here; else the one from which it started."""
        return self.before.policy if self.before else self.base


class Trial(models.Model):
    """A shadow run of a draft as it was at one revision: how far it is, and what came out, as JSON of a ``Shadow``."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="trials")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.TextField(blank=True, editable=False)
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.state}, revision {self.revision}"

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to come."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


__all__: Final = ("Draft", "Trial")
