"""What was watched and searched for: Takeout's history and My Activity, as JSON and as HTML.

The sentence of an entry is in the language of the account, so its link tells first what was done: a video that was
watched, words that were searched for. Only where there is no link, or where a video was liked rather than watched, the
verb is looked at. Advertisements that ran are marked by their own note and never count as chosen.

An HTML time without zone (exports of 2018 and before) is taken for the British clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import unquote_plus, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from safeconduct.archive import clock, jsonstream, pages
from safeconduct.archive.reader import Record, RecordKind, Sheet
from safeconduct.archive.wording import tidy
from safeconduct.readers._shapes import mapping, objects, text
from safeconduct.readers._youtube_verbs import ADVERTISED, SEARCH_PRODUCTS, parsed

_LONDON: Final = ZoneInfo("Europe/London")
_ELSEWHERE: Final = timezone(timedelta(hours=-9))
_SEARCHES: Final = ("/results", "/search", "/results/", "/search/")


class Entry(NamedTuple):
    """An entry of a history, from whichever file: the whole sentence, what it links to, who made it, and when."""

    index: int  # type: ignore[assignment]  # a tuple's own method goes by this name
    sentence: str
    link: str
    shown: str  # the text of the link, where the sentence and it are known apart
    channel: str
    at: datetime | None
    local: str
    product: str
    is_ad: bool


def record_of(sheet: Sheet, entry: Entry) -> Record | None:
    """The record of an entry: a search, a video watched, a like, a subscription; ``None`` if it is none of these."""
    platform = "youtube" if "youtube" in (entry.product or entry.link).casefold() else "google"
    more: dict[str, Any] = {"at": entry.at, "local": entry.local, "platform": platform, "link": entry.link}
    searched, done = _searched_for(entry), _done(entry)
    if searched and not entry.is_ad:
        return sheet.record(RecordKind.SEARCH, entry.index, text=searched, own=True, **more)
    if done in ("like", "dislike", "saved"):
        return sheet.record(
            RecordKind.LIKE, entry.index, text=_title(entry), own=False, author=entry.channel, aspect=done, **more
        )
    if done == "following" or (not done and _is_channel(entry.link)):
        return sheet.record(
            RecordKind.CONNECTION, entry.index, own=True, to=_title(entry) or entry.link, aspect="following", **more
        )
    if not (done or entry.link or entry.is_ad or entry.sentence):
        return None
    aspect = "ad" if entry.is_ad else done or ("visited" if platform == "google" else "watched" if entry.link else "")
    return sheet.record(
        RecordKind.MEDIA, entry.index, text=_title(entry), own=False, author=entry.channel, aspect=aspect, **more
    )


def _searched_for(entry: Entry) -> str:
    """The words searched for: out of the link, which has them in any language; else out of an English-like sentence."""
    address, _, query = entry.link.partition("?")
    if address.endswith(_SEARCHES) and address.rstrip("/").count("/") == 3:
        for key in ("search_query=", "q="):
            if words := _asked(query, key):
                return tidy(words)
    if not entry.link and parsed(entry.sentence)[0] == "searched":
        return parsed(entry.sentence)[1]
    return ""


def _asked(query: str, key: str) -> str:
    """What a search asked for: the value of a key in the part of an address behind ``?``."""
    start = 0 if query.startswith(key) else query.find("&" + key) + 1
    if not start and not query.startswith(key):
        return ""
    value = query[start + len(key) :].partition("&")[0].partition("#")[0]
    return " ".join(unquote_plus(value[:10_000]).split())


@lru_cache(maxsize=8)
def _split(link: str) -> Any:
    try:
        return urlsplit(link)
    except ValueError:
        return None


def _done(entry: Entry) -> str:
    """What was done, by the verb, unless the link says that a video was watched and the verb is unknown."""
    verb, _ = parsed(entry.sentence)
    if verb:
        return verb
    parts = _split(entry.link)
    watched = parts and (parts.path in ("/watch", "/playlist") or parts.path.startswith(("/shorts/", "/live/", "/post/")))
    return "watched" if watched or (parts and parts.netloc.endswith("youtu.be")) else ""


def _is_channel(link: str) -> bool:
    parts = _split(link)
    return bool(parts and "youtube." in parts.netloc and parts.path.startswith(("/channel/", "/c/", "/user/", "/@")))


def _title(entry: Entry) -> str:
    """What the video, page or channel is called: the link's own text, else the sentence without its verb."""
    title = entry.shown or parsed(entry.sentence)[1]
    return "" if title == entry.link or not entry.link else title


