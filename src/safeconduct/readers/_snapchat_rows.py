"""Snapchat: the entries of its files, out of JSON and out of the tables of its web pages, and the texts in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from lxml import etree

from safeconduct.archive import clock, jsonstream, pages, wording
from safeconduct.archive.reader import Sheet
from safeconduct.errors import ArchiveError

Fields = Mapping[str, Any]

ITEM: Final = ""  # the name under which a list's plain text stands, as if it were an object


class Row(NamedTuple):
    """One entry: the section, for a chat the conversation, and its fields."""

    section: str
    fields: Fields


def stem(name: str) -> str:
    """The name of a file without folder and ending."""
    return name.rpartition("/")[2].rpartition(".")[0]


def text_of(value: Any) -> str:
    """Text as people wrote it: Snapchat writes ``&#39;`` for an apostrophe, in JSON too."""
    if isinstance(value, str):
        return wording.tidy(wording.unescape(value))
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def name_of(value: Any) -> str:
    """The same for what comes again and again: people, conversations, kinds of media."""
    return _again(value) if isinstance(value, str) and len(value) < 200 else text_of(value)


@lru_cache(maxsize=4096)
def _again(text: str) -> str:
    return text_of(text)


def first_of(fields: Fields, *names: str) -> Any:
    """The first of some fields that is there and not empty, ``None`` if there is none."""
    for name in names:
        value = fields.get(name)
        if value not in (None, ""):
            return value
    return None


def when(fields: Fields, *names: str) -> datetime | None:
    """The time in the first of some fields that is there."""
    return clock.iso(first_of(fields, *names))


# --- entries out of JSON and out of web pages ------------------------------------------------------------------------


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """Every entry of every list, without holding the file."""
    return _page_rows(sheet) if sheet.member.matched.endswith(".html") else _json_rows(sheet)


def _json_rows(sheet: Sheet) -> Iterator[Row]:
    with sheet.open() as stream:
        for path, value in jsonstream.items(stream, problem=sheet.problem):
            if path and isinstance(path[-1], int):
                if isinstance(value, dict):
                    yield Row(_section_of(path), value)
                elif isinstance(value, str):
                    yield Row(_section_of(path), {ITEM: value})
                else:
                    sheet.problem("an entry of a list is of another form than is known")
            elif value:
                sheet.problem("something stands where a list should be")


def _section_of(path: jsonstream.Path) -> str:
    """The nearest key above a place in a list."""
    if len(path) > 1 and isinstance(path[-2], str):
        return path[-2]
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def small_rows(sheet: Sheet) -> Iterator[Row]:
    """The same for a small file, and with it the objects that stand in no list."""
    if sheet.member.matched.endswith(".html"):
        yield from _page_rows(sheet)
        return
    with sheet.open() as stream:
        whole = jsonstream.whole(stream, sheet.problem)
    if not isinstance(whole, dict):
        raise ArchiveError("the file holds no JSON object, and Snapchat's do")
    for section, value in whole.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield Row(section, each)


def _is_block(element: etree._Element) -> bool:
    return element.tag in ("tr", "h1", "h2", "h3", "h4", "h5", "h6")


def _page_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows of a page's tables, under the heading before them and by the cells of the row of headings."""
    section, columns = "", [""]
    with sheet.open() as stream:
        for block in pages.blocks(stream, _is_block, problem=sheet.problem):
            if block.element.tag != "tr":
                section, columns = pages.text_of(block.element), [""]
                continue
            heads = [pages.text_of(cell) for cell in block.element.iter("th")]
            cells = [pages.text_of(cell) for cell in block.element.iter("td")]
            if heads and not cells:
                columns = heads
            elif len(cells) == len(columns) and not heads:
                yield Row(section, dict(zip(columns, cells, strict=True)))
            elif len(heads) <= 1 and len(cells) + len(heads) == 2:
                name, value = [*heads, *cells]
                yield Row(section, {name.rstrip(":"): value})
            elif cells:
                sheet.problem("a row of a table has more or fewer cells than its headings")
