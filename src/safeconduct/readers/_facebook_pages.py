"""Facebook's web pages taken apart into boxes: a heading, cells of text, rows of labels and values, a time.

By structure first (sections, headings, footers), by the class names of the years 2018 to 2026 second, since they are made
up anew now and then; a page that has neither is read as lines of text, cut behind each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

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
_ENOUGH: Final = 2_000  # elements without a box among them, of which it is noted where they stand
_YEAR: Final = 4  # digits
_FIRST_YEAR: Final = 2000
_ENTRIES: Final = frozenset({"div", "article", "li", "table"})  # what an entry may be instead of a section


_Place = tuple[int, str, str]  # depth, and class and role of what is around it


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
    undated: bool = False  # a time stands below it that cannot be told

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


class _Way(NamedTuple):
    """One way of taking a page apart: which of its elements are blocks, and what boxes are in each."""

    is_block: Callable[[etree._Element], bool]
    boxes: Callable[[etree._Element, tzinfo], Iterable[Box]]


def _unheard(title: str) -> None:
    del title


def boxes(sheet: Sheet, zone: tzinfo, heard: Callable[[str], None] = _unheard) -> Iterator[Box]:
    """The boxes of a page, in its order; those that are built unlike the others come last. ``heard`` is told the page's
    title. A page of a few lines without any is ``empty``."""
    count = 0
    known, lines = _Known(), _Lines()
    for box in _found(sheet, zone, _Way(known, _boxes_in_box), heard):
        box.index, count = count, count + 1
        yield box
    others = [_Way(_PartOfMain(), _boxes_in_part), _Way(_body, lines.boxes)]
    if count:
        others = [_Way(known.is_beside, _boxes_beside)] if known.has_others else []
    for way in others:
        for box in _found(sheet, zone, way):
            box.index, count = count, count + 1
            yield box
        if count:
            break
    if count:
        sheet.items = count
    elif lines.count <= _FEW_LINES:
        sheet.empty()


def _found(sheet: Sheet, zone: tzinfo, way: _Way, heard: Callable[[str], None] = _unheard) -> Iterator[Box]:
    """The boxes of a page by one way of taking it apart."""
    with sheet.open() as stream:
        for block in pages.blocks(stream, way.is_block, problem=sheet.problem):
            if block.element.tag == "title":
                heard(_bare(block.element))
                continue
            for box in way.boxes(block.element, zone):
                if box.undated:
                    sheet.problem("a time that cannot be told")
                yield box


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


class _Known:
    """Boxes that are known by their name or class, and where on the page they and all else stood."""

    def __init__(self) -> None:
        self._boxes: set[_Place] = set()
        self._others: set[_Place] = set()
        self._noted = 0

    def __call__(self, element: etree._Element) -> bool:
        if _known_box(element):
            if element.tag != "title":
                self._boxes.add(_place(element))
            return True
        if element.tag in _ENTRIES and (self._boxes or self._noted < _ENOUGH):
            self._noted += 1
            self._others.add(_place(element))
        return False

    @property
    def has_others(self) -> bool:
        """Whether anything that may be an entry too stood beside the boxes."""
        return any(map(self._is_among, self._others))

    def is_beside(self, element: etree._Element) -> bool:
        """Whether an element stands beside the boxes and is none of them."""
        return element.tag in _ENTRIES and not _known_box(element) and self._is_among(_place(element))

    def _is_among(self, place: _Place) -> bool:
        """Whether boxes stood in the same place; what is around both loses its attributes in the course of a long page."""
        depth, *within = place
        if place in self._boxes or (depth, "", "") in self._boxes:
            return True
        return not any(within) and any(depth == of_box for of_box, *_ in self._boxes)


def _place(element: etree._Element) -> _Place:
    """How deep an element stands, and in what."""
    parent = element.getparent()
    within = ("", "") if parent is None else (parent.get("class") or "", parent.get("role") or "")
    return (_depth(element), *within)


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in islice(element.iterancestors(), _DEEPEST))


class _PartOfMain:
    """What stands in the part of the page that says to be the main one; in long pages that part loses its attributes."""

    def __init__(self) -> None:
        self._depth = 0

    def __call__(self, element: etree._Element) -> bool:
        parent = element.getparent()
        if parent is None or element.tag in _SILENT:
            return False
        if parent.get("role") == "main":
            self._depth = _depth(element)
            return True
        return self._depth > 0 and not parent.attrib and _depth(element) == self._depth


def _body(element: etree._Element) -> bool:
    return element.tag == "body"


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
    lines = pages.lines_of(element)
    times = {line for line in lines if _is_time(line) or _is_half_a_time(line)}
    table = parts.filled and not (parts.cells or parts.feet)
    if (len(times) == 1 or parts.feet == 1 or table) and (box := _box(parts, zone)):
        yield box
    elif len(times) > 1:
        yield from _by_lines(lines, zone)
    elif parts.filled and (box := _box(parts, zone)):
        yield box


def _boxes_beside(element: etree._Element, zone: tzinfo) -> Iterable[Box]:
    """The same of what stands beside boxes; there a heading with words below it is one too."""
    if any(map(_known_box, element.iterdescendants("section", "div"))):
        return
    found = False
    for box in _boxes_in_part(element, zone):
        found = True
        yield box
    parts = _Parts(element)
    if not found and parts.title and parts.cells and (undated := _box(parts, zone)):
        yield undated


def _by_lines(lines: list[str], zone: tzinfo) -> Iterable[Box]:
    """The last resort: what stands between two times is a title and a text."""
    held: list[str] = []
    for line in lines:
        at = _time(line, zone)
        undated = at is None and _is_half_a_time(line)
        if at is None and not undated:
            held.append(line)
        elif held:
            said = once([tidy(text) for text in held[1:]])
            yield Box(0, tidy(held[0]), said, at, clock.local(at, zone), undated=undated)
            held = []


class _Lines:
    """A page as lines of text; if they hold no time, its tables. ``count`` is how many lines there were."""

    def __init__(self) -> None:
        self.count = 0

    def boxes(self, element: etree._Element, zone: tzinfo) -> Iterable[Box]:
        """What stands between two times."""
        lines = pages.lines_of(element)
        self.count += len(lines)
        found = False
        for box in _by_lines(lines, zone):
            found = True
            yield box
        if not found and (parts := _Parts(element)).filled and (table := _box(parts, zone)):
            yield table


# --- one box -------------------------------------------------------------------------------------------------------


def _box(parts: _Parts, zone: tzinfo) -> Box | None:
    """The box that an element's parts make up, if there is anything in it."""
    title, cells = parts.title, parts.cells
    at = None
    for line in reversed(parts.foot):
        if at := _time(line, zone):
            break
    undated = at is None and any(map(_names_a_year, parts.foot))
    if at is None and not undated and cells and ((at := _time(cells[-1], zone)) or _is_half_a_time(cells[-1])):
        undated = at is None
        cells.pop()
        title = title or (cells.pop(0) if cells else "")  # class names that are not known: the first part is the heading
    if not (title or cells or parts.rows or parts.media):
        return None
    said = once([tidy(cell) for cell in cells if not _is_stamp(cell)])
    media = tuple(dict.fromkeys(parts.media)) if parts.media else ()
    rows, links = tuple(parts.rows), tuple(parts.links)
    return Box(0, tidy(title), said, at, clock.local(at, zone), rows, links, media, parts.icon, undated)


def _time(line: str, zone: tzinfo) -> datetime | None:
    return clock.english(line, zone=zone) if len(line) <= _LONGEST_TIME and _has_digits(line) else None


def _has_digits(line: str) -> bool:
    return line.isascii() or any(map(str.isdigit, line))  # of ASCII lines the clock itself sees it at once


def _is_time(line: str) -> bool:
    return _time(line, UTC) is not None


def _is_half_a_time(line: str) -> bool:
    """Whether a line is a time of which only morning or afternoon cannot be told."""
    return len(line) <= _LONGEST_TIME and ":" in line and clock.half_unknown(line)


def _names_a_year(line: str) -> bool:
    """Whether a footer names a year in which there was Facebook: then it was to be a time."""
    years = (word.strip(".,") for word in line.split()) if len(line) <= _LONGEST_TIME else ()
    return any(len(year) == _YEAR and year.isdecimal() and int(year) >= _FIRST_YEAR for year in years)


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
        if element.tag == "table":
            self.rows += _rows(element)
        else:
            self._inside(element, 0)
        self._flush()

    @property
    def filled(self) -> bool:
        """Whether there is a table with values in it."""
        return any(label and value for label, value in self.rows)

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
