"""Hostile and broken archives through the whole reading and the command line: one group of tests for each kind of harm.

What each layer does by itself (zip, JSON, tables, pages, times) is tested beside it; here it is shown that nothing gets lost
on the way: no crash, no hang, no file written, the rest still read, and a word on what was not.
"""

from __future__ import annotations

import io
import json
import os
import resource
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.building import FINE, STOP, facebook_files, js, packed, tweet, x_files
from cli.running import run
from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record, RecordKind
from safeconduct.errors import ArchiveError


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def read(*paths: Path, owner: str = "") -> tuple[Reading, list[Record]]:
    reading = read_paths(paths, owner)
    return reading, list(reading.records())


def posts(records: list[Record]) -> list[str]:
    return [record.text for record in records if record.kind is RecordKind.POST]


def tweets(*texts: str) -> list[dict[str, Any]]:
    return [tweet(number, text) for number, text in enumerate(texts)]


# --- 1 names that would write elsewhere ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../data/tweets.js",
        "/etc/data/tweets.js",
        "C:\\Users\\nia\\data\\tweets.js",
        "..\\..\\data\\tweets.js",
        "con/data/tweets.js",
    ],
)
def test_1_a_name_that_points_elsewhere_is_only_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "inside").mkdir()
    archive = packed(tmp_path / "inside" / "a.zip", {name: js("tweets", tweets(FINE))})
    before = sorted(tmp_path.rglob("*"))

    _, records = read(archive)

    assert posts(records) == [FINE]
    assert sorted(tmp_path.rglob("*")) == before


def test_1_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(js("tweets", tweets("not mine")))
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        link = tarfile.TarInfo("data/note-tweet.js")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret")
        archive.addfile(link)
        data = js("tweets", tweets(FINE)).encode()
        info = tarfile.TarInfo("data/tweets.js")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))

    _, records = read(path)

    assert posts(records) == [FINE]


# --- 2 bombs ------------------------------------------------------------------------------------------------------


def test_2_a_file_of_zeros_stops_being_read_and_the_rest_is_read(tmp_path: Path) -> None:
    files = x_files(tweets(FINE))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        with archive.open("data/like.js", "w") as stream:
            stream.write(b"window.YTD.like.part0 = [")
            for _ in range(300):
                stream.write(b" " * 1024 * 1024)

    reading, records = read(tmp_path / "a.zip")

    assert posts(records) == [FINE]
    [bomb] = [file for file in reading.files if file.member == "data/like.js"]
    assert bomb.status is Status.NOT_UNDERSTOOD
    assert "fill up" in bomb.why


def test_2_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"data/tweets.js": js("tweets", tweets(FINE)), "data/like.js": js("like", [])})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[entry + 42 : entry + 46] = struct.pack("<I", 0)
    path.write_bytes(bytes(data))

    with pytest.raises(ArchiveError, match=r"overlap|share|same"):
        read(path)


def test_2_archives_in_archives_are_looked_into_two_deep_and_no_deeper(tmp_path: Path) -> None:
    inner: dict[str, bytes | str] = dict(x_files(tweets(FINE)))
    for depth in range(3):
        inner = {f"level{depth}.zip": packed(tmp_path / "x.zip", inner).read_bytes()}
    deep = packed(tmp_path / "deep.zip", inner)
    two = packed(
        tmp_path / "two.zip",
        {
            "level1.zip": packed(
                tmp_path / "y.zip", {"a.zip": packed(tmp_path / "z.zip", x_files(tweets(FINE))).read_bytes()}
            ).read_bytes()
        },
    )

    assert posts(read(two)[1]) == [FINE]
    with pytest.raises(ArchiveError, match="deep"):
        read(deep)


def test_2_a_zip_of_very_many_empty_files_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data/tweets.js", js("tweets", tweets(FINE)))
        for number in range(30_000):
            archive.writestr(f"data/tweets_media/{number}.jpg", b"")

    reading, records = read(path)

    assert posts(records) == [FINE]
    assert reading.media == 30_000


# --- 3 parts of archives ------------------------------------------------------------------------------------------


def cut(tmp_path: Path, share: float) -> Path:
    texts = [f"{FINE} {os.urandom(12).hex()}" for _ in range(400)]
    files = {"data/account.js": x_files([])["data/account.js"], "data/tweets.js": js("tweets", tweets(*texts))}
    path = packed(tmp_path / "whole.zip", files)
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    return tmp_path / "cut.zip"


def test_3_a_download_that_was_cut_off_is_read_as_far_as_it_goes_and_said_to_be_partial(tmp_path: Path) -> None:
    reading, records = read(cut(tmp_path, 0.6))

    assert 100 < len(posts(records)) < 400
    assert any("cut off" in what for what in reading.missing)
    assert not reading.understood


