"""The entries of Instagram's files in one form, whatever form the export gave them.

Instagram writes the same things in four ways, sometimes in one archive: fields by name (``string_map_data``), a list of equal
values (``string_list_data``), a list of labelled values with groups inside (``label_values``), and media with captions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec

from safeconduct.archive.clock import epoch
from safeconduct.archive.jsonstream import Path, items
from safeconduct.archive.reader import Sheet
from safeconduct.archive.wording import tidy, unmojibake
from safeconduct.readers._instagram_labels import meaning

_TELLING: Final = frozenset(
    {"string_map_data", "string_list_data", "label_values", "media", "uri", "media_map_data", "media_list_data"}
)
_OWN_KEYS: Final = _TELLING | {
    *("media_owner", "title", "timestamp", "fbid", "creation_timestamp", "media_metadata", "cross_post_source", "backup_uri"),
    *("text_app_post", "ent_name", "href", "value"),
}
_FIELDS: Final = frozenset({"media_owner", "string_map_data", "string_list_data", "label_values"})
_SHORT: Final = 24  # characters
_ALONE: Final = 64  # entries outside lists in one file; real ones have one
_DEEPEST: Final = 16  # groups inside groups; real ones go three deep


class Fact(NamedTuple):
    """One field of an entry. ``means`` is a word of ``_instagram_labels`` or empty; ``within`` the same of the group
    that the field stands in."""

    means: str
    value: str
    href: str = ""
    at: datetime | None = None
    label: str = ""
    within: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One entry of a file. ``captions`` are the words above and below media, the entry's own first; ``raw`` is the JSON as
    it stood, empty for a web page."""

    index: int
    root: str
    title: str
    facts: tuple[Fact, ...]
    at: datetime | None = None
    media: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    located: bool = False
    id: str = ""
    raw: Mapping[str, Any] = {}
    named: bool = True  # whether any field has a name that says what it means

    def value(self, means: str) -> str:
        """The first value that a field of this meaning has; one outside groups goes first."""
        if not self.named:
            return ""
        grouped = ""
        for fact in self.facts:
            if fact.means == means and fact.value:
                if not fact.within:
                    return fact.value
                grouped = grouped or fact.value
        return grouped

    def unnamed(self) -> list[str]:
        """The values of fields whose names say nothing, in their order."""
        return [fact.value for fact in self.facts if fact.value and not fact.means and not fact.within]

    def person(self) -> str:
        """The handle, or else the name, of whose post, story or profile it is."""
        if not self.named:
            return ""
        return self.value("username") or self.value("media owner") or self.value("owner") or self.value("name")

    def link(self) -> str:
        """The address of what it is about; that of a person's profile only if there is no other."""
        grouped = ""
        for fact in self.facts:
            if fact.href:
                if not fact.within:
                    return fact.href
                grouped = grouped or fact.href
        return grouped


def words(value: Any) -> str:
    """A value of the JSON as text with Meta's broken letters mended; empty if it is no text and no number."""
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value.strip()
        return _short(value) if len(value) <= _SHORT else _mended(value)
    if isinstance(value, bool):
        return "True" if value else "False"
    return str(value) if isinstance(value, int | float) else ""


def _mended(text: str) -> str:
    return tidy(unmojibake(text)).strip()


_short = lru_cache(maxsize=4096)(_mended)  # signs and names of fields, which come again and again


def entries(sheet: Sheet) -> Iterator[Entry]:
    """Every entry of a JSON file. An entry that is no object is a problem of the sheet; a file without any is empty."""
    alone: dict[Path, dict[str, Any]] = {}
    count, empty = 0, False
    with sheet.open() as stream:
        for path, value in items(stream, descend=_walked, problem=sheet.problem):
            if path and isinstance(path[-1], int):
                count += 1
                if isinstance(value, dict):
                    yield entry_of(value, path[-1], _root(path))
                else:
                    sheet.problem("an entry that is not made of fields")
            elif value is None or value in ([], {}):
                empty = empty or len(path) < 2 or path[-1] in _TELLING
            if path and path[-1] in _OWN_KEYS and len(alone) < _ALONE:
                alone.setdefault(path[:-1], {})[path[-1]] = value
    for path, value in alone.items():
        if any(value.get(key) for key in _TELLING):
            count += 1
            yield entry_of(value, 0, _root(path))
    sheet.items = count
    if empty and not count:
        sheet.empty()


