"""Concerns as told, the case that each organisation keeps of one, and who is on it.

Whatever anybody wrote or handed in is kept sealed (``web.sealing``); here stand only kinds, dates, numbers and people.
A case exists for those alone who receive it today, or were let in: ``Case.positions_of`` is what every right is asked of,
and it is empty for the person complained of, for whoever is barred, and for everybody else, who therefore get the same
“not found” as for a case that never was.
"""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed

_ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no letter or figure that is taken for another, no vowel, so no word
KINDS: Final = [(kind.value, kind.value.replace("-", " ")) for kind in ConcernKind]


def new_reference() -> str:
    """What people call a case when they speak: says nothing about it and cannot be guessed on from another."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class Concern(models.Model):
    """What somebody told, once and for all. ``words`` are theirs; ``reporter`` is empty where they gave no name."""

    class Standing(models.TextChoices):
        """Who gets to know who told."""

        NAMED = "named", "With my name"
        CONFIDENTIAL = "confidential", "In confidence"
        ANONYMOUS = "anonymous", "Anonymously"

    class Nature(models.TextChoices):
        """What kind of telling it is: of something seen, of what one did oneself, of what was done to oneself."""

        SEEN = "seen", "Something I saw or was told"
        OWN = "own", "Something I did myself"
        DONE_TO_ME = "done_to_me", "Something done to me"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="concerns")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=30, choices=KINDS)
    child_protection = models.BooleanField(default=False)
    standing = models.CharField(max_length=15, choices=Standing, default=Standing.NAMED)
    nature = models.CharField(max_length=12, choices=Nature, default=Nature.SEEN)
    reporter = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="raised")
    words = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    code = models.CharField(max_length=64, unique=True, null=True, blank=True)  # keyed hash of the receipt's code

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(standing="anonymous") | Q(reporter__isnull=True), name="anonymous_has_no_name"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def person_id(self) -> int | None:
        """Whose it is, for the right to follow one's own; nobody's where no name was given."""
        return self.reporter_id

    def positions_of(self, person: Person) -> frozenset[Position]:
        """Nobody is anything on a concern itself: those who deal with it are on its cases."""
        return frozenset()


class Subject(models.Model):
    """Somebody whom a concern is about: one of the staff (``person``), or others, in the reporter's words.

    ``held`` is what a member of staff was on the day it was told: pairs of an organisation's number and a position, or a
    position alone, which means at the organisation where it was told. They stay barred by it, and so does everybody who
    answered to them, whatever they become later. It may be said of somebody who has no account, too, where the reporter
    knows only what they are.
    """

    class Who(models.TextChoices):
        """What they are."""

        STAFF = "staff", "Somebody who works here"
        PUPIL = "pupil", "A pupil"
        OTHER = "other", "Somebody else"

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="subjects")
    who = models.CharField(max_length=10, choices=Who)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="subject_of")
    held = models.JSONField(default=list)
    words = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["concern", "person"], name="subject_once"),
        ]

    def __str__(self) -> str:
        return self.who


class Case(models.Model):
    """What one organisation keeps and does about a concern: the school its part, the agency its own.

    ``route`` is the route as it was decided: the roles in order, and the policies, versions and clauses behind it.
    """

    class State(models.TextChoices):
        """How far it has come."""

        NEW = "new", "New"
        OPEN = "open", "Being dealt with"
        CLOSED = "closed", "Closed"
        DESTROYED = "destroyed", "Destroyed"

    class Strand(models.TextChoices):
        """The child's welfare is kept apart from the question about the adult."""

        CHILD = "child", "Child protection"
        ADULT = "adult", "Staff conduct"
        OTHER = "other", "Other"

    class Level(models.TextChoices):
        """What a person has decided that it is."""

        UNDECIDED = "undecided", "Not decided yet"
        LOW = "low", "Low-level concern"
        THRESHOLD = "threshold", "May meet the harm threshold"
        NEITHER = "neither", "Neither"

    reference = models.CharField(max_length=9, unique=True, default=new_reference, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    strand = models.CharField(max_length=10, choices=Strand, default=Strand.OTHER)
    state = models.CharField(max_length=10, choices=State, default=State.NEW, db_index=True)
    level = models.CharField(max_length=10, choices=Level, default=Level.UNDECIDED)
    route = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    triaged_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    on_hold = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["concern", "organisation", "strand"], name="one_case_a_strand"),
        ]

    def __str__(self) -> str:
        return self.reference

    def positions_of(self, person: Person) -> frozenset[Position]:
        """What somebody is on this case today; nothing at all for whoever must not know of it."""
        from safeconduct.web.concerns.receiving import positions_on  # noqa: PLC0415 it asks these tables

        return positions_on(self, person)

    def tells_who_to(self, person: Person) -> bool:
        """Whether somebody on it may see who told it: whoever was merely let in may not where it was told in confidence."""
        from safeconduct.web.concerns.receiving import receives  # noqa: PLC0415 it asks these tables

        return self.concern.standing == Concern.Standing.NAMED or receives(self, person)

    def lends_originals_to(self, person: Person) -> bool:
        """Whether somebody on it may take the originals of its evidence, and give others leave to."""
        from safeconduct.web.concerns.receiving import takes_originals  # noqa: PLC0415 it asks these tables

        return takes_originals(self, person)


