"""A staff list on its way in: uploaded, its columns and job titles said, looked at, taken over in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import Position
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.people import actions, announcing, invitations
from safeconduct.web.people.models import ImportHabits, ImportRun, Organisation, Person, Placement, Role
from safeconduct.web.people.sifting import sift
from safeconduct.web.people.staff_list import columns
from safeconduct.web.people.staff_list.columns import Field, normal
from safeconduct.web.people.staff_list.comparing import Change, Joiner, Known, Leaver, Plan, compare, guessed_titles
from safeconduct.web.people.staff_list.reading import Row, Table

_BATCH: Final = 400  # addresses asked for at a time: SQLite takes no more than a thousand


def rows_of(run: ImportRun) -> list[Row]:
    """The rows that were uploaded."""
    return [Row(number, cells) for number, cells in run.rows]


def fields_of(run: ImportRun) -> list[Field]:
    """What each column holds, as far as it was said or guessed."""
    return [Field(held) for held in run.columns]


def habits(place: Organisation) -> ImportHabits:
    """What is remembered of an organisation's lists; empty at first."""
    return ImportHabits.objects.filter(organisation=place).first() or ImportHabits(organisation=place)


def forget_old() -> int:
    """Remove the lists whose day is over; how many there were."""
    return ImportRun.objects.outlived().delete()[0]


@action("people.import")
def upload(by: Person, place: Organisation, table: Table) -> Done[ImportRun]:
    """Keep a list for its next steps, with the columns as guessed."""
    forget_old()
    guessed = columns.guess(table.header, habits(place).columns)
    rows = [[row.number, row.cells] for row in table.rows]
    run = ImportRun.objects.create(organisation=place, header=table.header, rows=rows, columns=[*map(str, guessed)])
    _take_titles(run)
    run.save(update_fields=["titles"])
    return Done(run, rows=len(rows))


@action("people.import")
def say_columns(by: Person, run: ImportRun, fields: Sequence[Field]) -> Done[ImportRun]:
    """Say what each column holds, and remember it."""
    if found := columns.problems(fields):
        raise ValidationError(found)
    run.columns = [field.value for field in fields]
    _take_titles(run)
    run.save(update_fields=["columns", "titles"])
    kept = habits(run.organisation)
    kept.columns |= {normal(heading): field.value for heading, field in zip(run.header, fields, strict=True) if heading}
    kept.save()
    return Done(run, columns=run.columns)


def _take_titles(run: ImportRun) -> None:
    run.titles = guessed_titles(rows_of(run), fields_of(run), habits(run.organisation).titles)


@action("people.import")
def say_titles(by: Person, run: ImportRun, positions: Mapping[str, Position]) -> Done[ImportRun]:
    """Say what job titles are here, and remember it."""
    kept = habits(run.organisation)
    kept.titles |= {title: position.value for title, position in positions.items()}
    kept.save()
    _take_titles(run)
    run.save(update_fields=["titles"])
    return Done(run, titles=len(positions))


def plan_for(by: Person, run: ImportRun) -> Plan:
    """What taking the list over today would do."""
    rows, fields = rows_of(run), fields_of(run)
    today = timezone.localdate()
    plan = compare(rows, fields, run.titles, known(run.organisation, _addresses(rows, fields)), today=today, keep=by.pk)
    return sift(plan, by, run.organisation)


def _addresses(rows: Iterable[Row], fields: Sequence[Field]) -> set[str]:
    at = list(fields).index(Field.EMAIL) if Field.EMAIL in fields else None
    return {row.cells[at].lower() for row in rows} - {""} if at is not None else set()


def known(place: Organisation, emails: Iterable[str]) -> list[Known]:
    """Everybody with a role here now or later, and everybody with an address that stands in a list."""
    today = timezone.localdate()
    engaged = Role.objects.filter(Q(until__isnull=True) | Q(until__gte=today), cancelled=False)
    held: dict[int, dict[int, tuple[Position, date | None]]] = {}
    for role in engaged.filter(organisation=place).order_by("pk"):
        held.setdefault(role.person_id, {})[role.pk] = (Position(role.position), role.until)
    people = {one.pk: one for one in Person.objects.filter(pk__in=engaged.filter(organisation=place).values("person"))}
    addresses = sorted(emails)
    for begin in range(0, len(addresses), _BATCH):
        found = Person.objects.filter(email__in=addresses[begin : begin + _BATCH])  # addresses are kept in small letters
        people |= {one.pk: one for one in found}
    elsewhere = set(engaged.exclude(organisation=place).values_list("person", flat=True))
    elsewhere |= set(Placement.objects.filter(cancelled=False, until__gte=today).values_list("person", flat=True))
    return [
        Known(one.pk, one.name, one.email, one.external_id, held.get(one.pk, {}), one.pk in elsewhere, one.is_active)
        for one in people.values()
    ]


