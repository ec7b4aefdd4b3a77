"""What a report is: one file in ``reports/files`` with one ``Report``, found by listing the folder.

    REPORT = Report(
        key="officer",
        order=50,
        name="Telling the designated officer",
        says="Was the local authority’s designated officer told within a working day?",
        verb="reports.concerns",
        build=build,
    )

``build`` is given a ``Scope`` and answers with a ``Sheet`` of plain values. It never draws, never hides and never rounds:
the page, the CSV and the PDF do that, and what goes to governors or to a trust has its small numbers kept back first
(``small``). So that nothing can be worked out from what is shown, a sheet keeps to these rules:

* A column of ``Kind.FEW`` counts people or concerns. All such columns of a section are either ``parts`` or the ``whole``
  that they add up to in every row (a section with one such column needs no parts: it is the whole). What is not a number
  of people or concerns (reviews of a filter, policies) is a ``Kind.COUNT`` and always shown.
* Percentages (``Kind.RATE``) are worked out for you: leave their cells ``None`` and name ``of=(part, whole)``. Times
  (``Kind.HOURS``, ``Kind.DAYS``) name with ``of=(column,)`` the column that says how many they are taken over.
* A total row is worked out for you: ``total=True``. Never add one yourself. A time in it you give as ``totals``.
* A sentence on top names no number itself: it takes them from cells, ``Says("{} of {} …", (Cell(…), Cell(…)))``.
* Sections that count the same things another way have the same ``counts``; the one that matters most comes first. Those
  after it go to governors only if none of their numbers is small.
* A section with a ``personal`` column (a name, anything that says who) never goes to governors, nor one that is ``inside``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

import msgspec

from safeconduct.plugins import discover
from safeconduct.web.people.models import Organisation, Person

Value = str | int | float | date | None
"""What a cell holds: plain, as it was counted."""
TOTAL: Final = -1
"""The row of a ``Cell`` that stands in the total row."""


class Kind(StrEnum):
    """What a column holds, and so how it is shown."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"  # of things that are nobody
    FEW = "few"  # of people or of concerns: small ones are kept back
    RATE = "rate"  # per cent
    HOURS = "hours"
    DAYS = "days"


class Column(NamedTuple):
    """A column: its heading, what it holds, whether it says who somebody is, and the columns that it is worked out of."""

    name: str
    kind: Kind = Kind.TEXT
    personal: bool = False
    of: tuple[str, ...] = ()


class Cell(NamedTuple):
    """A place in a section, for a sentence: the section's number, the row's (``TOTAL`` for the total), the column's name."""

    section: int
    row: int
    column: str


class Says(NamedTuple):
    """A sentence on top of a sheet; each ``{}`` is a cell's number as it is shown."""

    text: str
    cells: tuple[Cell, ...] = ()


class Shape(StrEnum):
    """How a picture shows a section."""

    BARS = "bars"  # one bar a row, by the first of its columns
    STACKED = "stacked"  # one bar a row, its parts beside each other
    LINE = "line"  # the rows from left to right, one line a column
    TIMELINE = "timeline"  # one mark a row, on the day in the first of its columns


class Picture(NamedTuple):
    """A picture of a section: which columns it shows, and how. The rows are called by the first column."""

    shape: Shape
    columns: tuple[str, ...]


class Section(msgspec.Struct, frozen=True):
    """A table, with a picture of it if there is one."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    picture: Picture | None = None
    note: str = ""
    total: bool = False
    totals: Mapping[str, Value] = {}
    parts: tuple[str, ...] = ()
    whole: str = ""
    counts: str = ""
    inside: bool = False
    none: str = "Nothing to show for this time."


class Sheet(msgspec.Struct, frozen=True):
    """A report as it was worked out: sentences on top, then sections; ``note`` says what is counted and what is not."""

    says: Sequence[Says]
    sections: Sequence[Section]
    note: str = ""


class Scope(msgspec.Struct, frozen=True):
    """What a report is about: where, from when until when (both days count), and who reads it.

    With ``below``, the organisations under it count too. ``outward`` is a report that goes to governors or to a trust: it
    counts nothing that one of its readers must not know of, so that all of them get the same numbers.
    """

    organisation: Organisation
    since: date
    until: date
    viewer: Person
    below: bool = False
    outward: bool = False

    @property
    def places(self) -> list[Organisation]:
        """The organisations that count, by name; it asks the database once."""
        found = Organisation.objects.filter(path__startswith=self.organisation.path) if self.below else None
        return [self.organisation] if found is None else list(found.order_by("name", "pk"))


class Report(msgspec.Struct, frozen=True):
    """One report: ``says`` is the question that it answers, in a head's words; ``verb`` the right asked at the organisation."""

    key: str
    name: str
    says: str
    verb: str
    build: Callable[[Scope], Sheet]
    order: int = 100
    in_pack: bool = True  # whether the governors' pack holds it
    timed: bool = True  # whether it depends on the time chosen; else it says how it stands today

    @property
    def id(self) -> str:
        """Its key, by which the folder is listed."""
        return self.key


@cache
def reports() -> Mapping[str, Report]:
    """Every report by its key, in the order in which they are shown."""
    found = discover("safeconduct.web.reports.files", Report)
    return {report.key: report for report in sorted(found, key=lambda report: (report.order, report.key))}


__all__: Final = (
    "TOTAL", "Cell", "Column", "Kind", "Picture", "Report", "Says", "Scope", "Section", "Shape", "Sheet", "Value", "reports",
)  # fmt: skip
