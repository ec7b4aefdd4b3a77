"""YouTube's lists: the channels that the owner follows, and the playlists that they made and described.

Which column is which is told by its name where that is English, by parts of its name or by what stands in it elsewhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from safeconduct.archive import clock, jsonstream
from safeconduct.archive.reader import HEAD, Record, RecordKind, Sheet
from safeconduct.archive.tables import Row, columns_of, header, rows
from safeconduct.archive.wording import tidy
from safeconduct.readers._csv import NO_WORDS, words
from safeconduct.readers._shapes import mapping, text
from safeconduct.readers._youtube_tables import (
    DESCRIPTION,
    TITLE,
    cell_of,
    is_channel,
    is_of_film,
    only_line,
    shown_to,
    time_in,
)


def is_subscriptions(head: bytes) -> bool:
    """Whether a table is one of channels: id, address, title, in whatever language."""
    if any({"channel id", "channel url", "channel title"} <= set(columns) for columns in columns_of(head)):
        return True
    only = only_line(head)
    if len(only) == 3 and any("url" in column for column in only):
        return True
    return any(_address(cells) for cells in columns_of(head))


def _address(cells: list[str]) -> str:
    """The address of a channel whose id stands in a row too; without one, this is no row of such a table."""
    links = (cell for cell in cells if "youtube.com/channel/" in cell)
    return next((link for link in links if link.rpartition("/channel/")[2] in cells), "")


def subscriptions(sheet: Sheet) -> Iterator[Record]:
    """The channels that the owner follows."""
    found = 0
    for row in rows(sheet.open(), needs=(), problem=sheet.problem):
        found += 1
        cells = [tidy(cell.strip()) for cell in row.cells.values()]
        link = _address(cells) or next((cell for cell in cells if cell.startswith("http")), "")
        identity = link.rpartition("/channel/")[2] if "/channel/" in link else next(filter(is_channel, cells), "")
        title = words(row, "channel title") or next((cell for cell in cells if cell not in ("", link, identity)), "")
        if not (title or link):
            sheet.problem(NO_WORDS)
            continue
        yield sheet.record(
            RecordKind.CONNECTION, row.index, own=True, to=title or link, link=link, id=identity, aspect="following"
        )
    sheet.items = found
    if not found:
        sheet.empty()


def is_subscription_list(head: bytes) -> bool:
    """Whether a JSON file is the list of channels of before 2020."""
    return (b'"snippet"' in head and b"subscription" in head) or not head.strip(b"\xef\xbb\xbf \r\n[]")


def subscription_list(sheet: Sheet) -> Iterator[Record]:
    """The channels that the owner follows, from the older list in JSON."""
    for path, value in jsonstream.items(sheet.open(), problem=sheet.problem):
        if value == [] and not path:
            sheet.empty()
            continue
        told = mapping(mapping(value).get("snippet"))
        title, channel = text(told.get("title")), text(mapping(told.get("resourceId")).get("channelId"))
        if not (title or channel):
            sheet.problem(NO_WORDS)
            continue
        link = f"https://www.youtube.com/channel/{channel}" if channel else ""
        index = path[-1] if path and isinstance(path[-1], int) else 0
        at = clock.iso(told.get("publishedAt"))
        yield sheet.record(
            RecordKind.CONNECTION, index, at=at, own=True, to=title or channel, link=link, id=channel, aspect="following"
        )


_PLAYLIST: Final = (
    *("playlist", "wiedergabeliste", "afspeellijst", "liste de lecture", "lista de reprod", "spellist", "spilleliste"),
    *("afspilningsliste", "lista odtwarzania", "rhestr chwarae"),
)
_AT_MOST: Final = 3  # filled cells of the line that heads the films of a playlist


def is_playlists(head: bytes) -> bool:
    """Whether a table is one of playlists with a description: only those hold words of the owner."""
    first = head.lstrip(b"\xef\xbb\xbf\r\n ").partition(b"\n")[0]
    return any(map(_can_describe, columns_of(first))) and _describes(head)


def _can_describe(columns: list[str]) -> bool:
    """Whether these are the columns of a table of playlists that has one for a description."""
    of_lists = any(word in columns[0] for word in _PLAYLIST)
    return of_lists and any(word in column for column in columns for word in DESCRIPTION)


def _describes(head: bytes) -> bool:
    """Whether a description stands at the beginning of a table, or may stand behind it."""
    for row in rows(io.BytesIO(head), needs=()):
        if _heads_films(row):
            return False
        if cell_of(row, DESCRIPTION):
            return True
    return len(head) >= HEAD


def playlists(sheet: Sheet) -> Iterator[Record]:
    """What the owner wrote of their playlists; the films in them, often a second table in the file, are other people's."""
    heard: list[str] = []
    found = 0
    for row in rows(sheet.open(), needs=(), problem=heard.append):
        if _heads_films(row):
            heard.clear()
            break
        while heard:
            sheet.problem(heard.pop())
        found += 1
        if description := cell_of(row, DESCRIPTION):
            yield _playlist(sheet, row, description)
    for what in heard:
        sheet.problem(what)
    sheet.items = found
    if not found:
        sheet.empty()


def _heads_films(row: Row) -> bool:
    """Whether a line is the header of the second table."""
    filled = [header(cell) for cell in row.cells.values() if cell.strip()]
    return 0 < len(filled) <= _AT_MOST and is_of_film(filled[0])


def _playlist(sheet: Sheet, row: Row, description: str) -> Record:
    cells = [cell.strip() for cell in row.cells.values()]
    return sheet.record(
        RecordKind.POST,
        row.index,
        at=time_in(cells),
        text=f"{cell_of(row, TITLE)}\n{description}".strip(),
        own=True,
        audience=shown_to(row),
        id=tidy(cells[0]),
        link=f"https://www.youtube.com/playlist?list={tidy(cells[0])}" if cells[0] else "",
        aspect="playlist",
    )
