"""Policies as adopted: frozen, so that what somebody signed is what stands there for ever."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import ClassVar, Final

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import Role as WorkRole
from safeconduct.policy import Policy
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.remembering import once
from safeconduct.web.policies.points import ROLE_OF


class _Adoptions(models.QuerySet["Adoption"]):
    def in_force(self, day: date | None = None) -> _Adoptions:
        """Those in force on a day; today if none is given."""
        day = day or timezone.localdate()
        begun, not_over = Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(begun & not_over & (Q(withdrawn_from__isnull=True) | Q(withdrawn_from__gt=day)))


class Adoption(models.Model):
    """A policy that an organisation's governing body has put into force, its text frozen as it was that day.

    ``until`` is its last day where another version follows; ``withdrawn_from`` the first day on which it binds nobody any
    more because it was withdrawn, though nothing follows. Both may stand there: the earlier counts.
    """

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
    sign_within_days = models.PositiveSmallIntegerField(default=14)
    withdrawn_from = models.DateField(null=True, blank=True)
    withdrawn_minute = models.CharField(max_length=200, blank=True)
    accepted = models.JSONField(default=list, editable=False)  # where the text contradicts itself, and was adopted in spite
    accepted_because = models.TextField(blank=True, max_length=2000)

    objects: ClassVar[_Adoptions] = _Adoptions.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation", "policy_id", "-since"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="adoption_dates"),
            models.UniqueConstraint(
                fields=["organisation", "policy_id"],
                condition=Q(until__isnull=True, withdrawn_from__isnull=True),
                name="one_version_goes_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"

    @cached_property
    def policy(self) -> Policy:
        """The policy as the engine takes it, from the frozen text."""
        return _read(self.text)

    @property
    def last_day(self) -> date | None:
        """The last day on which it binds anybody; none while it goes on. Before ``since`` if it was withdrawn before."""
        ends = [self.until] if self.until else []
        if self.withdrawn_from:
            ends.append(self.withdrawn_from - timedelta(1))
        return min(ends, default=None)

    @property
    def ever_holds(self) -> bool:
        """Whether there is a day on which it binds; not if it was withdrawn before its first."""
        return self.last_day is None or self.since <= self.last_day

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.last_day is None or day <= self.last_day)

    @property
    def is_over(self) -> bool:
        """Whether there is no day left on which it binds."""
        return not self.ever_holds or (self.last_day is not None and self.last_day < timezone.localdate())

    @property
    def state(self) -> str:
        """Where it stands today: in force, to come, over since another version followed, or withdrawn."""
        if self.is_over:
            return "over" if self.last_day == self.until else "withdrawn"
        return "in force" if self.holds_on(timezone.localdate()) else "to come"

    @property
    def is_genuine(self) -> bool:
        """Whether the frozen text still gives the digest that was written down with it.

        It is taken from the text itself, not from what this release reads in it: a later release may know more keys.
        """
        said = msgspec.json.decode(self.text)
        said.pop("case", None)
        return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest() == self.digest

    def versions(self) -> models.QuerySet[Adoption]:
        """Every adoption of this policy by this organisation, the newest first, this one included."""
        return Adoption.objects.filter(organisation=self.organisation_id, policy_id=self.policy_id).order_by("-since")

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


@lru_cache(maxsize=128)  # the same few texts on nearly every page; what is read from a text never changes
def _read(text: str) -> Policy:
    return msgspec.json.decode(text, type=Policy)


class _Answers(models.QuerySet["Answer"]):
    def open(self) -> _Answers:
        """Questions that wait for a reply: not those that the asker has since asked anew or agreed to."""
        same = {name: models.OuterRef(name) for name in ("person", "adoption", "clause")}
        later = Answer.objects.filter(pk__gt=models.OuterRef("pk"), **same)
        return self.filter(~models.Exists(later), said=Answer.Said.ASK, replied_at=None)


class Answer(models.Model):
    """What somebody said to one point of a policy. Never changed but by the reply to a question; the last one counts.

    ``content`` stands for what the point says and does, so that an answer holds for every version in which the point is
    the same.
    """

    class Said(models.TextChoices):
        """The two answers."""

        AGREE = "agree", "I have read this and will keep to it"
        ASK = "ask", "I do not understand this"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="point_answers")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="answers")
    clause = models.CharField(max_length=40)
    content = models.CharField(max_length=64)
    said = models.CharField(max_length=5, choices=Said)
    question = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    reply = models.TextField(blank=True, max_length=4000)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[_Answers] = _Answers.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "adoption"])]

    def __str__(self) -> str:
        return f"{self.clause}: {self.said}"

    @property
    def organisation(self) -> Organisation:
        """Where the policy is in force: its owner answers questions there."""
        return self.adoption.organisation

    @property
    def is_waiting(self) -> bool:
        """Whether it is a question without a reply."""
        return self.said == self.Said.ASK and self.replied_at is None


class Signature(models.Model):
    """Somebody's signature under the text with one digest, and the points that they agreed to, each with its time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="signatures")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, unique=True)
    points = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "adoption"], name="one_signature_each"),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} on {self.at:%Y-%m-%d}"

    @property
    def is_genuine(self) -> bool:
        """Whether it stands under the text as it was adopted."""
        return self.digest == self.adoption.digest and self.adoption.is_genuine


