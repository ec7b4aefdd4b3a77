"""YouTube's own tables: comments, live chats, posts, subscriptions, videos, the channel; and the comment pages before them.

The header of a table is in the language of the account. An English one is read by its names; in any other the columns are
told by what stands in them: a comment's words are pieces of JSON, a channel's id begins with ``UC``, a time is ISO.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice, pairwise
from typing import Any, Final

from safeconduct.archive import clock, jsonstream, pages
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.archive.tables import Row, columns_of, rows
from safeconduct.archive.wording import tidy
from safeconduct.errors import ArchiveError
from safeconduct.readers._csv import NO_TIME, NO_WORDS, time, words
from safeconduct.readers._shapes import mapping, objects, text

_DECODER: Final = json.JSONDecoder(strict=False)
_WATCH: Final = "https://www.youtube.com/watch?v="
_ID: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
_VIDEO_ID: Final = 11  # characters
_CHANNEL_ID: Final = 24
_FILM: Final = ("video", "vidéo", "vídeo", "wideo", "film", "fideo")
_LANGUAGE: Final = "languag sprache taal langue idioma lingua język språk sprog iaith".split()  # noqa: SIM905
TITLE: Final = ("title", "titel", "titre", "título", "titulo", "titolo", "tittel", "tytuł", "teitl")
DESCRIPTION: Final = ("descri", "beschr", "opis", "beskriv", "disgrifiad")
_SHOWN: Final = (
    *("visib", "sichtbar", "zichtbaar", "widoczn", "synlig", "gweled", "privacy", "datenschutz", "confidential"),
    *("privacid", "prywatn", "sekretess", "personvern", "preifat"),
)


def spoken(cell: str) -> str:
    """The words of a comment: pieces of JSON with commas between, line breaks raw in them; or plain text as it is."""
    start = cell.lstrip("[ \n")
    if not start.startswith("{"):
        return tidy(cell.strip())
    pieces: list[str] = []
    place = 0
    while place < len(start):
        try:
            value, place = _DECODER.raw_decode(start, place)
        except (ValueError, RecursionError):
            return tidy("".join(pieces) + start[place:]).strip() if place else tidy(cell.strip())
        pieces.append(_piece(value))
        while place < len(start) and start[place] in ", \r\n\t]":
            place += 1
    return tidy("".join(pieces)).strip()


def _piece(value: Any) -> str:
    run = mapping(value)
    if isinstance(run.get("text"), str):
        return text(run["text"])
    inner = next((mapping(part) for part in run.values() if isinstance(part, dict)), {})
    return text(inner.get("displayName")) or text(inner.get("text"))


def is_comments(head: bytes) -> bool:
    """Whether a table is one of comments, live chats or posts."""
    for columns in columns_of(head):
        if {"comment id", "comment text"} <= set(columns) or {"live chat id", "live chat text"} <= set(columns):
            return True
        if {"post id", "post text"} <= set(columns):
            return True
    return b'{""text"":' in head or b'{""text"": ' in head or _has_only_a_header(head)


def _has_only_a_header(head: bytes) -> bool:
    """A table of nobody's comments, in whatever language: six columns or more, one of them a film's, and no row."""
    columns = only_line(head)
    return 6 <= len(columns) <= 9 and any(map(is_of_film, columns)) and "permalink" not in columns


def is_of_film(column: str) -> bool:
    """Whether a column's name, in whatever language, speaks of a film."""
    return any(word in column for word in _FILM)


def only_line(head: bytes) -> list[str]:
    """The columns of a table that is a header and nothing more."""
    lines = [columns for columns in columns_of(head) if len(columns) > 1]
    return lines[0] if len(lines) == 1 else []


def comments(sheet: Sheet) -> Iterator[Record]:
    """Comments, live chats and posts of the channel, each a row."""
    found = 0
    for row in rows(sheet.open(), needs=(), problem=sheet.problem):
        found += 1
        record = _comment(sheet, row)
        if record is None:
            sheet.problem(NO_WORDS)
        else:
            yield record
    sheet.items = found
    if not found:
        sheet.empty()


def _comment(sheet: Sheet, row: Row) -> Record | None:
    told = _columns(row)
    if not told["text"]:
        return None
    at = clock.iso(told["at"])
    if at is None:
        sheet.problem(NO_TIME)
    is_post = "post text" in row.cells
    is_chat = "live chat id" in row.cells or "live" in sheet.member.matched.rpartition("/")[2]
    return sheet.record(
        RecordKind.POST if is_post else RecordKind.COMMENT,
        row.index,
        at=at,
        text=told["text"],
        own=True,
        audience=Seen.PUBLIC,
        id=told["id"],
        link=_link(told, is_chat=is_chat),
        aspect="live_chat" if is_chat and not is_post else "",
    )


