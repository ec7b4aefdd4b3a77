"""The register of pupils and of consents to their pictures: entered by hand, or taken over from a list."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeconduct.text import Text
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import append
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.models import ImageConsent, Pupil, PupilList, Use

_BATCH: Final = 400
_FEW: Final = 5
_PART: Final = 0.2


class PupilRow(NamedTuple):
    """A pupil as another system tells of one; ``external_id`` is what that system calls them, if it does."""

    name: str
    year: str = ""
    external_id: str = ""
    born: date | None = None
    until: date | None = None


def folded(name: str) -> str:
    """A name as texts are searched for it, the same way as on the command line."""
    return " ".join(Text(name).folded.split())


# --- by hand --------------------------------------------------------------------------------------------------------


@action("permissions.pupils")
def add(by: Person, school: Organisation, given: PupilRow) -> Done[Pupil]:
    """Enter a pupil.

    Raises:
        ValidationError: somebody else has this number.
    """
    _check_number(school, given.external_id)
    made = Pupil.objects.create(organisation=school, folded=folded(given.name), **given._asdict())
    return Done(made, step="entered", organisation=school.pk)


@action("permissions.pupils")
def correct(by: Person, pupil: Pupil, given: PupilRow) -> Done[Pupil]:
    """Put right what stands there about a pupil, or say when they left.

    Raises:
        ValidationError: somebody else has this number.
    """
    _check_number(pupil.organisation, given.external_id, but=pupil)
    for name, value in given._asdict().items():
        setattr(pupil, name, value)
    pupil.folded = folded(given.name)
    pupil.save()
    return Done(pupil, step="corrected", until=given.until)


def _check_number(school: Organisation, number: str, but: Pupil | None = None) -> None:
    same = Pupil.objects.filter(organisation=school, external_id=number)
    if number and any(pupil != but for pupil in same):
        raise ValidationError({"external_id": "Another pupil has this number already."})


# --- consents -------------------------------------------------------------------------------------------------------


class ConsentGiven(NamedTuple):
    """A yes to pictures of a pupil, for some uses."""

    uses: Sequence[Use]
    given_by: str
    since: date
    until: date | None = None
    note: str = ""


@action("permissions.pupils")
def consent(by: Person, pupil: Pupil, given: ConsentGiven) -> Done[Pupil]:
    """Put a consent on record, use by use; one that holds already for a use is withdrawn for the new one.

    Raises:
        ValidationError: the days will not do, or no use is named.
    """
    if not given.uses:
        raise ValidationError({"uses": "Choose at least one use."})
    if given.until is not None and given.until < given.since:
        raise ValidationError({"until": "The last day is before the first. Correct one of the two."})
    if given.since > timezone.localdate():
        raise ValidationError({"since": "This day is still to come. Enter the consent when it has been given."})
    pupil.consents.filter(use__in=given.uses, withdrawn_on=None).update(withdrawn_on=timezone.localdate())
    rest = {name: value for name, value in given._asdict().items() if name != "uses"}
    ImageConsent.objects.bulk_create(ImageConsent(pupil=pupil, use=use, entered_by=by, **rest) for use in given.uses)
    return Done(pupil, step="consent", uses=[str(use) for use in given.uses], since=given.since, until=given.until)


@action("permissions.pupils")
def withdraw_consent(by: Person, given: ImageConsent) -> Done[ImageConsent]:
    """Note that a consent was withdrawn; from this moment the checker says so.

    Raises:
        ValidationError: it was withdrawn before.
    """
    held = ImageConsent.objects.select_for_update().get(pk=given.pk)
    if held.withdrawn_on is not None:
        raise ValidationError("This was withdrawn already. Nothing was changed.")
    held.withdrawn_on = timezone.localdate()
    held.save(update_fields=["withdrawn_on"])
    return Done(held, step="consent withdrawn", use=held.use, pupil=held.pupil_id)


# --- a whole list ---------------------------------------------------------------------------------------------------


@dataclass
class PupilPlan:
    """What taking a list over would do, by name; pupils who are not on it leave."""

    joiners: list[PupilRow] = field(default_factory=list)
    changes: list[tuple[Pupil, PupilRow]] = field(default_factory=list)
    leavers: list[Pupil] = field(default_factory=list)
    unchanged: int = 0

    @property
    def many_leave(self) -> bool:
        """Whether so many would leave that the list may be only a part."""
        known = len(self.changes) + len(self.leavers) + self.unchanged
        return self.leaving > _FEW and self.leaving > _PART * known

    @property
    def leaving(self) -> int:
        """How many leave: those who are not on the list, and those here whose last day on it is past."""
        today = timezone.localdate()
        ended = sum(1 for pupil, row in self.changes if pupil.is_here and row.until is not None and row.until < today)
        return len(self.leavers) + ended

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.joiners or self.changes or self.leavers)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many join, change, leave and stay as they are."""
        changed, left = len(self.changes), len(self.leavers)
        return {"joined": len(self.joiners), "changed": changed, "left": left, "unchanged": self.unchanged}


