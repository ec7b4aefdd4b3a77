"""TikTok's download as text files: a section a file, ``Key: value`` lines, an entry after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.archive import clock
from safeconduct.archive._charset import as_text
from safeconduct.archive.reader import Record, Sheet
from safeconduct.readers import _tiktok_sections as sections

LONGEST: Final = 1024 * 1024  # characters of one entry; what goes beyond is cut off and reported

# file name in its plain form → the keys under which the JSON file has the same
FILES: Final[dict[str, sections.Keys]] = {
    "comments": ("comment", "commentslist"),
    "comment": ("comment", "commentslist"),
    "posts": ("post", "videolist"),
    "post": ("post", "videolist"),
    "videos": ("video", "videolist"),
    "video": ("video", "videolist"),
    "recently deleted posts": ("recentlydeletedposts", "postlist"),
    "like list": ("likelist", "itemfavoritelist"),
    "likes": ("likelist", "itemfavoritelist"),
    "favorite videos": ("favoritevideos", "favoritevideolist"),
    "favorite effects": ("favoriteeffects", "favoriteeffectslist"),
    "favorite hashtags": ("favoritehashtags", "favoritehashtaglist"),
    "favorite sounds": ("favoritesounds", "favoritesoundlist"),
    "favorite collections": ("favoritecollection", "favoritecollectionlist"),
    "favorite collection": ("favoritecollection", "favoritecollectionlist"),
    "follower": ("follower", "fanslist"),
    "followers": ("follower", "fanslist"),
    "follower list": ("follower", "fanslist"),
    "following": ("following",),
    "following list": ("following",),
    "block": ("block", "blocklist"),
    "block list": ("block", "blocklist"),
    "searches": ("searches", "searchlist"),
    "search history": ("searches", "searchlist"),
    "watch history": ("watchhistory", "videolist"),
    "video browsing history": ("watchhistory", "videolist"),
    "browsing history": ("watchhistory", "videolist"),
    "share history": ("sharehistory", "sharehistorylist"),
    "reposts": ("reposts", "repostlist"),
    "go live history": ("golivehistory", "golivelist"),
    "watch live history": ("watchlivemap", "comments"),
    "direct messages": ("chathistory",),
    "direct message": ("chathistory",),
    "chat history": ("chathistory",),
    "group chat": ("groupchat",),
    "profile info": ("profilemap",),
    "profile information": ("profilemap",),
    "profile": ("profilemap",),
    "settings": ("settingsmap",),
    "app settings": ("settingsmap",),
}
_KEY_NAMES: Final = (
    "date comment photo url link likes title sound location alternatetext whocanview addyourstext covertext "
    "coverimage username searchterm from content sharedcontent method effectlink soundlink hashtaglink livestarttime "
    "liveendtime roomtitle roomid datedeleted totalview totalearning replayurl favoritecount sharecount allowcomments "
    "allowstitches allowduets "
    "commenttime commentcontent watchtime rawtime"
)
_KEYS: Final = frozenset(_KEY_NAMES.split())
_KEYS_OF: Final = {
    "commentslist": frozenset({"date", "comment", "photo", "url", "link"}),
    "chathistory": frozenset({"date", "from", "content"}),
    "groupchat": frozenset({"date", "from", "content"}),
}
_TIMES: Final = frozenset({"date", "commenttime", "watchtime", "livestarttime", "datedeleted"})
_CHAT: Final = "chat history with "
_KEY: Final = 40  # characters of a key that is not known, before a link
_NOTICE: Final = 200  # characters; a file of so few without any entry says that there is nothing


def parse(sheet: Sheet) -> Iterator[Record]:
    """The records of one file.

    Raises:
        ArchiveError: the file cannot be read.
    """
    keys = _keys(sheet)
    blocks = _Blocks(sheet, keys)
    count = 0
    for count, (spelt, value) in enumerate(_pairs(sheet) if keys[-1].endswith("map") else blocks.entries(), 1):
        yield from sections.records(sheet, count - 1, keys if isinstance(value, dict) else _under(keys, spelt), spelt, value)
    sheet.items = count
    if not count and blocks.strange < _NOTICE:
        sheet.empty()


def pairs(sheet: Sheet) -> Iterator[tuple[sections.Keys, str]]:
    """The settings or the profile of a file, for what must be known before the reading."""
    for spelt, value in _pairs(sheet):
        yield _under(_keys(sheet), spelt), value


def _under(keys: sections.Keys, spelt: str) -> sections.Keys:
    return (*keys, sections.plain(spelt))


def _keys(sheet: Sheet) -> sections.Keys:
    stem = sheet.member.matched.rpartition("/")[2].removesuffix(".txt")
    return FILES.get(" ".join(stem.replace("_", " ").split()), ("chathistory",))


def _lines(sheet: Sheet) -> Iterator[str]:
    with as_text(sheet.open()) as text:
        while line := text.readline(LONGEST):
            yield line.rstrip("\r\n")


def _pairs(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for line in _lines(sheet):
        key, colon, value = line.partition(":")
        if colon and 0 < len(key) < 80:
            yield key.strip(), value.strip()


def _stamp(line: str) -> str:
    """The time with which a chat's line begins; empty if it begins with none."""
    at = line[:23] if line[19:23] == " UTC" else line[:19]
    return at if line[:1].isdecimal() and len(at) >= 19 and clock.iso(at) else ""


