"""Microsoft School Data Sync, CSV format 1: School, Student, Teacher, Section, StudentEnrollment and TeacherRoster."""

from __future__ import annotations

from typing import Final

from safeconduct.web.rostering.format import Format
from safeconduct.web.rostering.formats import _people as people
from safeconduct.web.rostering.opening import Line, Tables
from safeconduct.web.rostering.roster import Child, Org, Roster, Staff

_HONORIFICS: Final = frozenset({"", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir"})
_LEFT: Final = frozenset({"inactive", "deleted", "left"})


def _fits(tables: Tables) -> bool:
    return "school" in tables and bool({"teacher", "student"} & set(tables)) and "sis id" in tables["school"].columns


def _read(tables: Tables) -> Roster:
    wanted = {"school": ("SIS ID", "Name")}
    wanted |= {name: ("SIS ID", "School SIS ID") for name in ("teacher", "student") if name in tables}
    people.needed(tables, wanted)
    roster = Roster(format=FORMAT.id)
    roster.orgs = [
        Org(number, line.get("name") or number, "school") for line in tables["school"].lines if (number := line.get("sis id"))
    ]
    for name in ("teacher", "student"):
        if name in tables:
            people.take_faults(roster, tables[name])
    groups, seen = _groups(tables), set[tuple[str, str]]()
    for line in people.lines(tables, "teacher"):
        if _is_usable(roster, line, seen):
            roster.staff.append(_teacher(line))
    for line in people.lines(tables, "student"):
        if _is_usable(roster, line, seen):
            roster.pupils.append(_pupil(line, groups))
    return roster


def _is_usable(roster: Roster, line: Line, seen: set[tuple[str, str]]) -> bool:
    """Whether a row can be used; one of somebody who left is passed over, as if they were not in the file."""
    if line.get("status").lower() in _LEFT:
        return False
    number, about = line.get("sis id"), (line.get("sis id"), people.address(line))
    key = (line.at.file, f"{number} {line.get('school sis id')}")
    column, says = "", ""
    if not number or len(number) > people.LONGEST_ID:
        column, says = "SIS ID", "has no id that can be used"
    elif key in seen:
        column, says = "SIS ID", "has the same id as another row"
    elif not line.get("school sis id"):
        column, says = "School SIS ID", "does not say at which school"
    elif not people.is_name(_name(line)):
        column, says = "Last Name", "has no name that can be used"
    seen.add(key)
    if says:
        roster.fault(line.at, column, says, "Write it in your school system.", about=about)
    return not says


def _name(line: Line) -> str:
    return people.named(line.get("first name"), line.get("last name"))


def _teacher(line: Line) -> Staff:
    """The title says what they are, where there is one: this file holds all staff of a school, not its teachers alone."""
    email = people.address(line) or line.get("secondary email").lower()
    title = line.get("title").lower()
    role = "teacher" if title.rstrip(".") in _HONORIFICS else title
    return Staff(line.at, line.get("sis id"), _name(line), email, role, line.get("school sis id"))


def _pupil(line: Line, groups: people.Groups) -> Child:
    number = line.get("sis id")
    return Child(
        line.at,
        number,
        _name(line),
        line.get("school sis id"),
        year=people.year(line.get("grade")),
        group=groups.of(number),
        born=people.day(line.get("birthdate")),
    )


def _groups(tables: Tables) -> people.Groups:
    made = people.Groups()
    for line in people.lines(tables, "section"):
        made.add(line.get("sis id"), line.get("section name"))
    for line in people.lines(tables, "studentenrollment"):
        made.put(line.get("sis id"), line.get("section sis id"))
    return made


FORMAT: Final = Format("sds-1", "Microsoft School Data Sync 1", _fits, _read)
