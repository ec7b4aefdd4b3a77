"""WhatsApp's exported chats: one text file a chat, from iPhones and Android phones, in every language.

The file names no time zone; the phone is taken to have kept British time. It does not say whose phone it was: that is
found out from all chats together (``_whatsapp_chats``). Reactions and who has read a message are not in an export.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, FileKind, Locator, Reader, Record, RecordKind, Seen, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._whatsapp_chats import Chat, find_owners, is_named
from safeconduct.readers._whatsapp_dates import share
from safeconduct.readers._whatsapp_lines import MAX_MESSAGE, Clock, Day, Headers, Line, begins_a_chat
from safeconduct.readers._whatsapp_wording import OWNER_AS_SENDER
from safeconduct.readers._whatsapp_words import Said, is_plain, said

_CHATS: Final = "chats"
_MESSAGE: Final = RecordKind.MESSAGE
_TOO_LONG: Final = "a message longer than 12 million characters: only its beginning was read"
_MANY_LINES: Final = 4_096
_NOBODY: Final = (
    "nobody who writes in these chats has the name given with --owner; give it as it stands in front of your own messages"
)
_NO_CHAT: Final = "no line in it begins with a date, a time and a name, as every message of a WhatsApp chat does"


def _begin(export: Export) -> None:
    """Look every chat through: order of dates, who takes part, whose phone it was."""
    chats = {}
    for member in export.members:
        chat = Chat(member)
        try:
            chat.survey(member)
        except ArchiveError:
            continue  # reading it will fail in the same way, and say so
        chats[_key(member)] = chat
    share(chat.dates for chat in chats.values())
    owners = find_owners(list(chats.values()), export.stated_owner)
    export.known[_CHATS] = chats
    export.owners.update(owners)
    if owners:
        export.owner_name = owners.most_common(1)[0][0]
    if chats and export.stated_owner and OWNER_AS_SENDER not in owners and not is_named(chats.values(), export.stated_owner):
        export.warnings.append(_NOBODY)


def _key(member: Member) -> tuple[str, str]:
    return member.source, member.name


def _chat_of(sheet: Sheet) -> Chat:
    found = sheet.known.get(_CHATS, {}).get(_key(sheet.member))
    if isinstance(found, Chat):
        return found
    chat = Chat(sheet.member)
    chat.survey(sheet.member)
    find_owners([chat], sheet.export.stated_owner)
    return chat


def _parse(sheet: Sheet) -> Iterator[Record]:
    chat = _chat_of(sheet)
    if chat.dates.ambiguous:
        sheet.problem("dates could be day/month or month/day")
    maker = _Maker(sheet, chat)
    with sheet.open() as stream:
        yield from maker.records(Headers().all(stream))
    if maker.preface and maker.index < 0:
        raise ArchiveError(_NO_CHAT)
    if maker.preface:
        sheet.problem("words before the first message")
    if not maker.made:
        sheet.empty()


class _Side(NamedTuple):
    """What all messages of one person in a chat have in common."""

    own: bool | None
    author: str
    to: str


class _Maker:
    """Makes the records of one chat. ``index`` is the place of the message at hand."""

    def __init__(self, sheet: Sheet, chat: Chat) -> None:
        self.made = False
        self.index = -1
        self.preface = False
        self._sheet = sheet
        self._chat = chat
        self._iphone = chat.iphone
        self._member = sheet.member.name
        self._seen = Seen.PRIVATE_GROUP if chat.is_group else Seen.DIRECT
        self._sides: dict[str, _Side] = {}
        self._length = 0  # of all lines but the first of the message at hand, line ends included
        self._done: list[str] = []  # those lines but the last few, many in one
        self._by_raw_name: dict[str, _Side] = {}  # as it stands in the file; empty where names hold colons

    def records(self, found: Iterator[Line]) -> Iterator[Record]:
        """The records of all lines: a message goes on until the next begins."""
        last: tuple[Day, Clock, timedelta, str] | None = None
        more: list[str] = []
        for day, clock, second, line in found:
            if day is None or clock is None:
                self._goes_on(line, more, begun=last is not None)
                continue
            if last is not None:
                record = self._record(last, more)
                if record is not None:
                    yield record
            last = day, clock, second, line
            if len(line) > MAX_MESSAGE:
                self._sheet.problem(_TOO_LONG)
            if self._length:
                self._length, self._done = 0, []
                more = []
        record = self._record(last, more) if last is not None else None
        if record is not None:
            yield record

    def _goes_on(self, line: str, more: list[str], *, begun: bool) -> None:
        """A line that belongs to the message above it, if there is one."""
        if not begun:
            self.preface = self.preface or bool(line.strip())
            return
        before, self._length = self._length, self._length + len(line) + 1
        if self._length < MAX_MESSAGE:
            more.append(line)
            if len(more) >= _MANY_LINES:
                self._done.append("\n".join(more))
                more.clear()
        elif before < MAX_MESSAGE:
            self._sheet.problem(_TOO_LONG)

    def _record(self, message: tuple[Day, Clock, timedelta, str], more: list[str]) -> Record | None:
        """The record of the next message; ``None`` for the app's own words."""
        self.index = index = self.index + 1
        day, clock, second, rest = message
        name, _, words = rest.partition(": ")
        side = self._by_raw_name.get(name)
        if side is None or self._length:
            return self._special(day, clock, second, "\n".join((rest, *self._done, *more)).rstrip("\n"))
        midnight, since = day.midnight, clock.since
        if midnight is None or since is None or not is_plain(words):
            return self._made(day, clock, second, side, said(words, iphone=self._iphone))
        self.made = True  # the same as ``_made``, for nearly all messages, in half the time
        own, author, to = side
        place = Locator(self._member, index)
        local = day.iso + clock.iso
        at = midnight + since + second
        return Record("whatsapp", _MESSAGE, own, at, words, place, self._seen, to, author=author, local=local)

    def _special(self, day: Day, clock: Clock, second: timedelta, rest: str) -> Record | None:
        """Somebody's first message, one of several lines, one of the app's."""
        split = self._chat.split(rest)
        if split is None:
            return None
        name, words = split
        side = self._sides.get(name)
        if side is None:
            own = name == self._chat.owner if self._chat.owner else None
            side = self._sides[name] = _Side(own, "" if own else name, self._chat.to(name))
        first = rest.partition(": ")[0]
        if not self._chat.with_colon and first not in self._chat.announcing:
            self._by_raw_name[first] = side
        return self._made(day, clock, second, side, said(words, iphone=self._iphone))

    def _made(self, day: Day, clock: Clock, second: timedelta, side: _Side, what: Said) -> Record | None:
        if what.system:
            return None
        at = self._chat.dates.at(day, clock)
        if at is None:
            self._sheet.problem("a date or time that cannot be")
        self.made = True
        return Record(
            "whatsapp",
            _MESSAGE,
            side.own,
            at + second if at is not None else None,
            what.text,
            Locator(self._member, self.index),
            self._seen,
            side.to,
            what.edited,
            what.deleted,
            author=side.author,
            local=day.iso + clock.iso if at else "",
            attached=what.attached,
        )


READER: Final = Reader(
    id="whatsapp",
    title="WhatsApp",
    files=(
        FileKind(("_chat.txt", "whatsapp chat*.txt", "*whatsapp*.txt"), _parse),
        FileKind(("*.txt",), _parse, sniff=begins_a_chat),
    ),
    signs=("_chat.txt", "*whatsapp*.txt"),
    begin=_begin,
)