def is_history(head: bytes) -> bool:
    """Whether a JSON file begins as a history of YouTube or of Google's search, and not of some other product."""
    if b'"titleUrl"' not in head and b'"activityControls"' not in head and b'"products"' not in head:
        return not head.strip(b"\xef\xbb\xbf \r\n\t[]") and b"[" in head
    _, _, after = head.partition(b'"products"')
    product = after.partition(b'"')[2].partition(b'"')[0].decode("utf-8", "replace").casefold()
    _, _, after = head.partition(b'"header"')
    header = after.partition(b'"')[2].partition(b'"')[0].decode("utf-8", "replace").casefold()
    return _is_ours(product or header)


def _is_ours(product: str) -> bool:
    return product.startswith("youtube") or product.replace("\\u0027", "'") in SEARCH_PRODUCTS


def json_history(sheet: Sheet) -> Iterator[Record]:
    """The entries of a history in JSON."""
    found = 0
    for path, value in jsonstream.items(sheet.open(), problem=sheet.problem):
        if not isinstance(value, dict) or not path:
            if value == [] and not path:
                sheet.empty()
            else:
                sheet.problem("an entry that is no entry")
            continue
        found += 1
        record = record_of(sheet, _json_entry(int(path[-1]) if isinstance(path[-1], int) else 0, value))
        if record is None:
            sheet.problem("an entry that tells nothing")
        else:
            yield record
    sheet.items = found


def _json_entry(index: int, value: dict[str, Any]) -> Entry:
    channels = objects(value.get("subtitles"))
    products = value.get("products")
    product = text(products[0]) if isinstance(products, list) and products else text(value.get("header"))
    notes = [text(note.get("name")) for note in objects(value.get("details"))]
    return Entry(
        index,
        " ".join(text(value.get("title")).replace("\xa0", " ").split()),
        text(value.get("titleUrl")),
        "",
        text(mapping(channels[0] if channels else None).get("name")),
        clock.iso(value.get("time")),
        "",
        product,
        any("google" in note.casefold() for note in notes),
    )


def is_history_page(head: bytes) -> bool:
    """Whether an HTML file begins as Takeout's histories do; which product it is of shows only later."""
    return b"outer-cell" in head or (b"<style" in head and b"<li" not in head)


def html_history(sheet: Sheet) -> Iterator[Record]:
    """The entries of a history in HTML: one cell each, after a style sheet that is longer than most posts."""
    found = 0
    for block in pages.blocks(sheet.open(), _is_cell, problem=sheet.problem):
        found += 1
        entry = _html_entry(block)
        if entry is None:
            sheet.problem("an entry that tells nothing")
            continue
        if not _is_ours(entry.product.casefold()) and "youtube" not in entry.link:
            continue
        record = record_of(sheet, entry)
        if record is not None:
            yield record
    sheet.items = found
    if not found and not sheet.problems:
        sheet.empty()


def _is_cell(element: etree._Element) -> bool:
    return element.tag == "div" and "outer-cell" in (element.get("class") or "")


def _html_entry(block: pages.Block) -> Entry | None:
    """The first cell has the sentence, the channel and the time, one a line; the caption has product and notes."""
    parts = [(cell, cell.get("class") or "") for cell in block.element.iter("div")]
    cells = [cell for cell, name in parts if "content-cell" in name]
    if not cells:
        return None
    lines, anchors = pages.lines_of(cells[0]), list(cells[0].iter("a"))
    heads = [cell for cell, name in parts if "header-cell" in name]
    product = _inner(heads[0]) if heads else ""
    if not lines:
        return None
    caption = _inner(cells[-1]).casefold() if len(cells) > 1 else ""
    at, local = _time(lines[-1])
    links = [anchor.get("href") or "" for anchor in anchors]
    names = [_inner(anchor) for anchor in anchors[:2]]
    return Entry(
        block.index,
        tidy(lines[0]),
        tidy(links[0]) if links else "",
        tidy(names[0]) if names else "",
        tidy(names[1]) if len(names) > 1 else "",
        at,
        local,
        product.casefold(),
        _is_advertised(caption),
    )


def _inner(element: etree._Element) -> str:
    """All words within an element as one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def _is_advertised(caption: str) -> bool:
    """The caption of an advertisement says that it came from Google's advertising, in the language of the account."""
    return any(word in caption for word in ADVERTISED)


def _time(line: str) -> tuple[datetime | None, str]:
    """The moment, and the clock on the wall where the line names no zone."""
    line = line.replace("\u202f", " ")
    at = clock.english(line, zone=_LONDON)
    last = line.rpartition(" ")[2]
    if last.isalpha() and last.isupper() and last not in ("AM", "PM"):
        return at, ""
    if at is not None and at != clock.english(line, zone=_ELSEWHERE):
        return at, clock.local(at, _LONDON)
    return at, ""
