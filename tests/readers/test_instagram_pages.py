"""Instagram's web pages: their clock, their letters, and that they are told by how they are built."""

from __future__ import annotations

from pathlib import Path

import pytest

from readers.instagram_files import ACTIVITY, CHAT, PROFILE, box_page, one, opened, profile, read, said
from safeconduct.archive.reading import Status


@pytest.mark.parametrize(
    ("shown", "seconds"),
    [
        ("Aug 09, 2026 9:49 am", 1786297781),
        ("Mar 11, 2026 2:49 am", 1773226198),
        ("Apr 05, 2024 3:43 pm", 1712360599),
        ("Dec 29, 2025 1:46 pm", 1767044795),
        ("Sep 22, 2017, 6:33 AM", 1506090780),
    ],
)
def test_web_pages_keep_a_clock_eight_hours_behind_all_year(tmp_path: Path, shown: str, seconds: int) -> None:
    page = box_page(f"<h2>Caption</h2><div><img src='a.jpg'></div><div>{shown}</div>")

    at = one(read(tmp_path, {ACTIVITY + "media/posts_1.html": page})).at

    assert at is not None
    assert int(at.timestamp()) == seconds - seconds % 60


@pytest.mark.parametrize(
    ("main", "end"),
    [
        ('<main role="main">', "</main>"),
        ('<div role="main">', "</div>"),
        ('<main><div class="w">', "</div></main>"),
        ("<div>", "</div>"),
    ],
    ids=["main", "role", "wrapped", "neither"],
)
def test_a_page_is_read_by_how_it_is_built(tmp_path: Path, main: str, end: str) -> None:
    page = box_page(said("Mariam Yusuf", "Well done<br>you"), said("Yusuf Ali", "thanks miss"), main=main, end=end)

    records = [record for record in read(tmp_path, {PROFILE: profile(), CHAT + "html": page}) if record.kind == "message"]

    assert [(record.text, record.author_is_owner, record.to) for record in records] == [
        ("Well done\nyou", True, "Yusuf Ali"),
        ("thanks miss", False, "Yusuf Ali"),
    ]


def test_letters_of_web_pages_are_whole_already(tmp_path: Path) -> None:
    page = box_page(said("Yusuf Ali", "crème brûlée – Ã is a letter"))

    assert one(read(tmp_path, {CHAT + "html": page})).text == "crème brûlée – Ã is a letter"


def test_words_beside_a_link_are_words_and_those_inside_what_was_shared_are_not(tmp_path: Path) -> None:
    link = '<a href="https://www.instagram.com/reel/A/">reel</a>'
    shared = f"<div><div><div>Words of a stranger</div><div>{link}</div></div></div>"
    words = 'see <a href="https://example.org/">this</a> miss'
    first = f"<h2>Yusuf Ali</h2><div><div>{words}</div></div><div>Jun 15, 2025 7:06 am</div>"
    second = f"<h2>Yusuf Ali</h2><div><div>Yusuf Ali sent an attachment.</div>{shared}</div><div>Jun 15, 2025 7:05 am</div>"

    third = f"<h2>Yusuf Ali</h2><div><div></div>{shared}</div><div>Jun 15, 2025 7:04 am</div>"

    records = read(tmp_path, {CHAT + "html": box_page(first, second, third)})

    assert [(record.text, record.attached) for record in records] == [
        ("see this miss", ("https://example.org/",)),
        ("", ("https://www.instagram.com/reel/A/",)),
        ("", ("https://www.instagram.com/reel/A/",)),
    ]


def test_three_people_who_talk_are_a_group(tmp_path: Path) -> None:
    page = box_page(said("Anna B", "1"), said("Yusuf Ali", "2"), said("Mariam Yusuf", "3"))

    records = [record for record in read(tmp_path, {PROFILE: profile(), CHAT + "html": page}) if record.kind == "message"]

    assert {record.audience for record in records} == {"private_group"}


def test_a_comment_on_a_page_in_another_language(tmp_path: Path) -> None:
    row = "<tr><td colspan=2>{}<div><div>{}</div></div></td></tr>"
    table = f"<table>{row.format('Opmerking', 'Wat een dag')}{row.format('Media-eigenaar', 'yusuf.ali')}"
    page = box_page(f"<div>{table}<tr><td>Tijd</td><td>Jun 15, 2025 7:06 am</td></tr></table></div>")

    record = one(read(tmp_path, {ACTIVITY + "comments/post_comments_1.html": page}))

    assert (record.text, record.to, record.at and record.at.isoformat()) == (
        "Wat een dag",
        "yusuf.ali",
        "2025-06-15T15:06:00+00:00",
    )


def test_a_page_that_says_there_is_nothing_is_empty(tmp_path: Path) -> None:
    reading = opened(tmp_path, {ACTIVITY + "likes/liked_posts.html": box_page("No data")})

    assert list(reading.records()) == []
    assert [file.status for file in reading.files] == [Status.EMPTY]
