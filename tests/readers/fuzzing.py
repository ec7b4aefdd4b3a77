"""Samples damaged in every way that happens to files, from a seed, so that each case can be made again."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from safeconduct.archive.limits import Budget, Limits
from safeconduct.archive.members import Member
from safeconduct.archive.opening import Archive
from safeconduct.archive.sources import Home

Files = dict[str, bytes]

_TOKENS: Final = (
    b"null", b"[]", b"{}", b"[", b"]", b"{", b"}", b'"', b'\\"', b"\\", b",", b":", b"-1", b"0", b"1e400", b"NaN", b"9" * 5000,
    b"-62169958800", b"1676723591000", b'"N/A"', b"true", b"false", b"[" * 3000, b'{"a":' * 1500, b"\\ud83d", b"\\x0b",
    b"\\u00e2\\u0080", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\n", b"\t", b";", b"<div>" * 200, b"</div>" * 200,
    b"<script>", b"<!--", b"<", b"&amp;", b"&#x0;", b"&#1114112;", b"=HYPERLINK(1)", "\u202e".encode(), "\u200e".encode(),
    "\u202f".encode(), "👩🏽\u200d🏫".encode(), b"31/12/2022, 11:40 - ", b"[99/99/9999, 99:99:99] X: ",
)  # fmt: skip


def files_of(folder: Path) -> Files:
    """The files of a sample by their names in it."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def archive_of(files: Files) -> Archive:
    """An archive that lies in memory."""
    archive = Archive((), Home(Budget(Limits())))
    archive.members += [Member(name, len(data), "sample.zip", _opener(data)) for name, data in files.items()]
    return archive


def _opener(data: bytes) -> Callable[[], io.BytesIO]:
    return lambda: io.BytesIO(data)


def damaged(files: Files, seed: int) -> tuple[str, Files]:
    """One file of a sample, damaged; which one, and all of them."""
    chance = random.Random(seed)
    name = chance.choice(sorted(files))
    data = files[name]
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        data = chance.choice(_WAYS)(data, chance)
    return name, {**files, name: data}


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(data), chance.choice((1, 3, 20)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 7, 60, 400)) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 8, 80, 600))]
    return data[:start] + piece * chance.choice((2, 3, 40)) + data[start:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice(_TOKENS) + data[start:]


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    token = chance.choice(_TOKENS)
    return data[:start] + token + data[start + len(token) :]


def _swap_value(data: bytes, chance: random.Random) -> bytes:
    """A JSON value, a table's cell or an attribute becomes something else."""
    places = [place for place in range(len(data)) if data[place : place + 1] in (b":", b",", b"=", b">")]
    if not places:
        return data
    start = chance.choice(places) + 1
    ends = [end for mark in b',}\n<"' if (end := data.find(mark, start + 1)) > 0]
    return data[:start] + chance.choice(_TOKENS) + data[min(ends, default=start) :]


def _other_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252")), "replace")


_WAYS: Final = (_flip, _cut_end, _cut_out, _repeat, _insert, _overwrite, _swap_value, _swap_value, _insert, _other_encoding)


def seeds(reader: str, count: int) -> Iterator[int]:
    """Seeds of a reader, the same every time."""
    chance = random.Random(f"safeconduct {reader}")
    for _ in range(count):
        yield chance.randrange(2**32)