class NoticeSeen(models.Model):
    """That somebody saw what a policy says about monitoring, and when; it holds for as long as the notice says the same."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices_seen")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="notices_seen")
    content = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "adoption"], name="seen_once"),
        ]

    def __str__(self) -> str:
        return f"seen {self.at:%Y-%m-%d}"


class Reminded(models.Model):
    """A reminder that was sent: to whom, about whose signature, for what, at which stage, on which day."""

    class Stage(models.TextChoices):
        """How late it is; ``asked`` was sent by hand."""

        FIRST = "first", "First reminder"
        SECOND = "second", "Second reminder"
        ESCALATION = "escalation", "To the person responsible"
        ASKED = "asked", "Sent by hand"

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=10, choices=Stage)
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["to", "about", "adoption", "stage"], condition=~Q(stage="asked"), name="each_stage_once"
            ),
            models.UniqueConstraint(fields=["to", "about", "adoption", "on"], name="once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} on {self.on}"


def binding(person: Person, day: date | None = None) -> Sequence[Adoption]:
    """The policies that bind a person on a day: those in force where they work, as far as they are written for the role in
    which the person works there. A policy says itself whom it binds (``Policy.binds``)."""
    return [adoption for adoption, roles in _around(person, day) if any(map(adoption.policy.binds_role, roles))]


def around(person: Person, day: date | None = None) -> Sequence[Adoption]:
    """The policies in force where a person works on a day, whether they are written for the person's role or not."""
    return [adoption for adoption, _ in _around(person, day)]


def _around(person: Person, day: date | None) -> list[tuple[Adoption, set[WorkRole]]]:
    """The policies of every organisation where a person has a role or a placement on a day, and of those above it, each
    with what the person is there. Where an organisation adopted two versions, the one in force that day."""
    return once(("policies around", person.pk, day), lambda: _asked_around(person, day))


def _asked_around(person: Person, day: date | None) -> list[tuple[Adoption, set[WorkRole]]]:
    held: dict[int, set[WorkRole]] = defaultdict(set)
    for model in (Role, Placement):
        for each in model.objects.on(day).filter(person=person).select_related("organisation"):
            for above in each.organisation.path_of_ids:
                held[above].add(ROLE_OF[Position(each.position)])
    adopted = Adoption.objects.in_force(day).filter(organisation__in=held).select_related("organisation")
    ordered = adopted.order_by("organisation__kind", "organisation__name", "policy_id")
    return [(adoption, held[adoption.organisation_id]) for adoption in ordered]


def binding_policies(person: Person, day: date | None = None) -> tuple[Policy, ...]:
    """The same as the engine takes them: each policy once, however many organisations adopted it."""
    return tuple({adoption.digest: adoption.policy for adoption in binding(person, day)}.values())


__all__: Final = ("Adoption", "Answer", "NoticeSeen", "Reminded", "Signature", "around", "binding", "binding_policies")
