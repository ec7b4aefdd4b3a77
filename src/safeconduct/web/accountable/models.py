"""Reviews of filtering and monitoring, requests for one's own data with what was decided about each part, and complaints.

Whatever anybody wrote about a request or a complaint is kept sealed (``web.sealing``). A request does not exist for whom
nobody made a handler of it; its part about a case exists for those alone who are on the case, so that whoever collects the
rest does not learn of it.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import Case, Concern, new_reference
from safeconduct.web.concerns.rights import WORKERS
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed

_ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"


class OwnClock(models.Model):
    """An organisation's own number for a clock of ``data/accountable.toml``, and where it took it from."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="own_clocks")
    clock = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "clock"], name="one_number_a_clock"),
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.number}"


class Handler(models.Model):
    """Somebody whom an organisation chose to deal with requests and complaints about data: its data protection officer."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="data_handlers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="handles_data_at")
    since = models.DateField(default=timezone.localdate)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "person"], name="handler_once"),
        ]

    def __str__(self) -> str:
        return f"since {self.since}"


# --- filtering and monitoring -----------------------------------------------------------------------------------


class FilterReview(models.Model):
    """A review of filtering and monitoring. It is over when the safeguarding lead and a governor have signed it."""

    class Reason(models.TextChoices):
        """Why it is held."""

        YEARLY = "yearly", "The yearly review"
        CHANGE = "change", "Something changed: the filter, the devices, how people work"
        AI = "ai", "A new tool that makes texts or pictures is brought in"
        INCIDENT = "incident", "Something got through, or was missed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="filter_reviews")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.YEARLY)
    held_on = models.DateField()
    findings = models.TextField(blank=True, max_length=4000)
    next_due = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lead = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lead_at = models.DateTimeField(null=True, blank=True)
    governor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    governor_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "held_on"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(next_due__gt=F("held_on")), name="next_review_later"),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(governor__isnull=True) | ~Q(lead=F("governor")), name="signed_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}"

    @property
    def is_signed(self) -> bool:
        """Whether both have signed; then nothing of it changes any more but its actions."""
        return self.lead_at is not None and self.governor_at is not None

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.is_signed:
            return "signed"
        return "half signed" if self.lead_at or self.governor_at else "open"


class TookPart(models.Model):
    """Somebody who took part in a review, and as what."""

    class As(models.TextChoices):
        """As what."""

        LEAD = "lead", "Safeguarding lead"
        TECHNICIAN = "technician", "IT"
        GOVERNOR = "governor", "Governor"
        OTHER = "other", "Somebody else"

    review = models.ForeignKey(FilterReview, models.CASCADE, related_name="took_part")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=As)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "person"], name="took_part_once"),
        ]

    def __str__(self) -> str:
        return self.part


class Checked(models.Model):
    """What a review found at one point of the checklist (its id in ``data/accountable.toml``)."""

    class Found(models.TextChoices):
        """What was found."""

        FINE = "fine", "Fine"
        MEND = "mend", "To be mended"
        NOT_LOOKED = "not_looked", "Not looked at"

    review = models.ForeignKey(FilterReview, models.CASCADE, related_name="checked")
    check_id = models.CharField(max_length=30)
    found = models.CharField(max_length=12, choices=Found)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "check_id"], name="checked_once"),
        ]

    def __str__(self) -> str:
        return self.found


class FilterAction(models.Model):
    """Something that a review asks for: what, by whom, by when."""

    review = models.ForeignKey(FilterReview, models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="filter_actions")
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"due {self.due}"

    @property
    def organisation(self) -> Organisation:
        """Where."""
        return self.review.organisation

    @property
    def is_late(self) -> bool:
        """Whether its day is past."""
        return self.done_on is None and self.due < timezone.localdate()


class FilterIncident(models.Model):
    """Something that the filter let through or closed by mistake, or that monitoring missed; never whose screen it was."""

    class What(models.TextChoices):
        """What happened."""

        THROUGH = "through", "Something got through that should be blocked"
        BLOCKED = "blocked", "Something is blocked that is needed for teaching"
        MISSED = "missed", "Monitoring missed something, or told of it too late"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="filter_incidents")
    what = models.CharField(max_length=10, choices=What)
    site = models.CharField(max_length=200)
    on = models.DateField()
    about = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    settled = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "on"])]

    def __str__(self) -> str:
        return f"{self.what}, {self.on}"


class SiteDecision(models.Model):
    """That a site is left open although a policy would close it, or closed although none asks for it; with the reason."""

    class What(models.TextChoices):
        """Which of the two."""

        OPEN = "open", "Leave it open"
        CLOSED = "closed", "Close it"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="site_decisions")
    site = models.CharField(max_length=200)
    what = models.CharField(max_length=10, choices=What)
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "site"], condition=Q(ended_at__isnull=True), name="one_decision_a_site"
            ),
        ]

    def __str__(self) -> str:
        return self.what


# --- requests for one's own data --------------------------------------------------------------------------------


class AccessRequest(models.Model):
    """Somebody asks what is held about them. ``person`` is their account, where they have one; ``who`` their name, sealed.

    ``identity_asked_on`` without ``identity_on`` means that nobody knows yet whether it is they: the clock has not begun.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        ANSWERED = "answered", "Answered"
        NOTHING = "nothing", "Nothing is held"
        REFUSED = "refused", "Refused as manifestly unfounded or excessive"
        WITHDRAWN = "withdrawn", "Withdrawn"

    reference = models.CharField(max_length=9, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="access_requests")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="access_requests")
    who = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    for_them = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    scope = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    identity_asked_on = models.DateField(null=True, blank=True)
    identity_on = models.DateField(null=True, blank=True)
    identity_how = models.CharField(max_length=200, blank=True)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    extended_on = models.DateField(null=True, blank=True)
    extended_why = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_why = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "closed_on"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="a_request_says_how_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def positions_of(self, person: Person) -> frozenset[Position]:
        """What a handler of it is there; nothing for anybody else, the one who asks among them."""
        from safeconduct.web.accountable.handlers import positions_on  # noqa: PLC0415 it asks these tables

        return positions_on(self.organisation, person, {self.person_id})