def plan(
    school: Organisation, rows: Iterable[PupilRow], *, whole: bool = True, stay: Container[str] = frozenset()
) -> PupilPlan:
    """What taking a list over would do. A pupil is known by number; without one, by name and year.

    From a list that is not ``whole``, since rows of it could not be read or it tells of changes alone, nobody leaves by
    being absent; nor do those ever whose numbers are in ``stay``.
    """
    today = timezone.localdate()
    known = list(Pupil.objects.filter(organisation=school).order_by("pk"))
    by_number = {pupil.external_id: pupil for pupil in known if pupil.external_id}
    by_name: dict[str, list[Pupil]] = {}
    for pupil in known:
        by_name.setdefault(pupil.folded, []).append(pupil)
    made, seen = PupilPlan(), set[int]()
    for row in rows:
        found = _known(row, by_number, by_name, seen)
        if found is None:
            if row.until is None or row.until >= today:
                made.joiners.append(row)
            continue
        seen.add(found.pk)
        if _as_it_is(found, row):
            made.unchanged += 1
        else:
            made.changes.append((found, row))
    if whole:
        gone = (pupil for pupil in known if pupil.pk not in seen and pupil.is_here)
        made.leavers = [pupil for pupil in gone if not (pupil.external_id and pupil.external_id in stay)]
    return made


def plan_for(kept: PupilList) -> PupilPlan:
    """What taking an uploaded list over today would do."""
    return plan(kept.organisation, rows_of(kept), whole=not kept.faults)


def _known(
    row: PupilRow, by_number: Mapping[str, Pupil], by_name: Mapping[str, Sequence[Pupil]], seen: set[int]
) -> Pupil | None:
    if row.external_id in by_number:
        found = by_number[row.external_id]
        return found if found.pk not in seen else None
    namesakes = [pupil for pupil in by_name.get(folded(row.name), ()) if pupil.pk not in seen]
    fits = [pupil for pupil in namesakes if not (row.external_id and pupil.external_id)]
    return next((pupil for pupil in fits if pupil.year == row.year), fits[0] if len(fits) == 1 else None)


def _as_it_is(pupil: Pupil, row: PupilRow) -> bool:
    return all(getattr(pupil, name) == value for name, value in _told(pupil, row).items())


def _told(pupil: Pupil, row: PupilRow) -> dict[str, object]:
    """What a row says of a pupil whom we know; what it leaves out stays, and whoever is on the list is there."""
    said = {"year": row.year, "external_id": row.external_id, "born": row.born}
    return {"name": row.name, "until": row.until, **{name: value or getattr(pupil, name) for name, value in said.items()}}


class Taking(NamedTuple):
    """How a list is taken over: see ``plan``; ``sure`` that so many really leave; ``by`` is whoever said so, if anybody."""

    whole: bool = True
    stay: Container[str] = frozenset()
    sure: bool = False
    by: int | None = None


_PLAINLY: Final = Taking()


