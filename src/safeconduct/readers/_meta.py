"""What Facebook's and Instagram's downloads have in common: repaired text, whose words they are, conversations.

Everything here takes the JSON as it was parsed and repairs its text (``wording.unmojibake``) where it is used, since most of
a record is never looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, BinaryIO, Final, NamedTuple, Protocol
from unicodedata import normalize

from safeconduct.archive import clock, jsonstream
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.archive.wording import tidy, unmojibake
from safeconduct.readers._meta_sentences import new_name, platform_sentence, tells_of_sending
from safeconduct.readers._unread import UNREAD, says_more

_TAIL: Final = 64 * 1024  # bytes at the end of a conversation, where its title stands
_CHUNK: Final = 1024 * 1024
_TRIES: Final = 40  # ends of lists looked at there
_MEDIA: Final = ("photos", "videos", "audio_files", "files", "gifs", "media")
_SHOWN: Final = frozenset({"reaction", "call", "event"})
_TELLING: Final = frozenset({"type", "call_duration", "users"})  # keys that tell what a message is
_PAYLOADS: Final = frozenset({*_MEDIA, "sticker", "share"})
_NO_WORDS: Final = frozenset(  # texts beside a message that are none of its words
    {"sender_name", "senderName", "content", "text", "type", "ip", "timestamp", "timestamp_ms"}
    | {"id", "message_id", "thread_id", "thread_name"}
)
_NAMED: Final = 10  # people named for a conversation without a title


def words(value: Any) -> str:
    """A string of the export with its characters repaired; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return value.strip() if value.isascii() and "\0" not in value else tidy(unmojibake(value)).strip()


def written(value: Any) -> str:
    """The same for what a person wrote: ``@[1234:2048:Jane Doe]`` becomes the name it shows."""
    text = words(value)
    return _named(text) if "@[" in text else text


def _named(text: str) -> str:
    done, rest = [], text
    while (start := rest.find("@[")) >= 0:
        end = rest.find("]", start)
        parts = rest[start + 2 : end].split(":", 2) if end > 0 else []
        if len(parts) == 3 and parts[0].isdigit() and parts[1].isdigit():
            done += [rest[:start], parts[2]]
            rest = rest[end + 1 :]
        else:
            done.append(rest[: start + 2])
            rest = rest[start + 2 :]
    return "".join(done) + rest


def listed(value: Any) -> Sequence[Any]:
    """A list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []


# --- whose words -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def same_name(name: str) -> str:
    """A name in the form in which two spellings of it are equal."""
    return " ".join(normalize("NFC", name).casefold().split())


def is_owner(export: Export, name: str) -> bool | None:
    """Whether a name is one of ``export.owners``; ``None`` if there is none, so that nobody can tell."""
    known: tuple[int, frozenset[str]] = export.known.get("_owner_names", (0, frozenset()))
    if known[0] != len(export.owners):
        known = (len(export.owners), frozenset(same_name(owner) for owner in export.owners if owner))
        export.known["_owner_names"] = known
    return same_name(name) in known[1] if known[1] else None


# --- conversations ---------------------------------------------------------------------------------------------


class Openable(Protocol):
    """A member or a sheet."""

    def open(self) -> BinaryIO:
        """The file's bytes."""
        ...


class Chat(NamedTuple):
    """A conversation: who is in it, what it is called, and whether it is a group."""

    people: tuple[str, ...]
    title: str
    group: bool


def message_records(sheet: Sheet) -> Iterator[Record]:
    """The messages of one ``message_N.json``, in the order of the file (newest first).

    The owner's are those whose sender is in ``export.owners``; where two people of the conversation share that name nobody
    can tell, and ``own`` is ``None``. What the platform writes into a chat by itself (a call, “sent an attachment”) is a
    record without words, a reaction is a ``like``.
    """
    talk = Talk(sheet, chat_of(sheet))
    single: dict[str, Any] = {}
    with sheet.open() as stream:
        for path, value in jsonstream.items(stream, descend=_into_messages, problem=sheet.problem):
            if len(path) > 1 and path[0] == "messages":
                if isinstance(path[1], str):
                    single[path[1]] = value
                elif record := talk.record(path[1], value):
                    yield record
            elif path == ("messages",) and not value:
                sheet.empty()
    if single and (record := talk.record(0, single)):
        yield record


