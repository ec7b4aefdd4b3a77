"""Names inside archives: mixed case, NFD, RTL overrides, trailing dots; never more than names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.archive import names
from tests_support import at_most


@pytest.mark.parametrize(
    ("name", "glob"),
    [
        ("data/tweets.js", "data/tweets.js"),
        ("twitter-2024/data/tweets.js", "data/tweets.js"),
        ("Twitter-2024/DATA/Tweets.JS", "data/tweets.js"),
        ("messages/inbox/amina_1/message_12.json", "messages/inbox/*/message_*.json"),
        ("a/tweets-part1.js", "tweets-part?.js"),
        ("a/b/c/d.json", "a/**/d.json"),
        ("a/d.json", "a/**/d.json"),
        ("x/a/b/c", "a/**"),
        ("deep/in/the/html/page.html", "html/*.html"),
        ("x/live chats/live chats.csv", "live chats/live chats.csv"),
        ("who_you’ve_followed.json", "who_you've_followed.json"),
        ("Mon activité/MonActivité.json", "mon activité/monactivité.json"),
        ("a-b-b-c.txt", "a*b-c.txt"),
        ("STRASSE.txt", "straße.txt"),
        ("one.two.json", "*.json"),
    ],
)
def test_a_glob_matches_the_end_of_a_name(name: str, glob: str) -> None:
    assert names.matches(names.matched(name), glob)


@pytest.mark.parametrize(
    ("name", "glob"),
    [
        ("metadata/tweets.js", "data/tweets.js"),
        ("data/tweets.js.bak", "data/tweets.js"),
        ("data/x/tweets.js", "data/*.js"),
        ("data/tweets.js", "*/data/tweets.js"),
        ("mytweets.js", "tweets.js"),
        ("tweets.js", "tweets?.js"),
        ("a/b", "a/b/c"),
        ("xa/d.json", "a/**/d.json"),
        ("", "tweets.js"),
    ],
)
def test_a_glob_does_not_match_more(name: str, glob: str) -> None:
    assert not names.matches(names.matched(name), glob)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/x.txt", "abs/x.txt"),
        ("..\\b\\c.txt", "b/c.txt"),
        ("C:\\Users\\x.txt", "users/x.txt"),
        ("c:x.txt", "x.txt"),
        ("./a//b/./c.txt", "a/b/c.txt"),
        ("a. /b.txt. .", "a/b.txt"),
        ("a/...", "a"),
        ("tweets\u202ejs.exe", "tweetsjs.exe"),
        ("a\0b.txt", "ab.txt"),
        ("x\u200e.txt", "x.txt"),
        ("CON", "con"),
    ],
)
def test_7_1_paths_that_lead_elsewhere_are_only_names(name: str, expected: str) -> None:
    assert names.matched(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("data/tweets (1).js", "data/tweets.js"),
        ("comments(12).csv", "comments.csv"),
        ("tweets (1).part.js", "tweets (1).part.js"),
        ("holiday (1).jpg", "holiday (1).jpg"),
        ("records (2024).json", "records (2024).json"),
        ("location history (timeline)/records.json", "location history (timeline)/records.json"),
        ("a/(1).json", "a/(1).json"),
        ("a/x ().json", "a/x ().json"),
        ("1).json", "1).json"),
    ],
)
def test_a_file_that_was_saved_a_second_time_goes_by_its_first_name(name: str, expected: str) -> None:
    assert names.unnumbered(name) == expected


def test_7_6_composed_and_decomposed_letters_are_one_name() -> None:
    name = "Amélie/Mon activité.json"

    assert names.matched(unicodedata.normalize("NFD", name)) == names.matched(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("data/tweets.js", "data/tweets.js"),
        ("Zoë 😀.txt", "Zoë 😀.txt"),
        ("x\u202etxt.exe", "x\\u202etxt.exe"),
        ("a\nb\x1b[31m.txt", "a\\u000ab\\u001b[31m.txt"),
        ("a\0b", "a\\u0000b"),
        ("bad\udcff.txt", "bad\\udcff.txt"),
        ("tag\U000e0041", "tag\\U000e0041"),
    ],
)
def test_7_6_what_does_not_print_is_spelt_out(name: str, expected: str) -> None:
    assert names.shown(name) == expected


@given(st.text(max_size=80))
def test_a_shown_name_can_always_be_printed(name: str) -> None:
    assert names.shown(name).isprintable()
    assert names.shown(name).encode("utf-8").decode("utf-8") == names.shown(name)


@given(st.text(max_size=80))
def test_no_part_of_a_matched_name_leads_elsewhere(name: str) -> None:
    once = names.matched(name)

    assert once == "" or not {".", "..", ""} & set(once.split("/"))


@pytest.mark.parametrize(
    "name", ["__MACOSX/data/._tweets.js", "a/.DS_Store", "Thumbs.db", "x/._y.json", "desktop.ini", "__macosx/x.js"]
)
def test_litter(name: str) -> None:
    assert names.is_clutter(names.matched(name))


@pytest.mark.parametrize("name", ["data/tweets.js", "my__macosx/x.js", "_chat.txt", "thumbs.dbx"])
def test_no_litter(name: str) -> None:
    assert not names.is_clutter(names.matched(name))


def test_names_made_to_hurt_do_not_match() -> None:
    with at_most(60):
        assert not names.matches("a" * 60_000, "*a*a*a*a*a*a*b")
        assert not names.matches("a/" * 20_000 + "a", "**/a/**/a/**/a/**/b")
        names.matched("../" * 20_000 + "x" * 300)
