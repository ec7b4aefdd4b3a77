"""TikTok: one JSON file whose keys change by year and section, or the same as text files, one a section."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from safeconduct.archive import jsonstream
from safeconduct.archive.reader import Export, FileKind, Reader, Record, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers import _shapes as shapes
from safeconduct.readers import _tiktok_sections as sections
from safeconduct.readers import _tiktok_text as plain

_OWN_NAME: Final = ("user_data_tiktok.json", "user_data_tiktok*.json")
_COMMON_NAME: Final = ("user_data.json", "user_data_?.json")
_SECTIONS: Final = (
    *(b"activity", b"comment", b"direct message", b"profile", b"app settings", b"ads and data", b"video", b"post"),
    *(b"likes and favorites", b"tiktok"),
)
_CHUNK: Final = 1 << 20  # bytes
_LARGEST_MAP: Final = 1 << 18  # bytes of the profile or the settings
_FACTS: Final = ("profile*.txt", "settings.txt", "app settings.txt")


def _json(sheet: Sheet) -> Iterator[Record]:
    """Every item of every list, by the keys above it."""
    sheet.items = 0
    in_map: Counter[jsonstream.Path] = Counter()
    above: jsonstream.Path = ()
    keys: sections.Keys = ()
    last = ""
    for path, value in jsonstream.items(sheet.open(), problem=sheet.problem):
        if not path:
            _top(sheet, value)
            continue
        sheet.items += bool(value) and value != "N/A"
        index = path[-1]
        if path[:-1] != above or isinstance(index, str):
            above, keys, last = path[:-1], _plain_keys(path), _last(path)
        if isinstance(index, str):
            index = _place(in_map, path, keys)
        if type(value) is dict:
            record = sections.entry(sheet, index, keys, last, value)
            if record is not None:
                yield record
        else:
            yield from sections.records(sheet, index, keys, last, value)
    if not sheet.items and not sheet.problems:
        sheet.empty()


def _place(in_map: Counter[jsonstream.Path], path: jsonstream.Path, keys: sections.Keys) -> int:
    """Where a fact stands among those of the profile or the settings."""
    if "profilemap" in keys or "settingsmap" in keys:
        in_map[path[:-1]] += 1
    return max(in_map[path[:-1]] - 1, 0)


def _top(sheet: Sheet, value: object) -> None:
    if value:
        sheet.problem(sections.UNKNOWN)
    else:
        sheet.empty()


def _plain_keys(path: jsonstream.Path) -> sections.Keys:
    return tuple(sections.plain(key) for key in path if isinstance(key, str))


def _last(path: jsonstream.Path) -> str:
    for key in reversed(path):
        if isinstance(key, str):
            return key
    return ""


def _begin(export: Export) -> None:
    """Find out whose it is: the profile stands behind the chats in which the name tells who wrote what."""
    for member in export.find(*_OWN_NAME, *_COMMON_NAME):
        try:
            for name, facts in _maps(member.open()):
                for key, value in facts.items():
                    sections.learn(export, (name, sections.plain(key)), value)
        except ArchiveError:
            continue  # said when the file's turn comes
    for member in export.find(*_FACTS):
        try:
            for keys, value in plain.pairs(Sheet("tiktok", member, export)):
                sections.learn(export, keys, value)
        except ArchiveError:
            continue


def _maps(stream: BinaryIO) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The profile and the settings, found by their keys without reading what lies between them.

    Raises:
        ArchiveError: the stream does.
    """
    tail = b""
    while data := stream.read(_CHUNK):
        buffer = tail + data
        for name in ("profilemap", "settingsmap"):
            key = f'"{name}"'.encode()
            at = buffer.lower().find(key)
            while at >= 0:
                if len(buffer) - at < _LARGEST_MAP:
                    buffer += stream.read(_LARGEST_MAP)
                if not buffer[:at].endswith(b"\\"):
                    yield name, _map(buffer[at + len(key) : at + _LARGEST_MAP])
                at = buffer.lower().find(key, at + 1)
        tail = buffer[-32:]


def _map(piece: bytes) -> Mapping[str, Any]:
    """The object behind a key's colon; an empty one if there is none."""
    piece = piece.lstrip()
    if not piece.startswith(b":"):
        return {}
    try:
        return shapes.mapping(jsonstream.whole(io.BytesIO(piece[1:])))
    except ArchiveError:
        return {}


def _is_tiktok(head: bytes) -> bool:
    head = head.replace(b"\0", b"").lower()
    return any(b'"' + section in head for section in _SECTIONS)


def _is_listing(head: bytes) -> bool:
    """Lines of ``Key: value``, a chat's title, or a short notice that there is nothing."""
    head = head.replace(b"\0", b"")
    first = next((line.strip() for line in head.splitlines() if line.strip()), b"")
    return b":" in first or first.startswith(b">>>") or len(head) < 200


def _is_chat(head: bytes) -> bool:
    """The names of the files are translated, the titles of the chats in them are not."""
    return b">>> Chat History with " in head.replace(b"\0", b"")


_LOGINS: Final = "logins and devices: nothing a policy speaks of"
_ADS: Final = "advertising and shopping: nothing a policy speaks of"

_PLACES: Final = "places: nothing a policy speaks of"
_ASIDE: Final = {
    _LOGINS: ("login history", "status"),
    _ADS: (
        *("ad interests", "ads based on data received from partners", "instant form ads responses", "off tiktok activity"),
        *("usage data from third-party apps", "purchase history", "purchases", "transaction history", "order history"),
        *("order dispute history", "product browsing history", "product reviews", "returns and refunds history", "vouchers"),
        *("saved address information", "shopping cart list", "current payment information", "communication with shops"),
        *("customer support history", "autofill", "buy gifts", "send gifts"),
    ),
    _PLACES: ("most recent location data", "location review", "location reviews"),
    "how live broadcasts are set up": ("go live settings", "watch live settings"),
    "hashtags that were used; the posts themselves are read": ("hashtag",),
    "a drawn picture of the owner": ("ai-moji",),
    "explains the download": ("readme",),
}

READER: Final = Reader(
    id="tiktok",
    title="TikTok",
    files=(
        FileKind(_OWN_NAME, _json),
        FileKind(_COMMON_NAME, _json, _is_tiktok),
        FileKind(tuple(f"{name}.txt" for name in plain.FILES), plain.parse, _is_listing),
        FileKind(("*.txt",), plain.parse, _is_chat),
    ),
    signs=(
        "user_data_tiktok.json",
        "user_data.json",
        "video browsing history.txt",
        "watch history.txt",
        "like list.txt",
        "profile info.txt",
        "profile information.txt",
        "posts.txt",
        "go live history.txt",
    ),
    skips={f"{name}.txt": reason for reason, names in _ASIDE.items() for name in names},
    begin=_begin,
)
