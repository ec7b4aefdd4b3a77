"""Telegram's chats as web pages: ``messages.html``, ``messages2.html`` and so on, and the lists beside them.

A page says neither whether a chat is a group nor who the owner is; both are found out from all pages of a chat beforehand,
by a look at the names alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, BinaryIO, Final

from lxml import etree

from safeconduct.archive import clock, pages
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.archive.wording import plain, tidy
from safeconduct.errors import ArchiveError
from safeconduct.readers._telegram_owner import LONDON, is_stated, known_owner

_PIECE: Final = 1 << 18  # bytes read at a time
_BEHIND: Final = 600  # bytes that a name or a notice has
_SENDER: Final = b'class="from_name"'
_NOTICE: Final = b'class="body details"'
_TITLE: Final = b'class="text bold"'
_MOST_NAMES: Final = 5_000
_OF_GROUPS: Final = (" created group ", " joined group ", " invited ", " group ", " to a supergroup", " to this supergroup")
_SAVED: Final = frozenset({"saved messages"})
_FACTS: Final = "telegram pages"
_LABELS: Final = {"Phone number": "phone", "Username": "username", "Bio": "bio"}


def looks_right(head: bytes) -> bool:
    """Whether a page begins like Telegram's."""
    return b"page_wrap" in head or (b"Exported Data" in head and b"js/script.js" in head)


class _Facts:
    """What all pages of one chat tell together."""

    def __init__(self) -> None:
        self.title = ""
        self.names: set[str] = set()
        self.speaks_of_group = False
        self.last_sender: dict[int, tuple[str, str]] = {}  # by the number of the page

    @property
    def saved(self) -> bool:
        return self.title.casefold() in _SAVED

    @property
    def of_two(self) -> bool:
        return not self.speaks_of_group and len(self.names) == 2 and self.title in self.names

    @property
    def seen(self) -> Seen:
        if self.saved or self.of_two:
            return Seen.DIRECT
        if self.speaks_of_group or len(self.names) > 2 or (len(self.names) == 2 and self.title):
            return Seen.PRIVATE_GROUP
        return Seen.UNKNOWN


def survey(export: Export, members: list[Member]) -> None:
    """Look at the names on all pages, chat by chat, and settle the owner as far as they tell."""
    facts: dict[tuple[str, str], _Facts] = export.known.setdefault(_FACTS, {})
    for member in members:
        try:
            with member.open() as stream:
                _look_through(stream, facts.setdefault(_chat_key(member), _Facts()))
        except ArchiveError:
            continue  # reading it will fail in the same way, and say so
    _, names = known_owner(export)
    if names:
        return
    for one in facts.values():
        found = one.names if one.saved else one.names - {one.title} if one.of_two else set()
        if len(found) == 1:
            names |= found
    export.owners |= names
    export.owner_name = export.owner_name or min(names, default="")


def _chat_key(member: Member) -> tuple[str, str]:
    return member.source, member.name.rpartition("/")[0]


def _look_through(stream: BinaryIO, facts: _Facts) -> None:
    rest = b""
    while piece := stream.read(_PIECE):
        data = rest + piece
        _look_at(data, max(0, len(data) - _BEHIND), facts)
        rest = data[-_BEHIND:]
    _look_at(rest, len(rest), facts)


def _look_at(data: bytes, end: int, facts: _Facts) -> None:
    """Every name that begins before ``end``; what begins behind it comes again with the next piece."""
    for mark in (_TITLE,) if not facts.title else ():
        for text in _behind(data, mark, end):
            facts.title = facts.title or text
    for text in _behind(data, _SENDER, end):
        if len(facts.names) < _MOST_NAMES and text:
            facts.names.add(text)
    if not facts.speaks_of_group:
        facts.speaks_of_group = any(word in text for text in _behind(data, _NOTICE, end) for word in _OF_GROUPS)


def _behind(data: bytes, mark: bytes, end: int) -> Iterator[str]:
    """The text of each element that has a class; a forwarded message's name has its date in it and is left out."""
    place = data.find(mark, 0, end)
    while place >= 0:
        start = data.find(b">", place) + 1
        inner = data[start : data.find(b"</div>", start, start + _BEHIND)] if start else b""
        if b"<span" not in inner:
            yield tidy(" ".join(plain(inner.decode("utf-8", "replace")).split()))
        place = data.find(mark, place + len(mark), end)


# --- messages ------------------------------------------------------------------------------------------------------


def parse(sheet: Sheet) -> Iterator[Record]:
    """The messages of a page."""
    if _is_twin(sheet):
        sheet.empty()
        return
    facts = sheet.known.get(_FACTS, {}).get(_chat_key(sheet.member)) or _surveyed(sheet)
    page = _Page(sheet, facts)
    index = -1
    made = 0
    with sheet.open() as stream:
        for _, element in pages.blocks(stream, _is_block, problem=sheet.problem):
            if "message" not in pages.classes(element):
                continue
            index += 1
            record = page.record(index, element)
            if record is not None:
                made += 1
                yield record
    page.close()
    if index < 0 and not facts.title:
        raise ArchiveError("it is no page of Telegram's: no message and no title is in it")
    if not made:
        sheet.empty()


