"""Read the roster: the names of pupils and colleagues that a school lets the checker look for.

A CSV file with a header. The name stands in one column (“name”) or in two (“first name”, “surname”, in any usual
spelling); who it is in a column “role” (or “type”, “kind”): pupil or student, former pupil or leaver, parent or carer,
a class (“Year 9”, “7B”) is a pupil's, “school” or “agency” is the name of a place where the author works, anything else is a
colleague; without such a column, or with nothing in it, everybody is a pupil. No name is ever printed, logged or repeated in
an error.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from safeconduct.errors import RosterError
from safeconduct.screening import Roster
from safeconduct.text import Text

_LONGEST: Final = 300  # characters of a name
_FULL: Final = ("name", "full name", "pupil name", "student name", "display name", "preferred name")
_FIRST: Final = ("first name", "forename", "given name", "first", "legal forename", "preferred forename", "givenname")
_LAST: Final = ("last name", "surname", "family name", "last", "legal surname", "preferred surname", "familyname")
_ROLE: Final = ("role", "type", "kind", "who", "person type")
_FIELDS: Final = ("pupils", "colleagues", "former_pupils", "parents", "schools")
_SCHOOL_WORDS: Final = ("school", "agency", "workplace", "employer", "academy", "college", "trust", "organisation")
_PUPIL_WORDS: Final = ("pupil", "student", "child", "learner")
_FORMER_WORDS: Final = ("former", "ex ", "ex-", "left", "leaver", "alumn", "past")
_PARENT_WORDS: Final = ("parent", "carer", "guardian", "mother", "father", "family", "grandparent")


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file.

    Raises:
        RosterError: the file cannot be read, has no header that names a name, or holds nobody.
    """
    text = _decoded(path)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    rows = csv.DictReader(io.StringIO(text, newline=None), delimiter=delimiter)
    try:
        columns = {_plain(name): name for name in rows.fieldnames or () if name}
        people = [(_name(row, columns), _who(row, columns)) for row in rows]
    except csv.Error as error:
        raise RosterError(f"{path.name}, line {rows.line_num}: this is not readable as CSV ({error}).") from error
    if any(len(name) > _LONGEST for name in (*(name for name, _ in people), *(rows.fieldnames or ()))):
        long = f"one name or heading has more than {_LONGEST} characters"
        raise RosterError(f"{path.name}: {long}. Look for a quotation mark that never closes.")
    roster = Roster(**{field: frozenset(name for name, who in people if name and who == field) for field in _FIELDS})
    if not any(name for name, _ in people):
        raise RosterError(f"{path.name}: there is nobody in this roster. Put a header and at least one name into it.")
    return roster


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(f"{path}: the roster cannot be read: {error.strerror}.") from error
    for encoding in ("utf-8-sig", "cp1252"):  # what Excel writes, then what older Excel wrote
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(f"{path.name}: the letters in this file cannot be read. Save it as “CSV UTF-8”.")


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())


def _column(columns: Mapping[str, str], wanted: Iterable[str]) -> str | None:
    return next((columns[name] for name in wanted if name in columns), None)


def _name(row: Mapping[str, str], columns: Mapping[str, str]) -> str:
    first, last, full = (_column(columns, wanted) for wanted in (_FIRST, _LAST, _FULL))
    if first and last:
        name = f"{row.get(first) or ''} {row.get(last) or ''}"
    elif full:
        name = _turned(row.get(full) or "")
    else:
        raise RosterError("The roster needs a column “name”, or the columns “first name” and “surname”, in its first line.")
    return " ".join(Text(name).folded.split())


def _turned(name: str) -> str:
    """“Okafor, Ada” is Ada Okafor."""
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma else name


def _is_year(said: str) -> bool:
    """“Year 9”, “Yr 7”, “9B”, “Y11”, “Reception”: whoever is in a class is a pupil."""
    plain = said.replace("year", "").replace("yr", "").strip(" y.-")
    return said.strip() in ("reception", "nursery", "sixth form") or (plain[:1].isdigit() and len(plain) <= 4)


def _who(row: Mapping[str, str], columns: Mapping[str, str]) -> str:
    """The field of ``Roster`` that somebody belongs to."""
    column = _column(columns, _ROLE)
    said = ((row.get(column) or "").lower() if column else "") or "pupil"
    if said in _SCHOOL_WORDS:
        return "schools"
    former = any(word in said for word in _FORMER_WORDS)
    if any(word in said for word in _PARENT_WORDS):
        return "parents"
    if any(word in said for word in _PUPIL_WORDS) or "leaver" in said or "alumn" in said or _is_year(said):
        return "former_pupils" if former else "pupils"
    return "colleagues"
