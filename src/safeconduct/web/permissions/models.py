"""What was asked for and what is on record: requests, pupils and consents, agreements, accounts, equipment, removals.

Whether something holds is worked out from its days whenever it is looked at; nothing need run for it to end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.kind import PermissionKind, kinds

OPEN_FOR: Final = timedelta(28)  # a request that nobody decides within four weeks lapses: it is asked anew
PLATFORMS: Final = (
    "Bluesky", "Discord", "Facebook", "Instagram", "LinkedIn", "Mastodon", "Pinterest", "Reddit", "Snapchat", "Telegram",
    "Threads", "TikTok", "Tumblr", "WhatsApp", "X", "YouTube",
)  # fmt: skip
_PERSON: Final = settings.AUTH_USER_MODEL


# --- requests -------------------------------------------------------------------------------------------------------


class _Requests(models.QuerySet["Request"]):
    def undecided(self, day: date | None = None) -> _Requests:
        """Those that can still be decided: not withdrawn, not over, not older than four weeks."""
        day = day or timezone.localdate()
        open_since = timezone.now() - OPEN_FOR
        return self.filter(decided_at=None, withdrawn_at=None, until__gte=day, asked_at__gt=open_since)

    def waiting(self, day: date | None = None) -> _Requests:
        """Those that wait for the one who decides, not for the asker's answer to a question."""
        return self.undecided(day).filter(Q(question="") | ~Q(reply=""))

    def asked_back(self, day: date | None = None) -> _Requests:
        """Those that wait for the asker's answer to a question."""
        return self.undecided(day).exclude(question="").filter(reply="")

    def held(self, day: date | None = None) -> _Requests:
        """Permissions that hold on a day."""
        day = day or timezone.localdate()
        return self.filter(granted=True, withdrawn_at=None, since__lte=day, until__gte=day)


class Request(models.Model):
    """Something that somebody asks for, from one day to another (both count), and what became of it.

    ``text`` is the exact text of a post. It is there only while the request is open, so that it can be read by the one who
    decides; afterwards only its keyed ``digest`` tells it from others. ``words`` are the conditions of a yes, or the reason
    of a no.
    """

    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="permission_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="permission_requests")
    kind = models.CharField(max_length=30)
    about = models.TextField(blank=True, max_length=1000)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    account = models.CharField(max_length=10, blank=True)
    platform = models.CharField(max_length=30, blank=True)
    handle = models.CharField(max_length=100, blank=True)
    since = models.DateField()
    until = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    question = models.TextField(blank=True, max_length=1000)
    reply = models.TextField(blank=True, max_length=1000)
    granted = models.BooleanField(null=True)
    words = models.TextField(blank=True, max_length=1000)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[_Requests] = _Requests.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "kind", "until"]),
            models.Index(fields=["organisation", "kind", "decided_at"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="request_dates"),
            models.CheckConstraint(
                condition=Q(text="") | Q(decided_at__isnull=True, withdrawn_at__isnull=True), name="no_text_after_the_end"
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.since} to {self.until}"

    @property
    def of(self) -> PermissionKind:
        """What kind of request it is."""
        return kinds()[self.kind]

    @property
    def is_undecided(self) -> bool:
        """Whether it can still be decided."""
        ended = self.decided_at is not None or self.withdrawn_at is not None
        return not ended and self.until >= timezone.localdate() and self.asked_at > timezone.now() - OPEN_FOR

    @property
    def is_asked_back(self) -> bool:
        """Whether a question about it waits for the asker's answer."""
        return self.is_undecided and bool(self.question) and not self.reply

    @property
    def is_standing(self) -> bool:
        """Whether it can be withdrawn: it is open, or a yes that is not over."""
        return self.is_undecided or (self.granted is True and self.withdrawn_at is None and self.until >= timezone.localdate())

    @property
    def state(self) -> str:
        """Where it stands today, in words."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.decided_at is None:
            return "a question for you" if self.is_asked_back else "open" if self.is_undecided else "lapsed"
        if not self.granted:
            return "refused"
        today = timezone.localdate()
        return "run out" if self.until < today else "granted" if self.since <= today else "granted, to come"

    @property
    def where(self) -> str:
        """The account that a post goes to: Facebook, own account (@priya)."""
        if not self.account:
            return ""
        words = f"{self.platform}, {'own' if self.account == 'personal' else 'official'} account"
        return f"{words} ({self.handle})" if self.handle else words


# --- pupils and consents --------------------------------------------------------------------------------------------


class _Pupils(models.QuerySet["Pupil"]):
    def here(self, day: date | None = None) -> _Pupils:
        """Those who are at their school on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day or timezone.localdate()))


