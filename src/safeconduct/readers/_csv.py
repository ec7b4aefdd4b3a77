"""What the readers of tables share: which file is theirs by its header, row after row, and emptiness said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from safeconduct.archive import clock
from safeconduct.archive.reader import FileKind, Record, Sheet
from safeconduct.archive.tables import Row, has_columns, rows
from safeconduct.archive.wording import tidy

OfRow = Callable[[Sheet, Row], Iterable[Record]]

NO_WORDS: Final = "a row without words"
NO_TIME: Final = "a row whose time cannot be read"


def names(*stems: str, parts: bool = False) -> tuple[str, ...]:
    """The globs of tables whose names are written with blanks, underscores or neither; with ``parts``, numbered ones too.

    Those without wildcards are looked up and cost nothing, however many there are.
    """
    spelt = sorted({stem.replace(" ", sign) for stem in stems for sign in (" ", "_", "")})
    endings = (".csv", "_?.csv", "_??.csv") if parts else (".csv",)
    return tuple(f"{stem}{ending}" for stem in spelt for ending in endings)


def table(stems: tuple[str, ...], needs: tuple[str, ...], of_row: OfRow, *, parts: bool = False) -> FileKind:
    """A kind of file that is a table with certain columns, each row of which makes records."""
    return FileKind(names(*stems, parts=parts), _parse(needs, of_row), has_columns(*needs))


def _parse(needs: tuple[str, ...], of_row: OfRow) -> Callable[[Sheet], Iterator[Record]]:
    def parse(sheet: Sheet) -> Iterator[Record]:
        found = 0
        for row in rows(sheet.open(), needs=needs, problem=sheet.problem):
            found += 1
            yield from of_row(sheet, row)
        if found:
            sheet.items = found
        else:
            sheet.empty()

    return parse


def words(row: Row, *columns: str) -> str:
    """The first of some columns that is not empty, fit to be written out, without blanks around it."""
    cells = row.cells
    for column in columns:
        if (value := cells.get(column)) and (value := value.strip()):
            return tidy(value)
    return ""


def time(written: str) -> datetime | None:
    """A time as ``2025-05-18 04:35:32 UTC``, with the zone or without; it is UTC."""
    return clock.iso(written.removesuffix(" UTC"))
