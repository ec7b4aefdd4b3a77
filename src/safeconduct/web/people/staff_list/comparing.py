"""A staff list beside the people we know: who joins, who changes, who leaves, and which rows cannot be used.

Nothing is written here. What comes out is a plan, with a mark by which it is known again: what was looked at is what is
done, or nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

import re2

from safeconduct.web.access.rights import Position
from safeconduct.web.people.addresses import is_address
from safeconduct.web.people.staff_list import titles
from safeconduct.web.people.staff_list.columns import SAYS, Field, normal
from safeconduct.web.people.staff_list.reading import LONGEST_CELL, Row
from safeconduct.web.people.words import day_said, said

JOBS: Final = frozenset(
    {
        Position.TEACHER,
        Position.TEACHING_ASSISTANT,
        Position.SUPPLY_TEACHER,
        Position.BUSINESS_MANAGER,
        Position.SITE_STAFF,
        Position.HEADTEACHER,
        Position.IT_MANAGER,
    }
)
"""What somebody is employed as: a new one takes the place of the old. Other positions are duties beside it."""

KEPT: Final = frozenset(
    {Position.GOVERNOR, Position.CHAIR_OF_GOVERNORS, Position.VOLUNTEER, Position.CONTRACTOR, Position.AGENCY_CONSULTANT}
)
"""What no staff list holds, and so none ends."""

FEW: Final = 5
PART: Final = 0.2
_TURNING: Final = re2.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMS: Final = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
)
_EXCEL_BEGINS: Final = date(1899, 12, 30)
_EARLIEST: Final = date(1940, 1, 1)


@dataclass(frozen=True)
class Known:
    """Somebody of the organisation, or known here by their address: what the comparison needs to know of them."""

    pk: int
    name: str
    email: str
    code: str = ""
    roles: Mapping[int, tuple[Position, date | None]] = field(default_factory=dict)  # here: id of the role → what, until
    elsewhere: bool = False  # works at another organisation too, which then is not ours to rename
    active: bool = True


@dataclass(frozen=True)
class Fault:
    """What cannot be used of a row, and what to do; row 0 is said of somebody who stands in none."""

    row: int
    column: str
    says: str
    todo: str


@dataclass(frozen=True)
class Joiner:
    """Somebody new here; ``pk`` if they are known from elsewhere or from before."""

    row: int
    name: str
    email: str
    code: str
    position: Position
    since: date
    until: date | None
    pk: int | None

    @property
    def says(self) -> str:
        """The position in words."""
        return said(self.position)


@dataclass(frozen=True)
class Change:
    """Somebody of whom the list says something new."""

    pk: int
    name: str
    rename: str
    begin: Position | None
    since: date
    end: Sequence[int]
    ended: Sequence[Position]
    until: tuple[int, date] | None  # the role whose last day changes, and the new last day
    row: int = 0

    @property
    def says(self) -> Sequence[str]:
        """What changes, in words."""
        found = [f"name becomes {self.rename}"] if self.rename else []
        found += [f"becomes {said(self.begin)} on {day_said(self.since)}"] if self.begin else []
        found += [f"is no longer {said(position)}" for position in self.ended]
        return [*found, f"last day {day_said(self.until[1])}"] if self.until else found


@dataclass(frozen=True)
class Leaver:
    """Somebody who is not on the list any more, or whose last day is past."""

    pk: int
    name: str
    last_day: date
    end: Sequence[int]
    row: int = 0  # none where they are not on the list at all


@dataclass
class Plan:
    """What taking over a list would do."""

    staff: int  # how many are staff here today
    joiners: list[Joiner] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    leavers: list[Leaver] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0

    @property
    def many_leave(self) -> bool:
        """Whether so many would leave that it looks like half a list."""
        return len(self.leavers) > FEW and len(self.leavers) > PART * self.staff

    @property
    def mark(self) -> str:
        """By what the plan is known again."""
        said = repr((self.joiners, self.changes, self.leavers, self.unchanged, len(self.faults)))
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    @property
    def empty(self) -> bool:
        """Whether it would do nothing."""
        return not (self.joiners or self.changes or self.leavers)


@dataclass(frozen=True)
class _Read:
    """A row that can be used."""

    row: int
    name: str
    email: str
    code: str
    position: Position
    since: date | None
    until: date | None


class _Unusable(Exception):  # noqa: N818 it is said of a row
    def __init__(self, column: Field, says: str, todo: str) -> None:
        self.column, self.says, self.todo = column, says, todo


def compare(
    rows: Iterable[Row],
    fields: Sequence[Field],
    positions: Mapping[str, str],
    known: Sequence[Known],
    *,
    today: date,
    keep: int | None = None,
    stay: Iterable[int] = (),
) -> Plan:
    """What a list says beside the people we know.

    Args:
        rows: the rows of the list.
        fields: what each column holds.
        positions: what each job title, as ``normal`` writes it, is here.
        known: everybody with a role here today or later, and whoever else is known by an address of the list.
        today: the day on which it is taken over.
        keep: the person who takes it over, and who is never a leaver by it.
        stay: people who do not leave by being absent from the list, since it is known to lack them.
    """
    here = [one for one in known if one.roles]
    plan = Plan(staff=sum(1 for one in here if _staff(one)))
    matcher = _Matcher(known)
    seen: set[int] = set()
    for row in rows:
        cells = _by_field(row, fields)
        matched = matcher.find(cells)
        if matched is not None:
            seen.add(matched.pk)
        try:
            read = _read(row.number, cells, positions, matcher, today)
            _weigh(plan, read, matched, today, keep)
        except _Unusable as fault:
            column = SAYS[fault.column] if fault.column else ""
            plan.faults.append(Fault(row.number, column, fault.says, fault.todo))
    seen |= {keep or 0, *stay}
    for one in here:
        ends = _staff(one)
        if one.pk not in seen and ends:
            plan.leavers.append(Leaver(one.pk, one.name, today - timedelta(1), ends))
    plan.leavers.sort(key=lambda leaver: (leaver.name, leaver.pk))
    return plan


def _staff(one: Known) -> list[int]:
    """The roles that end when somebody leaves; none if they are no staff but a governor, say."""
    held = {position for position, _ in one.roles.values()}
    if held <= KEPT | {Position.ADMINISTRATOR}:
        return []
    return [number for number, (position, _) in one.roles.items() if position not in KEPT]


def _by_field(row: Row, fields: Sequence[Field]) -> dict[Field, str]:
    cells: dict[Field, str] = {held: cell for held, cell in zip(fields, row.cells, strict=False) if held is not Field.IGNORE}
    if Field.FULL_NAME not in cells:
        cells[Field.FULL_NAME] = f"{cells.get(Field.FORENAME, '')} {cells.get(Field.SURNAME, '')}".strip()
    elif cells[Field.FULL_NAME].count(",") == 1:  # Nair, Priya
        surname, _, forename = cells[Field.FULL_NAME].partition(",")
        cells[Field.FULL_NAME] = f"{forename.strip()} {surname.strip()}".strip()
    cells[Field.EMAIL] = cells.get(Field.EMAIL, "").lower()
    return cells


class _Matcher:
    """Finds whom a row is about, and which rows are about the same person."""

    def __init__(self, known: Sequence[Known]) -> None:
        here = [one for one in known if one.roles]
        self.by_email = {one.email.lower(): one for one in known}
        self.by_code = {one.code: one for one in here if one.code}
        names = Counter(normal(one.name) for one in here)
        self.by_name = {normal(one.name): one for one in here if names[normal(one.name)] == 1}
        self.rows: dict[str, int] = {}

    def find(self, cells: Mapping[Field, str]) -> Known | None:
        """By address; without one by name; with an unknown one by staff code."""
        email = cells[Field.EMAIL]
        if not email:
            return self.by_name.get(normal(cells[Field.FULL_NAME]))
        return self.by_email.get(email) or self.by_code.get(cells.get(Field.CODE, ""))

    def twice(self, number: int, key: str) -> int | None:
        """The earlier row with the same key, if there is one."""
        first = self.rows.setdefault(key, number)
        return first if first != number else None


def _read(number: int, cells: Mapping[Field, str], positions: Mapping[str, str], matcher: _Matcher, today: date) -> _Read:
    for held, cell in cells.items():
        if _TURNING.search(cell):
            raise _Unusable(held, "holds an invisible sign that turns the text around", "Type it again by hand.")
        if len(cell) > (200 if held is Field.FULL_NAME else LONGEST_CELL - 50):
            raise _Unusable(held, "is far too long", "Shorten it.")
    name, email = cells[Field.FULL_NAME], cells[Field.EMAIL]
    if not name:
        raise _Unusable(Field.FULL_NAME, "no name", "Write the person's name.")
    email = _address(number, name, email, matcher)
    if first := matcher.twice(number, email):
        raise _Unusable(
            Field.EMAIL, f"the same address as in row {first}", "Remove one of the two rows, or correct the address."
        )
    position = positions.get(normal(cells.get(Field.TITLE, "")))
    if position is None:
        raise _Unusable(Field.TITLE, "nobody has said yet what this job title is here", "Go back to the job titles.")
    since, until = _day(cells, Field.STARTS, today), _day(cells, Field.ENDS, today)
    if since and until and until < since:
        raise _Unusable(Field.ENDS, "the end date is before the start date", "Correct one of the two.")
    return _Read(number, name, email, cells.get(Field.CODE, ""), Position(position), since, until)


def _address(number: int, name: str, email: str, matcher: _Matcher) -> str:
    """The address a row is about: its own, or that of the one person here with this name."""
    if not email:
        if first := matcher.twice(number, f"name {normal(name)}"):
            raise _Unusable(Field.EMAIL, f"no address, and the same name as in row {first}", "Give each an e-mail address.")
        one = matcher.by_name.get(normal(name))
        if one is None:
            raise _Unusable(Field.EMAIL, "no e-mail address", "Write one: without it the person cannot sign in.")
        return one.email.lower()
    if not is_address(email):
        raise _Unusable(Field.EMAIL, "this is no e-mail address", "Correct it, for example name@school.org.")
    return email


def _day(cells: Mapping[Field, str], held: Field, today: date) -> date | None:
    text = cells.get(held, "")
    if not text:
        return None
    day = day_of(text)
    if day is None:
        raise _Unusable(held, "this is no date that can be read", "Write it as 1/9/2026 (day, month, year) or 2026-09-01.")
    if not _EARLIEST <= day <= today + timedelta(3 * 366):
        raise _Unusable(held, "this date cannot be right", "Look at the year.")
    return day


def day_of(text: str) -> date | None:
    """A date as offices write it: British, ISO, or the number of days by which Excel counts."""
    if text.isdecimal() and len(text) != 8:  # eight are 20260901
        return _EXCEL_BEGINS + timedelta(int(text)) if len(text) == 5 else None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no time zone
        except ValueError:
            continue
    return None


def _weigh(plan: Plan, read: _Read, one: Known | None, today: date, keep: int | None) -> None:
    """Put one usable row where it belongs in the plan."""
    if one is not None and one.email.lower() != read.email:
        raise _Unusable(
            Field.EMAIL,
            "the address is not the one that belongs to this staff code here",
            "If it is the same person, correct the address on their page first.",
        )
    gone = read.until is not None and read.until < today
    if one is None or not one.roles:
        _weigh_new(plan, read, one, today, gone=gone)
    elif gone:
        ends = _staff(one)
        if ends and one.pk != keep:
            plan.leavers.append(Leaver(one.pk, one.name, read.until or today, ends, read.row))
        else:
            plan.unchanged += 1
    else:
        _weigh_known(plan, read, one, today)


def _weigh_new(plan: Plan, read: _Read, one: Known | None, today: date, *, gone: bool) -> None:
    if gone:
        plan.unchanged += 1
        return
    if one is not None and not one.active:
        raise _Unusable(Field.EMAIL, "this person's sign-in was closed", "Open it again on their page first.")
    plan.joiners.append(
        Joiner(
            read.row, read.name, read.email, read.code, read.position, read.since or today, read.until, one.pk if one else None
        )
    )


def _weigh_known(plan: Plan, read: _Read, one: Known, today: date) -> None:
    held = {position: number for number, (position, _) in one.roles.items()}
    begin = read.position if read.position not in held else None
    job = begin in JOBS
    end = [number for position, number in held.items() if job and position in JOBS]
    rename = read.name if read.name != one.name and not one.elsewhere else ""
    until = None
    if begin is None and one.roles[held[read.position]][1] != read.until and read.until is not None:
        until = (held[read.position], read.until)
    if not (begin or rename or until):
        plan.unchanged += 1
        return
    ended = [one.roles[number][0] for number in end]
    since = read.since if read.since and read.since > today else today
    plan.changes.append(Change(one.pk, one.name, rename, begin, since, end, ended, until, read.row))


def unknown_titles(rows: Iterable[Row], fields: Sequence[Field], remembered: Mapping[str, str]) -> dict[str, str]:
    """The job titles whose position must be asked for: as ``normal`` writes them → as they stand in the list."""
    if Field.TITLE not in fields:
        return {} if "" in remembered else {"": ""}
    at = list(fields).index(Field.TITLE)
    found: dict[str, str] = {}
    for row in rows:
        title = row.cells[at]
        if titles.guess(title, remembered) is None:
            found.setdefault(normal(title), title)
    return found


def guessed_titles(rows: Iterable[Row], fields: Sequence[Field], remembered: Mapping[str, str]) -> dict[str, str]:
    """The position of every job title that is remembered or that its words tell."""
    if Field.TITLE not in fields:
        return {"": remembered[""]} if "" in remembered else {}
    at = list(fields).index(Field.TITLE)
    found = {normal(row.cells[at]): titles.guess(row.cells[at], remembered) for row in rows}
    return {title: position.value for title, position in found.items() if position is not None}


__all__: Final = (
    "JOBS",
    "KEPT",
    "Change",
    "Fault",
    "Joiner",
    "Known",
    "Leaver",
    "Plan",
    "compare",
    "day_of",
    "guessed_titles",
    "unknown_titles",
)
