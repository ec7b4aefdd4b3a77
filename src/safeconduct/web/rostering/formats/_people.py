"""What the formats share: needed files and columns, names, addresses, days, years and classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from safeconduct.errors import InputError
from safeconduct.web.people.staff_list.comparing import day_of
from safeconduct.web.rostering.opening import Line, Table, Tables
from safeconduct.web.rostering.roster import Place, Roster

FAMILY: Final = frozenset({"guardian", "parent", "relative", "alumni"})
"""Roles of people who are neither staff nor pupils: they are passed over."""

PUPIL: Final = "student"
LONGEST_NAME: Final = 200
LONGEST_ID: Final = 200
_YEAR: Final = 40
_EARLY: Final = {
    **dict.fromkeys(("0", "00", "r", "kg", "rec", "reception", "year r"), "Reception"),
    **dict.fromkeys(("n", "n1", "n2", "pk", "pr", "ps", "tk", "nursery"), "Nursery"),
}


def needed(tables: Tables, names: Mapping[str, Iterable[str]]) -> None:
    """Look whether files and columns are there.

    Raises:
        InputError: one is not; which.
    """
    for name, columns in names.items():
        if name not in tables:
            raise InputError(f"{name}.csv is missing. Export all the files together, and send them as they are.")
        missing = [column for column in columns if column.replace("_", " ").lower() not in tables[name].columns]
        if missing:
            raise InputError(f"{name}.csv has no column “{missing[0]}”. Without it the file cannot be used; export it again.")


def lines(tables: Tables, name: str) -> Iterable[Line]:
    """The rows of a file; none if it is not there."""
    return tables[name].lines if name in tables else ()


def take_faults(roster: Roster, table: Table) -> None:
    """Tell of the rows of a file that could not be cut into its columns."""
    for fault in table.faults:
        roster.fault(Place(fault.file, fault.line), fault.column, fault.says, fault.todo)


def named(first: str, last: str) -> str:
    """A full name."""
    return f"{first} {last}".strip()


def is_name(name: str) -> bool:
    """Whether this can be somebody's name."""
    return 0 < len(name) <= LONGEST_NAME and not any(letter in "<>" or not letter.isprintable() for letter in name)


def address(line: Line) -> str:
    """The work e-mail, or a user name that is one."""
    given = line.get("email")
    return (given or next((name for name in (line.get("username"),) if "@" in name), "")).lower()


def day(text: str) -> str:
    """A day, whichever way it is written, with or without a time, as an ISO date; nothing if it is none."""
    found = day_of(text.partition("T")[0].partition(" ")[0])
    return found.isoformat() if found and found >= date(1900, 1, 1) else ""


def year(grade: str) -> str:
    """A year group as schools say it, from the codes of systems: “04” is Year 4, “KG” Reception."""
    said = grade.split(",", maxsplit=1)[0].strip()
    number = said.lower().removeprefix("year").removeprefix("y").strip()
    if number in _EARLY or said.lower() in _EARLY:
        return _EARLY.get(number) or _EARLY[said.lower()]
    return f"Year {int(number)}" if number.isdecimal() and len(number) <= 2 else said[:_YEAR]


class Groups:
    """Which pupil is in which class: their form or, where the file knows none, the only class that they are in."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._forms: set[str] = set()
        self._of: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, number: str, name: str, *, form: bool = False) -> None:
        """A class; ``form`` where pupils are registered."""
        self._names[number] = name[:_YEAR]
        if form:
            self._forms.add(number)

    def put(self, pupil: str, number: str) -> None:
        """A pupil is in a class."""
        if number in self._names:
            self._of[pupil].append(number)

    def of(self, pupil: str) -> str:
        """The class of a pupil; nothing if that cannot be told."""
        mine = list(dict.fromkeys(self._of.get(pupil, ())))
        forms = [number for number in mine if number in self._forms] or (mine if len(mine) == 1 else [])
        return self._names[forms[0]] if forms else ""


__all__: Final = (
    "FAMILY", "LONGEST_ID", "PUPIL", "Groups", "address", "day", "is_name", "lines", "named", "needed", "take_faults", "year",
)  # fmt: skip