class Barred(models.Model):
    """Somebody who must not see a case, besides those it is about: for ever, whatever they become."""

    class Why(models.TextChoices):
        """Why not."""

        CONFLICT = "conflict", "A conflict of interest, declared by others"
        STEPPED_BACK = "stepped_back", "Stepped back themselves"

    case = models.ForeignKey(Case, models.CASCADE, related_name="barred")
    person = models.ForeignKey(Person, models.PROTECT, related_name="barred_from")
    why = models.CharField(max_length=15, choices=Why)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "person"], name="barred_once"),
        ]

    def __str__(self) -> str:
        return self.why


class Alerted(models.Model):
    """Somebody who was told by e-mail that a case is there for them, and as what they were told.

    They go on receiving it while they are that, also when those come back in whose absence they were told.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="alerted")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "person"], name="alerted_once"),
        ]

    def __str__(self) -> str:
        return f"as {self.position}"


class LetIn(models.Model):
    """Somebody let into a case who does not receive it by their role: to read, or to work on it, until a day.

    Who works on it sees the evidence as those do who read it, unless they have leave to take ``originals``: what is hidden in
    a file may say who told it, and a copy that was taken is out of everybody's hands.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="let_in")
    person = models.ForeignKey(Person, models.PROTECT, related_name="let_into")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    works = models.BooleanField(default=False)
    originals = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "person"], name="let_in_once"),
        ]

    def __str__(self) -> str:
        return f"since {self.since}"

    @property
    def to_do(self) -> str:
        """What for, in words."""
        if not self.works:
            return "to read it"
        return "to work on it, with the originals of the evidence" if self.originals else "to work on it"


class Seen(models.Model):
    """That somebody has opened a case, first and last."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="seen")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "person"], name="case_seen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_at}"


class Note(models.Model):
    """Words on a case. What is for all is a message between the reporter and those who deal with it.

    ``by`` is empty for the words of a reporter who gave no name, or told in confidence. ``happened_at`` puts it into the
    chronology at another time than when it was written.
    """

    class For(models.TextChoices):
        """Who reads it."""

        ALL = "all", "Everybody on the case, and whoever told it"
        INTERNAL = "internal", "Everybody on the case"
        PERSONAL = "personal", "Only me"

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=10, choices=For, default=For.INTERNAL)
    words = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    happened_at = models.DateTimeField(null=True, blank=True)
    read_by_reporter_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "at"])]

    def __str__(self) -> str:
        return f"{self.audience} {self.at}"


class Evidence(models.Model):
    """Something handed in with a concern or put on a case: the original bytes, sealed, and their hash at receipt.

    ``name`` is the file's name, sealed too, for it may name somebody. ``captured`` says in words who made it and how,
    ``captured_at`` when. What the reporter hands in lies on each case of the concern, sealed once; also on one
    that is opened later (``concerns.laying``).
    """

    class Scan(models.TextChoices):
        """What the malware scanner said."""

        NOT_SCANNED = "not_scanned", "Not scanned"
        CLEAN = "clean", "Nothing found"
        FOUND = "found", "Malware found"

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    name = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    captured = models.ForeignKey(Sealed, models.PROTECT, null=True, blank=True, related_name="+")
    captured_at = models.DateTimeField(null=True, blank=True)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)  # of the original bytes
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    from_reporter = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED, db_index=True)
    scan_says = models.CharField(max_length=100, blank=True)  # what was found, or why it was not scanned: ``scanning.WHY_NOT``
    scanned_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.mime}, {self.size} bytes"

    @property
    def organisation(self) -> Organisation:
        """Whose case it is on."""
        return self.case.organisation

    def positions_of(self, person: Person) -> frozenset[Position]:
        """The same as on its case; for whoever was let in without the originals, what those are who read it."""
        from safeconduct.web.concerns.receiving import positions_on_evidence  # noqa: PLC0415 it asks these tables

        return positions_on_evidence(self.case, person)


class RouteRule(models.Model):
    """The school's own order of who is told, for one kind of concern or (``kind`` empty) for all others.

    It decides who else, and in what order; that the person complained of is left out it cannot change.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="route_rules")
    kind = models.CharField(max_length=30, choices=KINDS, blank=True)
    roles = models.JSONField(default=list)  # of ``activity.Told``, in order

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_route_a_kind"),
        ]

    def __str__(self) -> str:
        return self.kind or "all others"