class Pause(models.Model):
    """A time in which the clock of a request stands still: more had to be known to find what was asked for."""

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="pauses")
    asked = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_dates"),
            models.UniqueConstraint(fields=["request"], condition=Q(until__isnull=True), name="one_pause_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"since {self.since}"


class Portion(models.Model):
    """One part of the answer: what the registers hold, or (``case``) what one case holds. Each is decided by its own people.

    ``pack`` is what the person downloads, sealed, until ``until``; it is emptied afterwards. ``files`` and ``manifest`` stay.
    """

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="portions")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="portions_asked")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    pack = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    nothing_given = models.BooleanField(default=False)
    files = models.PositiveIntegerField(default=0)
    manifest = models.CharField(max_length=64, blank=True)
    until = models.DateField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "case"], name="one_portion_a_case"),
            models.UniqueConstraint(fields=["request"], condition=Q(case__isnull=True), name="one_portion_of_the_registers"),
        ]

    def __str__(self) -> str:
        return f"{self.at}"

    @property
    def organisation(self) -> Organisation:
        """Of whom it was asked."""
        return self.request.organisation

    @classmethod
    def awaits(cls, case: Case) -> bool:
        """Whether somebody still waits for what a case holds about them: until then it must not be destroyed."""
        return cls._default_manager.filter(case=case, released_at=None).exists()

    @property
    def is_for_receivers(self) -> bool:
        """Whether only those who receive the case may prepare it: it would tell others who told in confidence."""
        return self.case is not None and self.case.concern.standing != Concern.Standing.NAMED

    def positions_of(self, person: Person) -> frozenset[Position]:
        """For a case: what those are on it who deal with it. For the registers: the handlers of the request.

        Of what was told in confidence or without a name, only those who receive it: whose request it is, or the name of a
        file, would tell whoever was let in who told it.
        """
        if self.case is None:
            return self.request.positions_of(person)
        held = frozenset[Position]() if person.pk == self.request.person_id else self.case.positions_of(person)
        return held if held & WORKERS and self.case.tells_who_to(person) else frozenset()


