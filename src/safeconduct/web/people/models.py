"""Organisations, people, roles and placements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import cached_property
from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people.words import said


class Organisation(models.Model):
    """A school, an agency or a trust; schools of a trust stand below it in the tree."""

    class Kind(models.TextChoices):
        """What it is."""

        SCHOOL = "school", "School"
        AGENCY = "agency", "Supply agency"
        TRUST = "trust", "Trust"

    class Nation(models.TextChoices):
        """Whose bank holidays and terms apply."""

        ENGLAND = "ENG", "England"
        WALES = "WLS", "Wales"
        SCOTLAND = "SCT", "Scotland"
        NORTHERN_IRELAND = "NIR", "Northern Ireland"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, editable=False, db_index=True)
    nation = models.CharField(max_length=3, choices=Nation, default=Nation.ENGLAND)
    day_starts = models.TimeField(default=time(8, 30))
    day_ends = models.TimeField(default=time(15, 30))

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and write down where in the tree it stands."""
        if self.pk is None:
            super().save(*args, **kwargs)
            kwargs = {"using": kwargs.get("using")}
        self.path = f"{self.parent.path if self.parent else ''}{self.pk}."
        super().save(**kwargs)

    @property
    def path_of_ids(self) -> tuple[int, ...]:
        """The ids of all organisations above it and its own, the highest first."""
        return tuple(map(int, filter(None, self.path.split("."))))

    def people(self, day: date | None = None) -> models.QuerySet[Person]:
        """Everybody with a role or a placement here on a day, by name."""
        roles = Role.objects.on(day).filter(organisation=self).values("person")
        placed = Placement.objects.on(day).filter(organisation=self).values("person")
        return Person.objects.filter(Q(pk__in=roles) | Q(pk__in=placed)).order_by("name", "pk")


class _People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with an e-mail address, however it is capitalised."""
        return self.get(email__iexact=username)

    def create_person(self, email: str, name: str, password: str | None = None, **more: Any) -> Person:
        """Somebody new; without a password they sign in by invitation first."""
        person = self.model(email=email.strip().lower(), name=name.strip(), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What they are, and where, their roles and placements say."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    external_id = models.CharField(max_length=200, blank=True, db_index=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    walked_in = models.BooleanField(default=False)  # gave their address themselves, at a gate: nobody has proved it yet

    objects: ClassVar[_People] = _People()
    USERNAME_FIELD: Final = "email"
    EMAIL_FIELD: Final = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def _engaged(self) -> tuple[tuple[int, str], ...]:
        """Organisation and position of every role and placement today."""
        roles = Role.objects.on().filter(person=self).values_list("organisation", "position")
        placed = Placement.objects.on().filter(person=self).values_list("organisation", "position")
        return (*roles, *placed)

    def positions_at(self, place: Organisation) -> frozenset[Position]:
        """What the person is today at an organisation, by roles there or above it, or by a placement there."""
        above = set(place.path_of_ids)
        return frozenset(Position(position) for organisation, position in self._engaged if organisation in above)

    def organisations(self) -> models.QuerySet[Organisation]:
        """Where the person has a role or a placement today, by name."""
        return Organisation.objects.filter(pk__in={where for where, _ in self._engaged}).order_by("name", "pk")

    def holds(self, positions: Iterable[Position]) -> models.QuerySet[Organisation]:
        """The organisations at which the person holds one of some positions today; those below count with one above."""
        wanted = set(positions)
        held = [where for where, position in self._engaged if Position(position) in wanted]
        inside = Q(pk__in=held)
        for path in Organisation.objects.filter(pk__in=held).values_list("path", flat=True):
            inside |= Q(path__startswith=path)
        return Organisation.objects.filter(inside).order_by("name", "pk")


class _Dated(models.QuerySet["Any"]):
    def on(self, day: date | None = None) -> _Dated:
        """Those that hold on a day; today if none is given."""
        day = day or timezone.localdate()
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)), cancelled=False)

    def coming(self, day: date | None = None) -> _Dated:
        """Those that begin after a day; after today if none is given."""
        return self.filter(since__gt=day or timezone.localdate(), cancelled=False)

    def over(self, day: date | None = None) -> _Dated:
        """Those that ended before a day, or were withdrawn."""
        return self.filter(Q(until__lt=day or timezone.localdate()) | Q(cancelled=True))


class Role(models.Model):
    """What somebody is at an organisation, from one day to another (the last day counts); without an end it goes on.

    One that must not count for a single day, since it was a mistake, is ``cancelled``: it stays on record. ``given_by`` is who
    gave it (nobody: a program, or the command line): until somebody else has ``confirmed`` it, it does not let its holder
    receive what was told about the giver before, nor what is told later while others are there (``concerns.independent``).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    position = models.CharField(
        max_length=40, choices=[(position.value, position.value.replace("_", " ")) for position in Position]
    )
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    cancelled = models.BooleanField(default=False)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = _Dated.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "position"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="role_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.position} since {self.since}"

    @property
    def says(self) -> str:
        """The position in words."""
        return said(self.position)


class Placement(models.Model):
    """Supply cover: this person, sent by this agency, at this school, on these days.

    ``by_gate`` tells that the person came in by the code of the day; ``cancelled``, that it does not count for any day.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="placements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="sent", null=True, blank=True)
    position = models.CharField(max_length=40, default=Position.SUPPLY_TEACHER.value)
    since = models.DateField()
    until = models.DateField()
    by_gate = models.BooleanField(default=False)
    cancelled = models.BooleanField(default=False)

    objects = _Dated.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="placement_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.since} to {self.until}"

    @property
    def says(self) -> str:
        """The position in words."""
        return said(self.position)


class ImportHabits(models.Model):
    """What was once said about the staff lists of an organisation: which heading is which, which job title is what."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="import_habits")
    columns = models.JSONField(default=dict)
    titles = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{len(self.columns)} columns, {len(self.titles)} job titles"


class _Runs(models.QuerySet["ImportRun"]):
    def alive(self) -> _Runs:
        """Those of the last day; older ones are as good as gone."""
        return self.filter(made_at__gt=timezone.now() - ImportRun.LIFE)

    def outlived(self) -> _Runs:
        """Those whose day is over, to be removed."""
        return self.filter(made_at__lte=timezone.now() - ImportRun.LIFE)


class ImportRun(models.Model):
    """A staff list between its upload and its end: kept for a day, for its organisation alone.

    ``rows`` hold the row's number in the file and its cells; they are emptied as soon as the list has been taken over,
    and only the ``faults`` stay to be downloaded.
    """

    LIFE: Final = timedelta(hours=24)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="imports")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    titles = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Runs] = _Runs.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    def __str__(self) -> str:
        return f"{len(self.rows)} rows"


__all__: Final = ("ImportHabits", "ImportRun", "Organisation", "Person", "Placement", "Role")
