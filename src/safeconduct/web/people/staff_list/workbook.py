"""Read a workbook (Excel .xlsx, OpenDocument .ods) that may mean harm.

Calamine, which reads the cells, unfolds a sheet in memory as far as its last cell. So three things are made sure first:
how large the parts of the file truly are (not what the file says of itself), that no macro is in it, and how far its cells
reach.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

import re2
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from safeconduct.errors import InputError

_LARGEST_INSIDE: Final = 80 * 1024 * 1024
_MOST_PARTS: Final = 2_000
_CHUNK: Final = 1 << 16
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unfold without a bound
_REFERENCE: Final = re2.compile(r"\$?([A-Za-z]{1,4})\$?(\d{1,9})")
_REPEATED_COLUMNS: Final = "number-columns-repeated"
_REPEATED_ROWS: Final = "number-rows-repeated"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DAMAGED: Final = (
    "The workbook is damaged and cannot be read. Open it in your spreadsheet program and save it again, or as CSV."
)
_WIDE: Final = "This sheet has cells far to the right, beyond column {}. Delete the columns that hold nothing you need."
_LONG: Final = "This sheet has cells far below, beyond row {:,}. Delete the rows below the list, or save it as CSV."


def rows(data: bytes, *, most_rows: int, most_columns: int) -> Iterable[Sequence[object]]:
    """The cells of the first sheet that is to be seen and holds anything.

    Raises:
        InputError: it is no workbook, is damaged, holds macros, or unfolds to too much.
    """
    parts = _parts(data)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in parts):
        raise InputError("This workbook holds macros (small programs), which are not let in. Save it as .xlsx or as CSV.")
    if "xl/workbook.xml" in parts:
        read_extent = _excel_extent
    elif parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        read_extent = _open_document_extent
    else:
        raise InputError(
            "This is a compressed folder or another kind of document, not a staff list. Upload the list itself: "
            "CSV, .xlsx or .ods."
        )
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")) or part.lstrip()[:1] == b"<":
            _check_extent(*read_extent(part), most_rows=most_rows, most_columns=most_columns)
    return _first_sheet(_packed(parts))


def _parts(data: bytes) -> dict[str, bytes]:
    """Every part of the file by its name, unpacked under a limit that counts what comes out, whatever the file declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST_INSIDE:
                raise InputError("The workbook unfolds to far more than a staff list can be. Save the list alone as CSV.")
            if any(info.flag_bits & 1 for info in infos):
                raise InputError("The workbook has a password. Save it without one, or as CSV.")
            if any(info.compress_type not in _PACKED for info in infos):
                raise InputError(_DAMAGED)
            return {info.filename: _unpacked(packed, info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError(_DAMAGED) from error


def _unpacked(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One part, a little at a time: asked for all at once, a part that lies about its size would fill the memory first."""
    with packed.open(info) as part:
        return b"".join(iter(lambda: part.read(_CHUNK), b""))


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The same file anew, so that what is read is what was looked at."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name), part)
    made.seek(0)
    return made


def _check_extent(far_row: int, far_column: int, *, most_rows: int, most_columns: int) -> None:
    if far_column > most_columns:
        raise InputError(_WIDE.format(most_columns))
    if far_row > most_rows:
        raise InputError(_LONG.format(most_rows))


def _elements(part: bytes, *events: str) -> Iterable[tuple[str, etree._Element]]:
    """The elements of a part, one after the other, forgotten as soon as they were seen; entities are never followed."""
    try:
        for event, element in etree.iterparse(
            io.BytesIO(part), events=events, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
        ):
            yield event, element
            if event == "end":
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(_DAMAGED) from error


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _excel_extent(part: bytes) -> tuple[int, int]:
    """The last row and column that any cell of a sheet names, or reaches by standing after others."""
    far_row = far_column = row = column = 0
    for event, element in _elements(part, "start", "end"):
        if event == "end":
            continue
        name = _local(element)
        if name == "row":
            given = element.get("r", "")
            row, column = (int(given) if given.isdecimal() and len(given) < 10 else row + 1), 0
        elif name == "c":
            named = _REFERENCE.fullmatch(element.get("r", "").strip())
            column = _column(named[1]) if named else column + 1
            far_row = max(far_row, int(named[2]) if named else row)
            far_column = max(far_column, column)
    return far_row, far_column


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _open_document_extent(part: bytes) -> tuple[int, int]:
    """The last row and column of a sheet with anything in it, repeats counted."""
    far_row = far_column = row = column = 0
    filled = False
    for event, element in _elements(part, "start", "end"):
        name = _local(element)
        if name == "table" and event == "start":
            row = 0
        elif name == "table-row" and event == "start":
            column, filled = 0, False
        elif name in ("table-cell", "covered-table-cell") and event == "end":
            column += _repeats(element, _REPEATED_COLUMNS)
            if len(element) or element.text or any("value" in key for key in element.attrib):
                far_column, filled = max(far_column, column), True
        elif name == "table-row" and event == "end":
            row += _repeats(element, _REPEATED_ROWS)
            far_row = max(far_row, row) if filled else far_row
    return far_row, far_column


def _repeats(element: etree._Element, key: str) -> int:
    given = (element.get(_TABLE + key) or "1").strip()
    return int(given) if given.isdecimal() and len(given) < 10 else 10**9


def _first_sheet(file: io.BytesIO) -> Iterable[Sequence[object]]:
    try:
        book = load_workbook(file)
        for number in _visible(book):
            cells = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
            if any(cell != "" for row in cells for cell in row):
                return cells
    except CalamineError as error:
        raise InputError(_DAMAGED) from error
    except BaseException as error:  # calamine's own crash on a damaged file is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(_DAMAGED) from error
    raise InputError("The workbook is empty: no sheet that is to be seen holds anything.")


def _visible(book: CalamineWorkbook) -> list[int]:
    return [
        number
        for number, sheet in enumerate(book.sheets_metadata)
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


__all__: Final = ("rows",)