def _columns(row: Row) -> Mapping[str, str]:
    """What a row says, by its column names, or by the look of its cells."""
    if "comment text" in row.cells or "live chat text" in row.cells or "post text" in row.cells:
        return {
            "id": words(row, "comment id", "live chat id") or (words(row, "post id") if "post text" in row.cells else ""),
            "at": words(row, "comment create timestamp", "live chat create timestamp", "post create timestamp"),
            "video": words(row, "video id"),
            "post": words(row, "post id"),
            "text": spoken(row.get("comment text", "live chat text", "post text")),
        }
    return _by_looks(row.cells)


def _by_looks(named: Mapping[str, str]) -> Mapping[str, str]:
    cells = list(named.values())
    said = max((cell for cell in cells if cell.lstrip().startswith(('{"', '[{"'))), key=len, default="")
    films = [cell for column, cell in named.items() if cell and is_of_film(column) and set(cell) <= _ID]
    times = [cell for cell in cells if cell[:4].isdecimal() and clock.iso(cell)]
    videos = [cell for cell in cells[1:] if len(cell) == _VIDEO_ID and set(cell) <= _ID and cell not in times]
    identity = cells[0] if cells and set(cells[0]) <= _ID else ""
    posts = [cell for cell in cells[1:] if cell.startswith("Ugk") and len(cell) > _CHANNEL_ID]
    return {
        "id": identity,
        "at": times[0] if times else "",
        "video": next(iter(films or videos), ""),
        "post": posts[0] if posts and not (films or videos) else "",
        "text": spoken(said),
    }


def _link(told: Mapping[str, str], *, is_chat: bool) -> str:
    if told["video"]:
        return f"{_WATCH}{told['video']}" + ("" if is_chat or not told["id"] else f"&lc={told['id']}")
    post = told["post"]
    if not post:
        return ""
    return f"https://www.youtube.com/post/{post}" + ("" if told["id"] in ("", post) else f"?lc={told['id']}")


def is_comment_page(head: bytes) -> bool:
    """Whether a page is a list of comments and no history."""
    return b"outer-cell" not in head and b"<li" in head and b"youtube.com/" in head


def comment_page(sheet: Sheet) -> Iterator[Record]:
    """The comments and live chats of before 2021: a list of "Sent at … UTC while watching …", a break, the words."""
    is_chat = "chat" in sheet.member.matched.rpartition("/")[2]
    found = 0
    for block in pages.blocks(sheet.open(), lambda element: element.tag == "li", problem=sheet.problem):
        found += 1
        record = _listed(sheet, block, is_chat=is_chat)
        if record is None:
            sheet.problem(NO_WORDS)
        else:
            yield record
    sheet.items = found


def _listed(sheet: Sheet, block: pages.Block, *, is_chat: bool) -> Record | None:
    lead, _, said = pages.text_of(block.element).partition("\n")
    at = _written_time(lead)
    if at is None:
        return None
    links = [anchor.get("href") or "" for anchor in block.element.iter("a")]
    return sheet.record(
        RecordKind.COMMENT,
        block.index,
        at=at,
        text=tidy(said.strip()),
        own=True,
        audience=Seen.PUBLIC,
        link=tidy(next((link for link in links if "youtu" in link), "")),
        aspect="live_chat" if is_chat else "",
    )


def _written_time(lead: str) -> datetime | None:
    """The ``2019-06-16 02:47:24`` in a sentence of any language; it is UTC."""
    parts = lead.replace("T", " ").split()
    for day, hour in pairwise(parts):
        if day[:4].isdecimal() and day.count("-") == 2 and ":" in hour:
            return clock.iso(f"{day} {hour.rstrip('Z.,')}")
    return None


def is_channel(cell: str) -> bool:
    return cell.startswith("UC") and len(cell) == _CHANNEL_ID


_VIDEO_COLUMNS: Final = (
    *("video id", "approx duration (ms)", "video audio language", "video category", "video description (original) language"),
    *("channel id", "video description (original)", "video title (original) language", "video title (original)", "privacy"),
    *("video state", "video create timestamp", "video publish timestamp"),
)
_PUBLIC: Final = "public öffentlich openbaar publique público pública pubblico publiczny offentlig offentligt".split()  # noqa: SIM905
_BY_LINK: Final = ("unlisted", "nicht gelistet", "verborgen", "non répertoriée", "oculto", "non in elenco", "niepubliczny")
SHOWN_TO: Final = dict.fromkeys((*_PUBLIC, *_BY_LINK), Seen.PUBLIC)  # whoever has the link can see it and pass it on


def is_videos(head: bytes) -> bool:
    """Whether a table is that of the owner's videos."""
    return any({"video id", "video title (original)"} <= set(columns) for columns in columns_of(head)) or _is_foreign_videos(
        head
    )


def _is_foreign_videos(head: bytes) -> bool:
    """The same columns with other names: an id, a length, a category, a channel."""
    lines = head.decode("utf-8", "replace").splitlines()
    cells = lines[1].split(",") if len(lines) > 1 else []
    return len(cells) >= 6 and len(cells[0]) == _VIDEO_ID and cells[1].isdecimal() and any(map(is_channel, cells))