def take_over(school: Organisation, rows: Iterable[PupilRow], how: Taking = _PLAINLY) -> Mapping[str, int]:
    """Make the register say what a list says: joiners, changes, leavers; consents stay with their pupils.

    For lists that come from another system; it leaves its entry in the trail. How many joined, changed, left and stayed is
    given back.

    Raises:
        ValidationError: so many would leave that the list may be only a part; nothing was changed.
    """
    with transaction.atomic():
        planned = plan(school, list(rows), whole=how.whole, stay=how.stay)
        if planned.many_leave and not how.sure:
            raise ValidationError(f"{planned.leaving} pupils would leave. Is this the whole list? Nothing was changed.")
        _write(school, planned)
        append("permissions.take-over", by=how.by, about=f"people.organisation:{school.pk}", facts=dict(planned.counts))
    return planned.counts


def _write(school: Organisation, planned: PupilPlan) -> None:
    new = [Pupil(organisation=school, folded=folded(row.name), **row._asdict()) for row in planned.joiners]
    Pupil.objects.bulk_create(new, batch_size=_BATCH)
    for pupil, row in planned.changes:
        for name, value in _told(pupil, row).items():
            setattr(pupil, name, value)
        pupil.folded = folded(row.name)
    changed = [pupil for pupil, _ in planned.changes]
    Pupil.objects.bulk_update(changed, ["name", "folded", "year", "external_id", "born", "until"], batch_size=_BATCH)
    gone = [pupil.pk for pupil in planned.leavers]
    for begin in range(0, len(gone), _BATCH):
        Pupil.objects.filter(pk__in=gone[begin : begin + _BATCH]).update(until=timezone.localdate() - timedelta(1))


@action("permissions.pupils")
def upload(by: Person, school: Organisation, rows: Sequence[PupilRow], faults: Sequence[Sequence[str]]) -> Done[PupilList]:
    """Keep a list for a day, to be looked at before anything changes."""
    forget_old()
    kept = [[row.name, row.year, row.external_id, _day(row.born), _day(row.until)] for row in rows]
    made = PupilList.objects.create(organisation=school, rows=kept, faults=[list(fault) for fault in faults])
    return Done(made, rows=len(kept), faults=len(faults))


def _day(given: date | None) -> str:
    return given.isoformat() if given else ""


def rows_of(kept: PupilList) -> list[PupilRow]:
    """The rows of a list that was uploaded."""
    return [
        PupilRow(name, year, number, *(date.fromisoformat(day) if day else None for day in days))
        for name, year, number, *days in kept.rows
    ]


@action("permissions.pupils")
def take_over_list(by: Person, kept: PupilList, *, counts: Mapping[str, int], whole: bool) -> Done[PupilList]:
    """Take over a list that was looked at; ``counts`` are what the page said, ``whole`` that so many really leave.

    Raises:
        ValidationError: it was taken over before, the register changed since, or many would leave and nobody said so.
    """
    held = PupilList.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=kept.pk)
    if held.taken_at is not None:
        raise ValidationError("This list was taken over already.")
    planned = plan_for(held)
    if dict(planned.counts) != dict(counts):
        raise ValidationError("The register changed since you looked. Look again at what would change, then confirm.")
    if planned.many_leave and not whole:
        raise ValidationError({"whole": f"Tick this if {planned.leaving} pupils really leave."})
    _write(held.organisation, planned)
    held.rows, held.taken_at = [], timezone.now()
    held.save(update_fields=["rows", "taken_at"])
    return Done(held, **planned.counts)


def forget_old() -> None:
    """Remove the lists whose day is over."""
    PupilList.objects.filter(made_at__lte=timezone.now() - PupilList.LIFE).delete()


__all__: Final = (
    "ConsentGiven", "PupilPlan", "PupilRow", "Taking", "add", "consent", "correct", "folded", "forget_old", "plan", "plan_for",
    "rows_of",
    "take_over", "take_over_list", "upload", "withdraw_consent",
)  # fmt: skip
