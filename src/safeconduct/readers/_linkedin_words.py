"""LinkedIn's tables of what the owner wrote: posts, comments, messages, recommendations, articles, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from safeconduct.archive import clock, pages
from safeconduct.archive.reader import Record, RecordKind, Seen, Sheet
from safeconduct.archive.tables import Row
from safeconduct.archive.wording import plain, tidy
from safeconduct.readers._csv import NO_TIME, NO_WORDS, time, words
from safeconduct.readers._unread import UNREAD, lacks

_VISIBLE: Final = {
    "member network": Seen.PUBLIC,
    "public": Seen.PUBLIC,
    "anyone": Seen.PUBLIC,
    "logged in": Seen.PUBLIC,
    "connections": Seen.FRIENDS,
    "group": Seen.PRIVATE_GROUP,
    "container": Seen.PRIVATE_GROUP,
}
_DELETED: Final = frozenset({"this message has been deleted.", "this message has been deleted", "this message was deleted."})


def time_of(sheet: Sheet, written: str) -> datetime | None:
    """A time in one of LinkedIn's styles: ISO, ``15 Mar 2009``, or American ``10/21/23, 9:15 AM``; all are UTC."""
    at = time(written.replace("/", "-")) if written[:4].isdecimal() else _american(written) or clock.english(written)
    if at is None and written:
        sheet.problem(NO_TIME)
    return at


def _american(written: str) -> datetime | None:
    date, _, hour = written.replace(",", " ").replace("\u202f", " ").strip().partition(" ")
    numbers = date.split("/")
    if len(numbers) != 3 or not all(number.isdecimal() and number.isascii() and len(number) <= 4 for number in numbers):
        return None
    month, day, year = map(int, numbers)
    if month > 12:  # nobody counts thirteen months: the day stands first
        month, day = day, month
    year += 2000 if year < 100 else 0
    return clock.english(f"{day} {_MONTHS[month - 1]} {year} {hour}") if 1 <= month <= 12 else None


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def unquoted(text: str) -> str:
    """A text of several lines as it was written: LinkedIn puts a quotation mark before and after each line break."""
    lines = text.replace("\r\n", "\n").split("\n")
    if all(line.endswith('"') for line in lines[:-1]) and all(line.startswith('"') for line in lines[1:]):
        inner = [line.removeprefix('"').removesuffix('"') for line in lines[1:-1]]
        lines = [lines[0].removesuffix('"'), *inner, lines[-1].removeprefix('"')] if len(lines) > 1 else lines
    return "\n".join(lines).strip()