def _into_messages(path: jsonstream.Path) -> bool:
    return not path or (len(path) == 1 and path[0] in {"messages", "participants"})


def participants(source: Openable) -> tuple[str, ...]:
    """The people whom a conversation's file begins with: for working out whose archive it is.

    Raises:
        ArchiveError: the file cannot be read.
    """
    return _people(_head(source))


def chat_of(source: Openable) -> Chat:
    """Who is in a conversation and what it is called: from the beginning of its file and, since the title stands behind the
    messages, from the end.

    Raises:
        ArchiveError: the file cannot be read.
    """
    found = _head(source)
    if "participants" not in found or not ("title" in found or "threadName" in found):
        found = {**_tail(source), **found}
    title = words(found.get("title")) or _thread_name(words(found.get("threadName")))
    people = _people(found)
    return Chat(people, title, len(people) > 2 or "group" in str(found.get("thread_type", "")).casefold())


def _people(found: Mapping[str, Any]) -> tuple[str, ...]:
    people = listed(found.get("participants"))
    return tuple(name for one in people if (name := words(one.get("name") if isinstance(one, dict) else one)))


def _head(source: Openable) -> dict[str, Any]:
    """What stands before the messages."""
    found: dict[str, Any] = {}
    with source.open() as stream:
        for path, value in jsonstream.items(stream, descend=_into_messages):
            if not path or path[0] == "messages":
                break
            if path[0] == "participants" and len(path) == 2:
                found.setdefault("participants", []).append(value)
            elif isinstance(path[0], str):
                found[path[0]] = value
    return found


def _tail(source: Openable) -> dict[str, Any]:
    """The fields behind the messages: the longest piece up to the end of the file that ends an object which it did not
    begin."""
    last = b""
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            last = (last + chunk)[-_TAIL:]
    text = last.decode("utf-8", "replace")
    best: dict[str, Any] = {}
    end = len(text)
    for _ in range(_TRIES):
        end = text.rfind("]", 0, end)
        if end < 0:
            break
        best = _object_end(text[end + 1 :]) or best
    return best


def _object_end(text: str) -> dict[str, Any] | None:
    rest = text.lstrip()
    if not rest.startswith(","):
        return None
    try:
        value = json.loads("{" + rest[1:])
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _thread_name(name: str) -> str:
    """``Jane Doe_17`` of the end-to-end encrypted download without its number."""
    before, _, number = name.rpartition("_")
    return before if before and number.isdigit() else name


