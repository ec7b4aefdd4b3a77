"""Names of files inside archives: brought to one form for matching, made harmless for showing. Never used as paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category, normalize

_LITTER: Final = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", ".nomedia", "icon"})
_LITTER_FOLDERS: Final = frozenset({"__macosx", ".spotlight-v100", ".trashes", ".fseventsd"})
_TEXTS: Final = frozenset({"txt", "js", "json", "jsonl", "csv", "html", "htm", "car", "xml"})
_UNSEEN: Final = frozenset({"Cc", "Cf"})


def matched(name: str) -> str:
    """The name for matching: ``/`` between parts, no drive, no leading ``/``, no ``.`` or ``..``, NFC, case folded,
    no trailing dots or blanks in a part, no characters that nobody sees, ``’`` as ``'``."""
    parts = folded(name).replace("\\", "/").split("/")
    if len(parts[0]) >= 2 and parts[0][1] == ":" and parts[0][0].isalpha():
        parts[0] = parts[0][2:]
    kept = [part.rstrip(". ") for part in parts]
    return "/".join([part for part in kept if part])


def unnumbered(name: str) -> str:
    """A matched name without the number that a browser adds where it saved a file before: ``tweets (1).js``."""
    stem, _, ending = name.rpartition(".")
    if not stem.endswith(")") or ending not in _TEXTS:
        return name
    before, _, number = stem[:-1].rpartition("(")
    before = before.rstrip(" ")
    is_count = number.isascii() and number.isdecimal() and len(number) < 3  # (2024) is a year
    return f"{before}.{ending}" if is_count and before and not before.endswith("/") else name


def folded(text: str) -> str:
    """A name or a part of one as it is compared: case, composition and look of apostrophes do not count."""
    if text.isascii():
        return text.lower() if text.isprintable() else _without_unseen(text.lower())
    text = normalize("NFC", normalize("NFC", text).casefold()).replace("’", "'").replace("\xa0", " ").replace("\u202f", " ")
    return text if text.isprintable() else _without_unseen(text)


def _without_unseen(text: str) -> str:
    return "".join([letter for letter in text if category(letter) not in _UNSEEN])


def shown(name: str) -> str:
    """The name for showing and for evidence: everything that does not print, and direction overrides, as ``\\u202e``."""
    if name.isprintable():
        return name
    return "".join([letter if letter.isprintable() else _spelt(letter) for letter in name])


def _spelt(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def matches(name: str, glob: str) -> bool:
    """Whether a matched name ends in what the glob says, at the border of a part.

    ``*`` and ``?`` stay within a part, ``**`` stands for any number of parts. ``data/tweets.js`` matches
    ``twitter-2024/data/tweets.js`` and not ``metadata/tweets.js``. Globs are written in lower case.
    """
    wanted = _read(glob)
    if not name.endswith(wanted.end) or wanted.piece not in name:
        return False
    if wanted.literal:
        return len(name) == len(wanted.end) or name[-len(wanted.end) - 1] == "/"
    return _fits(name.split("/"), wanted.parts, "**", _part_fits)


class _Glob(NamedTuple):
    literal: bool
    end: str  # what a name must end in: the letters after the last wildcard
    piece: str  # the longest stretch without a wildcard: a quick way to say no
    parts: tuple[str, ...]


@lru_cache(maxsize=4096)
def _read(glob: str) -> _Glob:
    glob = folded(glob)
    end = glob[max(glob.rfind("*"), glob.rfind("?")) + 1 :]
    # the slash after a closing ``**`` is not in a name that ends above it
    piece = max((part for part in glob.replace("?", "*").replace("/", "*").split("*")), key=len)
    last = end if "/" not in end or end == glob else end[end.rfind("/") + 1 :]
    return _Glob(end == glob, last, piece, ("**", *glob.split("/")))


@lru_cache(maxsize=16384)
def _part_fits(part: str, glob: str) -> bool:
    if "*" not in glob and "?" not in glob:
        return part == glob
    return _fits(part, glob, "*", lambda letter, wanted: wanted in ("?", letter))


def _fits(given: Sequence[str], wanted: Sequence[str], star: str, same: Callable[[str, str], bool]) -> bool:
    """Whether a row of things fits a row of patterns in which ``star`` stands for any number of things.

    The last star takes one thing more at each mismatch and no earlier star is ever tried again, so that no name and
    no glob can make this take longer than the product of their lengths.
    """
    at, place, last_star, taken = 0, 0, -1, 0
    while at < len(given):
        if place < len(wanted) and wanted[place] == star:
            last_star, taken, place = place, at, place + 1
        elif place < len(wanted) and same(given[at], wanted[place]):
            at, place = at + 1, place + 1
        elif last_star >= 0:
            taken += 1
            at, place = taken, last_star + 1
        else:
            return False
    return all(rest == star for rest in wanted[place:])


def is_clutter(name: str) -> bool:
    """Whether a matched name is a computer's own litter: ``__MACOSX/``, ``._x``, ``.DS_Store``, ``Thumbs.db`` and the like."""
    last = name[name.rfind("/") + 1 :]
    if last in _LITTER or last.startswith("._"):
        return True
    return any(folder in name for folder in _LITTER_FOLDERS) and not _LITTER_FOLDERS.isdisjoint(name.split("/"))