class _Blocks:
    """Puts lines together to entries. A line that begins with no key goes on with the one before it, blank lines too: people
    write those into comments. A new entry begins where the first key of the last one comes again."""

    def __init__(self, sheet: Sheet, keys: sections.Keys) -> None:
        self._sheet = sheet
        self._known = _KEYS_OF.get(keys[-1], _KEYS)
        self._is_chat = keys[-1] in ("chathistory", "groupchat")
        self._title = ""
        self._entry: dict[str, str] = {}
        self._last: list[str] = []  # the lines of the last value
        self._blank = 0
        self._length = 0
        self.strange = 0  # characters that belong to no entry

    def entries(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Every entry with the title that stands over it."""
        for line in _lines(self._sheet):
            title, done = self._title, self._take(line)
            if done:
                yield title, done
        if self._entry:
            yield self._title, self._done()

    def _done(self) -> dict[str, str]:
        if self._entry:
            self._entry[next(reversed(self._entry))] = "\n".join(self._last).rstrip()
        done, self._entry = self._entry, {}
        self._last, self._blank, self._length = [], 0, 0
        return done

    def _take(self, line: str) -> dict[str, str]:
        """Take in a line; the entry before it, if that is done now."""
        bare = line.strip()
        if not bare:
            self._blank += 1
            return {}
        if self._is_chat and (bare.startswith(">>>") or bare.lower().startswith(_CHAT)):
            done, self._title = self._done(), bare.lstrip("> ")
            return done
        if self._is_chat and (at := _stamp(bare)):
            done = self._done()
            self._start("Date", at)
            self._said(bare[len(at) :].lstrip(": "))
            return done
        key, colon, value = bare.partition(":")
        if self._is_chat and list(self._entry) == ["Date"] and colon and sections.plain(key[:80]) not in self._known:
            self._said(bare)
            return {}
        return self._keyed(key, value.strip()) if colon and self._is_key(key, value.strip()) else self._more(line)

    def _said(self, line: str) -> None:
        """``somebody: words``, in a chat."""
        name, colon, words = line.partition(":")
        if colon:
            self._start("From", name.strip())
            self._start("Content", words.strip())

    def _is_key(self, key: str, value: str) -> bool:
        name = sections.plain(key[:80])
        if name not in self._known and not (
            self._entry and len(key) < _KEY and value.startswith(("https://", "http://", "N/A"))
        ):
            return False
        if name in _TIMES and value and not clock.iso(value):
            return False
        return name not in map(sections.plain, self._entry) or name == sections.plain(next(iter(self._entry)))

    def _keyed(self, key: str, value: str) -> dict[str, str]:
        again = bool(self._entry) and sections.plain(key) == sections.plain(next(iter(self._entry)))
        done = self._done() if again else {}
        self._start(key, value)
        return done

    def _start(self, key: str, value: str) -> None:
        if self._entry:
            self._entry[next(reversed(self._entry))] = "\n".join(self._last).rstrip()
        self._entry[key] = value
        self._last, self._blank = [value], 0

    def _more(self, line: str) -> dict[str, str]:
        """A line that goes on with the value before it."""
        if not self._entry:
            self.strange += len(line)
            if self.strange >= _NOTICE:
                self._sheet.problem("lines that belong to no entry")
            return {}
        self._length += len(line) + self._blank
        if self._length > LONGEST:
            self._sheet.problem("an entry that is too long, cut off")
            return {}
        self._last += [*[""] * self._blank, line]
        self._blank = 0
        return {}
