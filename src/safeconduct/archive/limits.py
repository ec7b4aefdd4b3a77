"""How much an archive may hold and unpack to, checked while it is read."""

from __future__ import annotations

import io
import lzma
import zlib
from typing import BinaryIO, Final

import msgspec

from safeconduct.archive.names import shown
from safeconduct.errors import ArchiveError

MB: Final = 1024 * 1024
BUFFER: Final = 256 * 1024  # bytes read at a time


class Limits(msgspec.Struct, frozen=True):
    """Far above any real download, far below what would hurt. All sizes in bytes, of unpacked data."""

    members: int = 500_000
    member_bytes: int = 8 * 1024 * MB
    total_bytes: int = 64 * 1024 * MB
    ratio: int = 250  # unpacked to packed, once more than ``ratio_from`` is unpacked
    ratio_from: int = 64 * MB
    depth: int = 2  # archives inside archives
    directory_bytes: int = 256 * MB  # the list of contents of one archive
    header_bytes: int = 16 * MB  # what one entry may say about itself


class LimitError(ArchiveError):
    """A limit is passed: what is read here is not what it claims to be."""


class Budget:
    """What is left of the total over all members of all archives given together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.spent = 0
        self.members = 0

    def spend(self, size: int, where: str) -> None:
        """Count bytes that were unpacked.

        Raises:
            ArchiveError: more came out of all archives together than ``total_bytes``.
        """
        self.spent += size
        if self.spent > self.limits.total_bytes:
            raise LimitError(
                f"{shown(where)}: reading stopped here, because the archive unpacks to more than "
                f"{in_words(self.limits.total_bytes)}. No download from a platform is that big. Do not open this file."
            )

    def count(self, where: str) -> None:
        """Count a member.

        Raises:
            ArchiveError: there are more than ``members``.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise too_many(where, self.limits)

    def check(self, unpacked: int, packed: int, where: str) -> None:
        """Whether one member may have grown to a size.

        Raises:
            ArchiveError: it is bigger than ``member_bytes``, or grew more than ``ratio`` times.
        """
        limits = self.limits
        if unpacked > limits.member_bytes:
            raise LimitError(
                f"{shown(where)} unpacks to more than {in_words(limits.member_bytes)}. No file of a platform's download is "
                "that big; reading it stopped. Do not open it."
            )
        if unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1):
            raise LimitError(
                f"{shown(where)} is built to fill up a computer: it unpacks to more than {limits.ratio} times its size. "
                "Reading it stopped. Do not open it."
            )


def too_many(where: str, limits: Limits) -> LimitError:
    """The error for an archive of too many files."""
    return LimitError(
        f"{shown(where)} holds more than {limits.members:,} files. No download from a platform has that many; it was not "
        "opened. If it is real, unpack it and give the folders one by one."
    )


def in_words(size: int) -> str:
    """A size as people say it."""
    for unit, name in ((1024 * MB, "GB"), (MB, "MB"), (1024, "KB")):
        if size >= unit:
            return f"{size // unit:,} {name}"
    return f"{size} bytes"


_FAULTS: Final = (EOFError, zlib.error, lzma.LZMAError, OSError, ValueError)


class Metered(io.RawIOBase):
    """A member's stream that raises ``ArchiveError`` when a limit is passed, and turns every fault of the packing
    (wrong check sum, cut off, password, unknown method) into an ``ArchiveError`` that says so."""

    def __init__(self, stream: BinaryIO | io.RawIOBase, packed: int, budget: Budget, where: str = "The file") -> None:
        self._stream = stream
        self._packed = packed
        self._budget = budget
        self._where = where
        self._unpacked = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into a buffer and count it.

        Raises:
            ArchiveError: a limit is passed, or the file is damaged.
        """
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view)) or b""
        except _FAULTS as error:
            raise damaged(self._where, error) from error
        view[: len(data)] = data
        self._unpacked += len(data)
        self._budget.check(self._unpacked, self._packed, self._where)
        self._budget.spend(len(data), self._where)
        return len(data)

    def close(self) -> None:
        """Let go of the stream below."""
        if not self.closed:
            self._stream.close()
        super().close()


def damaged(where: str, error: Exception) -> ArchiveError:
    """The error for a file that the computer could not read or unpack."""
    if isinstance(error, PermissionError):
        return ArchiveError(f"{shown(where)} cannot be read: you are not allowed to. Change its permissions, or copy it first.")
    if isinstance(error, OSError) and error.errno:
        return ArchiveError(f"{shown(where)} cannot be read: {error.strerror}. Copy it to this computer's disk and try again.")
    return ArchiveError(f"{shown(where)} is damaged and cannot be unpacked further. Download the archive again.")


class Steady(io.BufferedReader):
    """A buffered stream that hands out everything that came before a fault, and raises only then."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw, BUFFER)
        self._fault: ArchiveError | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        """At most ``size`` bytes, fewer only before the end or a fault; all of them if none is given.

        Raises:
            ArchiveError: the file is damaged here, or passes a limit.
        """
        if size is None or size < 0:
            return self._all()
        pieces: list[bytes] = []
        while size > 0 and (piece := self._piece(size, raises=not pieces)):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _piece(self, size: int, *, raises: bool) -> bytes:
        if self._fault is None:
            try:
                return self.read1(size)
            except ArchiveError as error:
                self._fault = error
        if raises:
            raise self._fault
        return b""

    def _all(self) -> bytes:
        pieces = []
        while piece := self.read(BUFFER):
            pieces.append(piece)
        return b"".join(pieces)
