"""The entries of Facebook's JSON files, whatever they are wrapped in: a list, a list under a key, one bare object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from safeconduct.archive import clock, jsonstream
from safeconduct.archive.reader import Sheet
from safeconduct.readers._meta import listed, words, written

_WHOLE: Final = frozenset(  # parts of one entry, never a list of entries
    {"data", "attachments", "tags", "label_values", "media", "media_metadata", "photo_metadata", "video_metadata", "exif_data"}
    | {"comment", "reaction", "place", "coordinate", "cover_photo", "contact_info", "details", "participants", "emails", "name"}
    | {"life_event", "external_context", "event", "poll", "review"}
)
_TELLING: Final = frozenset(  # of a bare object: that it is an entry
    {"timestamp", "data", "attachments", "label_values", "uri", "comment", "added_timestamp", "text", "created_timestamp"}
    | {"last_modified_timestamp"}
)
_DEEPEST: Final = 3
_DEEP: Final = 40  # parts of a picture's metadata that are looked at
_SHORT: Final = 3  # letters; a line as short as that can well be said again


class Entry(NamedTuple):
    """One entry: the key of its list without the version (empty for a bare list), its place in the list, and what it is."""

    root: str
    index: int  # type: ignore[assignment]  # a tuple's own method goes by this name
    value: dict[str, Any]


@lru_cache(maxsize=256)
def root_name(key: str) -> str:
    """``comments_v2`` as ``comments``."""
    plain, mark, version = key.casefold().rpartition("_v")
    return plain if mark and version.isdigit() else key.casefold()


def entries(sheet: Sheet) -> Iterator[Entry]:
    """Every entry of a file, as a stream; a file that holds an empty list and nothing else is ``empty``."""
    single: dict[jsonstream.Path, dict[str, Any]] = {}
    count, hollow = 0, False
    with sheet.open() as stream:
        for path, value in jsonstream.items(stream, descend=_walked, problem=sheet.problem):
            if path and isinstance(path[-1], int):
                count += 1
                if isinstance(value, dict):
                    top = path[0]
                    yield Entry(root_name(top) if isinstance(top, str) else "", path[-1], value)
                else:
                    sheet.problem("an entry is not in the form that entries have")
            elif value in ([], {}) and (not path or path[-1] not in _WHOLE):
                hollow = True
            elif path:
                single.setdefault(path[:-1], {})[str(path[-1])] = value
    for path, value in single.items():
        if path or not _TELLING.isdisjoint(value):
            count += 1
            yield Entry(_root((*path, 0)), 0, value)
    sheet.items = count
    if hollow and not count:
        sheet.empty()


def _walked(path: jsonstream.Path) -> bool:
    return not path or (isinstance(path[-1], str) and path[-1] not in _WHOLE and len(path) < _DEEPEST)


def _root(path: jsonstream.Path) -> str:
    return root_name(path[0]) if isinstance(path[0], str) else ""


class Pieces:
    """What an entry is made of: its ``data`` and its ``attachments`` taken apart."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.said: list[str] = []  # what the owner wrote
        self.captions: list[str] = []  # below a picture
        self.quoted: list[str] = []  # words of which nothing tells whose they are
        self.names: list[str] = []  # of what was shared
        self.links: list[str] = []
        self.media: list[str] = []
        self.taken: Any = None  # when the first picture was made, in seconds
        self.located = False
        self.checked_in = False
        self.group = ""
        if "data" in value:
            data = value["data"]
            for part in data if isinstance(data, list) else (data,):
                if isinstance(part, dict):
                    self._data(part)
        if "attachments" in value:
            for box in _dicts(value["attachments"]):
                for part in _dicts(box.get("data")):
                    self._attachment(part)

    def _data(self, part: dict[str, Any]) -> None:
        if "post" in part and (text := written(part["post"])):
            self.said.append(text)
        if "text" in part and (text := written(part["text"])):
            self.said.append(text)
        if "group" in part:
            self.group = self.group or words(part["group"])

    def _attachment(self, part: dict[str, Any]) -> None:
        for key, inner in part.items():
            if key in _TAKEN and isinstance(inner, dict):
                _TAKEN[key](self, inner)
            elif key == "text" and (text := written(inner)):
                self.quoted.append(text)
            elif key == "group":
                self.group = self.group or words(inner)

    def picture(self, media: dict[str, Any]) -> None:
        """A picture or film with its caption."""
        if uri := words(media.get("uri")):
            self.media.append(uri)
        if caption := written(media.get("description")):
            self.captions.append(caption)
        self.taken = self.taken or media.get("creation_timestamp")
        self.located = self.located or ("media_metadata" in media and shows_where(media["media_metadata"]))

    def shared(self, inner: dict[str, Any]) -> None:
        """The page that a link leads to."""
        if name := words(inner.get("name")):
            self.names.append(name)
        if address := words(inner.get("url")):
            self.links.append(address)

    def place(self, inner: dict[str, Any]) -> None:
        """Where a post says that the owner is."""
        self.located = self.checked_in = self.checked_in or bool(inner)

    def life_event(self, inner: dict[str, Any]) -> None:
        """An event of the owner's life, in their words."""
        self.said += filter(None, (written(inner.get("title")), written(inner.get("description"))))
        self.located = self.located or bool(inner.get("place"))
        for photo in _dicts(inner.get("photos")):
            self.picture(photo)

    def poll(self, inner: dict[str, Any]) -> None:
        """A question with its answers."""
        options = (written(option.get("option")) for option in _dicts(inner.get("options")))
        self.said += filter(None, (written(inner.get("question")), *options))

    def event(self, inner: dict[str, Any]) -> None:
        """An event that was shared."""
        self.names += filter(None, [words(inner.get("name"))])

    @property
    def text(self) -> str:
        """The owner's words, each once: Facebook repeats a post below every picture of it."""
        texts = [*self.said, *self.captions]
        return "\n".join(once(texts)) if len(texts) > 1 else "".join(texts)

    @property
    def attached(self) -> tuple[str, ...]:
        """Pictures and links, each once."""
        return tuple(dict.fromkeys([*self.media, *self.links])) if self.media or self.links else ()