def _is_twin(sheet: Sheet) -> bool:
    """Whether the same chats are beside it as JSON, which tells more: somebody asked for both."""
    folder = sheet.member.name.rpartition("/")[0]
    folders = {folder, folder.rpartition("/")[0].rpartition("/")[0] if "/chats/chat_" in f"/{folder}" else folder}
    return any(
        member.source == sheet.member.source and member.name.rpartition("/")[0] in folders
        for member in sheet.export.find("result.json")
    )


def _surveyed(sheet: Sheet) -> _Facts:
    facts = _Facts()
    with sheet.open() as stream:
        _look_through(stream, facts)
    return facts


def _is_block(element: etree._Element) -> bool:
    return bool(pages.classes(element) & {"message", "page_header"}) and element.tag == "div"


class _Page:
    """Makes the records of one page. A message that is joined to the one above has no name of its own."""

    def __init__(self, sheet: Sheet, facts: _Facts) -> None:
        self._sheet = sheet
        self._facts = facts
        self._seen = facts.seen
        _, self._names = known_owner(sheet.export)
        self._number = _page_number(sheet.member)
        self._sender, self._forwarded = facts.last_sender.get(self._number - 1, ("", ""))

    def close(self) -> None:
        """Leave to the next page who wrote last."""
        self._facts.last_sender[self._number] = self._sender, self._forwarded

    def record(self, index: int, element: etree._Element) -> Record | None:
        """The record of a message; ``None`` for a notice and for a call."""
        found = pages.classes(element)
        parts = _Parts(element) if "service" not in found else None
        if parts is None or parts.is_call:
            return None
        if parts.name is not None:
            self._sender = _name_in(parts.name)
        elif "joined" not in found:
            self._sender = ""
        author = self._author(parts)
        own = False if parts.is_forwarded else self._own()
        at, local = _moment(parts.date) if parts.date else (None, "")
        if at is None:
            self._sheet.problem("a message whose date cannot be read")
        return self._sheet.record(
            RecordKind.MESSAGE,
            index,
            at=at,
            text=_text(parts),
            own=own,
            audience=self._seen,
            to=self._facts.title,
            author="" if own else author,
            local=local,
            attached=_attached(parts),
        )

    def _author(self, parts: _Parts) -> str:
        if not parts.is_forwarded:
            self._forwarded = ""
            return self._sender
        if parts.forwarded_name is not None:
            self._forwarded = _name_in(parts.forwarded_name)
        return self._forwarded

    def _own(self) -> bool | None:
        if not self._sender:
            return None
        if self._sender in self._names or (self._facts.saved and not self._names):
            return True
        if self._names or (self._facts.of_two and self._sender == self._facts.title):
            return False
        return True if is_stated(self._sheet.export, self._sender) else None


def _page_number(member: Member) -> int:
    number = "".join(letter for letter in member.matched.rpartition("/")[2] if letter in "0123456789")
    return int(number[:9]) if number else 1


class _Parts:
    """The parts of a message that matter, found in one walk. A forwarded message's name comes behind the sender's."""

    def __init__(self, element: etree._Element) -> None:
        self.date = ""
        self.is_forwarded = False
        self.is_call = False
        self.name: etree._Element | None = None
        self.forwarded_name: etree._Element | None = None
        self.text: etree._Element | None = None
        self.media: etree._Element | None = None
        self.poll: etree._Element | None = None
        for one in element.iter("div"):
            if one is not element:
                self._put(one, (one.get("class") or "").split())

    def _put(self, one: etree._Element, names: list[str]) -> None:
        if "date" in names and not self.date:
            self.date = one.get("title") or ""
        elif "from_name" in names:
            if self.is_forwarded:
                self.forwarded_name = one
            else:
                self.name = one
        elif "forwarded" in names and "body" in names:
            self.is_forwarded = True
        elif "text" in names and self.text is None:
            self.text = one
        else:
            self._put_media(one, names)

    def _put_media(self, one: etree._Element, names: list[str]) -> None:
        if "media_wrap" in names and self.media is None:
            self.media = one
        elif "media_poll" in names:
            self.poll = one
        elif "media_call" in names:
            self.is_call = True


def _first(element: etree._Element, name: str) -> etree._Element | None:
    """The first element inside that has a class."""
    return next((one for one in element.iter("div") if one is not element and name in pages.classes(one)), None)


def _first_of(element: etree._Element, *names: str) -> etree._Element | None:
    return next((one for one in element.iter("div") if pages.classes(one).issuperset(names)), None)


