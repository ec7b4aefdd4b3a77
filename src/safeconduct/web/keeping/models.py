"""How cases ended, what is held, who asked for a record to be destroyed and who agreed, replies, and what was handed over."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import Case, Outside
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """A certificate's code: a hundred bits, in letters that none is taken for another."""
    return "".join(secrets.choice(_LETTERS) for _ in range(20))


class Ended(models.Model):
    """How a case ended, in one of the words of ``standards``, and the clock that began. A case opened again keeps it.

    ``about`` is the member of staff concerned where an outcome is theirs alone; ``born`` and ``left`` are what the clock
    needs of them, entered by a person, for nobody's date of birth is kept otherwise.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="endings")
    about = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=30)
    clock = models.CharField(max_length=30)
    reason = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    born = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "about"], condition=Q(reopened_at__isnull=True), name="one_ending_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class Span(models.Model):
    """An organisation's own number of years for a clock, and where it took it from; ``until_age`` where it is its own, too."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="spans")
    clock = models.CharField(max_length=30)
    years = models.PositiveSmallIntegerField()
    until_age = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "clock"], name="one_span_a_clock"),
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.years} years"


class Hold(models.Model):
    """A legal hold: nothing of the case is destroyed, whatever a clock says, until somebody else lifts it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    why = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at__isnull=True), name="one_hold_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"since {self.at}"


class Destruction(models.Model):
    """That a case is to be destroyed: asked by one, agreed by another. Once done, it is the certificate.

    ``says`` is what the certificate says: kinds, numbers, hashes, the clock, never a name or a word of the case.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="destructions")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    says = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], condition=Q(dropped_at__isnull=True), name="one_destruction_a_case"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("asked_by")), name="agreed_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Reply(models.Model):
    """The right of reply: what the member of staff concerned is shown, written for them, and what they answer."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="replies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="replies")
    summary = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    words = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"asked {self.at}"


class HandOver(models.Model):
    """What was handed to the police or an authority: to whom, when, how much, and the digest of the bundle's manifest."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hand_overs")
    what = models.CharField(max_length=20, choices=Outside.What)
    to = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    why = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    manifest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.files} files"

    @property
    def organisation(self) -> Organisation:
        """Whose case it is."""
        return self.case.organisation

    def positions_of(self, person: Person) -> frozenset[Position]:
        """The same as on its case."""
        return self.case.positions_of(person)


__all__: Final = ("Destruction", "Ended", "HandOver", "Hold", "Reply", "Span", "new_code")
