"""Whose a Telegram export is: what its account, its chats and the user tell, before any message is read."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final
from zoneinfo import ZoneInfo

from safeconduct.archive.jsonstream import items
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, Seen
from safeconduct.archive.wording import tidy
from safeconduct.errors import ArchiveError

OWNER_IDS: Final = "telegram owner ids"
OWNER_NAMES: Final = "telegram owner names"
NAMESAKES: Final = "telegram namesakes"
SAVED: Final = "Saved Messages"
LONDON: Final = ZoneInfo("Europe/London")
LISTS_OF_CHATS: Final = ("chats", "left_chats")
AUDIENCE: Final = {
    "saved_messages": Seen.DIRECT,
    "personal_chat": Seen.DIRECT,
    "bot_chat": Seen.DIRECT,
    "private_group": Seen.PRIVATE_GROUP,
    "private_supergroup": Seen.PRIVATE_GROUP,
    "private_channel": Seen.PRIVATE_GROUP,
    "public_supergroup": Seen.PUBLIC,
    "public_channel": Seen.PUBLIC,
}

_LOOKED_AT: Final = 5_000  # messages, to find out who of two is the owner
_SMALL: Final = 8 * 1024 * 1024  # bytes; so much is looked through to the end for who the owner is
_NAMESAKE: Final = "several people in the chats have the name you gave: whose words are whose cannot be told"
_OF_TWO: Final = ("personal_chat", "bot_chat")


def walked(path: tuple[str | int, ...]) -> bool:
    """Messages, contacts and the like come whole; chats are too big for that."""
    if path and isinstance(path[-1], int):
        return path[0] in LISTS_OF_CHATS and "messages" not in path
    return path[-1:] != ("personal_information",) and path[-2:-1] != ("messages",)


class Chat:
    """What stands above the messages of a chat."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.kind = told.get("type") if isinstance(told.get("type"), str) else ""
        number = told.get("id")
        self.number = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
        name = told.get("name")
        self.name = tidy(name) if isinstance(name, str) else SAVED if self.kind == "saved_messages" else ""
        self.seen = AUDIENCE.get(str(self.kind), Seen.UNKNOWN)
        self.other_id = f"user{self.number}" if self.kind in _OF_TWO else ""

    def owns(self, who: str, name: str) -> bool | None:
        """Whether the chat alone shows that somebody is the owner: in «Saved Messages» everybody is, and of two people
        the one whom the chat is not named after."""
        if self.kind == "saved_messages":
            return True
        if not self.other_id or not who:
            return None
        if who != self.other_id and name and name == self.name:
            return None  # a namesake, or the number of an old export, which is another than the chat's
        return who != self.other_id


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
                if len(path) < 2:  # a file that is not made as it should be may hold nothing but one value
                    told.update({str(key): value for key in path})
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


def find_namesakes(export: Export, members: list[Member]) -> None:
    """Learn whether several people in the chats bear the name that the user gave. All messages must be looked at for that,
    so it is done only where the export itself does not tell who the owner is."""
    if not export.stated_owner or known_owner(export)[0]:
        return
    bearers: set[str] = set()
    for member in members:
        with suppress(ArchiveError), member.open() as stream:
            for path, value in items(stream, descend=walked):
                if path[-2:-1] != ("messages",) or not isinstance(value, dict) or "forwarded_from" in value:
                    continue
                who, name = sender_of(value)
                if who.startswith("user") and _has_stated_name(export, name):
                    bearers.add(who)
                if len(bearers) > 1:
                    export.known[NAMESAKES] = True
                    export.warnings.append(_NAMESAKE)
                    return


def is_stated(export: Export, name: str) -> bool:
    """Whether somebody is who the user says the owner is: of several people of that name nobody is."""
    return _has_stated_name(export, name) and NAMESAKES not in export.known


def _has_stated_name(export: Export, name: str) -> bool:
    stated = " ".join(export.stated_owner.casefold().removeprefix("@").split())
    return bool(stated) and " ".join(name.casefold().split()) == stated