class Pupil(models.Model):
    """A pupil of a school. ``folded`` is the name as texts are searched for it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pupils")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=400, editable=False)
    year = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    born = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects: ClassVar[_Pupils] = _Pupils.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "until"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="one_pupil_an_id"
            ),
        ]

    def __str__(self) -> str:
        return f"pupil {self.pk}"

    @property
    def is_here(self) -> bool:
        """Whether the pupil is at the school today."""
        return self.until is None or self.until >= timezone.localdate()


class Use(models.TextChoices):
    """Where pictures of a pupil may be shown; consent is given for each by itself."""

    WEBSITE = "website", "School website"
    SOCIAL_MEDIA = "social-media", "Social media"
    PROSPECTUS = "prospectus", "Prospectus and leaflets"
    PRESS = "press", "Newspapers and television"
    DISPLAY = "display", "Displays inside school"
    LEARNING = "learning", "Learning platform"
    VIDEO = "video", "Film and video"


class _Consents(models.QuerySet["ImageConsent"]):
    def on(self, day: date | None = None) -> _Consents:
        """Those that hold on a day."""
        day = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, withdrawn_on=None)


class ImageConsent(models.Model):
    """Somebody's yes to pictures of a pupil for one use (policy tapton, clause N5b). Never changed: withdrawn, given anew."""

    class GivenBy(models.TextChoices):
        """Who said yes."""

        PARENT = "parent", "A parent"
        CARER = "carer", "A carer with parental responsibility"
        AUTHORITY = "authority", "The local authority"
        PUPIL = "pupil", "The pupil, who is old enough"

    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="consents")
    use = models.CharField(max_length=20, choices=Use)
    given_by = models.CharField(max_length=10, choices=GivenBy)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects: ClassVar[_Consents] = _Consents.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["pupil", "use"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="consent_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.use} since {self.since}"

    @property
    def organisation(self) -> Organisation:
        """Whose register it stands in."""
        return self.pupil.organisation

    @property
    def holds(self) -> bool:
        """Whether it holds today."""
        today = timezone.localdate()
        return self.withdrawn_on is None and self.since <= today and (self.until is None or self.until >= today)


class PupilList(models.Model):
    """A list of pupils between its upload and its end: kept for a day, emptied as soon as it is taken over."""

    LIFE: Final = timedelta(hours=24)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="pupil_lists")
    made_at = models.DateTimeField(default=timezone.now)
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{len(self.rows)} rows"


# --- agreements -----------------------------------------------------------------------------------------------------


class Agreement(models.Model):
    """Whether somebody agrees to appear in a picture or post, or lends their work (tapton D5a, D6; kevi 5.3h; vision 14).

    A colleague (``of``) answers signed in; a ``guest`` by a link that the asker hands over. ``person`` asks.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        PICTURE = "picture", "A picture of them"
        WORDS = "words", "Words about them"
        EVENT = "event", "Pictures of an event that they came to"
        WORK = "work", "Something they made: a text, photo or drawing"

    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="agreements_asked")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    of = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="agreements_to_give")
    guest = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.TextField(max_length=1000)
    until = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    agreed = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(of__isnull=True) & ~Q(guest="") | Q(of__isnull=False, guest=""), name="a_colleague_or_a_guest"
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, answered_at__isnull=True) | Q(agreed__isnull=False, answered_at__isnull=False),
                name="answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.state}"

    @property
    def who(self) -> str:
        """Whose agreement it is, by name."""
        return self.of.name if self.of is not None else self.guest

    @property
    def to_them(self) -> str:
        """What is asked, as it is said to whoever is asked."""
        return _TO_THEM[Agreement.Kind(self.kind)]

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None and self.recalled_at is None and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.until is not None and self.until < timezone.localdate()

    @property
    def state(self) -> str:
        """Where it stands today, in words."""
        if self.recalled_at is not None:
            return "no longer asked"
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.answered_at is None:
            return "lapsed" if self.is_over else "not answered yet"
        if not self.agreed:
            return "does not agree"
        return "run out" if self.is_over else "agrees"


_TO_THEM: Final = {
    Agreement.Kind.PICTURE: "A picture of you",
    Agreement.Kind.WORDS: "Words about you",
    Agreement.Kind.EVENT: "Pictures of an event that you came to",
    Agreement.Kind.WORK: "Something you made: a text, photo or drawing",
}


# --- official accounts ----------------------------------------------------------------------------------------------


class OfficialAccount(models.Model):
    """An account that speaks for an organisation: what it is for, who approved it, whether a second factor guards it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="official_accounts")
    platform = models.CharField(max_length=30)
    handle = models.CharField(max_length=100)
    purpose = models.CharField(max_length=300)
    second_factor = models.BooleanField(default=False)
    approved_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "platform", "handle"], condition=Q(closed_at__isnull=True), name="one_entry_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform}, {self.handle}"


