"""What a reader is: the files of one platform's download, and how each becomes records.

A reader is one file in ``safeconduct.readers`` with one ``Reader`` object. It never opens anything by itself and never
decides what is read when: it lists its kinds of file, and ``reading.read`` hands it one file after another, catches
what goes wrong in each, counts what came out, and says what was not understood.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

import msgspec

from safeconduct.archive.limits import Steady
from safeconduct.archive.members import Member
from safeconduct.archive.record import Locator, Record, RecordKind, Seen


class Export:
    """All files that one reader reads together: one download, or several of one platform.

    What a reader must know before it starts (whose archive it is, which clock it keeps) it works out in ``begin`` and
    keeps in ``known``. ``owners`` are the names, handles and ids by which the export calls its owner.
    """

    def __init__(self, members: Sequence[Member], stated_owner: str = "", beside: Sequence[Member] = ()) -> None:
        self.members = tuple(members)  # the files that this reader reads
        self.beside = tuple(beside) or self.members  # every file that was given, media too
        self.stated_owner = stated_owner  # who the user says they are; "" if they did not
        self.owners: set[str] = set()
        self.owner_name = ""  # how to show the owner
        self.known: dict[str, Any] = {}
        self.expected: dict[Member, int] = {}  # how many records a file must hold; downloads of two years hold equal names
        self.missing: list[str] = []  # what the export says it has and does not
        self.warnings: list[str] = []

    def find(self, *names: str) -> list[Member]:
        """The members that match one of some globs, in order (see ``names.matches``)."""
        return [member for member in self.members if any(member.matches(name) for name in names)]


class Counted(io.RawIOBase):
    """A stream that knows how far it has been read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = getattr(stream, "read1", stream.read)  # what comes before a damaged place must not be lost
        self.position = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from the stream below."""
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self.position += len(data)
        return len(data)

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()


class Sheet:
    """One file on the reader's desk: what it holds, and a place to say what is wrong with it."""

    def __init__(self, platform: str, member: Member, export: Export) -> None:
        self.platform = platform
        self.member = member
        self.export = export
        self.problems: dict[str, int] = {}
        self.is_empty = False
        self.items: int | None = None  # how many items the file held, where that is not the number of its records
        self._counted: Counted | None = None

    @property
    def known(self) -> dict[str, Any]:
        """What the reader worked out before it started."""
        return self.export.known

    def open(self) -> BinaryIO:
        """The file's bytes as a stream, within the limits.

        Raises:
            ArchiveError: the file cannot be opened; while it is read, also when a limit is passed or it is damaged.
        """
        self._counted = Counted(self.member.open())
        return Steady(self._counted)

    @property
    def position(self) -> int:
        """How many bytes have been read since the file was last opened."""
        return self._counted.position if self._counted else 0

    def problem(self, what: str) -> None:
        """Say that something in this file was not understood; reading goes on. Same words are counted, never names."""
        self.problems[what] = self.problems.get(what, 0) + 1

    def empty(self) -> None:
        """Say that the file holds nothing, and is right to: an empty list, a table with only a header."""
        self.is_empty = True

    def record(
        self, kind: RecordKind, index: int, *, at: datetime | None = None, text: str = "", own: bool | None = None, **more: Any
    ) -> Record:
        """A record with platform and locator filled in; ``more`` are further fields of ``Record``."""
        if "platform" in more:
            return Record(more.pop("platform"), kind, own, at, text, Locator(self.member.name, index), **more)
        return Record(self.platform, kind, own, at, text, Locator(self.member.name, index), **more)


Parse = Callable[[Sheet], Iterable[Record]]


class FileKind(msgspec.Struct, frozen=True):
    """One kind of file in an export: the names it goes by (globs, see ``names.matches``) and how to read it.

    ``sniff`` looks at the first 4,096 bytes and says whether the file is of this kind at all: for names that several
    platforms use.
    """

    names: tuple[str, ...]
    parse: Parse
    sniff: Callable[[bytes], bool] | None = None


def _nothing(export: Export) -> None:
    del export


def _no_more(export: Export) -> Iterator[Record]:
    del export
    return iter(())


class Reader(msgspec.Struct, frozen=True):
    """One platform's download.

    ``id`` is the platform in the contract's records. ``signs`` are globs that only this platform's downloads have: the
    reader with more signs in an archive wins a file that two readers claim. ``skips`` are globs of files that hold
    nothing a policy speaks of, with the reason shown to the user. ``begin`` looks at the export before any file is
    read; ``finish`` yields what could only be known at the end.
    ``unread`` is set where the platform is recognised and no reader exists: why, and what to do.
    """

    id: str
    title: str
    files: tuple[FileKind, ...]
    signs: tuple[str, ...] = ()
    skips: Mapping[str, str] = {}
    begin: Callable[[Export], None] = _nothing
    finish: Callable[[Export], Iterable[Record]] = _no_more
    unread: str = ""


HEAD: Final = 4096  # bytes that a sniff sees

__all__: Final = ("HEAD", "Export", "FileKind", "Locator", "Parse", "Reader", "Record", "RecordKind", "Seen", "Sheet")
