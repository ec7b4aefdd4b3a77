"""Facebook's web pages that are built unlike the usual ones: nothing of them is lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from readers.test_facebook import (
    ACTIVITY,
    COMMENTS,
    ME,
    OWNER,
    PAGE_POSTS,
    POSTS,
    PROFILE,
    TALK,
    box,
    export,
    found,
    message,
    page,
    post,
    read,
    status,
    talk,
)
from safeconduct.archive.reading import Status
from safeconduct.archive.record import RecordKind

PAGE_PROFILE = PROFILE.replace(".json", ".html")
TABLE = "<table><tr><td>Name</td><td>{}</td></tr><tr><td>Birthday</td><td>Jun 4, 2001</td></tr></table>"
WHEN = "Jun 01, 2025 8:46:10 am"
NEW = ("z1", "z2", "z3")


def section(title: str, text: str, when: str) -> str:
    inner = f'<h2 class="z2">{title}</h2><div><div>{text}</div></div><footer class="z7"><div>{when}</div></footer>'
    return f'<section class="z1">{inner}</section>'


# --- the profile ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        page(TABLE.format(OWNER)),
        page(f"<div><h2>About</h2>{TABLE.format(OWNER)}</div>"),
        page(f'<div class="_a6-g"><div>{TABLE.format(OWNER)}</div></div>'),
        f"<html><body><h1>Profile</h1><div>{TABLE.format(OWNER)}</div></body></html>",
    ],
    ids=["bare", "in a part", "in a box", "no main part"],
)
def test_the_profiles_table_is_read_wherever_it_stands(tmp_path: Path, text: str) -> None:
    said = talk(message(OWNER, "mine"), message("Nia Price", "hers"))
    records, reading = read(export(tmp_path, {PAGE_PROFILE: text, TALK: said}))

    assert [r.text for r in records if r.aspect == "name"] == [OWNER]
    assert [r.author_is_owner for r in records if r.kind is RecordKind.MESSAGE] == [True, False]
    assert status(reading, PAGE_PROFILE) is Status.READ


@pytest.mark.parametrize("name", [PAGE_PROFILE, PAGE_POSTS, f"{ACTIVITY}/friends/your_friends.html"])
def test_a_page_with_a_filled_table_is_never_empty(tmp_path: Path, name: str) -> None:
    records, reading = read(export(tmp_path, {name: page("<table><tr><td>Zzz</td><td>Yyy</td></tr></table>")}))

    assert records == []
    assert status(reading, name) is not Status.EMPTY
    assert not reading.understood


@pytest.mark.parametrize(
    "folder", ["personal_information/profile_information", "profile_information", "personal_information/profil"]
)
def test_the_profile_is_known_by_its_key_whatever_the_file_is_called(tmp_path: Path, folder: str) -> None:
    name = f"{folder}/profilinformationen.json"
    records, reading = read(export(tmp_path, {name: ME, TALK: talk(message(OWNER, "mine"), message("Nia Price", "hers"))}))

    assert [(r.kind, r.author_is_owner) for r in records] == [
        (RecordKind.PROFILE, True),
        (RecordKind.MESSAGE, True),
        (RecordKind.MESSAGE, False),
    ]
    assert status(reading, name) is Status.READ


# --- entries built in two ways -------------------------------------------------------------------------------------


def test_entries_of_two_kinds_in_one_page_are_all_read(tmp_path: Path) -> None:
    mixed = [
        box("X", "first", WHEN, NEW),
        section("X", "second", WHEN),
        box("X", "third", WHEN, NEW),
        section("X", "fourth", WHEN),
        '<div class="z1"><h2>X</h2><div>without a time</div></div>',
        "<div>What you shared</div>",
    ]
    records = found(tmp_path, {PAGE_POSTS: page(*mixed)})

    assert sorted(record.text for record in records) == ["first", "fourth", "second", "third", "without a time"]
    assert [record.locator.index for record in records] == [0, 1, 2, 3, 4]


def test_boxes_inside_what_stands_beside_boxes_are_read_once(tmp_path: Path) -> None:
    records = found(tmp_path, {PAGE_POSTS: page(section("X", "one", WHEN), f"<div>{section('X', 'two', WHEN)}</div>")})

    assert [record.text for record in records] == ["one", "two"]


def test_a_long_page_of_unknown_classes_is_read_to_its_end(tmp_path: Path) -> None:
    boxes = [box("X", f"{number} " + "word " * 2_000, WHEN, NEW) for number in range(1_000)]
    records = found(tmp_path, {PAGE_POSTS: page(*boxes, section("X", "last", WHEN))})

    assert len({record.text.split()[0] for record in records}) == 1_001


# --- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("_a6-g", "_a6-h", "_a72d"), NEW])
@pytest.mark.parametrize("when", ["Juil 01, 2025 10:21:24 zz", "Juil 01, 2025 10:21:24 du."])
def test_a_time_of_an_unknown_half_of_the_day_is_none_and_noticed(
    tmp_path: Path, when: str, names: tuple[str, str, str]
) -> None:
    boxes = page(box("X", "one", WHEN, names), box("X", "two", when, names))
    records, reading = read(export(tmp_path, {PAGE_POSTS: boxes}))

    assert [(record.text, record.at is None, record.local) for record in records] == [
        ("one", False, "2025-06-01T08:46"),
        ("two", True, ""),
    ]
    assert {what: count for file in reading.files for what, count in file.problems.items()} == {"a time that cannot be told": 1}


def test_lines_with_such_a_time_are_read_too(tmp_path: Path) -> None:
    text = "<html><body><p>X</p><p>First</p><p>Juil 01, 2025 10:21:24 zz</p></body></html>"
    records, reading = read(export(tmp_path, {PAGE_POSTS: text}))

    assert [(record.text, record.at) for record in records] == [("First", None)]
    assert not reading.understood


# --- sentences about others ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Bea Stone wrote on Rhys's timeline.", None),
        ("Bea Stone commented on her own post.", None),
        ("Bea van der Stone updated her status.", None),
        (f"{OWNER} wrote on Bea Stone's timeline.", True),
        ("Rhys Evans updated his status.", True),
        ("Rhys hat etwas auf Bea Stone geschrieben.", True),
        ("Bea Stone hat einen Link geteilt.", None),
        ("Bea Stone a écrit sur le journal de Rhys.", None),
        ("You commented on a post.", True),
        ("Status updated by Bea Stone", True),
        ("", True),
    ],
)
def test_a_sentence_about_somebody_else_leaves_open_whose_words_they_are(tmp_path: Path, title: str, own: bool | None) -> None:
    comment = {"timestamp": 1_740_000_000, "data": [{"comment": {"comment": "said"}}], "title": title}
    files = {
        POSTS: [post("said", title=title)],
        COMMENTS: {"comments_v2": [comment]},
        PAGE_POSTS: page(box(title, "said", WHEN)),
        COMMENTS.replace(".json", ".html"): page(box(title, "said", WHEN)),
        PROFILE: ME,
    }
    records = found(tmp_path, files)

    assert [(record.text, record.author_is_owner) for record in records] == [("said", own)] * 4
    before = next((verb for verb in (" wrote", " commented", " updated", " hat", " a écrit") if verb in title), "?")
    assert {record.author for record in records} == {title.partition(before)[0] if own is None else ""}


def test_without_a_known_owner_a_sentence_is_about_the_owner(tmp_path: Path) -> None:
    assert [
        record.author_is_owner for record in found(tmp_path, {POSTS: [post("said", title="Bea Stone updated her status.")]})
    ] == [True]
