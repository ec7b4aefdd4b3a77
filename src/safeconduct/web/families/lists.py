"""A list of those to be invited: pasted, typed, or a file of whichever program; headings are guessed from their words.

What was read is written back as lines that people can look at and mend, so that nothing is lost and nothing is kept in
between: the same text is read again when they press the button.
"""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from safeconduct.activity import Role
from safeconduct.errors import InputError
from safeconduct.text import Text
from safeconduct.web.people.addresses import is_address
from safeconduct.web.people.staff_list import reading
from safeconduct.web.people.staff_list.columns import normal
from safeconduct.web.people.staff_list.comparing import day_of
from safeconduct.web.people.staff_list.reading import Row, Table

MOST: Final = 3_000  # invitations at once: the largest schools have fewer pupils
_LONGEST: Final = {"name": 200, "child": 400, "group": 80, "number": 200}
_EARLIEST: Final = 1900


class Column(enum.StrEnum):
    """What a column may hold, as it is headed when we write a list."""

    NAME = "Name"
    FORENAME = "First name"
    SURNAME = "Surname"
    CHILD = "Child"
    CHILD_FORENAME = "Child's first name"
    CHILD_SURNAME = "Child's surname"
    GROUP = "Class"
    EMAIL = "E-mail"
    BORN = "Date of birth"
    NUMBER = "Number"


_HEADINGS: Final[Mapping[Column, str]] = {
    Column.NAME: "name|full name|display name|preferred name",
    Column.FORENAME: "forename|first name|given name|preferred forename|chosen name|legal forename|preferred first name|first",
    Column.SURNAME: "surname|last name|family name|preferred surname|legal surname|preferred last name|last",
    Column.GROUP: "class|year|year group|form|registration group|reg group|tutor group|nc year|reg|reg form|registration form"
    "|class name|year or class",
    Column.EMAIL: "e mail|email|email address|e mail address|home email|home e mail|parent email|parental email|primary email"
    "|contact email|main email|parent e mail|personal email",
    Column.BORN: "date of birth|dob|birth date|born|birthday",
    Column.NUMBER: "upn|admission number|admission no|pupil id|student id|id|adno|mis id|unique pupil number|number"
    "|student number|pupil number",
}
_OF_PARENTS: Final[Mapping[Column, str]] = {
    Column.NAME: "parent|parent name|parent or carer|parent carer|parent carer name|carer|contact|contact name"
    "|parent full name|priority 1 contact|main contact|contact 1|name of parent",
    Column.FORENAME: "parent first name|parent forename|contact forename|contact first name",
    Column.SURNAME: "parent surname|parent last name|contact surname|contact last name",
    Column.CHILD: "child|child name|childs name|pupil|pupil name|student|student name|children|name of child",
    Column.CHILD_FORENAME: "childs first name|child first name|child forename|pupil forename|student forename"
    "|pupil first name|student first name",
    Column.CHILD_SURNAME: "childs surname|child surname|child last name|pupil surname|student surname|pupil last name"
    "|student last name",
}
_OF_PUPILS: Final[Mapping[Column, str]] = {Column.NAME: "pupil|pupil name|student|student name|child|child name"}
_WRITTEN: Final = {
    Role.PARENT: (Column.NAME, Column.CHILD, Column.GROUP, Column.EMAIL, Column.NUMBER),
    Role.PUPIL: (Column.NAME, Column.GROUP, Column.EMAIL, Column.BORN, Column.NUMBER),
}
_FIRST: Final = {Role.PARENT: "Parent", Role.PUPIL: "Pupil"}


class Invited(NamedTuple):
    """Somebody on a list. ``number`` is what the school's own system calls the child, or several with commas."""

    name: str = ""
    child: str = ""
    group: str = ""
    email: str = ""
    born: date | None = None
    number: str = ""
    said_born: str = ""  # the day as it was written, right or wrong

    @property
    def known_by(self) -> tuple[str, str, str]:
        """What tells them from others: the folded name, child and class."""
        return folded(self.name), folded(self.child), folded(self.group)


@dataclass
class Read:
    """A list that was read: who stands on it, and what is wrong with which row."""

    rows: list[Invited] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def folded(name: str) -> str:
    """A name without accents and capitals."""
    return " ".join(Text(name).folded.split())


def head(role: Role) -> str:
    """The line of headings that stands above a list."""
    first, *rest = _WRITTEN.get(role, (Column.NAME, Column.EMAIL))
    return "; ".join([_FIRST.get(role, first.value), *(column.value for column in rest)])


def written(role: Role, rows: Iterable[Invited]) -> str:
    """A list as lines that people can read and mend."""
    columns = _WRITTEN.get(role, (Column.NAME, Column.EMAIL))
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\n")
    for row in rows:
        told = {
            Column.NAME: row.name,
            Column.CHILD: row.child,
            Column.GROUP: row.group,
            Column.EMAIL: row.email,
            Column.BORN: row.said_born or (row.born.isoformat() if row.born else ""),
            Column.NUMBER: row.number,
        }
        writer.writerow([told[column] for column in columns])
    return f"{head(role)}\n{made.getvalue().replace(';', '; ')}".strip() + "\n"


def of_file(role: Role, data: bytes) -> str:
    """A file as such lines, the rows with faults too; headings that nobody knows are left as they are.

    Raises:
        InputError: it is no list, or has no headings that tell the names.
    """
    table = reading.read(data)
    columns = _columns(role, table.header)
    _check(role, columns)
    return written(role, [_plain(role, row, columns) for row in table.rows])


