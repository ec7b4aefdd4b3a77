"""What every format comes to: organisations, staff and pupils as another system tells of them, and rows that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec


class Place(NamedTuple):
    """Where something stands, so that somebody can look: a file and a line of it, counted from 1."""

    file: str
    line: int


class Fault(NamedTuple):
    """What cannot be used of a row, and what to do."""

    file: str
    line: int
    column: str
    says: str
    todo: str


class Org(NamedTuple):
    """A school, a trust or a part of one; ``kind`` is the other system's word for what it is."""

    id: str
    name: str
    kind: str = ""


class Staff(NamedTuple):
    """Somebody who works at an organisation, as something. Days are ISO dates, empty where there is none."""

    at: Place
    id: str
    name: str
    email: str
    role: str
    org: str
    since: str = ""
    until: str = ""
    primary: bool = False


class Child(NamedTuple):
    """A pupil of an organisation."""

    at: Place
    id: str
    name: str
    org: str
    year: str = ""
    group: str = ""
    born: str = ""
    until: str = ""


class Loose(NamedTuple):
    """Somebody of whom only a part is said: they are gone (``until``), from everywhere or from one ``org``, or changed.

    Who they are is looked up among those whom we know by ``id`` (staff also by ``email``). ``pupil`` is unknown (None)
    where the file does not tell.
    """

    at: Place
    id: str
    name: str = ""
    email: str = ""
    org: str = ""
    year: str = ""
    group: str = ""
    until: str = ""
    pupil: bool | None = None


class Roster(msgspec.Struct, kw_only=True):
    """What was read.

    ``staff_whole`` and ``pupils_whole`` tell whether whoever is missing has left: never in a file of changes alone, nor where
    a row could not be read so that nobody knows whom it was about. ``stay`` are the ids and addresses of rows that
    could not be used: they are missing from the lists, and have not left.
    """

    format: str
    orgs: list[Org] = msgspec.field(default_factory=list)
    staff: list[Staff] = msgspec.field(default_factory=list)
    pupils: list[Child] = msgspec.field(default_factory=list)
    loose: list[Loose] = msgspec.field(default_factory=list)
    faults: list[Fault] = msgspec.field(default_factory=list)
    stay: list[str] = msgspec.field(default_factory=list)
    changes_alone: bool = False
    staff_whole: bool = True
    pupils_whole: bool = True

    @property
    def used_orgs(self) -> list[Org]:
        """The organisations at which anybody is, by name; those without a name of their own by their id."""
        named = {org.id: org for org in self.orgs}
        used = {org for many in (self.staff, self.pupils, self.loose) for org in _orgs(many)}
        return sorted((named.get(each, Org(each, each)) for each in used), key=lambda org: (org.name.casefold(), org.id))

    @property
    def roles(self) -> list[str]:
        """The words for what staff are, each once."""
        return sorted({one.role for one in self.staff})

    def only_changes(self) -> None:
        """It tells of changes alone: nobody leaves by being absent from it."""
        self.changes_alone, self.staff_whole, self.pupils_whole = True, False, False

    def fault(self, at: Place, column: str, says: str, todo: str, *, about: Iterable[str] = ()) -> None:
        """Leave a row out; ``about`` is by what the one it is about may be known: without it nobody can be taken as gone."""
        self.faults.append(Fault(at.file, at.line, column, says, todo))
        known = [each for each in about if each]
        self.stay += known
        if not known:
            self.staff_whole = self.pupils_whole = False


def _orgs(many: Iterable[Staff] | Iterable[Child] | Iterable[Loose]) -> set[str]:
    return {one.org for one in many if one.org}


def packed(roster: Roster) -> dict[str, object]:
    """A roster as plain values, to be kept until it is taken over."""
    made: dict[str, object] = msgspec.to_builtins(roster)
    return made


def unpacked(kept: object) -> Roster:
    """The roster that ``packed`` made these values of."""
    return msgspec.convert(kept, Roster)


__all__: Final = ("Child", "Fault", "Loose", "Org", "Place", "Roster", "Staff", "packed", "unpacked")