def test_3_nothing_found_is_never_said_of_a_part(tmp_path: Path) -> None:
    html = tmp_path / "report.html"

    ran = run("audit", str(cut(tmp_path, 0.6)), "--html", str(html))

    assert ran.status == 0
    assert "Nothing found" not in ran.text
    assert "Nothing found" not in html.read_text("utf-8")
    assert "cut off" in ran.text


def test_3_a_part_that_is_missing_between_others_is_named(tmp_path: Path) -> None:
    history = "Takeout/YouTube and YouTube Music/history/search-history.json"
    first = packed(
        tmp_path / "takeout-20240101T000000Z-001.zip",
        {
            history: json.dumps(
                [
                    {
                        "header": "YouTube",
                        "title": "Searched for soup",
                        "titleUrl": "https://www.youtube.com/results?search_query=soup",
                        "time": "2024-01-01T12:00:00Z",
                        "products": ["YouTube"],
                    }
                ]
            )
        },
    )
    third = packed(
        tmp_path / "takeout-20240101T000000Z-003.zip",
        {
            "Takeout/YouTube and YouTube Music/comments/comments.csv": "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\n"
        },
    )

    reading, _ = read(first, third)

    assert any("002" in what for what in reading.missing)


def test_3_files_that_the_archive_promises_and_lacks_are_named(tmp_path: Path) -> None:
    types = {"like": {"files": [{"fileName": "data/like.js", "globalName": "YTD.like.part0", "count": "7"}]}}
    manifest = "window.__THAR_CONFIG = " + json.dumps({"userInfo": {}, "archiveInfo": {}, "dataTypes": types})

    reading, _ = read(packed(tmp_path / "a.zip", x_files(tweets(FINE)) | {"data/manifest.js": manifest}))

    assert any("like.js" in what for what in reading.missing)
    assert not reading.understood


# --- 4 the same twice ---------------------------------------------------------------------------------------------


def test_4_two_exports_a_year_apart_count_each_post_once(tmp_path: Path) -> None:
    old = packed(tmp_path / "2023.zip", x_files(tweets("one", "two")))
    new = packed(tmp_path / "2024.zip", x_files(tweets("one", "two", "three")))

    assert posts(read(old, new)[1]) == ["one", "two", "three"]


def test_4_equal_words_at_different_times_are_two_posts(tmp_path: Path) -> None:
    twice = [tweet(1, FINE), tweet(2, FINE, "Sun Feb 19 12:33:11 +0000 2023")]

    assert posts(read(packed(tmp_path / "a.zip", x_files(twice)))[1]) == [FINE, FINE]


def test_4_the_same_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_files(tweets("one")))

    assert posts(read(path, path)[1]) == ["one"]


# --- 5 what is no readable zip ------------------------------------------------------------------------------------


def spoilt(path: Path, name: str, change: str) -> Path:
    """A zip whose entry of that name has a password, a wrong check sum or an unknown packing."""
    data = bytearray(path.read_bytes())
    for sign, flags, method, crc in ((b"PK\x03\x04", 6, 8, 14), (b"PK\x01\x02", 8, 10, 16)):
        start = -1
        while (start := data.find(sign, start + 1)) >= 0:
            name_at = start + (30 if sign == b"PK\x03\x04" else 46)
            if data[name_at : name_at + len(name)] != name.encode():
                continue
            if change == "password":
                data[start + flags] |= 1
            elif change == "packing":
                data[start + method : start + method + 2] = struct.pack("<H", 9)
            else:
                data[start + crc] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize(("change", "says"), [("password", "password"), ("packing", "Deflate64"), ("check sum", "damaged")])
def test_5_one_file_that_cannot_be_unpacked_is_named_and_the_rest_read(tmp_path: Path, change: str, says: str) -> None:
    files = x_files(tweets(FINE), like=[{"like": {"tweetId": "9", "fullText": "a"}}])

    reading, records = read(spoilt(packed(tmp_path / "a.zip", files), "data/like.js", change))

    assert posts(records) == [FINE]
    [wrong] = [file for file in reading.files if file.member == "data/like.js"]
    assert not wrong.understood
    assert says in wrong.why


def test_5_a_tgz_that_is_called_zip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in x_files(tweets(FINE)).items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))

    assert posts(read(path)[1]) == [FINE]


