from __future__ import annotations

import json
from typing import Any

from audit.reports_support import gap, mark, matter, partly, reading, result, tally, written
from safeconduct.activity import Outcome, Topic
from safeconduct.archive.record import Locator
from safeconduct.audit.matter import Section
from safeconduct.audit.run import Result


def lines(given: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written("jsonl", given).splitlines()]


def test_what_was_not_read_comes_first() -> None:
    told = reading([gap(), partly()])
    told.archive.partial.append("part 2 of 3 is missing")

    found = lines(result([matter()], told, tally=tally(unknown_author=1)))

    assert found[:3] == [
        {"member": None, "archive": None, "error": "part 2 of 3 is missing"},
        {"member": "data/odd.json", "archive": "fb.zip", "error": "no reader knows this kind of file"},
        {"member": "messages/1.json", "archive": "fb.zip", "error": "a message without a sender (3 times)"},
    ]
    assert found[3]["member"] is None
    assert "--owner" in found[3]["error"]
    assert [each.get("outcome") for each in found] == [None] * 4 + ["stop"]


def test_a_matter_is_whole() -> None:
    (found,) = lines(result([matter(to="Staffroom", count=3, examples=(("2023-03-03 14:05", "entry 1"),))]))

    assert found == {
        "section": "own-words",
        "outcome": "stop",
        "topics": ["confidential"],
        "main": "confidential",
        "findings": [
            {
                "topic": "confidential",
                "start": 0,
                "end": 6,
                "quote": "Zainab",
                "why": "A name with something private.",
                "detector": "confidential",
                "certain": True,
            }
        ],
        "reasons": [
            {
                "policy": "key",
                "version": "undated",
                "clause": "13a",
                "force": "must-not",
                "outcome": "stop",
                "topic": "confidential",
                "says": "No talk online about pupils, colleagues, parents or carers.",
            },
            {
                "policy": "kevi",
                "version": "undated",
                "clause": "5.2a",
                "force": "must-not",
                "outcome": "caution",
                "topic": "confidential",
                "says": "Take care with what you post.",
            },
        ],
        "policies": {"key": "stop", "kevi": "caution"},
        "guidance": ["Assume that it will be copied. (key 13a)", "Take out the name."],
        "platform": "facebook",
        "kind": "post",
        "at": "2023-03-03T14:05:00+00:00",
        "local": None,
        "text": "Zainab in 4B failed her mocks again",
        "audience": "friends",
        "to": "Staffroom",
        "edited": False,
        "deleted": False,
        "earlier": False,
        "link": "",
        "find": "In the archive: posts.json, entry 13",
        "locator": {"member": "posts.json", "index": 12},
        "says": "A post: confidential",
        "count": 3,
        "examples": [["2023-03-03 14:05", "entry 1"]],
    }


def test_places_hold_for_the_text_of_the_line() -> None:
    text = "😀 \ud83d Zainab 👩‍👩‍👧"

    (found,) = lines(result([matter(text, marks=(mark(4, 10), mark(0, 1, Topic.PROFANITY)))]))

    assert [found["text"][each["start"] : each["end"]] for each in found["findings"]] == ["Zainab", "😀"]
    assert [each["quote"] for each in found["findings"]] == ["Zainab", "😀"]


def test_half_characters_and_controls_are_still_json() -> None:
    broken = "a\ud800\x00\u2028\u202e"
    where = Locator(broken, 0, broken)

    data = written("jsonl", result([matter(broken, to=broken, link=broken, find=broken, locator=where, marks=())]))

    assert data.count(b"\n") == 1
    assert json.loads(data)["text"] == "a\ufffd\x00\u2028\u202e"
    assert json.loads(data)["locator"] == {
        "member": "a\ufffd\x00\u2028\u202e",
        "index": 0,
        "archive": "a\ufffd\x00\u2028\u202e",
    }


def test_a_matter_without_place_time_and_marks() -> None:
    (found,) = lines(result([matter("", section=Section.SETTINGS, at=None, locator=None, reasons=(), outcome=Outcome.CAUTION)]))

    assert (found["at"], found["locator"], found["main"], found["findings"]) == (None, None, None, [])


def test_a_clean_whole_archive_gives_no_line() -> None:
    assert written("jsonl", result()) == b""
