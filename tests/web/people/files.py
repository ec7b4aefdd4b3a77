"""Staff lists as files, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import openpyxl

HEAD = ("Forename", "Surname", "Work email", "Job title")
ODS_START = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Staff">'
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def excel(*rows: Sequence[object], hidden_first: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden_first:
        sheet.append(["secret"])
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet("Staff")
    for row in rows:
        sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return made.getvalue()


def replaced(file: bytes, name: str, part: str | bytes) -> bytes:
    """A workbook with one part exchanged or added."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        parts: dict[str, str | bytes] = {each: packed.read(each) for each in packed.namelist()}
    return zipped(parts | {name: part})


def sheet_xml(cells: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'


def open_document(*rows: Sequence[str], more: str = "") -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    tail = '<table:table-cell table:number-columns-repeated="16380"/>'
    body = "".join(f"<table:table-row>{''.join(map(cell.format, row))}{tail}</table:table-row>" for row in rows)
    end = f'<table:table-row table:number-rows-repeated="1048000">{tail}</table:table-row>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ODS_START + body + more + end + ODS_END,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )
