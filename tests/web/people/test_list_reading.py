"""Staff lists in every usual form are read alike; whatever means harm, or is no list, is refused in plain words."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest

from safeconduct.errors import InputError
from safeconduct.web.people.staff_list.cells import as_csv, safe
from safeconduct.web.people.staff_list.columns import Field, guess, problems
from safeconduct.web.people.staff_list.reading import MOST_ROWS, read
from web.people.files import HEAD, ODS_END, ODS_START, excel, open_document, replaced, sheet_xml, zipped

AT_HALF_PAST = datetime(2026, 9, 2, 8, 30)  # noqa: DTZ001 as Excel keeps it
ROW = ("Zoë", "O’Neill", "zoe@x.org", "Teacher")
WANT = ([*HEAD], [(2, [*ROW])])


def text(separator: str = ",", end: str = "\r\n") -> str:
    return end.join(separator.join(row) for row in (HEAD, ROW)) + end


@pytest.mark.parametrize(
    "data",
    [
        text().encode(),
        text().encode("utf-8-sig"),
        text().encode("utf-16"),
        text().encode("utf-16-le"),
        text().encode("utf-16-be"),
        text().encode("cp1252"),
        text(";").encode("cp1252"),
        text("\t").encode("utf-16"),
        text("|").encode(),
        text(end="\n").encode(),
        text(end="\r").encode(),
        ("sep=;\r\n" + text(";")).encode(),
        text().replace("Zoë", '" Zoë\n "').encode(),
        excel(HEAD, ROW),
        excel(HEAD, ROW, hidden_first=True),
        open_document(HEAD, ROW),
    ],
    ids=[
        "utf8",
        "bom",
        "utf16",
        "utf16le",
        "utf16be",
        "cp1252",
        "semicolon",
        "tab",
        "bar",
        "lf",
        "cr",
        "sep",
        "quoted",
        "xlsx",
        "hidden",
        "ods",
    ],
)
def test_every_usual_form_reads_alike(data: bytes) -> None:
    table = read(data)
    assert (table.header, [(row.number, row.cells) for row in table.rows]) == WANT


def test_dates_and_numbers_come_as_plain_text() -> None:
    table = read(excel(("Name", "Start date", "Code"), ("A B", date(2026, 9, 1), 7.0), ("C D", AT_HALF_PAST, "007")))
    assert [row.cells for row in table.rows] == [["A B", "2026-09-01", "7"], ["C D", "2026-09-02 08:30", "007"]]


def test_a_title_may_stand_above_and_empty_rows_between_and_numbers_are_those_of_the_file() -> None:
    table = read(("Staff of Elm Park\n\n" + text(end="\n") + ",,,\nA,B,c@x.org,TA\n").encode())
    assert table.header == [*HEAD]
    assert [row.number for row in table.rows] == [4, 6]


def test_what_looks_like_a_formula_stays_text() -> None:
    table = read(text().replace("Teacher", "=HYPERLINK(1)").encode())
    assert table.rows[0].cells[3] == "=HYPERLINK(1)"


def test_unseen_characters_go_but_those_that_turn_text_stay_to_be_told_of() -> None:
    table = read(text().replace("Zoë", "Z\u200boë\u00ad\x07").replace("Teacher", "Tea\u202echer").encode())
    assert table.rows[0].cells[0] == "Zoë"
    assert "\u202e" in table.rows[0].cells[3]


def far(cell: str) -> bytes:
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
    return replaced(excel(HEAD, ROW), "xl/worksheets/sheet1.xml", sheet_xml(first + cell))


def lying_bomb() -> bytes:
    """A part that says of itself that it is small, and unfolds to 100 MB."""
    data = bytearray(replaced(excel(HEAD, ROW), "xl/huge.xml", b" " * 100_000_000))
    small = struct.pack("<I", 100)
    for at in (bytes(data).index(b"xl/huge.xml") - 30 + 22, bytes(data).rindex(b"xl/huge.xml") - 46 + 24):
        data[at : at + 4] = small
    return bytes(data)


HOSTILE = {
    "empty": (b"", "empty"),
    "only spaces": (b" \r\n \n", "empty"),
    "only separators": (b",,,\n,,,\n", "empty"),
    "header only": (text().splitlines()[0].encode(), "nobody stands below"),
    "no header": (b"Priya,Nair,priya@x.org\nTom,Lee,tom@x.org\n", "looks like a person, not like headings"),
    "nul bytes": (b"Name,Email\nA\0B,a@x.org\n", "damaged or not a text"),
    "random": (bytes(range(256)) * 40, "damaged or not a text"),
    "pdf": (b"%PDF-1.7 ...", "a PDF"),
    "picture called csv": (b"\x89PNG\r\n\x1a\n....", "a picture"),
    "old excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel file"),
    "program": (b"MZ\x90\0", "a program"),
    "too large": (b"Name\n" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    "wide": (",".join(["x"] * 100_000).encode(), "more than 100 columns"),
    "long": (b"Name,Email\n" + b"a b,a@x.org\n" * (MOST_ROWS + 1), "more than 20,000 rows"),
    "open quote": (b'Name,Email\n"A B,a@x.org\n' + b"C D,c@x.org\n" * 20_000, "quotation mark that never closes"),
    "zip of something": (zipped({"readme.txt": "hello"}), "not a staff list"),
    "word document": (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "not a staff list"),
    "cut off": (excel(HEAD, ROW)[:2000], "damaged"),
    "broken sheet": (replaced(excel(HEAD, ROW), "xl/worksheets/sheet1.xml", "<worksheet><row>"), "damaged"),
    "macros": (replaced(excel(HEAD, ROW), "xl/vbaProject.bin", b"x"), "macros"),
    "open document macros": (replaced(open_document(HEAD, ROW), "Basic/Standard/Module1.xml", "<a/>"), "macros"),
    "bomb": (replaced(excel(HEAD, ROW), "xl/huge.xml", b" " * 90_000_000), "unfolds to far more"),
    "bomb that lies": (lying_bomb(), "damaged"),
    "many parts": (zipped({f"xl/p{number}.xml": "<a/>" for number in range(2001)}), "unfolds to far more"),
    "far right": (far('<row r="2"><c r="XFD2"><v>1</v></c></row>'), "far to the right"),
    "far below": (far('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "far below"),
    "beyond every row": (
        far('<row r="99999999999"><c><v>1</v></c></row>' + '<row r="999999999"><c><v>1</v></c></row>'),
        "far below",
    ),
    "entities": (
        replaced(
            excel(HEAD, ROW),
            "xl/worksheets/sheet1.xml",
            '<!DOCTYPE a [<!ENTITY b "'
            + "x" * 1000
            + '"><!ENTITY c "'
            + "&b;" * 1000
            + '">]>'
            + sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row>'),
        ),
        "nobody stands below|empty|damaged",
    ),
    "repeated columns": (
        open_document(
            HEAD,
            more='<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="99999999">'
            "<text:p>x</text:p></table:table-cell></table:table-row>",
        ),
        "far to the right",
    ),
    "repeated rows": (
        open_document(
            HEAD,
            more='<table:table-row table:number-rows-repeated="4000000000"><table:table-cell office:value-type="string">'
            "<text:p>x</text:p></table:table-cell></table:table-row>",
        ),
        "far below",
    ),
    "empty workbook": (excel(), "empty"),
    "empty open document": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS_START + ODS_END}),
        "empty|damaged",
    ),
}


@pytest.mark.parametrize(("data", "says"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_list_or_means_harm_is_refused_in_plain_words(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(data)


def test_a_part_that_lies_about_its_size_is_never_whole_in_memory() -> None:
    data = lying_bomb()
    tracemalloc.start()
    with pytest.raises(InputError):
        read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_workbook_with_a_password_is_named_as_such() -> None:
    data = bytearray(excel(HEAD, ROW))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        first = packed.infolist()[0].filename.encode()
    central = bytes(data).rindex(first) - 46
    data[central + 8] |= 1
    with pytest.raises(InputError, match="password"):
        read(bytes(data))


# --- headings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Legal Forename", "Legal Surname", "Work Email", "Job Title"], "forename surname email title"),
        (["First name", "Last name", "E-mail", "Role", "Start date", "End date"], "forename surname email title starts ends"),
        (
            ["Full Name", "EMAIL ADDRESS", "Post", "Staff Code", "Date of Arrival", "Leaving Date"],
            "full-name email title code starts ends",
        ),
        (["Name", "Forename", "Surname", "Email"], " forename surname email"),
        (["Home email", "Work email", "Name"], " email full-name"),
        (["Surname", "Preferred Surname", "Forename", "Email"], "surname  forename email"),
        (["a", "b"], " "),
    ],
)
def test_headings_are_guessed(header: list[str], fields: str) -> None:
    assert [field.value for field in guess(header, {})] == fields.split(" ")


def test_what_was_said_before_counts_for_more_than_the_heading() -> None:
    assert guess(["Name", "Email", "Login"], {"login": "email", "email": ""}) == [Field.FULL_NAME, Field.IGNORE, Field.EMAIL]


def test_a_mapping_must_name_people_and_addresses_each_once() -> None:
    assert problems([Field.FULL_NAME, Field.EMAIL]) == []
    assert len(problems([Field.FORENAME, Field.TITLE])) == 2
    assert "Two columns" in problems([Field.FULL_NAME, Field.EMAIL, Field.EMAIL])[0]


# --- what we write ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_cell_that_would_be_a_formula_is_written_as_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_other_cells_are_written_as_they_are_with_a_mark_for_excel() -> None:
    assert as_csv([("Zoë", 3, "a,b")]) == '\ufeffZoë,3,"a,b"\r\n'