class Holder(models.Model):
    """Somebody who can post from an official account. ``held_as`` is what they were there when they were let in."""

    account = models.ForeignKey(OfficialAccount, models.CASCADE, related_name="holders")
    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="accounts_held")
    owner = models.BooleanField(default=False)
    held_as = models.JSONField(default=list)
    since = models.DateField(default=timezone.localdate)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "person"], condition=Q(ended_at__isnull=True), name="one_key_each"),
        ]

    def __str__(self) -> str:
        return f"since {self.since}"

    @property
    def organisation(self) -> Organisation:
        """Whose account it is."""
        return self.account.organisation


# --- equipment ------------------------------------------------------------------------------------------------------


class _Loans(models.QuerySet["Loan"]):
    def out(self) -> _Loans:
        """Equipment that nobody has confirmed to be back and wiped."""
        return self.filter(wiped_at=None)

    def late(self, day: date) -> _Loans:
        """Equipment that should have come back before a day, and that nobody has confirmed to be back."""
        return self.filter(returned_on=None, due_back__lt=day)


class Loan(models.Model):
    """Equipment that somebody took home (policy tapton, clause P14): until somebody confirms that it is back and wiped.

    If it is late, whoever has it is reminded once (``reminded_on``), and those who look after equipment once (``chased_on``).
    """

    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="loans")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="loans")
    what = models.CharField(max_length=100)
    serial = models.CharField(max_length=60, blank=True)
    encrypted = models.BooleanField(default=False)
    taken_on = models.DateField()
    due_back = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    chased_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_to = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    wiped_at = models.DateTimeField(null=True, blank=True)
    wiped_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[_Loans] = _Loans.as_manager()  # type: ignore[assignment] # it has the query set's methods

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(due_back__gte=F("taken_on")), name="loan_dates"),
            models.CheckConstraint(condition=Q(wiped_at__isnull=True) | Q(returned_on__isnull=False), name="wiped_when_back"),
        ]

    def __str__(self) -> str:
        return f"since {self.taken_on}"

    @property
    def is_late(self) -> bool:
        """Whether it should have come back by now."""
        return self.returned_on is None and self.due_back < timezone.localdate()

    @property
    def state(self) -> str:
        """Where it stands today, in words."""
        if self.wiped_at is not None:
            return "back and wiped"
        if self.returned_on is not None:
            return "back, to be wiped"
        return "late" if self.is_late else "at home"


# --- removals -------------------------------------------------------------------------------------------------------


class Chosen(models.Model):
    """What an organisation has chosen where no policy says: within how many working days something is taken down."""

    REMOVAL_DAYS: Final = 5

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="chosen")
    removal_days = models.PositiveSmallIntegerField(default=REMOVAL_DAYS)

    def __str__(self) -> str:
        return f"{self.removal_days} working days"


class Removal(models.Model):
    """Somebody's wish that a post or picture be taken down, until it is done and proved (tapton D5b, key 8b, vision 4b).

    ``person`` is whoever put it up and is to take it down, if that is known; ``asked_by`` is who wrote it here. Of a
    screenshot that proves it only the hash is kept: the file stays with whoever made it.
    """

    class Whose(models.TextChoices):
        """Who wants it taken down."""

        ME = "me", "Me"
        COLLEAGUE = "colleague", "A colleague"
        PUPIL = "pupil", "A pupil"
        PARENT = "parent", "A parent or carer"
        GUEST = "guest", "Somebody else"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="removals")
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="removals_asked")
    person = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="removals_to_do")
    whose = models.CharField(max_length=10, choices=Whose)
    who = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=500)
    about = models.TextField(blank=True, max_length=1000)
    asked_on = models.DateField()
    due_on = models.DateField(db_index=True)
    entered_at = models.DateTimeField(default=timezone.now)
    reminded_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    proof = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True, max_length=1000)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="removal_dates"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | (Q(done_by__isnull=False) & (~Q(proof="") | ~Q(note=""))),
                name="done_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"due on {self.due_on}"

    @property
    def state(self) -> str:
        """Where it stands today, in words."""
        if self.done_on is not None:
            return "taken down"
        return "late" if self.due_on < timezone.localdate() else "to do"


def organisation_of(person: Person) -> models.QuerySet[Organisation]:
    """Where somebody works today, schools first: that is where most things are asked."""
    rank = models.Case(models.When(kind=Organisation.Kind.SCHOOL, then=0), default=1)
    return person.organisations().order_by(rank, "name", "pk")


__all__: Final = (
    "PLATFORMS", "Agreement", "Chosen", "Holder", "ImageConsent", "Loan", "OfficialAccount", "Pupil", "PupilList", "Removal",
    "Request", "Use", "organisation_of",
)  # fmt: skip
