"""Who takes part in a WhatsApp chat, what it is called, and whose phone it was exported from.

All of it is found out before anything is read: the file itself says none of it outright.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from safeconduct.archive.members import Member
from safeconduct.readers import _whatsapp_wording as wording
from safeconduct.readers._whatsapp_dates import Dates
from safeconduct.readers._whatsapp_lines import MARK, Headers, Line
from safeconduct.readers._whatsapp_words import STARTS_OF_DELETION, own_deletion, said

_LONGEST_NAME: Final = 200  # characters
_MOST_BLANKS: Final = 14  # in a name; more are a sentence of the app's
_MOST_NAMES: Final = 5_000  # a group holds 1,024 people; more is no chat
_QUOTES: Final = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("「", "」"))
_HIDDEN: Final = str.maketrans(
    dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"), "")
)
_COLONS: Final = (":", "：")
_BY_APP: Final = f": {MARK}"
_MOST_ANNOUNCERS: Final = 1_000  # a chat has one name, or some that it had before
_SHOWN_TO: Final = 8  # names of a group without a title


class _Sender:
    """What is known of somebody who stands in front of a colon."""

    def __init__(self, second: str | None) -> None:
        self.second = second  # what always stands before a second colon: then the name may have a colon in it
        self.marked_second = False  # the app's mark stood behind that colon
        self.messages = 0  # that are not the app's own words


class Chat:
    """One chat file. ``names`` are those who wrote in it, in the order in which they appear; ``owner`` is empty if
    nothing tells."""

    def __init__(self, member: Member) -> None:
        self.title = _title(member)
        self.other = ""  # the one of two whom the file is named after
        self.iphone = False
        self.is_group = False  # more than two people, as far as the file tells
        self._file_name = _words(_file_name(member))
        self.dates = Dates()
        self.names: tuple[str, ...] = ()
        self.owner = ""
        self.deleters: set[str] = set()
        self.with_colon: tuple[str, ...] = ()
        self.announcers: set[str] = set()  # names with a colon under which only the app speaks, as they stand
        self.announcing: set[str] = set()  # what stands before the first colon of each
        self._announced: Counter[str] = Counter()
        self._says_group = False
        self._group_title = ""
        self._senders: dict[str, _Sender] = {}
        self._by_raw_name: dict[str, _Sender] = {}
        self._shown: dict[str, str] = {}

    # --- looking it through ------------------------------------------------------------------------------------

    def survey(self, member: Member) -> None:
        """Read the whole file once.

        Raises:
            ArchiveError: the file cannot be read.
        """
        headers = Headers()
        with member.open() as stream:
            self._look_through(headers, headers.all(stream))
        self.dates.decide()
        self._settle_names()

    def _look_through(self, headers: Headers, found: Iterator[Line]) -> None:
        last = None
        for day, _, _, rest in found:
            if day is None:
                continue
            if day is not last:
                self.iphone = bool(headers.brackets)
                self.dates.add(day)
                last = day
            name, _, words = rest.partition(": ")
            sender = self._by_raw_name.get(name)
            if sender is None or sender.second is not None or words[:3] in STARTS_OF_DELETION:
                self._meet(rest)
            elif words.isascii() or (words[:1] != MARK and _BY_APP not in words):
                sender.messages += 1
            else:
                self._meet(rest)

    def _meet(self, rest: str) -> None:
        if self.iphone and (announcer := _announcer(rest)) and not rest.endswith(_COLONS):
            self._announce(announcer, rest)
            return
        end = rest.find(": ")
        name = self.shown(rest[:end]) if end > 0 else ""
        if not name:
            self._told_by_app(rest)
            return
        sender = self._senders.get(name)
        if sender is None:
            if len(self._senders) >= _MOST_NAMES:
                return
            sender = self._senders[name] = _Sender(_second(rest, end))
        self._by_raw_name[rest[:end]] = sender
        start = self._compared(sender, rest, end) if sender.second is not None else end + 2
        words = rest[start:]
        if own_deletion(words):
            self.deleters.add(name)
        if words.startswith(MARK) and not words.endswith(_COLONS) and said(words, iphone=True).system:
            self._told_by_app(words)
        else:
            sender.messages += 1

    def _announce(self, name: str, rest: str) -> None:
        """The app speaks under a name with a colon in it. What a chat begins with is always the app's: it counts twice."""
        if len(self._announced) < _MOST_ANNOUNCERS or name in self._announced:
            self._announced[name] += 1 if self._senders or self._announced else 2
        self._told_by_app(rest[len(name) + 2 :])

    @staticmethod
    def _compared(sender: _Sender, rest: str, end: int) -> int:
        """Where the words begin: behind the second colon if what stands before it is always the same, and the app's mark
        behind it."""
        second = _second(rest, end)
        if second != sender.second:
            sender.second = None
        elif second is not None and rest.startswith(f": {MARK}", end + 2 + len(second)):
            sender.marked_second = True
            start = end + 4 + len(second)
            return start if rest[start + 1 : start + 2] != "<" else end + 2
        return end + 2

    def _told_by_app(self, words: str) -> None:
        """A line of the app's own: it may speak of a group, and of the name that somebody gave it."""
        folded = words.casefold()
        if len(words) > 1_000 or not any(stem in folded for stem in wording.GROUP):
            return
        self._says_group = True
        self._group_title = _quoted(words) or self._group_title

    def _settle_names(self) -> None:
        title = _words(self.title)
        announced = {self.shown(name) for name in self._announced}
        settled = {}
        for name, sender in self._senders.items():
            whole = f"{name}: {sender.second}" if sender.second is not None else ""
            often = sender.marked_second and sender.messages > 1
            if whole and (often or whole in announced or (title and _words(whole) == title)):
                self.with_colon = (*self.with_colon, whole)
                settled[whole] = sender
            else:
                settled[name] = sender
        self._senders = settled
        self._settle_announcers(title)
        self.names = tuple(name for name, sender in settled.items() if sender.messages)
        self.other = self._named_after(title)
        many = self._says_group or len(settled) > 2
        self.is_group = many or bool(self.title and len(self.names) == 2 and not self.other)
        if self.is_group and not self.title:
            self.title = self._group_title or self._silent()

    def _settle_announcers(self, title: str) -> None:
        """Which names with a colon are the group's, and which are what somebody wrote once with a pasted mark in it."""
        known = dict(self._senders)
        others = len(self._announced) > 1 or any(not sender.messages for sender in known.values())
        for raw, count in self._announced.items():
            name, first = self.shown(raw), raw.partition(": ")[0]
            writer = known.get(self.shown(first))
            if name in known:
                continue
            if writer is not None and writer.messages and others and count == 1 and _words(name) != title:
                writer.messages += 1
            else:
                self.announcers.add(raw)
                self.announcing.add(first)
                self._senders.setdefault(name, _Sender(None))

    def _named_after(self, title: str) -> str:
        same = [name for name in self._senders if title and _words(name) == title]
        same = same or [name for name in self._senders if _within(_words(name), self._file_name)]
        return same[0] if len(same) == 1 else ""

    def _silent(self) -> str:
        """The name under which only the app speaks: an iPhone puts the group's there."""
        silent = [name for name, sender in self._senders.items() if not sender.messages]
        return silent[0] if len(silent) == 1 else ""

    # --- names -------------------------------------------------------------------------------------------------

    def split(self, rest: str) -> tuple[str, str] | None:
        """Name and words of what stands behind a date; ``None`` for a line of the app's own."""
        if self.announcers and _announcer(rest) in self.announcers:
            return None
        for whole in self.with_colon:
            if rest.startswith(f"{whole}: "):
                return whole, rest[len(whole) + 2 :]
        end = rest.find(": ")
        if end > 0:
            name = self.shown(rest[:end])
            return (name, rest[end + 2 :]) if name else None
        name = self.shown(rest[:-1]) if rest[-1:] == ":" else ""
        return (name, "") if name in self._senders else None

    def shown(self, raw: str) -> str:
        """A name without what the phone adds: direction marks, the ``~`` of those who are not in the address book.
        Empty for what can be no name."""
        if raw not in self._shown:
            if len(self._shown) > _MOST_NAMES:
                self._shown.clear()
            self._shown[raw] = _name(raw)
        return self._shown[raw]

    def to(self, sender: str) -> str:
        """Whom the messages of somebody went to: the chat's title, else the others."""
        if self.other or self.title:
            return self.title if self.is_group else self.other or self.title
        if self.owner and len(self.names) == 2:
            sender = self.owner
        others = [name for name in self.names if name != sender]
        return ", ".join(others[:_SHOWN_TO]) + (" …" if len(others) > _SHOWN_TO else "")


