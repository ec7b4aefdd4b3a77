"""Telegram's ``result.json``: one chat, or a whole account with its chats, its contacts and what it says of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from safeconduct.archive import clock
from safeconduct.archive.jsonstream import Item, items
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.archive.wording import tidy
from safeconduct.errors import ArchiveError

OWNER_IDS: Final = "telegram owner ids"
OWNER_NAMES: Final = "telegram owner names"
SAVED: Final = "Saved Messages"
LONDON: Final = ZoneInfo("Europe/London")

_LISTS_OF_CHATS: Final = ("chats", "left_chats")
_KNOWN: Final = frozenset(
    {
        *_LISTS_OF_CHATS,
        "messages",
        "personal_information",
        "profile_pictures",
        "stories",
        "contacts",
        "frequent_contacts",
        "sessions",
    }
)
_LOOKED_AT: Final = 5_000  # messages, to find out who of two is the owner
_SMALL: Final = 8 * 1024 * 1024  # bytes; so much is looked through to the end for who the owner is
_AUDIENCE: Final = {
    "saved_messages": Seen.DIRECT,
    "personal_chat": Seen.DIRECT,
    "bot_chat": Seen.DIRECT,
    "private_group": Seen.PRIVATE_GROUP,
    "private_supergroup": Seen.PRIVATE_GROUP,
    "private_channel": Seen.PRIVATE_GROUP,
    "public_supergroup": Seen.PUBLIC,
    "public_channel": Seen.PUBLIC,
}
_OF_TWO: Final = ("personal_chat", "bot_chat")
_FILES: Final = ("photo", "file", "contact_vcard")
_ABOUT: Final = (("username", "username"), ("phone_number", "phone"), ("bio", "bio"))


def looks_right(head: bytes) -> bool:
    """Whether a file called ``result.json`` begins like Telegram's."""
    if b'"personal_information"' in head or b'"left_chats"' in head:
        return True
    if b'"chats"' in head and b'"list"' in head:
        return True
    return b'"messages"' in head and (b'"from_id"' in head or any(f'"{kind}"'.encode() in head for kind in _AUDIENCE))


def walked(path: tuple[str | int, ...]) -> bool:
    """Messages, contacts and the like come whole; chats are too big for that."""
    if path and isinstance(path[-1], int):
        return path[0] in _LISTS_OF_CHATS and "messages" not in path
    return path[-1:] != ("personal_information",)


