"""Bytes that can be read at any place: a file, a stretch of one, and what is packed inside, without unpacking to disk.

Reading at a place gives fewer bytes than asked for only before the end or before a fault; a fault is raised when there
is nothing in front of it. Every fault is an ``ArchiveError``.
"""

from __future__ import annotations

import bz2
import io
import os
import zlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, TypeVar, cast

from safeconduct.archive.limits import Budget, Metered, Steady, damaged
from safeconduct.archive.names import shown
from safeconduct.errors import ArchiveError

_T = TypeVar("_T")
UNKNOWN: Final = 1 << 62  # the size of what nobody has measured
PACKED: Final = 32 * 1024  # packed bytes read at a time
_AT_ONCE: Final = 16 * 1024 * 1024  # bytes asked of the computer at a time; it allocates them before it looks
_UNPACKED: Final = 1024 * 1024  # at most so many bytes out at a time while nobody looks at them
_MARKS: Final = 32  # places kept to go back to; about 100 KB each
_FIRST_GAP: Final = 4 * 1024 * 1024  # unpacked bytes between two of them, to begin with


class CutOffError(ArchiveError):
    """The data end before they should."""


def cut_off(where: str) -> CutOffError:
    """The error for a file that ends too early."""
    return CutOffError(f"{shown(where)} is cut off: the end is missing. Download the archive again.")


class Source(Protocol):
    """Bytes that can be read at any place. ``size`` may be ``UNKNOWN``."""

    size: int

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes from a place on.

        Raises:
            ArchiveError: they cannot be read or unpacked.
        """


class Shelf:
    """What is kept open between two reads: the last few things used, so that a thousand archives need no thousand
    open files."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._kept: OrderedDict[object, Any] = OrderedDict()

    def take(self, key: object, make: Callable[[], Any]) -> Any:
        """What is kept under a key, made if it is not there."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._kept[key] = make()
        if len(self._kept) > self._places:
            self._kept.popitem(last=False)[1].close()
        return made

    def clear(self) -> None:
        """Close everything."""
        while self._kept:
            self._kept.popitem()[1].close()


class _Handle:
    """An open file that closes itself when nobody needs it any more."""

    def __init__(self, path: str) -> None:
        self._file = -1
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))

    def read_at(self, offset: int, size: int) -> bytes:
        os.lseek(self._file, offset, os.SEEK_SET)
        pieces = []
        while size > 0 and (piece := os.read(self._file, min(size, _AT_ONCE))):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    __del__ = close


class File:
    """A file on disk; it is open only while it is among the last ones used."""

    def __init__(self, path: str, shelf: Shelf) -> None:
        self.path = path
        self._shelf = shelf
        self.size = self._asked(lambda: Path(path).stat().st_size)

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes from a place on; fewer at the end of the file.

        Raises:
            ArchiveError: the file is gone, or the computer cannot read it.
        """
        return self._asked(lambda: self._read(offset, size)) if offset < self.size else b""

    def _read(self, offset: int, size: int) -> bytes:
        handle: _Handle = self._shelf.take(self.path, lambda: _Handle(self.path))
        return handle.read_at(offset, size)

    def _asked(self, question: Callable[[], _T]) -> _T:
        try:
            return question()
        except FileNotFoundError as error:
            raise ArchiveError(
                f"{shown(self.path)} is not there any more. Leave the files alone while they are read."
            ) from error
        except (OSError, OverflowError) as error:
            raise damaged(os.path.basename(self.path), error) from error  # noqa: PTH119 - a name of odd bytes is no Path