# --- 6 names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "top", ["Nia's Downloads/", "TWITTER/", "cafe\u0301/", "🦢/", "\u202eevil\u202c/", "x" * 300 + "/", "dots.../", "ÀÉ/"]
)
def test_6_odd_folders_around_an_export_do_not_hide_it(tmp_path: Path, top: str) -> None:
    path = packed(tmp_path / "a.zip", {top + name.upper(): content for name, content in x_files(tweets(FINE)).items()})

    _, records = read(path)

    assert posts(records) == [FINE]
    assert all("\u202e" not in record.locator.member for record in records)


def test_6_names_that_differ_only_in_case_are_two_files(tmp_path: Path) -> None:
    files = {"data/tweets.js": js("tweets", tweets("one")), "DATA/TWEETS.JS": js("tweets", [tweet(9, "two")])}

    assert sorted(posts(read(packed(tmp_path / "a.zip", files))[1])) == ["one", "two"]


# --- 7 text -------------------------------------------------------------------------------------------------------

ODD_TEXTS = [
    "half a pair \ud83d here", "NUL \x00 and C1 \x85 \x9f", "cafÃ©", "ｆｕｌｌ ｗｉｄｔｈ", "zero\u200bwidth\u200djoiner",
    "\u202eright to left\u202c", "Bore da, sut mae'r plant heddiw?", "Dzień dobry, mamy dziś próbę", "آج کلاس بہت اچھی تھی", "👩🏽‍🏫🏴󠁧󠁢󠁷󠁬󠁳󠁿",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_7_odd_text_is_kept_and_can_be_written_out(tmp_path: Path, text: str) -> None:
    path = packed(tmp_path / "a.zip", x_files(tweets(text)))

    ran = run("archive", "read", str(path), "--jsonl", "-")

    [post] = [line for line in ran.lines if line["kind"] == "post"]
    assert ran.status == 0
    assert post["text"].replace("\ufffd", "?") == text.replace("\ud83d", "?").replace("\x00", "?")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_7_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    files: dict[str, str | bytes] = {name: content.encode(encoding) for name, content in x_files(tweets("Zażółć 🦢")).items()}

    assert posts(read(packed(tmp_path / "a.zip", files))[1]) == ["Zażółć 🦢"]


def test_7_bytes_that_are_no_text_cost_one_character(tmp_path: Path) -> None:
    content = js("tweets", tweets("caf@ au lait")).encode().replace(b"@", b"\xe9")

    assert posts(read(packed(tmp_path / "a.zip", {"data/tweets.js": content}))[1]) == ["caf\ufffd au lait"]


def test_7_a_message_of_ten_megabytes_is_read_and_audited(tmp_path: Path) -> None:
    long = "la " * 3_300_000
    path = packed(tmp_path / "a.zip", x_files(tweets(long, FINE)))

    _, records = read(path)

    assert sorted(map(len, posts(records))) == [len(FINE), len(long)]


# --- 8 JSON -------------------------------------------------------------------------------------------------------


def array(*items: str, after: str = "]") -> dict[str, str]:
    return {"data/tweets.js": "window.YTD.tweets.part0 = [" + ", ".join(items) + after}


GOOD = json.dumps(tweet(1, FINE))


@pytest.mark.parametrize(
    "bad",
    [
        '{"tweet": ' * 4000 + "1" + "}" * 4000,
        '{"tweet": {"id_str": ' + "9" * 6000 + "}}",
        '{"tweet": {"id_str": "4", "full_text": NaN}}',
        '{"tweet": null}',
        "null",
        "[]",
        '{"tweet": {"id_str": 5, "created_at": 17, "full_text": ["x"]}}',
        '{"tweet": {"id_str": "6", "full_text": "\\x0b"}}',
        '{"tweet": {"id_str": "7", "full_text": "unfinished}}',
        "{{{",
        "]]",
    ],
    ids=range(11),
)
def test_8_a_bad_item_costs_itself_and_the_others_are_read(tmp_path: Path, bad: str) -> None:
    files = array(GOOD, bad, json.dumps(tweet(2, "second")))

    _, records = read(packed(tmp_path / "a.zip", files))

    assert FINE in posts(records)


@pytest.mark.parametrize("after", [",]", "];", "];\nvar x = 1; // more", "", ",", "] ]"])
def test_8_what_stands_behind_the_list_or_is_missing_costs_nothing_before_it(tmp_path: Path, after: str) -> None:
    assert posts(read(packed(tmp_path / "a.zip", array(GOOD, after=after)))[1]) == [FINE]


def test_8_one_line_of_many_megabytes_is_a_stream(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", array(*(json.dumps(tweet(n, f"{n} {FINE}")) for n in range(150_000))))
    reading = read_paths([path])

    first = next(reading.records())

    assert first.text.endswith(FINE)
    assert reading.position < reading.total / 4


@pytest.mark.parametrize("time", ["Thu Jan 01 00:00:00 +0000 1970", "Sat Feb 18 12:33:11 +0000 1833", "not a time", "", "-1"])
def test_8_impossible_times_are_no_times(tmp_path: Path, time: str) -> None:
    _, records = read(packed(tmp_path / "a.zip", x_files([tweet(1, FINE, time)])))

    assert [record.at for record in records if record.kind is RecordKind.POST] == [None]


# --- 9 tables -----------------------------------------------------------------------------------------------------

HEADER = "id,permalink,date,ip,subreddit,gildings,link,parent,body,media"


def reddit(*rows: str, header: str = HEADER) -> dict[str, str]:
    return {
        "comments.csv": "\n".join([header, *rows]) + "\n",
        "posts.csv": "id,permalink,date,ip,subreddit,gildings,title,url,body\n",
    }


def row(number: int, body: str) -> str:
    return f"c{number},https://www.reddit.com/r/a/comments/b/c/c{number}/,2025-05-18 04:35:32 UTC,,a,0,https://www.reddit.com/r/a/,,{body},"


def comments(tmp_path: Path, files: dict[str, str]) -> list[str]:
    _, records = read(packed(tmp_path / "reddit.zip", files))
    return [record.text for record in records if record.kind is RecordKind.COMMENT]


def test_9_line_breaks_and_quotes_in_fields_are_part_of_them(tmp_path: Path) -> None:
    assert comments(tmp_path, reddit(row(1, '"two\nlines and a ""quote"""'), row(2, "plain"))) == [
        'two\nlines and a "quote"',
        "plain",
    ]


def test_9_a_quote_that_never_closes_does_not_swallow_the_file(tmp_path: Path) -> None:
    rows = [row(1, '"never closed'), *(row(n, f"plain {n}") for n in range(2, 60))]

    found = comments(tmp_path, reddit(*rows))

    assert len([text for text in found if text.startswith("plain")]) >= 50


def test_9_semicolons_nuls_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    lines = [HEADER.replace(",", ";"), row(1, "with a nul \x00").replace(",", ";")]
    files = {"comments.csv": "\ufeff" + "\n".join(lines) + "\n", "posts.csv": reddit()["posts.csv"]}

    assert comments(tmp_path, files)[0].startswith("with a nul")


def test_9_a_field_of_a_megabyte_is_read(tmp_path: Path) -> None:
    assert list(map(len, comments(tmp_path, reddit(row(1, "x" * 1_000_000))))) == [1_000_000]


def test_9_cells_of_our_own_tables_start_no_formula(tmp_path: Path) -> None:
    attack = f'=HYPERLINK("http://198.51.100.7","see") {STOP}'
    target = tmp_path / "worklist.csv"

    run("audit", str(packed(tmp_path / "a.zip", x_files(tweets(attack)))), "--csv", str(target))

    import csv

    cells = [cell for line in csv.reader(io.StringIO(target.read_text("utf-8-sig"))) for cell in line]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


# --- 10 pages -----------------------------------------------------------------------------------------------------

PAGE = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.html"


def page(*bodies: str) -> dict[str, str]:
    sections = "".join(
        f'<section class="_a6-g"><h2 class="_2ph_ _a6-h _a6-i">Nia Roberts updated her status.</h2><div class="_2ph_ _a6-p"><div>'
        f'<div class="_2pin"><div>{body}</div></div></div></div><footer class="_3-94 _a6-o"><div class="_a72d">Jun 04, 2025 6:46:10 pm</div>'
        f"</footer></section>"
        for body in bodies
    )
    return {
        PAGE: f'<html><head><base href="http://198.51.100.7/"><title>Posts</title></head><body><main>{sections}</main></body></html>'
    }


def facebook_posts(tmp_path: Path, files: dict[str, str]) -> list[str]:
    return posts(read(packed(tmp_path / "facebook.zip", files))[1])


@pytest.mark.parametrize(
    "trouble",
    [
        "<script>document.location='http://198.51.100.7'</script>",
        "<img src='http://198.51.100.7/x.png'>",
        "<div>" * 600,
        "</section></div></div>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>&a;&a;",
        "<svg><style>*{}</style></svg>",
        "a < b && c > d",
    ],
)
def test_10_broken_and_hostile_pages_are_read_on(tmp_path: Path, trouble: str) -> None:
    found = facebook_posts(tmp_path, page("first words", trouble, "last words"))

    assert "first words" in found
    assert any("last words" in text for text in found)
    assert not [text for text in found if "document.location" in text]


def test_10_our_own_page_shows_hostile_words_as_words(tmp_path: Path) -> None:
    attack = f"<script>alert(1)</script><img src=http://198.51.100.7/x onerror=alert(1)> </style> {STOP}"
    target = tmp_path / "report.html"

    run("audit", str(packed(tmp_path / "a.zip", x_files(tweets(attack)))), "--html", str(target))

    html = target.read_text("utf-8")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html


# --- 11 the wrong person ------------------------------------------------------------------------------------------


def test_11_an_archive_of_somebody_else_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_files(tweets(FINE)))

    assert "somebody else" in run("audit", str(path), "--owner", "Tom Bell").text
    assert "somebody else" not in run("audit", str(path), "--owner", "Nia R").text


# --- 12 mostly films ----------------------------------------------------------------------------------------------


def test_12_films_are_counted_and_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "films.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in x_files(tweets(FINE)).items():
            archive.writestr(name, content)
        for number in range(3):
            archive.writestr(f"data/tweets_media/{number}-film.mp4", b"\0" * 3_000_000)

    reading, records = read(path)

    assert posts(records) == [FINE]
    assert reading.media == 3
    assert reading.total < 100_000


# --- 13 times -----------------------------------------------------------------------------------------------------


def chat(*lines: str) -> dict[str, str]:
    return {"WhatsApp Chat with Tom Bell.txt": "\n".join(lines) + "\n"}


def times(tmp_path: Path, *lines: str) -> list[str]:
    _, records = read(packed(tmp_path / "chat.zip", chat(*lines)), owner="Nia Roberts")
    return [record.at.isoformat() if record.at else "" for record in records]


def test_13_summer_and_winter_on_the_british_clock(tmp_path: Path) -> None:
    found = times(
        tmp_path,
        "13/01/2024, 12:00 - Nia Roberts: winter",
        "13/07/2024, 12:00 - Nia Roberts: summer",
        "29/02/2024, 12:00 - Nia Roberts: leap",
    )

    assert found == ["2024-01-13T12:00:00+00:00", "2024-07-13T11:00:00+00:00", "2024-02-29T12:00:00+00:00"]


def test_13_the_hour_that_does_not_exist_and_the_hour_that_is_there_twice(tmp_path: Path) -> None:
    found = times(tmp_path, "31/03/2024, 01:30 - Nia Roberts: the gap", "27/10/2024, 01:30 - Nia Roberts: twice")

    assert found[0] in ("2024-03-31T00:30:00+00:00", "2024-03-31T01:30:00+00:00")
    assert found[1] in ("2024-10-27T00:30:00+00:00", "2024-10-27T01:30:00+00:00")


def test_13_a_date_in_the_far_future_is_no_date(tmp_path: Path) -> None:
    _, records = read(packed(tmp_path / "a.zip", x_files([tweet(1, FINE, "Sat Feb 18 12:33:11 +0000 2103")])))

    assert [record.at for record in records if record.kind is RecordKind.POST] == [None]


# --- 14 the machine -----------------------------------------------------------------------------------------------


def test_14_every_file_that_failed_is_in_the_account_and_all_others_are_read(tmp_path: Path) -> None:
    files = x_files(tweets(FINE)) | {"data/like.js": "\x00\x01", "data/profile.js": "window", "data/block.js": "[{{{"}
    files |= facebook_files(friends=["Tom Bell"])

    reading, records = read(packed(tmp_path / "a.zip", files))

    assert FINE in posts(records)
    assert any(record.to == "Tom Bell" for record in records)
    assert {file.member for file in reading.files if not file.understood} == {
        "data/like.js",
        "data/profile.js",
        "data/block.js",
    }


def test_14_a_disk_that_is_full_is_an_error_and_no_half_report_stays(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_files(tweets(STOP)))

    ran = run("audit", str(path), "--html", "/dev/full") if Path("/dev/full").exists() else None

    assert ran is None or (ran.status == 1 and "Traceback" not in ran.err)


def test_14_memory_stays_flat_while_a_large_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("data/tweets.js", "w") as stream:
        stream.write(b"window.YTD.tweets.part0 = [")
        stream.writelines(_large(60 * 1024 * 1024))
        stream.write(b"]")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    count = sum(1 for _ in read_paths([path]).records())

    assert count > 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024


def _large(size: int) -> Iterator[bytes]:
    given = number = 0
    while given < size:
        piece = (", " if number else "").encode() + json.dumps(
            tweet(number, f"{zlib.crc32(b'%d' % number):x} " + FINE * 3)
        ).encode()
        number, given = number + 1, given + len(piece)
        yield piece
