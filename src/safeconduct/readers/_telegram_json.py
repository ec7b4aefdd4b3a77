"""Telegram's ``result.json``: one chat, or a whole account with its chats, its contacts and what it says of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from safeconduct.archive import clock
from safeconduct.archive.jsonstream import Item, items
from safeconduct.archive.reader import Record, RecordKind, Sheet
from safeconduct.archive.wording import tidy
from safeconduct.errors import ArchiveError
from safeconduct.readers._telegram_owner import (
    AUDIENCE,
    LISTS_OF_CHATS,
    LONDON,
    Chat,
    full_name,
    is_stated,
    known_owner,
    sender_of,
    walked,
)
from safeconduct.readers._unread import UNREAD, lacks

_ASIDE: Final = ("frequent_contacts", "sessions", "web_sessions")
_PICTURES: Final = ("stories", "profile_pictures")
_LISTS: Final = frozenset(
    {
        *((kind,) for kind in (*LISTS_OF_CHATS, *_PICTURES, "contacts")),
        *((kind, "list") for kind in (*LISTS_OF_CHATS, "contacts")),
    }
)
_FILES: Final = ("photo", "file", "contact_vcard")
_WITHOUT: Final = (*_FILES, "location_information", "contact_information", "game_title", "invoice_information", "media_type")
_ABOUT: Final = (("username", "username"), ("phone_number", "phone"), ("bio", "bio"))


def looks_right(head: bytes) -> bool:
    """Whether a file called ``result.json`` begins like Telegram's."""
    if b'"personal_information"' in head or b'"left_chats"' in head:
        return True
    if b'"chats"' in head and b'"list"' in head:
        return True
    return b'"messages"' in head and (b'"from_id"' in head or any(f'"{kind}"'.encode() in head for kind in AUDIENCE))


def parse(sheet: Sheet) -> Iterator[Record]:
    """Everything in a ``result.json``."""
    told: dict[tuple[str | int, ...], dict[str, Any]] = {}
    reader = _Messages(sheet)
    with sheet.open() as stream:
        for item in items(stream, descend=walked, problem=sheet.problem):
            path = item.path
            if len(path) > 1 and path[-2] == "messages":
                yield from reader.records(path, item.value, told)
            elif path[-1:] in (("name",), ("type",), ("id",)) and (len(path) == 1 or path[0] in LISTS_OF_CHATS):
                told.setdefault(path[:-1], {})[str(path[-1])] = item.value
            else:
                yield from _of_account(sheet, item, reader)
    if not reader.made:
        if reader.rightly_nothing:
            sheet.empty()
        elif not sheet.problems:
            raise ArchiveError("it is not what Telegram exports: it holds neither messages nor an account")


