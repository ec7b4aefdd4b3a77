"""YouTube and Takeout: the traps of its tables, pages and localised trees, and what is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record
from safeconduct.readers._youtube_tables import spoken

WATCH = "https://www.youtube.com/watch?v=abcdefghijk"


def read(folder: Path, files: dict[str, str]) -> tuple[list[Record], Reading]:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(data, encoding="utf-8")
    reading = read_paths([folder])
    return list(reading.records()), reading


def entry(title: str, link: str = "", **more: Any) -> dict[str, Any]:
    told = {"header": "YouTube", "title": title, "time": "2024-01-01T10:00:00Z", "products": ["YouTube"], **more}
    return {**told, "titleUrl": link} if link else told


def history(folder: Path, *entries: Any, name: str = "watch-history.json") -> tuple[list[Record], Reading]:
    return read(folder, {name: json.dumps(entries)})


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('{"text":"one "},{"text":"two"}', "one two"),
        ('{"text":"a\nraw break"}', "a\nraw break"),
        ('[{"text":"an "},{"text":"array"}]', "an array"),
        ('{"text":"@x","mention":{"externalChannelId":"UC"}}, {"text":" hi"}', "@x hi"),
        ("plain words", "plain words"),
        ('{"text":"cut', '{"text":"cut'),
        ('{"text":"half \\ud83d"}', "half \ufffd"),
        ('{"text":"ok"},{"tex', 'ok{"tex'),
        ("{" * 5000, "{" * 5000),
        ("", ""),
    ],
)
def test_the_words_of_a_comment_are_pieces_of_json(cell: str, words: str) -> None:
    assert spoken(cell) == words


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_the_header_of_comments_in_any_case(case: Any, tmp_path: Path) -> None:
    header = case("Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text")
    found, _ = read(
        tmp_path, {"comments.csv": f'{header}\nUg,UC,2024-03-05T19:22:11+00:00,0,,abcdefghijk,"{{""text"":""hi""}}"\n'}
    )

    assert [(record.text, record.link) for record in found] == [("hi", f"{WATCH}&lc=Ug")]


@pytest.mark.parametrize(
    ("title", "link", "kind", "text", "aspect"),
    [
        ("Watched\u00a0A film", WATCH, "media", "A film", "watched"),
        ("Watched a video that has been removed", "", "media", "", "watched"),
        ("Xyzzy plugh", WATCH, "media", "Xyzzy plugh", "watched"),
        ("Xyzzy plugh", "https://www.youtube.com/results?search_query=caf%C3%A9+%2B", "search", "café +", ""),
        ("Searched for plain words", "", "search", "plain words", ""),
        ("Disliked A film", WATCH, "like", "A film", "dislike"),
        ("Obejrzano: A film", WATCH, "media", "A film", "watched"),
        ("Vous avez regardé A film", WATCH, "media", "A film", "watched"),
        ("A film angesehen", WATCH, "media", "A film", "watched"),
        ("Watched Watched at night", WATCH, "media", "Watched at night", "watched"),
        ("Watched " + WATCH, WATCH, "media", "", "watched"),
        ("Used YouTube", "", "media", "", ""),
    ],
)
def test_what_was_done_is_told_by_the_link_first(
    tmp_path: Path, title: str, link: str, kind: str, text: str, aspect: str
) -> None:
    [record], reading = history(tmp_path, entry(title, link))

    assert (record.kind, record.text, record.aspect) == (kind, text, aspect)
    assert record.author_is_owner is (kind == "search")
    assert reading.understood


def test_advertisements_are_never_chosen(tmp_path: Path) -> None:
    ads = [{"name": "Von Google Anzeigen"}]
    searched = "https://www.youtube.com/results?search_query=x"
    found, _ = history(tmp_path, entry("Watched An ad", WATCH, details=ads), entry("Searched for x", searched, details=ads))

    assert [(record.kind, record.aspect, record.author_is_owner) for record in found] == [("media", "ad", False)] * 2


def test_broken_entries_are_said_and_the_rest_is_read(tmp_path: Path) -> None:
    broken: list[Any] = [
        None,
        7,
        "text",
        [],
        {},
        {"titleUrl": ["x"], "title": {"a": 1}, "time": 5, "subtitles": "x", "details": 3},
    ]
    found, reading = history(tmp_path, entry("Watched A", WATCH), *broken, entry("Watched B", f"{WATCH}2"))

    assert [(record.text, record.locator.index) for record in found] == [("A", 0), ("B", 7)]
    assert sum(reading.files[0].problems.values()) == len(broken)


def test_bad_links_are_survived(tmp_path: Path) -> None:
    bad = [
        "http://[",
        "https://www.youtube.com/results?" + "&" * 100_000,
        "https://www.youtube.com/results?search_query=%ff",
        "\ud800",
    ]
    found, _ = history(tmp_path, *(entry("Watched A", link) for link in bad))

    assert len(found) == len(bad)


def test_an_empty_history_is_empty(tmp_path: Path) -> None:
    _, reading = read(
        tmp_path, {"Takeout/YouTube/history/watch-history.json": "[]", "Takeout/YouTube/history/search-history.json": "[]"}
    )

    assert {file.status for file in reading.files} == {Status.EMPTY}


def test_other_products_are_left_aside_and_said(tmp_path: Path) -> None:
    _, reading = read(
        tmp_path,
        {
            "Takeout/YouTube and YouTube Music/history/watch-history.json": json.dumps([entry("Watched A", WATCH)]),
            "Takeout/My Activity/Chrome/MyActivity.json": json.dumps([{**entry("Visited", WATCH), "products": ["Chrome"]}]),
            "Takeout/Drive/a.txt": "x",
            "Takeout/Something New/a.json": "{}",
            "Takeout/YouTube and YouTube Music/new thing/new.csv": "a,b\n1,2\n",
        },
    )

    status = {file.member.removeprefix("Takeout/"): file.status for file in reading.files}
    assert status["My Activity/Chrome/MyActivity.json"] == Status.SKIPPED
    assert status["Drive/a.txt"] == Status.SKIPPED
    assert status["Something New/a.json"] == Status.NOT_UNDERSTOOD
    assert status["YouTube and YouTube Music/new thing/new.csv"] == Status.NOT_UNDERSTOOD


def cell(body: str, caption: str = "YouTube") -> str:
    return (
        f'<div class="outer-cell"><div class="header-cell"><p>YouTube<br></p></div><div class="content-cell">{body}</div>'
        f'<div class="content-cell"><b>Products:</b><br>{caption}<br></div></div>'
    )


@pytest.mark.parametrize(
    ("written", "utc", "local"),
    [
        ("4 Jun 2024, 18:46:10 BST", "2024-06-04T17:46:10+00:00", ""),
        ("Jun 4, 2024, 6:46:10\u202fPM GMT+01:00", "2024-06-04T17:46:10+00:00", ""),
        ("Jun 4, 2018, 6:46:10 PM", "2018-06-04T17:46:10+00:00", "2018-06-04T18:46"),
        ("Jan 4, 2018, 6:46:10 PM", "2018-01-04T18:46:10+00:00", "2018-01-04T18:46"),
        ("some day", None, ""),
    ],
)
def test_html_times_with_a_zone_and_without(tmp_path: Path, written: str, utc: str | None, local: str) -> None:
    style = f"<style>{'.a{}' * 35_000}</style>"
    body = cell(f"Watched\u00a0<a href={WATCH}>A</a><br>{written}<br>")
    page = f"<html><head>{style}</head><body>{body}</body></html>"
    [record], _ = read(tmp_path, {"Takeout/YouTube/history/watch-history.html": page})

    assert (record.text, record.at.isoformat() if record.at else None, record.local) == ("A", utc, local)


def test_old_comment_pages_are_utc(tmp_path: Path) -> None:
    page = (
        f'<html><body><ul><li>Gesendet am 2019-06-16 02:47:24 UTC, <a href="{WATCH}">x</a>.<br/>Wörter</li><li>junk</li></ul>'
    )
    found, reading = read(tmp_path, {"Takeout/YouTube/meine-kommentare/meine-kommentare.html": page})

    assert [(record.text, record.at.isoformat() if record.at else "") for record in found] == [
        ("Wörter", "2019-06-16T02:47:24+00:00")
    ]
    assert reading.files[0].problems == {"a row without words": 1}


def test_a_single_renamed_table_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    table = 'Reactie-ID,A,B,C,D,Video-ID,E\nUgx,UC,2024-03-05T19:22:11+00:00,0,,abcdefghijk,"{""text"":""hoi""}"\n'
    found, _ = read(tmp_path, {"reacties.csv": table})

    assert [(record.text, record.id) for record in found] == [("hoi", "Ugx")]


def test_tables_of_nothing_in_another_language_are_empty(tmp_path: Path) -> None:
    folder = "Takeout/YouTube et YouTube Music"
    comments = "ID du commentaire,ID de la chaîne,Horodatage,Prix,ID du commentaire parent,ID de la vidéo,Texte\n"
    _, reading = read(
        tmp_path,
        {
            f"{folder}/commentaires/commentaires.csv": comments,
            f"{folder}/abonnements/abonnements.csv": "ID de la chaîne,URL de la chaîne,Titre\n",
        },
    )

    assert {file.status for file in reading.files} == {Status.EMPTY}


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("YouTube en YouTube Music/abonnementen/abonnementen.csv", "Kanaal-ID,Kanaal-URL,Kanaaltitel"),
        ("YouTube und YouTube Music/Abos/Abos.csv", "Kanal-ID;Kanal-URL;Kanaltitel"),
        ("YouTube et YouTube Music/abonnements/abonnements.csv", "ID des chaînes,URL des chaînes,Titres des chaînes"),
        ("YouTube i YouTube Music/subskrypcje/subskrypcje.csv", "Identyfikator,Adres,Nazwa"),
    ],
)
@pytest.mark.parametrize("channel", ["UChhhhhhhhhhhhhhhhhhhhhh", "UC1", "UCa_-b-"])
def test_subscriptions_are_known_by_their_structure(tmp_path: Path, name: str, header: str, channel: str) -> None:
    sign = ";" if ";" in header else ","
    cells = [channel, f"http://www.youtube.com/channel/{channel}", "UC Ineke"]
    found, reading = read(tmp_path, {f"Takeout/{name}": f"{header}\n{sign.join(cells)}\n"})

    assert [(record.kind, record.to, record.id, record.link) for record in found] == [
        ("connection", "UC Ineke", channel, f"http://www.youtube.com/channel/{channel}")
    ]
    assert reading.understood


@pytest.mark.parametrize(
    ("folder", "header"),
    [
        (
            "YouTube en YouTube Music/reacties/reacties.csv",
            "Reactie-ID,Kanaal-ID,Tijdstempel,Prijs,Bovenliggend,Video-ID,Tekst",
        ),
        ("YouTube und YouTube Music/Kommentare/Kommentare.csv", "Kommentar-ID,Kanal-ID,Zeit,Preis,Über,Video-ID,Text"),
        ("YouTube et YouTube Music/commentaires/commentaires.csv", "ID,Chaîne,Horodatage,Prix,Parent,ID de la vidéo,Texte"),
    ],
)
@pytest.mark.parametrize("film", ["abcdefghijk", "vid1"])
def test_comments_in_other_languages_keep_their_video(tmp_path: Path, folder: str, header: str, film: str) -> None:
    row = f'UgN,UCme,2024-07-03T10:00:00+00:00,0,,{film},"{{""text"":""hoi""}}"'
    found, _ = read(tmp_path, {f"Takeout/{folder}": f"{header}\n{row}\n"})

    assert [(record.text, record.link) for record in found] == [("hoi", f"https://www.youtube.com/watch?v={film}&lc=UgN")]


PLAYLIST = "Playlist Id,Channel Id,Time Created,Time Updated,Title,Description,Visibility\n"
FILMS = "\nVideo Id,Time Added\nvidz,2020-01-02 00:00:00 UTC\n"
LISTS = "Takeout/YouTube and YouTube Music/playlists"


def playlist(description: str, visibility: str = "Public") -> str:
    return f"PL2,UCme,2020-01-01 00:00:00 UTC,2020-01-03 00:00:00 UTC,Old list,{description},{visibility}\n"


@pytest.mark.parametrize(("visibility", "audience"), [("Public", "public"), ("Unlisted", "public"), ("Private", "unknown")])
def test_a_described_playlist_is_the_owners_words(tmp_path: Path, visibility: str, audience: str) -> None:
    found, reading = read(tmp_path, {f"{LISTS}/Old list.csv": PLAYLIST + playlist("My words", visibility) + FILMS})

    assert [(record.kind, record.aspect, record.author_is_owner, record.text, record.audience) for record in found] == [
        ("post", "playlist", True, "Old list\nMy words", audience)
    ]
    assert [record.at.isoformat() for record in found if record.at] == ["2020-01-01T00:00:00+00:00"]
    assert reading.understood


def test_a_playlist_without_a_description_is_left_aside_and_said(tmp_path: Path) -> None:
    _, reading = read(
        tmp_path,
        {
            "Takeout/YouTube and YouTube Music/history/watch-history.json": json.dumps([entry("Watched A", WATCH)]),
            f"{LISTS}/a.csv": PLAYLIST + playlist("") + FILMS,
            f"{LISTS}/playlists.csv": "Playlist ID,Playlist Title (Original),Playlist Visibility\nPL1,My list,Private\n",
            f"{LISTS}/My list-videos.csv": "Video ID,Playlist Video Creation Timestamp\nvidz,2020-01-02T00:00:00+00:00\n",
        },
    )

    lists = {file.status: file.why for file in reading.files if "/playlists/" in file.member}
    assert lists == {Status.SKIPPED: "playlists hold other people's videos"}


def test_many_playlists_in_one_table(tmp_path: Path) -> None:
    header = (
        "Playlist ID,Add new videos to top,Playlist Description (Original),Playlist Description (Original) Language,"
        "Playlist Title (Original),Playlist Create Timestamp,Playlist Visibility\n"
    )
    plain = "".join(f"PL{n},False,,en,List {n},2024-01-01T00:00:00+00:00,Private\n" for n in range(200))
    last = "PLx,False,Mine,en,Last,2024-01-01T00:00:00+00:00,Public\n"
    found, reading = read(tmp_path, {f"{LISTS}/playlists.csv": header + plain + "PLshort,False\n" + last})

    assert [(record.text, record.locator.index) for record in found] == [("Last\nMine", 201)]
    assert reading.files[0].problems == {"a row has fewer fields than the header": 1}


VIDEOS = (
    "Video ID,Approximate Duration (ms),Video Audio Language,Video Category,Video Description (Original) Language,Channel ID,"
    "Video Title (Original),{},Video State,Video Create Timestamp,Video Publish Timestamp\n"
)


@pytest.mark.parametrize("column", ["Video Privacy", "Privacy", "Video Visibility"])
@pytest.mark.parametrize(("privacy", "audience"), [("Public", "public"), ("Unlisted", "public"), ("Private", "unknown")])
def test_who_can_see_a_video(tmp_path: Path, column: str, privacy: str, audience: str) -> None:
    row = f"v1,1000,en,Education,en,UCme,My lesson,{privacy},Processed,2024-02-01T00:00:00+00:00,\n"
    name = "Takeout/YouTube and YouTube Music/videos/videos.csv"
    [record], _ = read(tmp_path, {name: VIDEOS.format(column) + row})

    assert (record.text, record.audience, record.id) == ("My lesson", audience, "v1")
    assert record.at is not None