class Window:
    """A stretch of another source."""

    def __init__(self, source: Source, start: int, size: int) -> None:
        self._source = source
        self._start = start
        self.size = size

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes from a place in the stretch on.

        Raises:
            ArchiveError: the source cannot be read.
        """
        return self._source.read_at(self._start + offset, max(0, min(size, self.size - offset)))


class Forward:
    """A source read from its beginning to its end."""

    def __init__(self, source: Source, where: str) -> None:
        self._source = source
        self._where = where
        self.at = 0

    def read(self, size: int) -> bytes:
        """The next bytes, none at the end.

        Raises:
            CutOffError: the source ends before its size.
        """
        size = min(size, self._source.size - self.at)
        data = self._source.read_at(self.at, size) if size > 0 else b""
        if size > 0 and not data:
            raise cut_off(self._where)
        self.at += len(data)
        return data

    def close(self) -> None:
        """Nothing is held."""


class _Inflate:
    """``zlib`` with the manners of ``bz2``: it keeps what it could not take yet."""

    def __init__(self, inner: Any, rest: bytes = b"") -> None:
        self._zlib = inner
        self._rest = rest

    @property
    def needs_input(self) -> bool:
        return not self._rest

    @property
    def eof(self) -> bool:
        return bool(self._zlib.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._zlib.unused_data)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out: bytes = self._zlib.decompress(self._rest + data, max_length)
        self._rest = self._zlib.unconsumed_tail
        return out

    def copy(self) -> _Inflate:
        return _Inflate(self._zlib.copy(), self._rest)


class Packing:
    """How bytes are packed: what unpacks them, and whether another packed piece may follow the first (gzip, bzip2)."""

    def __init__(self, make: Callable[[], Any], magic: bytes = b"") -> None:
        self.make = make
        self.magic = magic


DEFLATE: Final = Packing(lambda: _Inflate(zlib.decompressobj(-zlib.MAX_WBITS)))
BZIP2: Final = Packing(bz2.BZ2Decompressor, b"BZh")
GZIP: Final = Packing(lambda: _Inflate(zlib.decompressobj(16 + zlib.MAX_WBITS)), b"\x1f\x8b")


class Unpacker:
    """Packed bytes unpacked from beginning to end, never more at once than asked for."""

    def __init__(self, source: Source, packing: Packing, where: str) -> None:
        self._source = source
        self._packing = packing
        self._where = where
        self._decoder = packing.make()
        self._taken = 0
        self.at = 0  # how many bytes came out

    @property
    def packed(self) -> int:
        """How many packed bytes were used up; exact once the end is reached."""
        return self._taken - len(self._decoder.unused_data)

    def read(self, size: int) -> bytes:
        """The next bytes, none at the end.

        Raises:
            CutOffError: the packed bytes end too early.
            ArchiveError: they are damaged.
        """
        try:
            data = self._next(max(size, 1))
        except (zlib.error, OSError, ValueError, EOFError) as error:
            raise damaged(self._where, error) from error
        self.at += len(data)
        return data

    def _next(self, size: int) -> bytes:
        while True:
            if self._decoder.eof and not self._another():
                return b""
            hungry = self._decoder.needs_input
            packed = self._source.read_at(self._taken, PACKED) if hungry else b""
            self._taken += len(packed)
            data: bytes = self._decoder.decompress(packed, size)
            if data:
                return data
            if hungry and not packed and not self._decoder.eof:
                raise cut_off(self._where)

    def _another(self) -> bool:
        """Whether one more packed piece follows, as in files joined end to end; it is begun then."""
        magic, at = self._packing.magic, self.packed
        if not magic or self._source.read_at(at, len(magic)) != magic:
            return False
        self._decoder, self._taken = self._packing.make(), at
        return True

    def copy(self) -> Unpacker | None:
        """The same at the same place, or none where the packing does not allow it (bzip2)."""
        if not isinstance(self._decoder, _Inflate):
            return None
        copied = Unpacker(self._source, self._packing, self._where)
        copied._decoder, copied._taken, copied.at = self._decoder.copy(), self._taken, self.at
        return copied

    def close(self) -> None:
        """Nothing is held."""


class _State:
    """How far an ``Unpacked`` is, and the places it can go back to."""

    def __init__(self, now: Unpacker) -> None:
        self.now = now
        self.marks: list[Unpacker] = []
        self.gap = _FIRST_GAP

    def close(self) -> None:
        self.marks.clear()

    def mark(self) -> None:
        """Keep this place, if it is far enough from the last; with too many of them, every second goes."""
        last = self.marks[-1].at if self.marks else 0
        if self.now.at - last < self.gap or not (copied := self.now.copy()):
            return
        self.marks.append(copied)
        if len(self.marks) > _MARKS:
            del self.marks[::2]
            self.gap *= 2


class Unpacked:
    """What is packed, as if it were not: bytes at any place.

    Going forward unpacks what lies between. Going back starts at the nearest of at most 32 kept places, so that it costs
    a 32nd of the whole at most; with bzip2, which cannot be copied, it starts at the beginning. What comes out counts
    against the limits the first time.
    """

    def __init__(self, source: Source, packing: Packing, budget: Budget, where: str, shelf: Shelf, size: int = UNKNOWN) -> None:
        self.size = size
        self._source = source
        self._packing = packing
        self._budget = budget
        self._where = where
        self._shelf = shelf
        self._furthest = 0

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes from a place on.

        Raises:
            CutOffError: the packed bytes end before.
            ArchiveError: they are damaged, or unpack to more than the limits allow.
        """
        state: _State = self._shelf.take(self, lambda: _State(Unpacker(self._source, self._packing, self._where)))
        if not self._go(state, offset):
            return b""
        pieces: list[bytes] = []
        while size > 0 and (piece := self._piece(state, size, raises=not pieces)):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _go(self, state: _State, offset: int) -> bool:
        """Whether the place is there."""
        nearest = max((mark for mark in state.marks if mark.at <= offset), key=lambda mark: mark.at, default=None)
        if state.now.at > offset or (nearest and nearest.at > state.now.at):
            copied = nearest.copy() if nearest else None
            state.now = copied or Unpacker(self._source, self._packing, self._where)
        while state.now.at < offset and self._unpack(state, min(offset - state.now.at, _UNPACKED)):
            pass
        return state.now.at == offset

    def _piece(self, state: _State, size: int, *, raises: bool) -> bytes:
        try:
            return self._unpack(state, size)
        except ArchiveError:
            if raises:
                raise
            return b""

    def _unpack(self, state: _State, size: int) -> bytes:
        data = state.now.read(size)
        state.mark()
        if state.now.at > self._furthest:
            self._budget.spend(state.now.at - self._furthest, self._where)
            self._furthest = state.now.at
            self._budget.check(self._furthest, self._source.size, self._where)
        return data


class Home:
    """What all files of everything given share: the limits, and what is kept open."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.files = Shelf(16)
        self.unpacked = Shelf(4)

    def close(self) -> None:
        """Let go of every open file."""
        self.files.clear()
        self.unpacked.clear()


class Entry(Protocol):
    """A file in an archive or a folder, before anybody read it."""

    @property
    def name(self) -> str:
        """The name as the archive has it."""

    @property
    def size(self) -> int:
        """Bytes, as the archive claims."""

    @property
    def partial(self) -> bool:
        """Whether its end is missing."""

    @property
    def fault(self) -> str:
        """Why it cannot be looked into, if so."""

    def open(self) -> BinaryIO:
        """A stream of its bytes, within the limits.

        Raises:
            ArchiveError: it cannot be read.
        """

    def source(self) -> Source:
        """Its bytes at any place, for an archive inside an archive.

        Raises:
            ArchiveError: it cannot be read.
        """


def stream(raw: object, packed: int, budget: Budget, where: str) -> BinaryIO:
    """A stream for readers: buffered, metered, and giving out everything that stands before a fault."""
    return cast("BinaryIO", Steady(Metered(cast("io.RawIOBase", raw), packed, budget, where)))