class _Messages:
    """Makes records of the messages, chat after chat."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.made = 0
        self.rightly_nothing = False  # a list that is empty, a chat of service lines: none of it is a record
        self._next = 0  # the place of the next message, counted over all chats of the file
        self._first = 0  # the place of the first message of this chat
        self.ids, _ = known_owner(sheet.export)
        self._place: tuple[str | int, ...] | None = None
        self._chat = Chat({})
        self._late: dict[tuple[str | int, ...], dict[str, Any]] | None = None

    def records(
        self, path: tuple[str | int, ...], message: Any, told: dict[tuple[str | int, ...], dict[str, Any]]
    ) -> Iterator[Record]:
        """The record of a message, and of what the owner did to it.

        ``messages`` that are no list but an object are read by their values.
        """
        if path[:-2] != self._place:
            self._place = path[:-2]
            self._first = self._next
            self._chat = Chat(self._told(told, path[:-2]))
            told.clear()
            told[path[:-2]] = {}
        index = self._first + path[-1] if isinstance(path[-1], int) else self._next
        self._next = index + 1
        if not isinstance(message, dict):
            self.sheet.problem("a message that is none")
            return
        if message.get("type") == "service":
            self.rightly_nothing = True
            return
        if message.get("type") == "unsupported":
            self.sheet.problem("a message that Telegram itself could not export")
            return
        for record in self._of(index, message):
            self.made += 1
            yield record

    def _told(self, told: dict[tuple[str | int, ...], dict[str, Any]], place: tuple[str | int, ...]) -> dict[str, Any]:
        """What stands above the messages; below them only in a file that somebody has written anew."""
        if "type" in told.get(place, {}):
            return told[place]
        if self._late is None:
            self._late = {}
            with self.sheet.open() as stream:
                for path, value in items(stream, descend=walked):
                    if path[-1:] in (("name",), ("type",), ("id",)) and "messages" not in path:
                        self._late.setdefault(path[:-1], {})[str(path[-1])] = value
        return {**told.get(place, {}), **self._late.get(place, {})}

    def _of(self, index: int, message: dict[str, Any]) -> Iterator[Record]:
        sheet, chat = self.sheet, self._chat
        who, name = sender_of(message)
        own = self._own(who, name, message)
        at, local = _when(message)
        if at is None:
            sheet.problem("a message whose date cannot be read")
        text = self._text(message)
        forwarded = message.get("forwarded_from")
        author = (tidy(forwarded) if isinstance(forwarded, str) else "") if "forwarded_from" in message else name or who
        number = message.get("id")
        more = {"to": chat.name, "audience": chat.seen, "author": "" if own else author}
        more["id"] = f"{chat.number}/{number}" if isinstance(number, int) and chat.number else ""
        edited = clock.epoch(message.get("edited_unixtime")) or clock.iso(message.get("edited"), zone=LONDON)
        yield sheet.record(
            RecordKind.MESSAGE,
            index,
            at=at,
            text=text,
            own=own,
            local=local,
            edited=bool(edited),
            attached=_attached(message),
            **more,
        )
        if self.ids and isinstance(message.get("reactions"), list):
            yield from self._reactions(index, message["reactions"], text, more, own=own)

    def _text(self, message: dict[str, Any]) -> str:
        told = message.get("text")
        if lacks(message, "text", "text_entities", "poll", *_WITHOUT):
            self.sheet.problem(UNREAD)
        if not isinstance(told, str) and not _is_pieces(told):
            self.sheet.problem("a message whose text has an unknown shape")
        text = words(told) or words(message.get("text_entities"))
        poll = message.get("poll")
        if not text and isinstance(poll, dict):
            answers = poll.get("answers")
            asked = [poll.get("question"), *(answer.get("text") for answer in _objects(answers))]
            text = "\n".join(words(part) for part in asked if part)
        return tidy(text)

    def _own(self, who: str, name: str, message: dict[str, Any]) -> bool | None:
        if "forwarded_from" in message:
            return False
        if who in self.ids:
            return True
        shown = self._chat.owns(who, name)
        if shown is not None:
            return shown
        if who.startswith("channel"):
            return self._signed(message)
        if self.ids:
            return False
        return True if is_stated(self.sheet.export, name) else None

    def _signed(self, message: dict[str, Any]) -> bool | None:
        """A channel's post, or one of a group's nameless administrators: only the signature tells whose it is."""
        author = message.get("author")
        if not isinstance(author, str) or not author:
            return None
        _, names = known_owner(self.sheet.export)
        if author in names or is_stated(self.sheet.export, author):
            return True
        return False if names else None

    def _reactions(
        self, index: int, reactions: list[Any], text: str, more: dict[str, Any], *, own: bool | None
    ) -> Iterator[Record]:
        """What the owner set under a message; newer exports name the last few who did."""
        for reaction in reactions:
            recent = reaction.get("recent") if isinstance(reaction, dict) else None
            for one in recent if isinstance(recent, list) else ():
                if isinstance(one, dict) and one.get("from_id") in self.ids and own is not True:
                    emoji = reaction.get("emoji")
                    aspect = emoji if isinstance(emoji, str) else "reaction"
                    at = clock.iso(one.get("date"), zone=LONDON)
                    yield self.sheet.record(RecordKind.LIKE, index, at=at, text=text, own=False, aspect=aspect, **more)


def _when(message: dict[str, Any]) -> tuple[Any, str]:
    """The moment, and the computer's own clock. Exports until 2021 have only that: it is then taken to be British."""
    date = message.get("date")
    at = clock.epoch(message.get("date_unixtime"))
    if at is None:
        at = clock.iso(date, zone=LONDON)
    usual = isinstance(date, str) and len(date) >= 16 and date[10] == "T" and date[-1] != "Z" and at is not None
    return at, date[:16] if usual and isinstance(date, str) else ""