def _announcer(rest: str) -> str:
    """The name under which an iPhone's app says something, as it stands, where that name has a colon in it; else empty.

    A file behind somebody's words has the same mark in front, and is no words of the app's.
    """
    end = rest.find(_BY_APP, 0, _LONGEST_NAME)
    if end <= 0 or rest.find(": ", 0, end) <= 0 or not _name(rest[:end]):
        return ""
    words = rest[end + 2 :]
    return rest[:end] if words[1:2] != "<" and said(words, iphone=True).system else ""


def _second(rest: str, end: int) -> str | None:
    second = rest.find(": ", end + 2, end + 2 + _LONGEST_NAME)
    return rest[end + 2 : second] if second > 0 else None


def _name(raw: str) -> str:
    if len(raw) > _LONGEST_NAME or raw.count(" ") > _MOST_BLANKS:
        return ""
    if any(raw.count(start) != raw.count(end) if start != end else raw.count(start) % 2 for start, end in _QUOTES[:4]):
        return ""  # «Jane created group "Year 6» was cut inside the group's name
    name = raw.translate(_HIDDEN).strip()
    if name.startswith("~"):
        name = name[1:].strip() or name
    return name


def _quoted(words: str) -> str:
    """What stands last in quotation marks: the only, or the new name of a group."""
    for start, end in _QUOTES:
        closing = words.rfind(end)
        opening = words.rfind(start, 0, closing) if closing > 0 else -1
        if opening >= 0:
            return words[opening + 1 : closing].translate(_HIDDEN).strip()
    return ""