def _name_in(element: etree._Element) -> str:
    """The name without the date that stands behind a forwarded one, and without « via @bot»."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ["" if "date" in pages.classes(child) else "".join(map(str, child.itertext())), child.tail or ""]
    return tidy(" ".join("".join(pieces).split()).partition(" via @")[0])


def _text(parts: _Parts) -> str:
    if parts.text is not None:
        return tidy(pages.text_of(parts.text).strip())
    if parts.poll is None:
        return ""
    asked = [one for one in parts.poll.iter("div") if pages.classes(one) & {"question", "answer"}]
    return tidy("\n".join(" ".join((one.text or "").split()).removeprefix("- ") for one in asked))


def _attached(parts: _Parts) -> tuple[str, ...]:
    if parts.media is None:
        return ()
    links = [str(one.get("href") or "") for one in parts.media.iter("a")]
    return tuple(dict.fromkeys(tidy(link) for link in links if link and "://" not in link and not link.startswith("#")))


def _moment(written: str) -> tuple[datetime | None, str]:
    """``04.06.2025 18:46:10 UTC+01:00``; without a zone, as until 2021, it is taken to be British."""
    date, _, rest = written.strip().partition(" ")
    time, _, zone = rest.partition(" ")
    parts: list[Any] = date.split(".")
    if len(parts) != 3:
        return clock.english(written, zone=LONDON), ""
    iso = f"{parts[2]}-{parts[1]}-{parts[0]}T{time}"
    at = clock.iso(iso, zone=_zone(zone) or LONDON)
    return at, iso[:16] if at is not None else ""


def _zone(written: str) -> tzinfo | None:
    """``UTC+01:00``."""
    offset = written.removeprefix("UTC").removeprefix("GMT")
    if offset == written:
        return None
    hours, _, minutes = offset[1:].partition(":")
    if not offset:
        return UTC
    if (
        offset[0] not in "+-"
        or not hours.isdecimal()
        or int(hours) > 14
        or not (minutes or "0").isdecimal()
        or int(minutes or 0) > 59
    ):
        return None
    shift = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-shift if offset[0] == "-" else shift)


# --- the lists beside the chats ------------------------------------------------------------------------------------


def find_owner(export: Export, member: Member) -> None:
    """Learn the owner's name from ``export_results.html``."""
    try:
        with member.open() as stream:
            told = dict(_rows(stream))
    except ArchiveError:
        return  # reading it will fail in the same way, and say so
    name = _name_of(told)
    if name:
        known_owner(export)[1].add(name)
        export.owners.add(name)
        export.owner_name = export.owner_name or name
    if told.get("Username"):
        export.owners.add(told["Username"])


def _rows(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    for _, element in pages.blocks(stream, lambda one: "row" in pages.classes(one)):
        label, value = _first(element, "label"), _first(element, "value")
        if label is not None and value is not None:
            yield pages.text_of(label).strip(), tidy(pages.text_of(value).strip())


def _name_of(told: dict[str, str]) -> str:
    return " ".join(part for part in (told.get("First name", ""), told.get("Last name", "")) if part)


def parse_account(sheet: Sheet) -> Iterator[Record]:
    """What ``export_results.html`` says of the owner."""
    with sheet.open() as stream:
        told = dict(_rows(stream))
    fields = [("name", _name_of(told)), *((aspect, told.get(label, "")) for label, aspect in _LABELS.items())]
    made = [sheet.record(RecordKind.PROFILE, 0, text=text, own=True, aspect=aspect) for aspect, text in fields if text]
    if not made:
        sheet.empty()
    yield from made


def parse_contacts(sheet: Sheet) -> Iterator[Record]:
    """The address book."""
    made = 0
    with sheet.open() as stream:
        for index, entry in pages.blocks(stream, lambda one: "entry" in pages.classes(one), problem=sheet.problem):
            name, info = _first_of(entry, "name"), _first_of(entry, "info")
            to = tidy(pages.text_of(name).strip()) if name is not None else ""
            if not to:
                sheet.problem("a contact without a name")
                continue
            at = _moment(pages.text_of(info).strip())[0] if info is not None else None
            made += 1
            yield sheet.record(RecordKind.CONNECTION, index, at=at, to=to, aspect="contact")
    if not made:
        sheet.empty()


def parse_stories(sheet: Sheet) -> Iterator[Record]:
    """The owner's stories."""
    made = 0
    with sheet.open() as stream:
        for index, entry in pages.blocks(stream, lambda one: "entry" in pages.classes(one), problem=sheet.problem):
            info, text = _first_of(entry, "info"), _first_of(entry, "text")
            at, local = _moment(pages.text_of(info).strip()) if info is not None else (None, "")
            links = [str(one.get("href") or "") for one in entry.iter("a")]
            attached = tuple(dict.fromkeys(tidy(link) for link in links if link and "://" not in link))
            words = tidy(pages.text_of(text).strip()) if text is not None else ""
            made += 1
            yield sheet.record(RecordKind.STORY, index, at=at, text=words, own=True, local=local, attached=attached)
    if not made:
        sheet.empty()