def words(value: Any) -> str:
    """A text, which may be a list of pieces, some of them with what they are (bold, a link)."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in value)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _is_pieces(value: Any) -> bool:
    """Whether a text that is no string is at least a list of pieces that all have words; or is not there."""
    if not isinstance(value, list):
        return value is None
    return all(isinstance(piece.get("text") if isinstance(piece, dict) else piece, str) for piece in value)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _attached(message: dict[str, Any]) -> tuple[str, ...]:
    """The files by name; «(File not included…)» in place of one is no name."""
    named = [tidy(name) for key in _FILES if isinstance(name := message.get(key), str) and name and "(File " not in name]
    own_name = message.get("file_name")
    return tuple(named) or ((tidy(own_name),) if isinstance(own_name, str) and own_name else ())


def _of_account(sheet: Sheet, item: Item, reader: _Messages) -> Iterator[Record]:
    """What is not in a chat: who the owner is, contacts, stories, pictures; and lists that are empty, or none."""
    path, value = item
    known, place = path[0] if path else "", path[-1] if path else ""
    made: Iterator[Record] = iter(())
    if known in _ASIDE:
        reader.rightly_nothing = True
    elif known == "personal_information" and isinstance(value, dict):
        made = _profile(sheet, value)
    elif path[:2] == ("contacts", "list") and isinstance(place, int):
        reader.rightly_nothing |= isinstance(value, dict)  # of an account that was deleted only a date is left
        made = _contact(sheet, place, value)
    elif known in _PICTURES and isinstance(place, int):
        made = _picture(sheet, str(known), place, value)
    elif path in _LISTS or place == "messages" or known in _PICTURES or path[:2] == ("contacts", "list"):
        _look_at_list(sheet, value, reader)
    elif known in LISTS_OF_CHATS and isinstance(place, int):
        sheet.problem("a chat that is none")
    for record in made:
        reader.made += 1
        yield record


def _look_at_list(sheet: Sheet, value: Any, reader: _Messages) -> None:
    """A list that was not walked through: it is empty, or something else stands in its place."""
    if value == []:
        reader.rightly_nothing = True
    else:
        sheet.problem("something else where a list should be")


def _profile(sheet: Sheet, told: dict[str, Any]) -> Iterator[Record]:
    fields = [("name", full_name(told)), *((aspect, told.get(key)) for key, aspect in _ABOUT)]
    for aspect, value in fields:
        if isinstance(value, str) and value.strip():
            yield sheet.record(RecordKind.PROFILE, 0, text=tidy(value), own=True, aspect=aspect)


def _contact(sheet: Sheet, index: int, told: Any) -> Iterator[Record]:
    if not isinstance(told, dict):
        sheet.problem("a contact that is none")
        return
    phone = told.get("phone_number")
    to = full_name(told) or (tidy(phone) if isinstance(phone, str) else "")
    if not to:
        return
    number = told.get("user_id")
    at, _ = _when(told)
    yield sheet.record(RecordKind.CONNECTION, index, at=at, to=to, aspect="contact", id=str(number) if number else "")


def _picture(sheet: Sheet, kind: str, index: int, told: Any) -> Iterator[Record]:
    if not isinstance(told, dict):
        sheet.problem("a picture that is none")
        return
    at, local = _when(told)
    name = told.get("media") or told.get("photo")
    attached = (tidy(name),) if isinstance(name, str) and not name.startswith("(") else ()
    text = tidy(words(told.get("text")) or words(told.get("caption")))
    if kind == "stories":
        yield sheet.record(RecordKind.STORY, index, at=at, text=text, own=True, local=local, attached=attached)
    else:
        yield sheet.record(RecordKind.PROFILE, index, at=at, own=True, aspect="picture", local=local, attached=attached)