def videos(sheet: Sheet) -> Iterator[Record]:
    """What the owner put up: title and description, and who may see it."""
    found = 0
    for row in rows(sheet.open(), needs=(), problem=sheet.problem):
        found += 1
        if "video title (original)" not in row.cells and len(row.cells) == len(_VIDEO_COLUMNS):
            row = Row(row.index, dict(zip(_VIDEO_COLUMNS, row.cells.values(), strict=True)))  # noqa: PLW2901
        yield from _video(sheet, row)
    sheet.items = found
    if not found:
        sheet.empty()


def cell_of(row: Row, named: tuple[str, ...]) -> str:
    """The first cell that is not empty and whose column's name has one of some words in it; but not of which language it is."""
    for column, cell in row.cells.items():
        if cell.strip() and any(word in column for word in named) and not any(word in column for word in _LANGUAGE):
            return tidy(cell.strip())
    return ""


def shown_to(row: Row) -> Seen:
    """Who can see it, by the column that says so."""
    return SHOWN_TO.get(cell_of(row, _SHOWN).casefold(), Seen.UNKNOWN)


def time_in(cells: list[str]) -> datetime | None:
    """The first of some cells that is a time."""
    return next((at for cell in cells if cell[:4].isdecimal() and "-" in cell[4:5] and (at := time(cell.strip()))), None)


def _video(sheet: Sheet, row: Row) -> Iterator[Record]:
    identity = words(row, "video id") or next((cell for cell in row.cells.values() if cell), "")
    said = f"{cell_of(row, TITLE)}\n\n{cell_of(row, DESCRIPTION)}".strip()
    if not (identity or said):
        sheet.problem(NO_WORDS)
        return
    yield sheet.record(
        RecordKind.POST,
        row.index,
        at=clock.iso(words(row, "video publish timestamp", "video create timestamp"))
        or time_in(list(row.cells.values())[::-1]),
        text=said,
        own=True,
        audience=shown_to(row),
        id=identity,
        link=f"{_WATCH}{identity}" if identity else "",
        aspect="video",
    )


def is_channel_table(head: bytes) -> bool:
    """Whether a table is that of the owner's channel."""
    return any({"channel id", "channel title (original)"} <= set(columns) for columns in columns_of(head))


_CHANNEL_FIELDS: Final = (
    ("name", "channel title (original)"),
    ("bio", "channel description (original)"),
    ("location", "channel country"),
)


def channel(sheet: Sheet) -> Iterator[Record]:
    """What the channel says of its owner, and whether it can be seen."""
    found = 0
    for row in rows(sheet.open(), needs=("channel id",), problem=sheet.problem):
        found += 1
        seen = words(row, "channel visibility")
        audience = SHOWN_TO.get(seen.casefold(), Seen.UNKNOWN)
        for aspect, column in _CHANNEL_FIELDS:
            if value := words(row, column):
                yield sheet.record(RecordKind.PROFILE, row.index, text=value, own=True, audience=audience, aspect=aspect)
        if seen:
            yield sheet.record(RecordKind.SETTING, row.index, text=seen, own=True, aspect="channel_visibility")
    sheet.items = found
    if not found:
        sheet.empty()


def is_account(head: bytes) -> bool:
    """Whether a ``Profile.json`` is Google's."""
    return b'"formattedName"' in head or b'"givenName"' in head or b'"displayName"' in head


def account(sheet: Sheet) -> Iterator[Record]:
    """Who the Google account belongs to."""
    value = mapping(jsonstream.whole(sheet.open(), sheet.problem))
    name = mapping(value.get("name"))
    emails = [text(part.get("value")) for part in objects(value.get("emails"))]
    fields = (
        ("name", text(name.get("formattedName")) or text(value.get("displayName"))),
        ("birthday", text(value.get("birthday"))),
        *(("email", email) for email in emails),
    )
    for aspect, said in fields:
        if said:
            yield sheet.record(RecordKind.PROFILE, 0, text=said, own=True, aspect=aspect, platform="google")


def owners(export: Export) -> None:
    """Whose account it is, from Google's profile and the channel's table."""
    for member in export.find("profile/*.json", "profile.json"):
        try:
            value = mapping(jsonstream.whole(member.open()))
        except ArchiveError:
            continue
        name = text(mapping(value.get("name")).get("formattedName")) or text(value.get("displayName"))
        export.owner_name = name or export.owner_name
    for member in export.find("channels/*.csv", "channel.csv"):
        try:
            found = list(islice(rows(member.open(), needs=("channel id", "channel title (original)")), 20))
        except ArchiveError:
            continue
        export.owners.update(words(row, column) for row in found for column in ("channel title (original)", "channel id"))
        export.owner_name = export.owner_name or next((words(row, "channel title (original)") for row in found), "")
    export.owner_name = export.owner_name or export.stated_owner
    export.owners.add(export.owner_name)
    export.owners.discard("")
