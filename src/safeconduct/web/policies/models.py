"""Policies as adopted: frozen, so that what somebody signed is what stands there for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar, Final

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.policy import Policy
from safeconduct.web.people.models import Organisation, Person


class _Adoptions(models.QuerySet["Adoption"]):
    def in_force(self, day: date | None = None) -> _Adoptions:
        """Those in force on a day; today if none is given."""
        day = day or timezone.localdate()
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)))


class Adoption(models.Model):
    """A policy that an organisation's governing body has put into force, its text frozen as it was that day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    policy_id = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    adopted_on = models.DateField()
    minute = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    review_due = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="owned_policies")

    objects: ClassVar[_Adoptions] = _Adoptions.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation", "policy_id", "-since"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="adoption_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"

    @cached_property
    def policy(self) -> Policy:
        """The policy as the engine takes it, from the frozen text."""
        return msgspec.json.decode(self.text, type=Policy)

    @staticmethod
    def frozen(policy: Policy) -> dict[str, str]:
        """The fields that freeze a policy: who it is, its text, and the text's digest."""
        return {
            "policy_id": policy.id,
            "version": policy.version,
            "title": policy.title,
            "text": msgspec.json.encode(policy).decode(),
            "digest": policy.digest,
        }


def binding(person: Person, day: date | None = None) -> Sequence[Adoption]:
    """The policies that bind a person on a day: of every organisation where they have a role or a placement, and of those
    above it. Where an organisation adopted two versions, the one in force that day."""
    above = {number for place in person.organisations() for number in place.path_of_ids}
    adopted = Adoption.objects.in_force(day).filter(organisation__in=above).select_related("organisation")
    return list(adopted.order_by("organisation__kind", "organisation__name", "policy_id"))


def binding_policies(person: Person, day: date | None = None) -> tuple[Policy, ...]:
    """The same as the engine takes them: each policy once, however many organisations adopted it."""
    return tuple({adoption.digest: adoption.policy for adoption in binding(person, day)}.values())


__all__: Final = ("Adoption", "binding", "binding_policies")