class Chat:
    """What stands above the messages of a chat."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.kind = told.get("type") if isinstance(told.get("type"), str) else ""
        number = told.get("id")
        self.number = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
        name = told.get("name")
        self.name = tidy(name) if isinstance(name, str) else SAVED if self.kind == "saved_messages" else ""
        self.seen = _AUDIENCE.get(str(self.kind), Seen.UNKNOWN)
        self.other_id = f"user{self.number}" if self.kind in _OF_TWO else ""

    def owns(self, who: str, name: str) -> bool | None:
        """Whether the chat alone shows that somebody is the owner: in «Saved Messages» everybody is, and of two people
        the one whom the chat is not named after."""
        if self.kind == "saved_messages":
            return True
        if not self.other_id or not who:
            return None
        return who != self.other_id and name != self.name


# --- who the owner is ----------------------------------------------------------------------------------------------


def find_owner(export: Export, member: Member) -> None:
    """Learn from a file who the owner is, as far as its beginning tells."""
    told: dict[str, Any] = {}
    seen = 0
    try:
        with member.open() as stream:
            for path, value in items(stream, descend=walked):
                if path == ("personal_information",) and isinstance(value, dict):
                    _is_owner(export, value)
                    return
                if len(path) == 1:
                    told[str(path[0])] = value
                elif path[0] == "messages":
                    seen += 1
                    if seen > _LOOKED_AT or _shows_owner(export, Chat(told), value):
                        return
                elif "messages" in path and member.size > _SMALL:
                    return
    except ArchiveError:
        return  # reading it will fail in the same way, and say so


def _is_owner(export: Export, told: dict[str, Any]) -> None:
    ids, names = known_owner(export)
    name = full_name(told)
    if isinstance(told.get("user_id"), int | str):
        ids.add(f"user{told['user_id']}")
        export.owners.add(str(told["user_id"]))
    if name:
        names.add(name)
        export.owners.add(name)
        export.owner_name = export.owner_name or name
    if isinstance(told.get("username"), str) and told["username"]:
        export.owners.add(told["username"])


def _shows_owner(export: Export, chat: Chat, message: Any) -> bool:
    if not isinstance(message, dict) or message.get("type") != "message" or "forwarded_from" in message:
        return False
    who, name = sender_of(message)
    if not who or not chat.owns(who, name):
        return False
    ids, names = known_owner(export)
    ids.add(who)
    if name:
        names.add(name)
        export.owners.add(name)
        export.owner_name = export.owner_name or name
    return True


def known_owner(export: Export) -> tuple[set[str], set[str]]:
    """The ids (``user123``) and the names of the owner that are known so far; more may be put in."""
    ids: set[str] = export.known.setdefault(OWNER_IDS, set())
    names: set[str] = export.known.setdefault(OWNER_NAMES, set())
    return ids, names


def full_name(told: dict[str, Any]) -> str:
    """First and last name."""
    parts = (told.get("first_name"), told.get("last_name"))
    return tidy(" ".join(part.strip() for part in parts if isinstance(part, str) and part.strip()))


def sender_of(message: dict[str, Any]) -> tuple[str, str]:
    """Id and name of who sent a message; the oldest exports have a bare number."""
    who, name = message.get("from_id"), message.get("from")
    if isinstance(who, int) and not isinstance(who, bool):
        who = f"user{who}"
    return who if isinstance(who, str) else "", tidy(name) if isinstance(name, str) else ""


def is_stated(export: Export, name: str) -> bool:
    """Whether somebody is who the user says the owner is."""
    stated = " ".join(export.stated_owner.casefold().removeprefix("@").split())
    return bool(stated) and " ".join(name.casefold().split()) == stated


# --- records -------------------------------------------------------------------------------------------------------


def parse(sheet: Sheet) -> Iterator[Record]:
    """Everything in a ``result.json``."""
    told: dict[tuple[str | int, ...], dict[str, Any]] = {}
    reader = _Messages(sheet)
    with sheet.open() as stream:
        for item in items(stream, descend=walked, problem=sheet.problem):
            path = item.path
            if len(path) > 1 and path[-2] == "messages":
                yield from reader.records(path, item.value, told)
            elif path[-1:] in (("name",), ("type",), ("id",)) and (len(path) == 1 or path[0] in _LISTS_OF_CHATS):
                told.setdefault(path[:-1], {})[str(path[-1])] = item.value
            else:
                yield from _of_account(sheet, item, reader)
    if not reader.made:
        if reader.understood or any("type" in one for one in told.values()):
            sheet.empty()
        else:
            raise ArchiveError("it is not what Telegram exports: it holds neither chats nor an account")


class _Messages:
    """Makes records of the messages, chat after chat."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.made = 0
        self.understood = False
        self.ids, _ = known_owner(sheet.export)
        self._place: tuple[str | int, ...] | None = None
        self._chat = Chat({})
        self._late: dict[tuple[str | int, ...], dict[str, Any]] | None = None

    def records(
        self, path: tuple[str | int, ...], message: Any, told: dict[tuple[str | int, ...], dict[str, Any]]
    ) -> Iterator[Record]:
        """The record of a message, and of what the owner did to it."""
        self.understood = True
        if path[:-2] != self._place:
            self._place = path[:-2]
            self._chat = Chat(self._told(told, path[:-2]))
            told.clear()
            told[path[:-2]] = {}
        if not isinstance(message, dict):
            self.sheet.problem("a message that is none")
            return
        if message.get("type") == "service":
            return
        if message.get("type") == "unsupported":
            self.sheet.problem("a message that Telegram itself could not export")
            return
        for record in self._of(int(path[-1]), message):
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
        text = _text(message)
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


def _text(message: dict[str, Any]) -> str:
    text = words(message.get("text")) or words(message.get("text_entities"))
    poll = message.get("poll")
    if not text and isinstance(poll, dict):
        answers = poll.get("answers")
        asked = [poll.get("question"), *(answer.get("text") for answer in _objects(answers))]
        text = "\n".join(words(part) for part in asked if part)
    return tidy(text)


def words(value: Any) -> str:
    """A text, which may be a list of pieces, some of them with what they are (bold, a link)."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in value)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _attached(message: dict[str, Any]) -> tuple[str, ...]:
    """The files by name; «(File not included…)» in place of one is no name."""
    named = [tidy(name) for key in _FILES if isinstance(name := message.get(key), str) and name and "(File " not in name]
    own_name = message.get("file_name")
    return tuple(named) or ((tidy(own_name),) if isinstance(own_name, str) and own_name else ())


def _of_account(sheet: Sheet, item: Item, reader: _Messages) -> Iterator[Record]:
    """What is not in a chat: who the owner is, contacts, stories, pictures."""
    path, value = item
    known = path[0] if path else ""
    if known in _KNOWN:
        reader.understood = True
    made: Iterator[Record] = iter(())
    if known == "personal_information" and isinstance(value, dict):
        made = _profile(sheet, value)
    elif path[:2] == ("contacts", "list") and len(path) == 3:
        made = _contact(sheet, int(path[2]), value)
    elif known in ("stories", "profile_pictures") and len(path) == 2:
        made = _picture(sheet, str(known), int(path[1]), value)
    for record in made:
        reader.made += 1
        yield record


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
        return  # an account that was deleted: only a date is left of it
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
