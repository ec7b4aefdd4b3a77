"""Instagram's web pages, brought to the same entries as its JSON.

The pages keep one clock all year, eight hours behind UTC, wherever their owner lives: no summer time, no seconds. They are
told apart by how they are built (what stands right inside the main part, tables of names and values, a date at the end);
the names of classes, which change, only help. Their letters are whole, unlike those of the JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Final

from lxml import etree

from safeconduct.archive.clock import english
from safeconduct.archive.pages import Block, blocks, classes, lines_of, text_of
from safeconduct.archive.reader import Sheet
from safeconduct.archive.wording import tidy
from safeconduct.readers._instagram_entries import Entry, Fact
from safeconduct.readers._instagram_labels import meaning

CLOCK: Final = timezone(timedelta(hours=-8))

_BOX: Final = frozenset({"_a6-g", "uiBoxWhite"})
_HEADING: Final = "_a6-h"
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HOLDING: Final = ("div", "table", "ul", "img", "video", "audio")
_DATE_LONGEST: Final = 48  # characters
_DEEPEST: Final = 16  # tables inside tables; real ones go four deep
_FARTHEST: Final = 32  # elements around a date that are looked at
_BARE_PAGE: Final = 8  # lines of a page that only says that there is nothing


def is_box(element: etree._Element) -> bool:
    """Whether an element is one of the boxes a page is made of: by its class, or since the main part is its parent."""
    if element.tag not in {"div", "section", "article", "li"}:
        return False
    if not _BOX.isdisjoint(classes(element)):
        return True
    parent = element.getparent()
    return parent is not None and (parent.tag == "main" or parent.get("role") == "main")


def page_entries(sheet: Sheet) -> Iterator[Entry]:
    """Every entry of a page; a page that says that there is nothing is empty."""
    count = 0
    for box in boxes(sheet):
        entry = _entry(box, count)
        if entry is not None:
            count += 1
            yield entry
    sheet.items = count
    if not count and _says_nothing(sheet):
        sheet.empty()


def boxes(sheet: Sheet) -> Iterator[etree._Element]:
    """The boxes of a page, whether or not anything in it is called what it was called so far."""
    found = False
    for block in _blocks(sheet):
        found = True
        yield from _parts(block.element)
    if not found:
        with sheet.open() as stream:
            for block in blocks(stream, lambda element: element.tag == "body", problem=sheet.problem):
                yield from _parts(block.element)


def _blocks(sheet: Sheet) -> Iterator[Block]:
    with sheet.open() as stream:
        yield from blocks(stream, is_box, problem=sheet.problem)


def _parts(element: etree._Element) -> list[etree._Element]:
    """What a box is made of if it is not one entry but holds many: the widest elements with one date each."""
    if not _BOX.isdisjoint(classes(element)):
        return [element]
    dates = [leaf for leaf in element.iter("div", "td", "span", "p", "time", "footer") if _is_date(leaf)]
    if len(dates) < 2 and element.tag != "body":
        return [element]
    held = Counter(above for leaf in dates for above in islice(leaf.iterancestors(), _FARTHEST))
    return [_widest(leaf, held) for leaf in dates]


def _widest(leaf: etree._Element, held: Counter[etree._Element]) -> etree._Element:
    for above in islice(leaf.iterancestors(), _FARTHEST):
        if held[above] > 1 or above.tag == "body":
            break
        leaf = above
    return leaf


def _is_date(element: etree._Element) -> bool:
    return not len(element) and _date(element.text or "") is not None


def _date(text: str) -> datetime | None:
    if len(text) > _DATE_LONGEST or text.isalpha():
        return None
    text = text.strip()
    return english(text, zone=CLOCK) if any(map(str.isdigit, text)) else None


def text_in(element: etree._Element) -> str:
    """The words of an element, fit to be written out; the common case of no element inside is quick."""
    return tidy(text_of(element) if len(element) else " ".join((element.text or "").split()))


def _says_nothing(sheet: Sheet) -> bool:
    with sheet.open() as stream:
        lines = [lines_of(block.element) for block in blocks(stream, lambda element: element.tag == "body")]
    return sum(map(len, lines)) <= _BARE_PAGE


# --- one box -------------------------------------------------------------------------------------------------------------


def heading(element: etree._Element) -> str:
    """What stands above a box: a caption, a name."""
    first = next(iter(element), None)
    if first is None:
        return ""
    if first.tag in _HEADINGS or _HEADING in classes(first):
        return text_in(first)
    alone = element.getparent() is None or first.getnext() is None
    simple = not alone and first.tag in {"div", "p", "header"} and not len(first)
    text = text_in(first) if simple else ""
    return "" if _date(text) else text


def footer(element: etree._Element) -> datetime | None:
    """The date at the end of a box, or else the first one in it."""
    last = element[-1] if len(element) else element
    leaves = (leaf for part in (last, element) for leaf in part.iter("div", "td", "p", "time", "footer") if not len(leaf))
    return next((at for leaf in leaves if leaf.text and (at := _date(leaf.text))), None)


def _entry(box: etree._Element, index: int) -> Entry | None:
    """The one form of a box; ``None`` if it only holds a line about the page."""
    title, at, media = heading(box), footer(box), attached(box)
    tables = _outer(box, "table")
    facts = tuple(fact for table in tables for fact in _rows(table, "")) or tuple(_links(box, at))
    if not facts and not media and at is None:
        return None
    text = title or ("" if tables else _first_words(box))
    located = any(fact.means == "latitude" for fact in facts) or (not tables and _is_located(box))
    captions = (text,) if text else ()
    return Entry(index, "", title, facts, at, media, captions, located)


def _is_located(box: etree._Element) -> bool:
    return any(meaning(leaf.text) == "latitude" for leaf in box.iter("div") if leaf.text and len(leaf.text) <= _DATE_LONGEST)


def _outer(element: etree._Element, tag: str) -> list[etree._Element]:
    """The elements of a name that do not stand inside another of that name."""
    found: list[etree._Element] = []
    open_ones = [iter(element)]
    while open_ones:
        child = next(open_ones[-1], None)
        if child is None:
            open_ones.pop()
        elif child.tag == tag:
            found.append(child)
        else:
            open_ones.append(iter(child))
    return found


def _rows(table: etree._Element, within: str, depth: int = 0) -> Iterator[Fact]:
    for row in _outer(table, "tr") if depth < _DEEPEST else ():
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        if len(cells) > 1:
            yield _fact(text_in(cells[0]), cells[1:], within)
        elif cells:
            yield from _wide(cells[0], within, depth)


def _wide(cell: etree._Element, within: str, depth: int) -> Iterator[Fact]:
    """A cell of the whole width: a name with its value below, or a group with a table of its own."""
    tables = _outer(cell, "table")
    if not tables:
        yield _fact(cell.text or "", list(cell), within)
        return
    title = next((text_in(part) for part in cell.iter(*_HEADINGS)), cell.text or "")
    for table in tables:
        yield from _rows(table, meaning(title) or within, depth + 1)


def _fact(label: str, parts: list[etree._Element], within: str) -> Fact:
    label = tidy(label).strip()
    text = "\n".join(filter(None, map(text_in, parts)))
    link = next((href for part in parts for anchor in part.iter("a") if (href := anchor.get("href") or "")), "")
    href = tidy(link) if link.startswith(("http://", "https://")) else ""
    means = meaning(label)
    at = _date(text) if means in {"time", "saved on", ""} else None
    return Fact(means, "" if at else text, href, at, label, within)


def _links(box: etree._Element, at: datetime | None) -> Iterator[Fact]:
    """What a box without a table links to: a profile with its name, a post with a sign."""
    for anchor in box.iter("a"):
        href = tidy(anchor.get("href") or "")
        if href.startswith(("http://", "https://")):
            near = next((when for part in islice(anchor.iterancestors("div"), 3) if (when := _beside(part))), None)
            yield Fact("", text_in(anchor), href, near or at)


def _beside(part: etree._Element) -> datetime | None:
    after = part.getnext()
    return _date(after.text or "") if after is not None and not len(after) else None


def holds(element: etree._Element, *names: str) -> bool:
    """Whether an element of one of these names stands inside another."""
    return next(element.iterdescendants(*names), None) is not None


def _first_words(box: etree._Element) -> str:
    """The first words in a box without a heading, that are no date and no link."""
    for leaf in box.iter("div", "p", "span"):
        if not holds(leaf, *_HOLDING, "a"):
            text = text_in(leaf)
            if text and not _date(text):
                return text
    return ""


def attached(element: etree._Element) -> tuple[str, ...]:
    """The names of the media that a box shows or links to."""
    found = [part.get("src") or part.get("href") or "" for part in element.iter("img", "video", "audio", "source", "a")]
    return tuple(dict.fromkeys(tidy(name) for name in found if name and _is_media(name)))


def _is_media(name: str) -> bool:
    return ":" not in name and not name.startswith("#") and "." in name and not name.endswith((".html", ".htm"))