def share(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A post. One without a word of its own, and without a picture, passes on what somebody else wrote."""
    if lacks(row.cells, "sharecommentary", "share commentary"):  # then nobody can tell a post from one passed on
        sheet.problem(UNREAD)
        return
    text = unquoted(words(row, "sharecommentary", "share commentary"))
    media, link = words(row, "mediaurl", "media url"), words(row, "sharelink", "share link")
    about = words(row, "sharedurl", "shared url")
    if not (text or media or link or about):
        sheet.problem(NO_WORDS)
        return
    own = bool(text or media)
    yield sheet.record(
        RecordKind.POST if own else RecordKind.REPOST,
        row.index,
        at=time_of(sheet, words(row, "date")),
        text=text,
        own=own,
        audience=_VISIBLE.get(words(row, "visibility").casefold().replace("_", " "), Seen.UNKNOWN),
        link=link,
        aspect="" if own else "repost",
        attached=(media,) if media else (),
    )


def instant_repost(sheet: Sheet, row: Row) -> Iterator[Record]:
    """Somebody else's post passed on with one click."""
    at = time_of(sheet, words(row, "date"))
    yield sheet.record(RecordKind.REPOST, row.index, at=at, own=False, link=words(row, "link"), aspect="repost")


def comment(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A comment under a post; whose post it was, the table does not say."""
    text = unquoted(words(row, "message"))
    if not (text or words(row, "link")):
        sheet.problem(NO_WORDS)
        return
    at = time_of(sheet, words(row, "date"))
    yield sheet.record(RecordKind.COMMENT, row.index, at=at, text=text, own=True, link=words(row, "link"))


def message(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A message, sent, received or never sent."""
    sender, receiver = words(row, "from"), words(row, "to")
    text = plain(tidy(row.get("content")))
    attached = tuple(part.strip() for part in words(row, "attachments").split(",") if part.strip())
    if not (sender or text or attached):
        sheet.problem(NO_WORDS)
        return
    draft = is_draft(row)
    own = True if draft else is_owner(sheet, sender, words(row, "sender profile url"), receiver)
    several = _how_many(words(row, "recipient profile urls"), receiver) > 1
    deleted = text.casefold() in _DELETED
    subject = words(row, "subject")
    yield sheet.record(
        RecordKind.MESSAGE,
        row.index,
        at=time_of(sheet, words(row, "date")),
        text="" if deleted else f"{subject}\n\n{text}".strip() if subject else text,
        own=own,
        audience=Seen.PRIVATE_GROUP if several else Seen.DIRECT,
        to=_other_side(row, own=own, several=several),
        author="" if own else sender,
        aspect="draft" if draft else "",
        deleted=deleted,
        attached=attached,
    )


def _other_side(row: Row, *, own: bool | None, several: bool) -> str:
    title, receiver = words(row, "conversation title"), words(row, "to")
    if several:
        return title or receiver
    return (words(row, "from") if own is False else receiver) or title


def _how_many(links: str, receivers: str) -> int:
    """How many receive a message: told by their pages, as names may hold commas."""
    return len([part for part in (links or receivers).split(",") if part.strip()])


def is_draft(row: Row) -> bool:
    """Whether a message was begun and never sent; whoever begins one is the owner."""
    return words(row, "is message draft").casefold() in {"yes", "true"}


def is_owner(sheet: Sheet, name: str, page: str, receiver: str = "") -> bool | None:
    """Whether the owner wrote a message, by the writer's name and page and by who received it; ``None`` if nothing tells.

    The page goes before the name, which two people may share and which changes at a wedding.
    """
    known = sheet.known
    page = plain_page(page)
    if page and known["pages"]:
        return page in known["pages"]
    if not known["names"]:
        return None
    if page in known["doubtful"]:
        return None
    if plain_name(name) not in known["names"]:
        return False
    alike = known["namesakes"] or plain_name(receiver) in known["names"]
    return None if alike and not page else True


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """A name without differences of case and blanks."""
    return " ".join(name.casefold().split())


@lru_cache(maxsize=1024)
def plain_page(page: str) -> str:
    """The part of a profile's address that is the person's."""
    return page.strip().rstrip("/").rpartition("/")[2].casefold()


def recommendation(sheet: Sheet, row: Row) -> Iterator[Record]:
    """Words about a person that stand on that person's page."""
    text = words(row, "text")
    if not text:
        sheet.problem(NO_WORDS)
        return
    shown = words(row, "status").casefold() in {"visible", ""}
    yield sheet.record(
        RecordKind.POST,
        row.index,
        at=time_of(sheet, words(row, "creation date")),
        text=text,
        own=True,
        audience=Seen.PUBLIC if shown else Seen.UNKNOWN,
        to=full_name(row),
        aspect="recommendation",
    )


def full_name(row: Row) -> str:
    """First and last name as one."""
    return f"{words(row, 'first name', 'firstname')} {words(row, 'last name', 'lastname')}".strip()


def rich_media(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A picture or film that the owner put up, with a description or without. Its time stands in a sentence."""
    text, link = words(row, "media description"), words(row, "media link")
    text = "" if text == "-" else text
    _, _, written = words(row, "date/time", "date time", "date").rpartition(" on ")
    yield sheet.record(
        RecordKind.POST if text else RecordKind.MEDIA,
        row.index,
        at=time_of(sheet, (written or words(row, "date/time", "date")).replace("(", " ").replace(")", " ")),
        text=text,
        own=True,
        attached=(link,) if link else (),
    )


def article(sheet: Sheet) -> Iterator[Record]:
    """An article, published or a draft: one page each."""
    for block in pages.blocks(sheet.open(), lambda element: element.tag == "body", problem=sheet.problem):
        yield _article(sheet, block.element)
        return
    sheet.problem(NO_WORDS)


def _article(sheet: Sheet, body: Any) -> Record:
    heads: list[etree._Element] = list(body.iter("h1"))[:1]
    title = " ".join(pages.lines_of(heads[0])) if heads else ""
    links = [link.get("href") or "" for head in heads for link in head.iter("a")]
    lines = [line for line in pages.lines_of(body) if line != title]
    dates = {word: rest for word in ("Created", "Published") for line in lines[:6] if (rest := _after(line, f"{word} on "))}
    text = "\n".join(line for line in lines if not any(_after(line, f"{word} on ") == rest for word, rest in dates.items()))
    published = dates.get("Published", "")
    written = clock.iso(published or dates.get("Created", ""), zone=UTC) or clock.english(published or dates.get("Created", ""))
    return sheet.record(
        RecordKind.POST,
        0,
        at=written,
        text=tidy(f"{title}\n\n{text}".strip()),
        own=True,
        audience=Seen.PUBLIC if published else Seen.UNKNOWN,
        link=links[0] if links else "",
        aspect="article" if published else "draft",
    )


def _after(line: str, start: str) -> str:
    rest = line.removeprefix(start).strip()
    return rest if rest != line and rest[:1].isalnum() and len(rest) < 40 else ""
