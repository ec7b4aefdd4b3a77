"""A report as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from safeconduct.web.reports.drawing import Drawn, drawn
from safeconduct.web.reports.laying import Laid, Shown, Table, worded
from safeconduct.web.reports.report import Column
from safeconduct.web.reports.writing import NUMERIC


class ShownCell(NamedTuple):
    """A cell: its words, the heading of its column, and whether it is a number."""

    words: str
    heading: str
    is_number: bool


class ShownTable(NamedTuple):
    """A table with its pictures, ready for its template; ``number`` is where it stands in its report."""

    number: int
    table: Table
    headings: Sequence[ShownCell]
    rows: Sequence[Sequence[ShownCell]]
    total: Sequence[ShownCell]
    pictures: Sequence[Drawn]


def tables(laid: Laid) -> list[ShownTable]:
    """Every table of a report."""
    return [_table(number, table, laid.fewest) for number, table in enumerate(laid.tables) if not table.withheld]


def _table(number: int, table: Table, fewest: int) -> ShownTable:
    headings = [ShownCell(column.name, column.name, column.kind in NUMERIC) for column in table.columns]
    rows = [_row(row, table.columns, fewest) for row in table.rows]
    total = _row(table.total, table.columns, fewest) if table.total is not None and table.adds_up else []
    return ShownTable(number, table, headings, rows, total, drawn(table, fewest))


def _row(row: Sequence[Shown], columns: Sequence[Column], fewest: int) -> list[ShownCell]:
    return [
        ShownCell(worded(value, column.kind, fewest), column.name, column.kind in NUMERIC)
        for value, column in zip(row, columns, strict=True)
    ]


__all__: Final = ("ShownCell", "ShownTable", "tables")
