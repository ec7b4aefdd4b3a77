"""Facebook's web pages taken apart into boxes: a heading, cells of text, rows of labels and values, a time.

By structure first (sections, headings, footers), by the class names of the years 2018 to 2026 second, since they are made
up anew now and then; a page that has neither is read as lines of text, cut behind each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Final

import msgspec
from lxml import etree

from safeconduct.archive import clock, pages
from safeconduct.archive.reader import Sheet
from safeconduct.archive.wording import tidy
from safeconduct.readers._facebook_entries import once

_BOX: Final = frozenset({"_a6-g", "uiBoxWhite", "pam"})
_TITLE: Final = frozenset({"_a6-h", "_2pio", "_2lek"})
_FOOT: Final = frozenset({"_a6-o", "_2lem", "_a72d"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset(
    {"div", "p", "section", "article", "blockquote", "ul", "ol", "table", "footer", "li", "pre", *_HEADINGS}
)
_SILENT: Final = frozenset({"script", "style", "title", "head", "noscript", "template"})
_SHOWING: Final = frozenset({"img", "video", "audio", "source", "a"})
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4", ".mov", ".m4a", ".aac", ".heic", ".mp3", ".pdf", ".docx")
_ICON: Final = frozenset({"like", "love", "haha", "wow", "sad", "sorry", "angry", "anger", "care", "none", "thankful", "pride"})
_DEEPEST: Final = 150
_FEW_LINES: Final = 12  # of a page that has a heading and says that there is nothing
_LONGEST_TIME: Final = 60  # letters of a line that can be a time


class Box(msgspec.Struct):
    """One box of a page. ``at`` is UTC, ``clock`` the time on the owner's wall; ``icon`` the name of a reaction's picture."""

    index: int
    title: str
    cells: list[str]
    at: datetime | None = None
    clock: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # text and address
    media: tuple[str, ...] = ()
    icon: str = ""

    @property
    def said(self) -> list[str]:
        """The cells that are not just a link's name."""
        if not self.links:
            return self.cells
        named = {text for text, _ in self.links}
        return [cell for cell in self.cells if cell not in named]

    @property
    def attached(self) -> tuple[str, ...]:
        """Pictures and addresses, each once."""
        if not self.links:
            return self.media
        return tuple(dict.fromkeys([*self.media, *(address for _, address in self.links)]))


def _unheard(title: str) -> None:
    del title


def boxes(sheet: Sheet, zone: tzinfo, heard: Callable[[str], None] = _unheard) -> Iterator[Box]:
    """The boxes of a page, in its order. ``heard`` is told the page's title. A page of a few lines without any is
    ``empty``."""
    lines = 0
    for is_block, taken_apart in _WAYS:
        count = 0
        with sheet.open() as stream:
            for block in pages.blocks(stream, is_block, problem=sheet.problem):
                if block.element.tag == "title":
                    heard(_bare(block.element))
                    continue
                lines = len(pages.lines_of(block.element)) if is_block is _body else 0
                for box in taken_apart(block.element, zone):
                    box.index = count
                    yield box
                    count += 1
        if count:
            sheet.items = count
            return
    if lines <= _FEW_LINES:
        sheet.empty()


def _known_box(element: etree._Element) -> bool:
    return element.tag in {"section", "title"} or _has_class(element, _BOX)


def _has_class(element: etree._Element, wanted: frozenset[str]) -> bool:
    names = element.get("class")
    return names is not None and _is_one_of(names, wanted)