class Talk:
    """Makes records of one conversation's messages; who is who is worked out once for each name."""

    def __init__(self, sheet: Sheet, chat: Chat) -> None:
        self._sheet = sheet
        self._chat = chat
        self._to = self._with()
        known = Seen.DIRECT if chat.people else Seen.UNKNOWN
        self._audience = Seen.PRIVATE_GROUP if chat.group else known
        self._people = chat.people if chat.group else ()
        self._senders: dict[str, tuple[str, bool | None, str]] = {}

    def _with(self) -> str:
        others = [name for name in self._chat.people if not is_owner(self._sheet.export, name)]
        if not self._chat.group and len(others) == 1:
            return others[0]
        return self._chat.title or ", ".join(others[:_NAMED])

    def _sender(self, name: str) -> tuple[str, bool | None, str]:
        """A sender's name, whether that is the owner, and the name as author."""
        owner = is_owner(self._sheet.export, name) if name else None
        twins = sum(same_name(person) == same_name(name) for person in self._chat.people)
        return name, None if owner and twins > 1 else owner, "" if owner else name

    def record(self, index: int, value: Any) -> Record | None:
        """The record of a message in JSON, if it is one."""
        if not isinstance(value, dict):
            self._sheet.problem("a message is not in the form that messages have")
            return None
        raw = value.get("sender_name") or value.get("senderName")
        raw = raw if isinstance(raw, str) else ""
        if raw not in self._senders:
            self._senders[raw] = self._sender(words(raw))
        at = clock.epoch(value["timestamp_ms"] if "timestamp_ms" in value else value.get("timestamp"), unit="ms")
        if at is None and not raw:
            self._sheet.problem("a message has neither a sender nor a time")
            return None
        media = attached(value)
        text, sign = _spoken(value, self._senders[raw][0], beside=bool(media))
        if not (text or sign) and says_more(value, _NO_WORDS):
            self._sheet.problem(UNREAD)
        if sign:
            text = text or _named_so(value, sign)
            return self._made(index, raw, text, sign, at=at, attached=media)
        _, own, author = self._senders[raw]
        more = {"audience": self._audience, "to": self._to, "author": author, "people": self._people}
        return self._sheet.record(RecordKind.MESSAGE, index, at=at, text=text, own=own, attached=media, **more)

    def said(self, index: int, name: str, text: str, **more: Any) -> Record:
        """The record of a message whose sender and text are known; ``more`` are further fields of ``Record``."""
        if name not in self._senders:
            self._senders[name] = self._sender(name)
        sign = platform_sentence(text, name)
        if text and not sign and more.get("attached") and tells_of_sending(text, name):
            sign = "sent"
        return self._made(index, name, new_name(text) if sign == "event" else "" if sign else text, sign, **more)

    def _made(self, index: int, key: str, text: str, sign: str, **more: Any) -> Record:
        _, own, author = self._senders[key]
        return self._sheet.record(
            RecordKind.LIKE if sign == "reaction" else RecordKind.MESSAGE,
            index,
            text=text,
            own=False if sign == "reaction" else own,
            audience=self._audience,
            to=self._to,
            people=self._people,
            author=author,
            aspect=sign if sign in _SHOWN else "",
            deleted=sign == "unsent",
            **more,
        )


def attached(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of a message's pictures, films and files, and the address of what was shared in it."""
    if _PAYLOADS.isdisjoint(value):
        return ()
    names = [entry.get("uri") for key in _MEDIA if key in value for entry in listed(value[key]) if isinstance(entry, dict)]
    for key, field in (("sticker", "uri"), ("share", "link")):
        inner = value.get(key)
        if isinstance(inner, dict):
            names.append(inner.get(field))
    return tuple(dict.fromkeys(text for name in names if (text := words(name))))


def _spoken(value: Mapping[str, Any], sender: str, *, beside: bool) -> tuple[str, str]:
    """What somebody said in a message, and if nobody did, what it stands for: ``reaction sent call event unsent``."""
    text = written(value["content"] if "content" in value else value.get("text"))
    sign = _by_shape(value) or (platform_sentence(text, sender) if text else "")
    if beside and text and not sign and tells_of_sending(text, sender):
        sign = "sent"
    if value.get("is_unsent") is True or value.get("isUnsent") is True:
        return "" if sign else text, "unsent"
    return "" if sign else text, sign


def _named_so(value: Mapping[str, Any], sign: str) -> str:
    """The name that a group was given, which is somebody's words amid a sentence of the platform's."""
    return new_name(written(value["content"] if "content" in value else value.get("text"))) if sign == "event" else ""


def _by_shape(value: Mapping[str, Any]) -> str:
    """By what a message has beside its text, whatever the language."""
    if _TELLING.isdisjoint(value):
        return ""
    form = str(value.get("type", "")).casefold()
    if "call_duration" in value or form == "call":
        return "call"
    if form in {"subscribe", "unsubscribe"} or value.get("users"):
        return "event"
    return "sent" if form == "placeholder" else ""
