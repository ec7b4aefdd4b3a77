"""Declared relationships: what staff tell the school about a pupil, parent or colleague whom they know outside it."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import Value
from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Organisation, Person


class _Relationships(models.QuerySet["Relationship"]):
    def standing(self) -> _Relationships:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def to_acknowledge(self, by: Person) -> _Relationships:
        """Those that wait for somebody to acknowledge them: declared where they are responsible, by others."""
        places = by.holds(rights()["contacts.acknowledge"].held_by)
        waiting = self.standing().filter(acknowledged_at__isnull=True, organisation__in=places)
        return waiting.exclude(person=by)

    def of(self, person: Person) -> _Relationships:
        """Somebody's own, the latest first, with all that a page shows of them."""
        return self.filter(person=person).select_related("organisation", "acknowledged_by").order_by("-declared_at", "-pk")


class Relationship(models.Model):
    """A relationship that somebody has declared. Never changed: withdrawn, and declared anew."""

    class Who(models.TextChoices):
        """What the other person is to the school."""

        PUPIL = "pupil", "A pupil"
        FORMER_PUPIL = "former_pupil", "A former pupil"
        PARENT = "parent", "A parent or carer"
        COLLEAGUE = "colleague", "A colleague"
        FORMER_COLLEAGUE = "former_colleague", "A former colleague"
        GOVERNOR = "governor", "A governor"

    class Relation(models.TextChoices):
        """What the other person is to the one who declares it; the first six are family."""

        CHILD = "child", "My child or stepchild"
        SIBLING = "sibling", "My brother or sister"
        NIECE_NEPHEW = "niece_nephew", "My niece or nephew"
        GRANDCHILD = "grandchild", "My grandchild"
        PARTNER = "partner", "My partner"
        FAMILY = "family", "Somebody else in my family"
        FRIENDS_CHILD = "friends_child", "A friend's child"
        FRIEND = "friend", "A friend"
        NEIGHBOUR = "neighbour", "A neighbour"
        GROUP = "group", "Somebody from my club, team or place of worship"
        KNOWN_BEFORE = "known_before", "Somebody I knew before I worked here"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="relationships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="declared_relationships")
    who = models.CharField(max_length=20, choices=Who)
    relation = models.CharField(max_length=20, choices=Relation)
    name = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Relationships] = _Relationships.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="acknowledged_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation}, {self.who}"

    @property
    def is_family(self) -> bool:
        """Whether the other person is family."""
        return self.relation in _FAMILY

    @property
    def label(self) -> str:
        """In words, as the one who declared it would say it: My niece or nephew, a pupil (Maya)."""
        words = f"{self.get_relation_display()}, {self.get_who_display().lower()}"
        return f"{words} ({self.name})" if self.name else words

    @property
    def words(self) -> str:
        """The same inside a sentence."""
        return f"{self.label[0].lower()}{self.label[1:]}"

    @property
    def standing(self) -> str:
        """Whether it is known to have been read."""
        if self.acknowledged_at is None:
            return "You declared it; nobody has acknowledged it yet."
        return "You declared it, and the school has acknowledged it."

    def facts(self) -> dict[str, Value]:
        """What it tells the engine."""
        if not self.is_family:
            return {"person": self.who, "pre_existing": True, "family_member": False}
        person = "pupil_and_relative" if self.who == self.Who.PUPIL else self.who
        return {"person": person, "family_member": True}


_FAMILY: Final = frozenset(list(Relationship.Relation)[:6])

__all__: Final = ("Relationship",)