@lru_cache(maxsize=4096)
def _is_one_of(names: str, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(names.split())


@lru_cache(maxsize=4096)
def _part(tag: str, names: str | None) -> str:
    """Whether an element of that name and classes is a box's ``title`` or its ``foot``; empty if neither."""
    classes = (names or "").split()
    if tag == "footer" or not _FOOT.isdisjoint(classes):
        return "foot"
    return "title" if tag in _HEADINGS or not _TITLE.isdisjoint(classes) else ""


def _part_of_main(element: etree._Element) -> bool:
    parent = element.getparent()
    return element.tag == "title" or (parent is not None and parent.get("role") == "main" and element.tag not in _SILENT)


def _body(element: etree._Element) -> bool:
    return element.tag in {"title", "body"}


def _bare(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


def _boxes_in_box(element: etree._Element, zone: tzinfo) -> Iterable[Box]:
    """A box, or those inside it where it only wraps them."""
    parts = _Parts(element)
    inner = [child for child in element.iterdescendants("section", "div") if _known_box(child)] if parts.feet > 1 else []
    if len(inner) > 1:
        return (box for child in inner if (box := _box(_Parts(child), zone)))
    box = _box(parts, zone)
    return () if box is None else (box,)


def _boxes_in_part(element: etree._Element, zone: tzinfo) -> Iterable[Box]:
    """A part of the page that is a box if it holds one time, and lines if it holds several."""
    parts = _Parts(element)
    times = {line for line in pages.lines_of(element) if _is_time(line)}
    if (len(times) == 1 or parts.feet == 1) and (box := _box(parts, zone)):
        yield box
    elif len(times) > 1:
        yield from _by_lines(element, zone)


def _by_lines(element: etree._Element, zone: tzinfo) -> Iterable[Box]:
    """The last resort: what stands between two times is a title and a text."""
    held: list[str] = []
    for line in pages.lines_of(element):
        if at := _time(line, zone):
            if held:
                yield Box(0, tidy(held[0]), once([tidy(text) for text in held[1:]]), at, clock.local(at, zone))
            held = []
        else:
            held.append(line)


_WAYS: Final = ((_known_box, _boxes_in_box), (_part_of_main, _boxes_in_part), (_body, _by_lines))


# --- one box -------------------------------------------------------------------------------------------------------


def _box(parts: _Parts, zone: tzinfo) -> Box | None:
    """The box that an element's parts make up, if there is anything in it."""
    title, cells = parts.title, parts.cells
    at = None
    for line in reversed(parts.foot):
        if at := _time(line, zone):
            break
    if at is None and cells and (at := _time(cells[-1], zone)):
        cells.pop()
        title = title or (cells.pop(0) if cells else "")  # class names that are not known: the first part is the heading
    if not (title or cells or parts.rows or parts.media):
        return None
    said = once([tidy(cell) for cell in cells if not _is_stamp(cell)])
    media = tuple(dict.fromkeys(parts.media)) if parts.media else ()
    return Box(0, tidy(title), said, at, clock.local(at, zone), tuple(parts.rows), tuple(parts.links), media, parts.icon)


def _time(line: str, zone: tzinfo) -> datetime | None:
    return clock.english(line, zone=zone) if len(line) <= _LONGEST_TIME and _has_digits(line) else None


def _has_digits(line: str) -> bool:
    return line.isascii() or any(map(str.isdigit, line))  # of ASCII lines the clock itself sees it at once


def _is_time(line: str) -> bool:
    return _time(line, UTC) is not None


def _is_stamp(cell: str) -> bool:
    """A time, alone or behind one word (“Updated May 02, 2011 8:12:17 am”), or the address of a computer."""
    if len(cell) > _LONGEST_TIME or "\n" in cell:
        return False
    _, _, rest = cell.partition(" ")
    return _is_time(cell) or (rest.count(":") == 2 and _is_time(rest)) or cell.startswith("IP Address:")


class _Parts:
    """An element taken apart in one walk: its heading, its paragraphs, its tables, its footer, its links and pictures."""

    def __init__(self, element: etree._Element) -> None:
        self.title = ""
        self.cells: list[str] = []
        self.rows: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.media: list[str] = []
        self.icon = ""
        self.foot: list[str] = []
        self.feet = 0
        self._run: list[str] = []
        self._inside(element, 0)
        self._flush()

    def _inside(self, element: etree._Element, depth: int) -> None:
        run = self._run
        if text := element.text:
            run.append(text.replace("\n", " "))  # line breaks in the file are blanks: only ``<br>`` breaks a line
        for child in element:
            tag = child.tag
            if tag == "br":
                run.append("\n")
            elif isinstance(tag, str) and tag not in _SILENT:
                self._child(child, tag, depth)
            if tail := child.tail:
                run.append(tail.replace("\n", " "))

    def _child(self, child: etree._Element, tag: str, depth: int) -> None:
        part = _part(tag, child.get("class"))
        if part == "foot":
            self._flush()
            self.foot.append(_one_line(child))
            self.feet += 1
        elif part == "title" and not self.title:
            self._flush()
            self.title = _one_line(child)
        elif tag == "table":
            self._flush()
            self.rows += _rows(child)
        elif tag in _BLOCKS:
            if tag != "ul":
                self._block(child, depth)
        else:
            self._inline(child, tag, depth)

    def _block(self, child: etree._Element, depth: int) -> None:
        if self._run:
            self._flush()
        if len(child) or depth >= _DEEPEST:
            self._deeper(child, depth)
            if self._run:
                self._flush()
        elif (text := child.text) and (line := " ".join(text.split())):
            self.cells.append(line)

    def _inline(self, child: etree._Element, tag: str, depth: int) -> None:
        if tag in _SHOWING:
            if tag == "a":
                self.links += _link(child)
            self._picture(child, tag)
        self._deeper(child, depth)

    def _deeper(self, child: etree._Element, depth: int) -> None:
        if depth < _DEEPEST:
            self._inside(child, depth + 1)
        else:
            self._run.append(pages.text_of(child))

    def _picture(self, part: etree._Element, tag: str) -> None:
        """A picture that belongs to the box, or a reaction's icon."""
        name = (part.get("href") if tag == "a" else part.get("src")) or ""
        stem = name.rpartition("/")[2].partition(".")[0].casefold()
        if tag == "img" and stem in _ICON:
            self.icon = self.icon or stem
        elif "://" not in name and name.casefold().endswith(_PICTURES):
            self.media.append(tidy(name))

    def _flush(self) -> None:
        if self._run:
            text = "".join(self._run)
            self._run.clear()
            if "\n" in text:
                text = "\n".join([" ".join(line.split()) for line in text.split("\n")]).strip()
            else:
                text = " ".join(text.split())
            if text:
                self.cells.append(text)


def _one_line(element: etree._Element) -> str:
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())


def _rows(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Labels and values of the tables: side by side, or below each other in one cell."""
    for row in element.iter("tr"):
        if next(row.iterdescendants("tr"), None) is not None:
            continue
        cells = [tidy(pages.text_of(cell)) for cell in row.iterchildren("td", "th")]
        if len(cells) == 1:
            label, _, value = cells[0].partition("\n")
            yield label, value
        elif len(cells) > 1:
            yield cells[0], "\n".join(filter(None, cells[1:]))


def _link(link: etree._Element) -> Iterator[tuple[str, str]]:
    address = (link.get("href") or "").strip()
    if address.startswith(("http://", "https://")) and "facebook.com/dyi/" not in address:
        yield tidy(pages.text_of(link)), tidy(address)
