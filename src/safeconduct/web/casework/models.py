"""What is done with a case: decisions, the threshold's tests as somebody weighed them, clocks, tasks, links, reviews.

Everything that anybody writes here is sealed (``web.sealing``). Nothing is written over: what was decided before stays.
No column is called ``person``: whom a thing is about owns nothing here and gains no right by it.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import Case
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed


class OnCase(models.Model):
    """Something on a case: open to those on it, and to nobody else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)s_entries")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.at}"

    @property
    def organisation(self) -> Organisation:
        """Whose case it is on."""
        return self.case.organisation

    def positions_of(self, person: Person) -> frozenset[Position]:
        """The same as on its case."""
        return self.case.positions_of(person)


class Decision(OnCase):
    """What somebody decided that a case is. A change of mind is a new one; the last one holds."""

    class Urgency(models.TextChoices):
        """How soon something must be done."""

        NOW = "now", "Today"
        SOON = "soon", "This week"
        CALM = "calm", "In its own time"

    strand = models.CharField(max_length=10, choices=Case.Strand)
    level = models.CharField(max_length=10, choices=Case.Level)
    urgency = models.CharField(max_length=5, choices=Urgency)
    reason = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    context = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")


class Weighed(OnCase):
    """One test of the harm threshold as somebody weighed it for a decision. The answers decide nothing."""

    class Answer(models.TextChoices):
        """What somebody thinks."""

        MAY = "may", "Yes, or it may be so"
        NO = "no", "No"
        UNSURE = "unsure", "I am not sure"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="weighed")
    test = models.CharField(max_length=30)  # its id in data/casework.toml
    answer = models.CharField(max_length=6, choices=Answer)
    note = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "test"], name="weighed_once"),
        ]


class Running(OnCase):
    """A clock that runs on a case. It ends only when somebody says so: that it was done, or why it need not be.

    ``rule`` is its id in ``data/casework.toml``. ``done_at`` is when it was done in fact; ``reference`` (theirs) and
    ``words`` (what was said) are sealed. ``reminded_at`` and ``overdue_at`` are when those on the case were reminded.
    """

    class Ending(models.TextChoices):
        """How it ended."""

        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    rule = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    reference = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "rule"], condition=Q(ended_at__isnull=True), name="one_clock_of_a_rule_runs"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="a_clock_says_how_it_ended",
            ),
        ]

    def is_over(self, now: datetime) -> bool:
        """Whether its time has run out without anybody saying that it was done."""
        return self.ended_at is None and now >= self.due_at


class Task(OnCase):
    """Something to do on a case by a day, for somebody on it."""

    what = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    due = models.DateField()
    whose = models.ForeignKey(Person, models.PROTECT, related_name="case_tasks")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["whose", "done_at"])]


class Link(OnCase):
    """That two cases belong together, and why. Whoever may not see both never learns of it."""

    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")
    reason = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "other"], condition=Q(ended_at__isnull=True), name="linked_once"),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="not_linked_to_itself"),
        ]


class Review(models.Model):
    """Low-level concerns about one person that somebody is asked to look at together: never a sanction, never automatic.

    ``rests_on`` are the cases that were counted; ``counted``, ``threshold`` and ``window_months`` what held that day. It
    is open to those alone who may see every one of these cases. ``follows`` is the one that settled to look again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="concern_reviews")
    about = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rests_on = models.ManyToManyField(Case, related_name="reviews")
    counted = models.FloatField()
    threshold = models.FloatField()
    window_months = models.PositiveSmallIntegerField()
    outcome = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    look_again_on = models.DateField(null=True, blank=True)
    follows = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.at}"

    def positions_of(self, person: Person) -> frozenset[Position]:
        """What somebody is on all the cases that it rests on; nothing for whoever may not see one of them."""
        from safeconduct.web.casework.patterns import positions_on  # noqa: PLC0415 it asks these tables

        return positions_on(self, person)


class Ways(models.Model):
    """How an organisation looks for patterns and how long it gives itself; where there is none, the standards hold.

    ``weights`` are by kind of concern; a kind that is not among them counts as the standards say. ``source`` is where the
    organisation takes its numbers from; of those that were set before it was asked for, nobody said.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="casework_ways")
    window_months = models.PositiveSmallIntegerField()
    threshold = models.FloatField()
    own = models.FloatField()
    weights = models.JSONField(default=dict)
    officer_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.threshold} in {self.window_months} months"


__all__: Final = ("Decision", "Link", "OnCase", "Review", "Running", "Task", "Ways", "Weighed")