def _walked(path: Path) -> bool:
    """Lists are walked into and their items taken whole; an entry that stands alone comes in its parts."""
    if not path:
        return True
    last = path[-1]
    return isinstance(last, str) and last not in _OWN_KEYS and len(path) < 3


def _root(path: Path) -> str:
    """The name of the list that an entry stands in."""
    return path[0] if path and isinstance(path[0], str) else ""


def entry_of(raw: Mapping[str, Any], index: int, root: str = "") -> Entry:
    """The one form of an entry."""
    facts = () if _FIELDS.isdisjoint(raw) else tuple(_facts(raw))
    named = bool(facts) and any(fact.means for fact in facts)
    title = words(raw["title"]) if "title" in raw else ""
    key = words(raw["fbid"]) if "fbid" in raw else ""
    media = _media_of(raw)
    at = _first_time(raw, media, facts)
    if not media:
        return Entry(index, root, title, facts, at, captions=(title,) if title else (), id=key, raw=raw, named=named)
    uris = tuple([uri for medium in media if (uri := words(medium.get("uri")))])
    texts = dict.fromkeys([title, *[words(medium.get("title")) for medium in media]])
    texts.pop("", None)
    located = any(map(_is_located, media))
    return Entry(index, root, title, facts, at, uris, tuple(texts), located, key, raw, named)


def _first_time(raw: Mapping[str, Any], media: list[Mapping[str, Any]], facts: tuple[Fact, ...]) -> datetime | None:
    """An entry's own time, or else that of its first picture, or of the first field that has one."""
    for place, key in ((raw, "creation_timestamp"), (raw, "timestamp"), (media[0] if media else {}, "creation_timestamp")):
        if key in place and (at := epoch(place[key])):
            return at
    for fact in facts:
        if fact.at is not None:
            return fact.at
    return None


def _media_of(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "uri" in raw:
        return [raw]
    media = raw.get("media") or raw.get("media_list_data")
    if not media:
        return []
    several = media if isinstance(media, list) else [media]
    return [medium for medium in several if isinstance(medium, dict)]


def _is_located(medium: Mapping[str, Any]) -> bool:
    """Whether the place where a picture was taken stands in the export."""
    kinds = medium.get("media_metadata")
    if not kinds or not isinstance(kinds, dict):
        return False
    found = [kind.get("exif_data") for kind in kinds.values() if isinstance(kind, dict)]
    sets = [part for data in found for part in (data if isinstance(data, list) else [data]) if isinstance(part, dict)]
    return any(part.get("latitude") and part.get("longitude") for part in sets)


def _facts(raw: Mapping[str, Any]) -> list[Fact]:
    found = [Fact("media owner", owner)] if "media_owner" in raw and (owner := words(raw["media_owner"])) else []
    fields = raw.get("string_map_data")
    if isinstance(fields, dict):
        found += [_fact(label, field, "") for label, field in fields.items()]
    equals = raw.get("string_list_data")
    if isinstance(equals, list):
        found += [_fact("", field, "") for field in equals]
    elif isinstance(equals, dict):
        found.append(_fact("", equals, ""))
    if "label_values" in raw:
        found += labelled(raw["label_values"])
    return found


def labelled(groups: Any, within: str = "", depth: int = 0) -> Iterator[Fact]:
    """The fields of ``label_values``, those of groups inside groups too."""
    if depth > _DEEPEST or not isinstance(groups, list):
        return
    for group in groups:
        if not isinstance(group, dict):
            continue
        label = words(group.get("label"))
        inner = meaning(words(group.get("title")) or label) or within
        if "value" in group or "href" in group or "timestamp_value" in group:
            yield _fact(label, group, within)
        for values in (group.get("vec"), group.get("dict")):
            yield from labelled(_with_label(values, label), inner, depth + 1)


def _with_label(values: Any, label: str) -> Any:
    """The items of a list of bare values under one label, with that label on each."""
    if not label or not isinstance(values, list):
        return values
    return [{"label": label, **value} if isinstance(value, dict) and "label" not in value else value for value in values]


def _fact(label: str, field: Any, within: str) -> Fact:
    name = words(label) if label else ""
    means = meaning(name) if name else ""
    if not isinstance(field, dict):
        return Fact(means, words(field), "", None, name, within)
    value, href = field.get("value"), field.get("href")
    value, href = words(value) if value else "", words(href) if href else ""
    if not href and value.startswith(("https://", "http://")):
        href = value
    stamp = field.get("timestamp_value") or field.get("timestamp")
    return Fact(means, value, href, epoch(stamp) if stamp else None, name, within)
