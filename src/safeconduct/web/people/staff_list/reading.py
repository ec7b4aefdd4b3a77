"""Read a staff list: a CSV file in any usual form, an Excel workbook or an OpenDocument sheet.

Whatever was uploaded is untrusted: what it is shows its content, not its name, and its true size is known before anything
is unfolded in memory.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Final, NamedTuple

from safeconduct.errors import InputError
from safeconduct.web.people.staff_list import workbook
from safeconduct.web.people.staff_list.columns import Field, field_of

LARGEST: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 300
_HEADER_WITHIN: Final = 15  # rows: a title and a date may stand above the headings
_TOO_MANY_ROWS: Final = f"This list has more than {MOST_ROWS:,} rows. Remove empty or old rows, or import it in parts."
_OTHER: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)
_SAVE_AS: Final = "Open the list in your spreadsheet program and save it as CSV or as an Excel workbook (.xlsx)"


class Row(NamedTuple):
    """A row as it stands in the file: its number there, and its cells."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """A list that was read: its headings, and the rows below that hold anything."""

    header: list[str]
    rows: list[Row]


def read(data: bytes) -> Table:
    """The list in a file.

    Raises:
        InputError: it is no list, too large, damaged, empty, or has no headings.
    """
    if len(data) > LARGEST:
        raise InputError("The file is larger than 5 MB. Remove pictures and other sheets, or save it as CSV.")
    if not data.strip():
        raise InputError("The file is empty. Export the list again and look into it before you upload it.")
    return _table(_limited(_cells(data)))


def _cells(data: bytes) -> Iterable[Sequence[object]]:
    for start, what in _OTHER:
        if data.startswith(start):
            raise InputError(f"This is {what}, not a list that can be read here. {_SAVE_AS}, without a password.")
    if data.startswith(b"PK"):
        return workbook.rows(data, most_rows=MOST_ROWS + _HEADER_WITHIN, most_columns=MOST_COLUMNS)
    return _separated(_decoded(data))


def _decoded(data: bytes) -> str:
    """The text of a file, whichever program wrote it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _text(data, (encoding,))
    begin = data[:200]
    if begin[1::2].count(0) > len(begin) // 3:
        return _text(data, ("utf-16-le",))
    if begin[0::2].count(0) > len(begin) // 3:
        return _text(data, ("utf-16-be",))
    return _text(data, ("utf-8", "cp1252"))


def _text(data: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise InputError(f"This file is damaged or not a text: it holds characters that no list has. {_SAVE_AS} (UTF-8).")


_LONGEST_CELL: Final = 100_000


def _separated(text: str) -> Iterable[Sequence[object]]:
    text = text.removeprefix("\ufeff")
    if text[:4].lower() == "sep=" and len(text) > 5:
        delimiter, text = text[4], text.partition("\n")[2]
    else:
        delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    try:
        for row in rows:
            if any(len(cell) > _LONGEST_CELL for cell in row):
                raise csv.Error  # the module's own limit is one for the whole process, and others may have raised it
            yield row
    except csv.Error as error:
        raise InputError(
            f"Line {rows.line_num} cannot be read. Look there, and above, for a quotation mark that never closes."
        ) from error


def _delimiter(text: str) -> str:
    """What separates the cells: whatever cuts the first lines into the most columns, the same number on most lines."""

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(text[:20_000]), delimiter=delimiter) if row][:20]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(",;\t|", key=fit)


def _limited(rows: Iterable[Sequence[object]]) -> list[Row]:
    found: list[Row] = []
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS and any(str(cell).strip() for cell in row[MOST_COLUMNS:]):
            raise InputError(
                f"Row {number} has more than {MOST_COLUMNS} columns. Keep the columns that are needed: names, "
                "e-mail, job title, dates."
            )
        cells = [plain(cell) for cell in row[:MOST_COLUMNS]]
        if any(cells):
            found.append(Row(number, cells))
        if len(found) > MOST_ROWS + _HEADER_WITHIN:
            raise InputError(_TOO_MANY_ROWS)
    return found


def plain(cell: object) -> str:
    """A cell as a line of text: dates as 2026-09-01, whole numbers without a point, no characters that cannot be seen."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = unicodedata.normalize("NFC", str(cell))
    seen = (" " if letter.isspace() else letter for letter in text if letter.isspace() or not _unseen(letter))
    return " ".join("".join(seen).split())[: LONGEST_CELL + 1]


def _unseen(letter: str) -> bool:
    """Whether a character is a control or takes no room; those that turn text around stay, to be told of in their row."""
    return unicodedata.category(letter) == "Cc" or letter in "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def _table(rows: list[Row]) -> Table:
    if not rows:
        raise InputError("The file is empty: no cell holds anything. Export the list again.")
    at = _header_at(rows)
    header = rows[at].cells
    while header and not header[-1]:
        header = header[:-1]
    below = rows[at + 1 :]
    if not below:
        raise InputError("The list has headings, but nobody stands below them.")
    if len(below) > MOST_ROWS:
        raise InputError(_TOO_MANY_ROWS)
    return Table(header, [Row(number, _fitted(cells, len(header))) for number, cells in below])


def _fitted(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * (width - len(cells)))[:width]


def _header_at(rows: list[Row]) -> int:
    """Where the headings stand: the first row with at least two that are known; failing that, the first row of several."""
    known = [sum(field_of(cell) is not Field.IGNORE for cell in row.cells) for row in rows[:_HEADER_WITHIN]]
    for at, count in enumerate(known):
        if count >= 2:
            return at
    first = next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if sum(map(bool, row.cells)) > 1), 0)
    if any("@" in cell for cell in rows[first].cells):
        raise InputError(
            f"Row {rows[first].number} looks like a person, not like headings. Put a row above it that says what each "
            "column is: First name, Surname, Work email, Job title."
        )
    return first


__all__: Final = ("LARGEST", "LONGEST_CELL", "MOST_COLUMNS", "MOST_ROWS", "Row", "Table", "plain", "read")
