"""A list of pupils in a file, whichever program wrote it, into rows of the register and what cannot be used."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from safeconduct.errors import InputError
from safeconduct.web.people.staff_list.columns import normal
from safeconduct.web.people.staff_list.comparing import day_of
from safeconduct.web.people.staff_list.reading import Row, Table
from safeconduct.web.permissions.pupils import PupilRow

_LONGEST_NAME: Final = 200
_LONGEST_YEAR: Final = 40
_EARLIEST: Final = 1990


class Column(enum.StrEnum):
    """What a column of a list of pupils may hold."""

    FORENAME = "first name"
    SURNAME = "surname"
    NAME = "name"
    YEAR = "year or class"
    NUMBER = "number"
    BORN = "date of birth"
    UNTIL = "leaving date"


_HEADINGS: Final[Mapping[Column, str]] = {
    Column.FORENAME: "forename|first name|given name|preferred forename|chosen name|legal forename|preferred first name|first",
    Column.SURNAME: "surname|last name|family name|preferred surname|legal surname|preferred last name|last",
    Column.NAME: "name|full name|pupil name|student name|pupil|student|display name|preferred name",
    Column.YEAR: "year|year group|class|form|registration group|reg group|tutor group|nc year|reg|reg form|registration form"
    "|national curriculum year",
    Column.NUMBER: "upn|admission number|admission no|pupil id|student id|id|adno|mis id|unique pupil number|external id"
    "|student number|pupil number",
    Column.BORN: "date of birth|dob|birth date|born|birthday",
    Column.UNTIL: "leaving date|date of leaving|end date|leave date|date left|left|until",
}
_KNOWN: Final = {heading: column for column, headings in _HEADINGS.items() for heading in headings.split("|")}


class Fault(NamedTuple):
    """What cannot be used of a row, and what to do."""

    row: int
    column: str
    says: str
    todo: str


class Read(NamedTuple):
    """A list that was read: its pupils, and the rows that were left out."""

    rows: list[PupilRow]
    faults: list[Fault]


def read(table: Table) -> Read:
    """The pupils in a list.

    Raises:
        InputError: no column holds their names.
    """
    columns = _columns(table.header)
    if Column.NAME not in columns and not {Column.FORENAME, Column.SURNAME} <= set(columns):
        raise InputError(
            "No column holds the names. Put the heading “Name” above them, or “First name” and “Surname”, and upload it again."
        )
    found, faults, numbers = list[PupilRow](), list[Fault](), set[str]()
    for row in table.rows:
        made = _row(row, columns, numbers)
        if isinstance(made, Fault):
            faults.append(made)
        else:
            numbers.add(made.external_id)
            found.append(made)
    return Read(found, faults)


def _columns(header: Sequence[str]) -> dict[Column, int]:
    """Where each thing stands, by its heading: the first column of several."""
    found: dict[Column, int] = {}
    for at, heading in enumerate(header):
        column = _KNOWN.get(normal(heading))
        if column is not None:
            found.setdefault(column, at)
    return found


def _row(row: Row, columns: Mapping[Column, int], numbers: set[str]) -> PupilRow | Fault:
    def cell(column: Column) -> str:
        return row.cells[columns[column]] if column in columns else ""

    name, number = _name(cell), cell(Column.NUMBER)
    if not name:
        return Fault(row.number, "name", "There is no name", "Write it, or remove the row.")
    if len(name) > _LONGEST_NAME or any(letter in "<>" or not letter.isprintable() for letter in name):
        return Fault(row.number, "name", "This is no name", "Write letters, spaces, hyphens and apostrophes only.")
    if number and number in numbers:
        return Fault(row.number, "number", "Another row has the same number", "Keep one of the two.")
    days = {column: _day(cell(column)) for column in (Column.BORN, Column.UNTIL)}
    wrong = next((column for column, day in days.items() if cell(column) and day is None), None)
    if wrong is not None:
        return Fault(row.number, wrong.value, "This is no day", "Write it as 1/9/2026 (day, month, year).")
    return PupilRow(name, cell(Column.YEAR)[:_LONGEST_YEAR], number[:_LONGEST_NAME], days[Column.BORN], days[Column.UNTIL])


def _name(cell: Callable[[Column], str]) -> str:
    if cell(Column.FORENAME) and cell(Column.SURNAME):
        return f"{cell(Column.FORENAME)} {cell(Column.SURNAME)}"
    last, comma, first = cell(Column.NAME).partition(",")
    return f"{first.strip()} {last.strip()}" if comma else last.strip()


def _day(said: str) -> date | None:
    day = day_of(said) if said else None
    return day if day is not None and day.year >= _EARLIEST else None


__all__: Final = ("Column", "Fault", "Read", "read")