def of_text(role: Role, text: str) -> Read:
    """Who stands in such lines, or in lines pasted from a spreadsheet, with or without headings.

    Raises:
        InputError: it cannot be read as a list.
    """
    table = _table(role, text)
    columns = _columns(role, table.header)
    _check(role, columns)
    if len(table.rows) > MOST:
        raise InputError(f"These are more than {MOST:,} at once. Invite them in parts: a year at a time, for example.")
    found = Read()
    for row in table.rows:
        made, fault = _row(role, row, columns)
        if fault:
            found.faults.append(f"Line {row.number}: {fault}")
        else:
            found.rows.append(made)
    found.rows = list(_families(found.rows)) if role is Role.PARENT else found.rows
    return found


def _table(role: Role, text: str) -> Table:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        raise InputError("Nobody stands in the list yet. Write one line for each, below the headings.")
    cut = next((sign for sign in "\t;|" if sign in text), ",")
    cells = [Row(number, [reading.plain(cell) for cell in _cells(line, cut)]) for number, line in lines]
    if len(_columns(role, cells[0].cells)) == 0:
        cells.insert(0, Row(0, [cell.strip() for cell in head(role).split(";")]))
    header = cells[0].cells
    if len(cells) == 1:
        raise InputError("Nobody stands below the headings yet. Write one line for each.")
    return Table(header, [Row(number, (row + [""] * len(header))[: len(header)]) for number, row in cells[1:]])


def _cells(line: str, cut: str) -> Sequence[str]:
    return next(csv.reader([line], delimiter=cut, skipinitialspace=True), [])


def _columns(role: Role, header: Sequence[str]) -> dict[Column, int]:
    """Where each thing stands, by its heading: the first column of several."""
    own = _OF_PARENTS if role is Role.PARENT else _OF_PUPILS if role is Role.PUPIL else {}
    known = {heading: column for given in (_HEADINGS, own) for column, said in given.items() for heading in said.split("|")}
    found: dict[Column, int] = {}
    for at, heading in enumerate(header):
        column = known.get(normal(heading.replace("’", "").replace("'", "")))
        if column is not None:
            found.setdefault(column, at)
    return found


def _check(role: Role, columns: Mapping[Column, int]) -> None:
    names = Column.NAME in columns or {Column.FORENAME, Column.SURNAME} <= set(columns)
    child = Column.CHILD in columns or {Column.CHILD_FORENAME, Column.CHILD_SURNAME} <= set(columns)
    if not names and not (role is Role.PARENT and child):
        raise InputError(f"No column holds the names. Put these headings above them: {head(role)}.")


def _plain(role: Role, row: Row, columns: Mapping[Column, int]) -> Invited:
    """A row as it stands there, right or wrong."""

    def cell(column: Column) -> str:
        return row.cells[columns[column]].strip() if column in columns else ""

    child = _whole(cell, Column.CHILD, Column.CHILD_FORENAME, Column.CHILD_SURNAME) if role is Role.PARENT else ""
    born = cell(Column.BORN) if role is Role.PUPIL else ""
    day = day_of(born) if born else None
    name = _whole(cell, Column.NAME, Column.FORENAME, Column.SURNAME)
    group = cell(Column.GROUP) if role in _WRITTEN else ""
    number = cell(Column.NUMBER) if role in _WRITTEN else ""
    return Invited(name, child, group, cell(Column.EMAIL).lower(), day, number, born)


def _whole(cell: Callable[[Column], str], whole: Column, first: Column, last: Column) -> str:
    if cell(first) and cell(last):
        return f"{cell(first)} {cell(last)}"
    surname, comma, forename = cell(whole).partition(",")
    return f"{forename.strip()} {surname.strip()}" if comma and " and " not in cell(whole) else cell(whole)


def _row(role: Role, row: Row, columns: Mapping[Column, int]) -> tuple[Invited, str]:
    """A row, and what is wrong with it."""
    made = _plain(role, row, columns)
    for what, most in _LONGEST.items():
        text = getattr(made, what)
        if len(text) > most or any(letter in "<>" or not letter.isprintable() for letter in text):
            return made, f"“{text[:30]}” is no {what}. Write letters, spaces, hyphens and apostrophes only."
    if not made.name and not made.child:
        return made, "there is no name. Write it, or remove the line."
    if made.said_born and (made.born is None or made.born.year < _EARLIEST):
        return made, f"“{made.said_born[:30]}” is no day. Write it as 1/9/2015 (day, month, year)."
    return made, _wrong_address(made.email)


def _wrong_address(email: str) -> str:
    if not email or is_address(email):
        return ""
    return f"“{email[:60]}” is no e-mail address. Correct it, or leave it empty and print a slip."


def _families(rows: Iterable[Invited]) -> Iterable[Invited]:
    """One for each family: a parent who stands there for several children, at the same e-mail address, is asked once."""
    found: dict[tuple[str, str, int], Invited] = {}
    for number, row in enumerate(rows):
        alone = 0 if row.email and row.name else number + 1
        key = (row.email, folded(row.name), alone)
        before = found.get(key)
        found[key] = _joined(before, row) if before else row
    return found.values()


def _joined(one: Invited, other: Invited) -> Invited:
    return one._replace(
        child=_both(one.child, other.child, " and "),
        group=_both(one.group, other.group, ", "),
        number=_both(one.number, other.number, ","),
    )


def _both(one: str, other: str, between: str) -> str:
    return one if other in one.split(between) else between.join(filter(None, [one, other]))


__all__: Final = ("MOST", "Column", "Invited", "Read", "folded", "head", "of_file", "of_text", "written")
