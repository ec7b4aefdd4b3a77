"""Who is asked to sign by link, by which links, what they asked back, and what they signed.

An invitation and all that hangs on it is there for as long as it is needed, and then removed; a signature stays with the
policy's record for ever, and needs no invitation to be understood.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.policy import Clause
from safeconduct.web.families.roles import CHOICES, LINKED, Words, asked_of, minutes
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.models import Adoption

_PERSON: Final = settings.AUTH_USER_MODEL


class Habits(models.Model):
    """How a school goes about it: up to which age a parent signs too, and how long things last.

    ``alone_from`` is an age in years; the others are days, and how often somebody is reminded at most.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="family_habits")
    alone_from = models.PositiveSmallIntegerField(default=13)
    link_days = models.PositiveSmallIntegerField(default=60)
    remind_after = models.PositiveSmallIntegerField(default=7)
    most_reminders = models.PositiveSmallIntegerField(default=2)
    keep_days = models.PositiveSmallIntegerField(default=90)

    def __str__(self) -> str:
        return f"alone from {self.alone_from}, links for {self.link_days} days"

    @classmethod
    def of(cls, place: Organisation) -> Habits:
        """A school's own, or the usual ones."""
        return cls.objects.filter(organisation=place).first() or cls(organisation=place)


class Signature(models.Model):
    """A signature by link under the text with one digest. The database refuses to change or delete it.

    ``name`` is who signed, as they wrote it; ``parent`` the parent who signed with a pupil; ``child`` whose parent it is.
    ``by_open_link`` tells that nobody knew who would come: it counts once the office has said that it knows them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="family_signatures")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="family_signatures")
    role = models.CharField(max_length=30, choices=CHOICES)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    parent = models.CharField(max_length=200, blank=True)
    child = models.CharField(max_length=400, blank=True)
    group = models.CharField(max_length=80, blank=True)
    by_open_link = models.BooleanField(default=False)
    points = models.JSONField()
    code = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "adoption", "role"])]

    def __str__(self) -> str:
        return f"{self.role}, {self.digest[:8]} on {self.at:%Y-%m-%d}"

    @property
    def is_genuine(self) -> bool:
        """Whether it stands under the text as it was adopted."""
        return self.digest == self.adoption.digest and self.adoption.is_genuine

    @property
    def seal(self) -> str:
        """What stands for all that it says, for the trail. The code in it, which nobody can guess, keeps the names secret."""
        who = [self.organisation_id, self.adoption_id, self.role, self.name, self.parent, self.child, self.group]
        said = [*who, self.by_open_link, self.digest, self.points, self.code, round(self.at.timestamp() * 1_000_000)]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Confirmation(models.Model):
    """What the office said of a signature by an open link: that it knows them, or not. Said once and for all."""

    signature = models.OneToOneField(Signature, models.PROTECT, related_name="confirmation")
    known = models.BooleanField()
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "known" if self.known else "unknown"


class _Invitations(models.QuerySet["Invitation"]):
    def to_people(self) -> _Invitations:
        """Those to somebody, not to whoever comes."""
        return self.filter(is_open=False)

    def unsigned(self) -> _Invitations:
        """Those that still wait for a signature."""
        return self.to_people().filter(signature=None, withdrawn_at=None)


class Invitation(models.Model):
    """Somebody who is asked to sign a policy by link; or, ``is_open``, whoever of a class or school comes by one link.

    ``agreed`` holds the points that were ticked, with the time of each, so that one can stop and go on later. ``together``:
    a parent signs with the pupil. ``pupil`` is the school's number of the child, if it was given. ``by_open_link`` tells that
    they wrote the names themselves, behind a link for all.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="family_invitations")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="family_invitations")
    role = models.CharField(max_length=30, choices=CHOICES)
    name = models.CharField(max_length=200, blank=True)
    child = models.CharField(max_length=400, blank=True)
    group = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    pupil = models.CharField(max_length=400, blank=True)
    together = models.BooleanField(default=False)
    is_open = models.BooleanField(default=False)
    by_open_link = models.BooleanField(default=False)
    agreed = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="invitation")

    objects: ClassVar[_Invitations] = _Invitations.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "adoption", "role"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name="", child="") | Q(is_open=True), name="families_to_somebody"),
            models.CheckConstraint(condition=Q(signature=None) | Q(is_open=False), name="families_open_is_never_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.role}, invitation {self.pk}"

    @property
    def as_role(self) -> Role:
        """The role that policies know them by."""
        return Role(self.role)

    @property
    def words(self) -> Words:
        """What those in this role are called."""
        return LINKED[self.as_role]

    @property
    def who(self) -> str:
        """Whom the office knows them as."""
        return self.name or f"Family of {self.child}"

    @property
    def points(self) -> tuple[Clause, ...]:
        """The points that are theirs to sign."""
        return asked_of(self.adoption.policy, self.as_role)

    @property
    def minutes(self) -> int:
        """About how long it takes them."""
        return minutes(self.points)

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.until < timezone.localdate()

    @property
    def state(self) -> str:
        """Where it stands today, in words."""
        if self.signature_id is not None:
            return "signed"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "run out" if self.is_over else "not signed"


class _Links(models.QuerySet["Link"]):
    def live(self) -> _Links:
        """Those that lead somewhere today."""
        return self.filter(invitation__withdrawn_at=None)


class Link(models.Model):
    """One link to an invitation: of what stands in it only a hash is kept. Each letter and each slip has one of its own."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links")
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[_Links] = _Links.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    def __str__(self) -> str:
        return f"link {self.pk}"


class Question(models.Model):
    """What somebody who was invited asked about a point, and the answer. It goes when the invitation goes."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="questions")
    clause = models.CharField(max_length=40)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    reply = models.TextField(blank=True, max_length=4000)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"question about {self.clause}"

    @property
    def organisation(self) -> Organisation:
        """The school that answers."""
        return self.invitation.organisation


def last_day(place: Organisation, today: date | None = None) -> date:
    """Until when a link that is made today leads somewhere."""
    return (today or timezone.localdate()) + timedelta(Habits.of(place).link_days)


__all__: Final = ("Confirmation", "Habits", "Invitation", "Link", "Question", "Signature", "last_day")