class Verdict(models.Model):
    """What somebody decided about one piece of a portion: given or withheld, on which ground, and which names are masked.

    ``digest`` is of the piece as it was read: a piece that has changed since waits for a new verdict. ``masks`` are the
    words that are masked, sealed.
    """

    class Decision(models.TextChoices):
        """Which of the two."""

        GIVE = "give", "Give it, with the ticked names masked"
        WITHHOLD = "withhold", "Leave it out"

    portion = models.ForeignKey(Portion, models.CASCADE, related_name="verdicts")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    decision = models.CharField(max_length=10, choices=Decision)
    ground = models.CharField(max_length=30, blank=True)
    masks = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["portion", "key"], name="one_verdict_a_piece"),
            models.CheckConstraint(condition=Q(decision="give") | ~Q(ground=""), name="withheld_on_a_ground"),
        ]

    def __str__(self) -> str:
        return self.decision


# --- complaints about data protection ---------------------------------------------------------------------------


def new_page_code() -> str:
    """The end of the address of an organisation's page for complaints: eight signs that are not taken for one another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


class ComplaintPage(models.Model):
    """The page on which anybody complains about how an organisation handles data; its address stands on the website."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="complaint_page")
    code = models.CharField(max_length=8, unique=True, default=new_page_code)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"since {self.at}"


class Complaint(models.Model):
    """A complaint about how somebody's data were handled. Not there for whoever is complained about, or was kept out of it."""

    class Outcome(models.TextChoices):
        """How it ended."""

        UPHELD = "upheld", "Upheld: it should not have been so"
        PARTLY = "partly", "Upheld in part"
        NOT_UPHELD = "not_upheld", "Not upheld"
        WITHDRAWN = "withdrawn", "Withdrawn"

    reference = models.CharField(max_length=9, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="data_complaints")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="data_complaints")
    who = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    received_on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_words = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "closed_on"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="a_complaint_says_how_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def positions_of(self, person: Person) -> frozenset[Position]:
        """What a handler of it is there; nothing for whoever complains, is complained about, or was kept out."""
        from safeconduct.web.accountable.handlers import positions_on  # noqa: PLC0415 it asks these tables

        return positions_on(self.organisation, person, self.kept_from())

    def kept_from(self) -> set[int | None]:
        """Who must not deal with it."""
        return {self.person_id, *(each.person_id for each in self.kept_out.all())}


class KeptOut(models.Model):
    """Somebody who must not learn of a complaint: it is about them, or they cannot be impartial."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="kept_out")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["complaint", "person"], name="kept_out_once"),
        ]

    def __str__(self) -> str:
        return f"since {self.at}"

    def positions_of(self, person: Person) -> frozenset[Position]:
        """The same as on its complaint."""
        return self.complaint.positions_of(person)


class Inquiry(models.Model):
    """What was done about a complaint, and whether the one who complained was told."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="inquiries")
    words = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    told = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.at}"

    def positions_of(self, person: Person) -> frozenset[Position]:
        """The same as on its complaint."""
        return self.complaint.positions_of(person)


def months_after(day: date, months: int) -> date:
    """The same day some months on; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError  # every month has 28 days


__all__: Final = (
    "AccessRequest", "Checked", "Complaint", "ComplaintPage", "FilterAction", "FilterIncident", "FilterReview", "Handler",
    "Inquiry", "KeptOut", "OwnClock", "Pause", "Portion", "SiteDecision", "TookPart", "Verdict", "months_after",
    "new_page_code",
)  # fmt: skip
