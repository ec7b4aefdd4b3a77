"""A result in words alone: everything that whoever shows it needs, and nothing that steers what shows it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from audit.building import FINE, STOP, packed, tweet, x_files
from audit.reports_support import matter
from safeconduct.activity import Outcome
from safeconduct.archive.reading import read_paths
from safeconduct.audit import told
from safeconduct.audit.matter import Section
from safeconduct.audit.run import Audit, Result
from safeconduct.audit.scope import Scope
from safeconduct.policy import Library

KEVI = Library.shipped().get("kevi", date(2026, 11, 21))


def result(path: Path, texts: list[str]) -> Result:
    archive = packed(path / "x.zip", x_files([tweet(n, text) for n, text in enumerate(texts, 1)]))
    return Audit(read_paths([archive]), Scope((KEVI,))).run()


def test_the_account_and_each_matter(tmp_path: Path) -> None:
    found = result(tmp_path, [FINE, STOP])
    account = told.tell(found, "say who")

    assert (account.found, account.urgent, account.checked, account.whole) == (1, 1, 2, True)
    assert account.years == (2023, 2023)
    assert [platform.title for platform in account.platforms] == ["X (Twitter)"]
    ((brief, words),) = told.matters(found)
    assert (brief.section, brief.outcome, brief.year, brief.platform) == ("own-words", "stop", 2023, "X (Twitter)")
    assert "".join(text for text, _ in words.stretches) == STOP
    assert [topic for _, topic in words.stretches if topic]
    assert words.because.startswith(KEVI.title)
    assert words.badge == "Take down"


def test_it_goes_through_bytes_and_comes_back(tmp_path: Path) -> None:
    found = result(tmp_path, [STOP])
    ((brief, words),) = told.matters(found)

    for one in (brief, words, told.tell(found, "")):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=type(one)) == one


def one(**more: object) -> told.Told:
    return told.told(matter(**more), {}, {})  # type: ignore[arg-type]


def test_what_is_gone_already_says_so() -> None:
    assert (one(deleted=True).outcome, one(deleted=True).badge) == ("gone", "Already taken down")
    assert one(deleted=True, outcome=Outcome.ASK).outcome == "ask"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://me@x.example/", "ftp://x.example/", "https://x.example/\u202e"]
)
def test_only_a_plain_web_address_is_a_link(link: str) -> None:
    assert (one(link=link).link, one(link=link).host) == ("", "")


def test_controls_are_taken_out_of_everybody_s_words() -> None:
    words = one(text="a\x1b[2Jb", says="A\x00post", to="\x07me", find="here\x1b")

    assert "\x1b" not in repr(words.stretches) + words.says + words.to + words.find


def test_a_long_text_is_cut_and_says_how_much_is_left_out() -> None:
    words = one(text="x" * 5_000, marks=())

    assert (sum(len(text) for text, _ in words.stretches), words.left_out) == (4_000, 1_000)


def test_years_are_those_of_the_british_clock() -> None:
    summer, none = datetime(2023, 6, 30, 23, 30, tzinfo=UTC), None
    assert told.brief(matter(at=summer), {}).year == 2023
    assert told.brief(matter(at=none), {}).year == 0
    assert told.brief(matter(section=Section.SETTINGS), {}).section == "settings"