_TAKEN: Final = {
    "media": Pieces.picture,
    "external_context": Pieces.shared,
    "place": Pieces.place,
    "life_event": Pieces.life_event,
    "poll": Pieces.poll,
    "event": Pieces.event,
}


def once(texts: list[str]) -> list[str]:
    """Texts without those that are there already, alone or as a line of another."""
    if len(texts) < 2:
        return texts
    kept: list[str] = []
    seen: set[str] = set()
    for text in texts:
        plain = _even(text)
        if plain not in seen:
            kept.append(text)
            seen.add(plain)
            seen.update(line for line in plain.split("\n") if len(line) > _SHORT)
    return kept


def _even(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.casefold().split("\n"))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    return (part for part in (value if isinstance(value, list) else (value,)) if isinstance(part, dict))


def shows_where(metadata: Any) -> bool:
    """Whether the metadata of a picture say where it was taken."""
    todo, steps = [metadata], 0
    while todo and steps < _DEEP:
        value = todo.pop()
        steps += 1
        if isinstance(value, dict):
            if any(value.get(key) for key in ("latitude", "longitude")):
                return True
            todo += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            todo += value[:_DEEP]
    return False


def time_of(entry: Entry, *more: Any) -> datetime | None:
    """When it was: by its own time, then by ``more`` (seconds since 1970)."""
    value = entry.value
    if (stamp := value.get("timestamp")) is not None and (at := clock.epoch(stamp)):
        return at
    for stamp in (*more, value.get("creation_timestamp"), value.get("created_timestamp")):
        if stamp is not None and (at := clock.epoch(stamp)):
            return at
    return None


def title_of(entry: Entry) -> str:
    """The sentence that Facebook wrote about it."""
    return words(entry.value.get("title"))[:1_000]


def name_of(entry: Entry) -> str:
    """Whom or what it names; empty if nothing."""
    value = entry.value
    parts = (part.get("name") for part in listed(value.get("data")) if isinstance(part, dict))
    return next(filter(None, map(words, (value.get("name"), *parts))), "")


_FOLDERS: Final = {  # folder of an export → what it is called here
    **{
        name: name
        for name in ("posts", "album", "groups", "comments_and_reactions", "stories", "search", "friends", "pages", "reviews")
    },
    "followers": "friends",
    "following_and_followers": "friends",
    "friends_and_followers": "friends",
    "likes_and_reactions": "comments_and_reactions",
    "comments": "comments_and_reactions",
    "search_history": "search",
    "activity_you're_tagged_in": "tagged",
    "activity_you_re_tagged_in": "tagged",
    "saved_items_and_collections": "saved",
    "other_activity": "notes",
    "notes": "notes",
}


def folder(sheet: Sheet) -> str:
    """Which folder of the export a file lies in, by one name for all years: ``posts``, ``groups``, …"""
    return _folder_of(sheet.member.matched)


@lru_cache(maxsize=256)
def _folder_of(matched: str) -> str:
    parts = matched.split("/")
    if len(parts) == 1 and parts[0].startswith("your_posts"):
        return "posts"
    return next((_FOLDERS[part] for part in reversed(parts[:-1]) if part in _FOLDERS), "")
