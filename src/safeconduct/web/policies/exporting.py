"""Who has signed, as files for a spreadsheet. No cell can start a formula, whatever somebody is called."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font

from safeconduct.web.policies.roster import Entry

_WHAT: Final = ("Name", "Organisation", "Position", "Policy", "Version", "State")
_WHEN: Final = ("To be signed by", "Signed on", "Monitoring notice seen on")
HEADINGS: Final = (*_WHAT, *_WHEN)
_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, and without signs that no file can hold."""
    clean = "".join(char for char in text if char >= " " or char in "\t\r\n")
    return f"'{clean}" if clean.startswith(_STARTS) else clean


def rows(found: Iterable[Entry]) -> Iterator[Sequence[str]]:
    """A row for each entry; days as year-month-day, so that they sort."""
    for entry in found:
        days = (entry.due, *(at and timezone.localtime(at).date() for at in (entry.signed_at, entry.seen_at)))
        told = (
            entry.person.name,
            entry.place.name,
            entry.as_what,
            entry.adoption.title,
            entry.adoption.version,
            entry.state.value,
        )
        yield [*map(safe, told), *(day.isoformat() if day else "" for day in days)]


def as_csv(found: Iterable[Entry]) -> bytes:
    """Comma-separated, in UTF-8 with the mark by which Excel knows it."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(HEADINGS)
    writer.writerows(rows(found))
    return made.getvalue().encode("utf-8-sig")


def as_xlsx(found: Iterable[Entry]) -> bytes:
    """An Excel file with a heading that stays in sight."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Signatures"
    sheet.append(HEADINGS)
    for row in rows(found):
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", (26, 26, 26, 40, 12, 18, 16, 16, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


WRITERS: Final = {"csv": as_csv, "xlsx": as_xlsx}
"""What makes the file, by its ending."""

__all__: Final = ("HEADINGS", "WRITERS", "as_csv", "as_xlsx", "rows", "safe")
