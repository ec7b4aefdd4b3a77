"""Tokens by which other programs come in, and the entries of an organisation's own directory."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import said


class Scope(models.TextChoices):
    """What a token lets a program do. One that holds none of them can do nothing."""

    CHECK = "check", "Check texts"
    DECIDE = "decide", "Ask about contacts and other questions of fact"
    ROUTE = "route", "Ask whom to tell about a concern"
    POLICIES = "policies", "Read the policies in force"
    SIGN_OFFS = "sign-offs", "Count who has signed, without names"
    SIGN_OFFS_BY_PERSON = "sign-offs-by-person", "See who has signed, by name"
    SCIM = "scim", "Add, change and close people’s accounts (SCIM)"


# Those who come in by a directory get no post with power over others: somebody of the office gives these.
MODEST: Final = (Position.TEACHER, Position.TEACHING_ASSISTANT, Position.SUPPLY_TEACHER, Position.SITE_STAFF)


class _Tokens(models.QuerySet["Token"]):
    def open(self, day: date | None = None) -> _Tokens:
        """Those that let a program in on a day; today if none is given."""
        return self.filter(revoked_at=None, expires_on__gte=day or timezone.localdate())


class Token(models.Model):
    """What lets a program in, for one organisation and those below it. The token itself is kept nowhere, only its keyed hash.

    ``position`` is what people get who come in by it through a directory; empty: nothing, until the office says.
    ``invites`` says that they get an invitation by e-mail.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    position = models.CharField(max_length=40, blank=True, choices=[(each.value, said(each)) for each in MODEST])
    invites = models.BooleanField(default=False)

    objects: ClassVar[_Tokens] = _Tokens.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__name", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"token {self.pk}"

    def allows(self, scope: str) -> bool:
        """Whether it lets a program do this."""
        return scope in self.scopes

    @property
    def scopes_said(self) -> list[str]:
        """What it lets a program do, in words, in the order of the closed list."""
        return [scope.label for scope in Scope if scope.value in self.scopes]

    @property
    def state(self) -> str:
        """Where it stands today: in use, expired or revoked."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_on < timezone.localdate() else "in use"


class Entry(models.Model):
    """Somebody as an organisation's own directory lists them, and what followed from it.

    ``active`` is what the directory said last; ``removed``, that it deleted them. ``closed`` tells that the sign-in was
    closed for that reason, and ``ended`` which roles and placements were, each with the last day that it had before and has
    now: so that a slip of the directory can be taken back, and nothing that the office did is undone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="directory_entries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="directory_entries")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=200, blank=True)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    removed = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)
    ended = models.JSONField(default=list)
    left_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "user_name"]),
            models.Index(fields=["organisation", "external_id"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_entry_a_person"),
            models.UniqueConstraint(
                models.functions.Lower("user_name"), "organisation", condition=Q(removed=False), name="one_entry_a_user_name"
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note when."""
        self.changed_at = timezone.now()
        super().save(*args, **kwargs)


__all__: Final = ("MODEST", "Entry", "Scope", "Token")