@action("people.import")
def take_over(by: Person, run: ImportRun, *, mark: str, leavers: int | None, invite: bool) -> Done[ImportRun]:
    """Do what the plan says that was looked at; rows with faults stay out and are kept for a day, to be mended."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.applied_at is not None:
        raise ValidationError("This list was taken over already.")
    plan = plan_for(by, locked)
    if plan.mark != mark:
        raise ValidationError("The staff here changed since you looked. Look again at what would change, then confirm.")
    if plan.many_leave and leavers != len(plan.leavers):
        raise ValidationError({"leavers": f"Type {len(plan.leavers)} if so many people really leave."})
    joined = carry_out(run.organisation, plan, invite=invite, by=by.pk)
    _close(run, plan)
    moved = {"changed": [one.pk for one in plan.changes], "left": [one.pk for one in plan.leavers]}
    return Done(run, joined=joined, faults=len(plan.faults), unchanged=plan.unchanged, **moved)


def carry_out(place: Organisation, plan: Plan, *, invite: bool, by: int | None) -> list[int]:
    """Do what a plan says, inside somebody's action or a program's; who joined."""
    with announcing.announced(place) as given:
        joined = _join(place, plan.joiners, invite=invite, by=by)
        _change(place, plan.changes, by)
        _leave(plan.leavers)
    for role in given:
        facts: dict[str, Fact] = {"person": role.person_id, "organisation": place.pk, "position": role.position}
        append("people.appointed-by-list", by=by, about=f"people.role:{role.pk}", facts=facts)
    return joined


def learn_codes(codes: Mapping[int, str]) -> None:
    """Note what another system calls people of whom that was not known, so that they are found by it."""
    numbers = list(codes)
    for begin in range(0, len(numbers), _BATCH):
        people = list(Person.objects.filter(pk__in=numbers[begin : begin + _BATCH], external_id=""))
        for one in people:
            one.external_id = codes[one.pk]
        Person.objects.bulk_update(people, ["external_id"])


def _close(run: ImportRun, plan: Plan) -> None:
    run.rows, run.applied_at = [], timezone.now()
    run.faults = [[fault.row, fault.column, fault.says, fault.todo] for fault in plan.faults]
    run.counts = {
        "joined": len(plan.joiners),
        "changed": len(plan.changes),
        "left": len(plan.leavers),
        "unchanged": plan.unchanged,
        "faults": len(plan.faults),
    }
    run.save(update_fields=["rows", "applied_at", "faults", "counts"])


def _join(place: Organisation, joiners: Sequence[Joiner], *, invite: bool, by: int | None) -> list[int]:
    emails = [one.email for one in joiners]
    here = _by_email(emails)  # somebody may have joined elsewhere since the list was compared
    new = [one for one in joiners if one.email not in here]
    Person.objects.bulk_create(
        [Person(email=one.email, name=one.name, external_id=one.code, password=make_password(None)) for one in new],
        batch_size=_BATCH,
    )
    people = here | _by_email([one.email for one in new])
    to_invite = {one.email for one in new} | {one.email for one in joiners if one.pk and actions.vouch(people[one.email])}
    Role.objects.bulk_create(
        [
            Role(
                person=people[one.email],
                organisation=place,
                position=one.position.value,
                since=one.since,
                until=one.until,
                given_by_id=by,
            )
            for one in joiners
        ],
        batch_size=_BATCH,
    )
    if invite:
        invitations.send_later([people[email] for email in sorted(to_invite)], place)
    return [people[email].pk for email in emails]


def _by_email(emails: Sequence[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for begin in range(0, len(emails), _BATCH):
        found |= {one.email: one for one in Person.objects.filter(email__in=emails[begin : begin + _BATCH])}
    return found


def _change(place: Organisation, changes: Sequence[Change], by: int | None) -> None:
    for one in changes:
        if one.rename:
            Person.objects.filter(pk=one.pk).update(name=one.rename)
        if one.begin is not None:
            _end([*one.end], one.since - timedelta(1))
            given = {"position": one.begin.value, "since": one.since, "given_by_id": by}
            Role.objects.create(person_id=one.pk, organisation=place, **given)
        if one.until is not None:
            number, until = one.until
            _end([number], until)


def _leave(leavers: Sequence[Leaver]) -> None:
    by_day: dict[date, list[int]] = {}
    for one in leavers:
        by_day.setdefault(one.last_day, []).extend(one.end)
    for day, numbers in by_day.items():
        _end(numbers, day)


def _end(numbers: Sequence[int], last_day: date) -> None:
    """Give roles their last day; those that had not begun by then are cancelled."""
    for begin in range(0, len(numbers), _BATCH):
        roles = Role.objects.filter(pk__in=numbers[begin : begin + _BATCH])
        roles.filter(since__gt=last_day).update(cancelled=True)
        roles.filter(since__lte=last_day).update(until=last_day)


def faults_table(faults: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """The faults as a table with its headings."""
    return [("Row", "Column", "What is wrong", "What to do"), *([row or "", *rest] for row, *rest in faults)]


__all__: Final = (
    "carry_out",
    "faults_table",
    "fields_of",
    "forget_old",
    "habits",
    "known",
    "learn_codes",
    "plan_for",
    "rows_of",
    "say_columns",
    "say_titles",
    "take_over",
    "upload",
)