class _StandIns(models.QuerySet["StandIn"]):
    def named(self) -> _StandIns:
        """Those that nobody took off the list; their days may be over."""
        return self.filter(ended_at=None)


class StandIn(models.Model):
    """Who takes the place of those who hold a position at an organisation while all of them are away, or between two days.

    ``by`` entered it, ``at``: it does not let them receive what was told about that one before, nor what is told later while
    others are there (``concerns.independent``). Of those entered before this was kept nobody knows. ``ended_by`` took it off
    the list, ``ended_at``: that takes nobody off what was told about that one before, so it stays on record.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="stand_ins")
    position = models.CharField(max_length=40, choices=[(each.value, each.value.replace("_", " ")) for each in Position])
    person = models.ForeignKey(Person, models.CASCADE, related_name="stands_in")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_StandIns] = _StandIns.as_manager()  # type: ignore[assignment] # the manager has the query set's methods

    def __str__(self) -> str:
        return f"for {self.position}"


class Conflict(models.Model):
    """Two people of whom neither can be impartial about the other: married, related, close friends. Why is not kept.

    It holds wherever the two work. ``by`` declared it: nobody can keep others from a concern about themselves so.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "person", "about"], name="conflict_once"),
        ]

    def __str__(self) -> str:
        return f"since {self.at}"

    def other(self, person: int) -> int:
        """The number of the other one."""
        return self.about_id if self.person_id == person else self.person_id


class Governance(models.Model):
    """What an organisation says of itself that changes who is told.

    ``sole_proprietor``: its head owns it alone, so that nobody in it is above them. After ``urgent_hours`` of school time in
    which nobody opened an urgent case, and ``other_hours`` for all others (empty: at the end of the school day), the next
    one above is told too; ``source`` says in the organisation's words where these come from.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="governance")
    sole_proprietor = models.BooleanField(default=False)
    urgent_hours = models.PositiveSmallIntegerField(default=1)
    other_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"after {self.urgent_hours} h"


class Outside(models.Model):
    """Whom an organisation turns to outside itself: named by it, never invented by us."""

    class What(models.TextChoices):
        """What they are."""

        DESIGNATED_OFFICER = "designated_officer", "The local authority's designated officer for allegations (LADO)"
        SOCIAL_CARE = "social_care", "Children's social care"
        POLICE = "police", "Police"
        LOCAL_AUTHORITY = "local_authority", "The local authority's contact for complaints about a chair of governors"
        OTHER = "other", "Somebody else"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="outside")
    what = models.CharField(max_length=20, choices=What)
    name = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "what", "name"], name="outside_once"),
        ]

    def __str__(self) -> str:
        return self.get_what_display()


def new_door_code() -> str:
    """What stands on the poster: twelve signs in fours, some 57 bits, readable aloud and typed on a telephone."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return "-".join(drawn[at : at + 4] for at in range(0, 12, 4))


class Door(models.Model):
    """The page of an organisation on which anybody tells something without a name: its address ends in the code.

    Whoever has the code comes in; it is closed, or given a new code, by those who say who is told of concerns.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="door")
    code = models.CharField(max_length=14, unique=True, default=new_door_code)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"since {self.at}"


__all__: Final = (
    "KINDS", "Alerted", "Barred", "Case", "Concern", "Conflict", "Door", "Evidence", "Governance", "LetIn", "Note", "Outside",
    "RouteRule", "Seen", "StandIn", "Subject", "new_door_code", "new_reference",
)  # fmt: skip
