from __future__ import annotations

import csv
import io

import pytest

from audit.reports_support import gap, mark, matter, partly, reading, result, tally, written
from safeconduct.activity import Outcome, Topic
from safeconduct.archive.record import Locator
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.reports.csv import COLUMNS
from safeconduct.audit.run import Result


def rows(given: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", given).decode("utf-8-sig"), newline="")))


def row(given: Matter) -> dict[str, str]:
    (only,) = rows(result([given]))
    return only


def test_excel_sees_utf_8_and_its_own_line_ends() -> None:
    data = written("csv", result([matter("Niamh’s class")]))

    assert data.startswith(b"\xef\xbb\xbfoutcome,section,when,")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")


def test_a_matter_is_one_row_with_all_that_leads_back() -> None:
    found = row(matter(to="Staffroom", link="https://example.org/1", locator=Locator("posts.json", 12, "fb.zip")))

    assert tuple(found) == COLUMNS
    assert found == {
        "outcome": "Take down",
        "section": "What you wrote",
        "when": "2023-03-03 14:05",
        "platform": "Facebook",
        "kind": "post",
        "audience": "friends",
        "to": "Staffroom",
        "words found": "Zainab",
        "text": "Zainab in 4B failed her mocks again",
        "topics": "confidential",
        "clauses": "key 13a; kevi 5.2a",
        "what to do": "A post: confidential. Take out the name.",
        "link": "https://example.org/1",
        "how to find": "In the archive: posts.json, entry 13",
        "done": "",
        "archive": "fb.zip",
        "member": "posts.json",
        "entry": "13",
    }


def test_what_was_not_read_comes_first() -> None:
    told = reading([gap(), partly()])
    told.archive.partial.append("part 2 of 3 is missing")

    found = rows(result([matter()], told, tally=tally(unknown_author=1)))

    assert [(each["outcome"], each["member"]) for each in found] == [
        ("not read", ""),
        ("not read", "data/odd.json"),
        ("read in part", "messages/1.json"),
        ("not read", ""),
        ("Take down", "posts.json"),
    ]
    assert found[0]["what to do"] == "part 2 of 3 is missing"


def test_what_was_passed_on_comes_last_and_is_called_so() -> None:
    passed_on = matter("x" * 9, section=Section.PASSED_ON)
    found = rows(result([passed_on, matter(outcome=Outcome.CAUTION)]))

    assert [each["section"] for each in found] == ["What you wrote", "Likes and shares: not your own words"]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+44 20", "-1", "@SUM(A1)", "\tx", " =1", "\n=1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u202e=1", "\x01=1",
        "＝1", "＋1", "－1", "＠x", "\x00=1", "\x00\x00+1", "\ud800=1",
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: str) -> None:
    found = row(matter(cell, to=cell, link=cell, find=cell, marks=(mark(0, len(cell)),), locator=Locator(cell, 0)))

    for column in ("to", "text", "words found", "link", "how to find", "member"):
        assert found[column].startswith("'"), column


@pytest.mark.parametrize("cell", ["Zainab = top", "a-b", "1+1", "’@x", "ok"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert row(matter(cell))["text"] == cell


def test_commas_quotes_and_line_breaks_stay_inside_their_cell() -> None:
    text = 'one, "two"\nthree\r\n=four'

    assert row(matter(text))["text"] == 'one, "two"\nthree \n=four'


def test_nuls_go_and_half_characters_are_replaced() -> None:
    assert row(matter("a\x00b\ud83dc"))["text"] == "ab\ufffdc"


def test_a_cell_fits_into_excel() -> None:
    found = row(matter("x" * 1_000_000))["text"]

    assert len(found) <= 32_767
    assert found.endswith("… (cut)")


def test_deleted_and_earlier_versions_say_so() -> None:
    found = row(matter(deleted=True, earlier=True))

    assert found["outcome"] == "Already taken down"
    assert "the archive says it is already deleted" in found["what to do"]
    assert "an earlier version" in found["what to do"]


def test_several_topics_come_the_worst_first() -> None:
    found = row(matter(marks=(mark(0, 6, Topic.PROFANITY), mark(0, 9, Topic.CONFIDENTIAL))))

    assert found["topics"] == "confidential, profanity"
    assert found["words found"] == "Zainab; Zainab in"