# --- what the file is called ---------------------------------------------------------------------------------------


def _called(member: Member) -> list[str]:
    """The file's name, the folders' around it and the archive's, from the nearest, without their endings."""
    *folders, file = member.name.split("/")
    stem = _stem(file)
    return [*([] if stem.casefold() == "_chat" else [stem]), *(_stem(part) for part in reversed(folders)), _stem(member.source)]


def _stem(name: str) -> str:
    for ending in (".txt", ".zip"):
        if name.casefold().endswith(ending):
            name = name[: -len(ending)]
    head, bracket, number = name.rpartition(" (")
    return head if bracket and number[:-1].isdigit() and number[-1:] == ")" else name


def _file_name(member: Member) -> str:
    called = _called(member)
    return next((name for name in called if "whatsapp" in name.casefold()), called[0] if called else "")


def _title(member: Member) -> str:
    """Whom or what the file says that it is with: ``WhatsApp Chat with X``, ``Discussion WhatsApp avec X``…"""
    name = _file_name(member)
    place = name.casefold().find("whatsapp")
    if place < 0:
        return ""
    behind = name[place + len("whatsapp") :]
    words = [word for word in (behind if " " in behind else behind.replace("_", " ")).split(" ") if word]
    if words and words[0].lstrip("-").casefold() in wording.CHAT_WORDS:
        words = words[1:]
    if not words:
        return _in_front(name[:place].strip())
    return " ".join(words[1:]) if words[0].casefold() in wording.CONNECTING else ""


def _in_front(words: str) -> str:
    """``X ile WhatsApp Sohbeti``: some languages put the name first."""
    for behind in wording.BEHIND:
        if words.endswith(behind):
            return words.removesuffix(behind)
    return ""


def _words(text: str) -> str:
    """Only letters and digits, one blank between: file names hold no other marks for certain."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def _within(name: str, text: str) -> bool:
    return len(name) > 2 and f" {name} " in f" {text} "


# --- whose phone it was --------------------------------------------------------------------------------------------


def find_owners(chats: Sequence[Chat], stated: str) -> Counter[str]:
    """Settle the owner of each chat as far as something tells, and count in how many each is.

    What the chats themselves show comes first: who «deleted this message», and the one of two whom the file is not named
    after. Then a name known from another chat, the only one who is in all of several chats, and who the user says it is.
    """
    for chat in chats:
        chat.owner = _by_itself(chat)
    known = {chat.owner for chat in chats if chat.owner}
    for names in (known, _in_all(chats), _as_stated(stated)):
        for chat in chats:
            if not chat.owner:
                chat.owner = _only(name for name in chat.names if name in names or _words(name) in names)
    return Counter(chat.owner for chat in chats if chat.owner)


def is_named(chats: Iterable[Chat], stated: str) -> bool:
    """Whether somebody who wrote in one of the chats has the name that the user gave."""
    names = _as_stated(stated)
    return any(name in names or _words(name) in names for chat in chats for name in chat.names)


def _as_stated(stated: str) -> set[str]:
    return {stated.strip(), _words(stated)} - {""}


def _by_itself(chat: Chat) -> str:
    if len(chat.deleters) == 1:
        return next(iter(chat.deleters))
    if wording.OWNER_AS_SENDER in chat.names:
        return wording.OWNER_AS_SENDER
    if chat.is_group or not chat.other:
        return ""
    return _only(name for name in chat.names if name != chat.other)


def _in_all(chats: Sequence[Chat]) -> set[str]:
    if len(chats) < 2:
        return set()
    common = set.intersection(*(set(chat.names) for chat in chats))
    return common if len(common) == 1 else set()


def _only(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    return found[0] if len(found) == 1 else ""
