"""Tar archives, packed or not: one pass over the headers, then each file where it stands, without unpacking to disk.

The standard library's reader is not used: it takes into memory whatever length a header claims for itself, and follows
links. Here links, devices and pipes are only names.
"""

from __future__ import annotations

from typing import BinaryIO, Final, NamedTuple

from safeconduct.archive.limits import LimitError, in_words
from safeconduct.archive.names import shown
from safeconduct.archive.sources import UNKNOWN, CutOffError, Forward, Home, Source, Window, stream
from safeconduct.errors import ArchiveError

BLOCK: Final = 512
_FILES: Final = frozenset(b"07\0")
_LINKS: Final = {0x31: "link", 0x32: "link", 0x33: "device", 0x34: "device", 0x36: "pipe"}
_FOLDER, _LONG_NAME, _LONG_LINK, _PAX, _PAX_SUN, _PAX_GLOBAL, _SPARSE, _VOLUME, _REST = b"5LKxXgSVM"


class Tar(NamedTuple):
    """An archive that is being read, and what to call it."""

    source: Source
    name: str
    home: Home


class TarEntry:
    """One file in a tar archive."""

    __slots__ = ("fault", "name", "offset", "partial", "size", "tar")

    def __init__(self, tar: Tar, name: str, offset: int, size: int) -> None:
        self.tar = tar
        self.name = name
        self.offset = offset
        self.size = size
        self.partial = False
        self.fault = ""

    def open(self) -> BinaryIO:
        """A stream of its bytes, within the limits.

        Raises:
            ArchiveError: it is cut off or damaged.
        """
        where = f"{self.name} in {self.tar.name}"
        return stream(Forward(self.source(), where), self.size, self.tar.home.budget, where)

    def source(self) -> Source:
        """Its bytes at any place, for an archive inside an archive."""
        return Window(self.tar.source, self.offset, self.size)


class _Header(NamedTuple):
    name: str
    size: int
    kind: int


def is_header(block: bytes) -> bool:
    """Whether some bytes are the first header of a tar archive: its check sum is right."""
    return len(block) >= BLOCK and any(block[:BLOCK]) and _checksum_fits(block[:BLOCK])


def _checksum_fits(block: bytes) -> bool:
    """Old programs took bytes as signed numbers."""
    wanted = _number(block[148:156])
    fixed = sum(block) - sum(block[148:156]) + 8 * 0x20
    signed = fixed - 256 * sum(1 for byte in block[:148] + block[156:] if byte > 127)
    return wanted in (fixed, signed)


def _number(field: bytes) -> int:
    """A number in octal digits, or in bytes if the first has its highest bit set; −1 if it is none."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.split(b"\0", 1)[0].strip()
    if digits.strip(b"01234567"):
        return -1
    return int(digits or b"0", 8)


class Walk:
    """One pass over an archive. ``partial`` says why it ended too early, if it did."""

    def __init__(self, tar: Tar) -> None:
        self.tar = tar
        self.entries: list[TarEntry] = []
        self.partial = ""
        self._at = 0
        self._long_name = ""
        self._long_size = -1
        self._sparse = False

    def run(self) -> None:
        """Find every file.

        Raises:
            ArchiveError: a limit is passed, or the archive cannot be read at all.
        """
        try:
            while not self.partial and (header := self._header()):
                self._take(header)
        except CutOffError:
            self.partial = _CUT
        except LimitError:
            raise
        except ArchiveError:
            if not self.entries:
                raise
            self.partial = _DAMAGED
        if self.partial == _CUT and self.entries:
            self.entries[-1].partial = not self._is_whole(self.entries[-1])

    def _is_whole(self, entry: TarEntry) -> bool:
        """Whether a file's last byte is there."""
        try:
            return not entry.size or bool(self.tar.source.read_at(entry.offset + entry.size - 1, 1))
        except CutOffError:
            return False

    def _header(self) -> _Header | None:
        """The next header; none at the end."""
        block = self.tar.source.read_at(self._at, BLOCK)
        if len(block) < BLOCK:
            self.partial = _CUT
            return None
        if not any(block):
            return None
        size = _number(block[124:136])
        if not 0 <= size < UNKNOWN or not _checksum_fits(block):
            self.partial = _DAMAGED
            return None
        name = block[:100].split(b"\0", 1)[0]
        prefix = block[345:500].split(b"\0", 1)[0] if block[257:263] == b"ustar\0" else b""
        self._at += BLOCK
        return _Header(_text(prefix + b"/" + name if prefix else name), size, block[156])

    def _take(self, header: _Header) -> None:
        if header.kind in (_LONG_NAME, _LONG_LINK, _PAX, _PAX_SUN, _PAX_GLOBAL):
            self._note(header)
            size = header.size
        else:
            size = header.size if self._long_size < 0 else self._long_size
            self._add(header, size)
            self._long_name, self._long_size, self._sparse = "", -1, False
        self._at += -(-size // BLOCK) * BLOCK

    def _add(self, header: _Header, size: int) -> None:
        name = self._long_name or header.name
        if header.kind == _FOLDER or header.kind == _VOLUME or (name.endswith("/") and not size):
            return
        self.tar.home.budget.count(self.tar.name)
        entry = TarEntry(self.tar, name, self._at, size)
        if header.kind in _LINKS:
            entry.fault = f"it is a {_LINKS[header.kind]}, no file, and is not followed"
        elif header.kind in (_SPARSE, _REST) or self._sparse:
            entry.fault = "it is packed with gaps or spread over several archives, which is not read here"
        self.entries.append(entry)

    def _note(self, header: _Header) -> None:
        """What stands in front of a header and says more about it."""
        limit = self.tar.home.budget.limits.header_bytes
        if header.size > limit:
            raise LimitError(
                f"{shown(self.tar.name)} is built to fill up a computer: a header in it claims more than {in_words(limit)} for "
                "itself. It was not opened."
            )
        data = self.tar.source.read_at(self._at, header.size)
        if len(data) < header.size:
            self.partial = _CUT
        elif header.kind == _LONG_NAME:
            self._long_name = _text(data.split(b"\0", 1)[0])
        elif header.kind in (_PAX, _PAX_SUN):
            self._note_fields(data)

    def _note_fields(self, data: bytes) -> None:
        """Fields as ``length key=value`` and a line break; the length counts all of it."""
        at = 0
        while (blank := data.find(b" ", at, at + 20)) > 0 and data[at:blank].isdigit():
            end = at + int(data[at:blank])
            if end <= blank:
                return
            key, _, value = data[blank + 1 : end - 1].partition(b"=")
            if key == b"path":
                self._long_name = _text(value)
            elif key == b"size" and value.isdigit() and len(value) < 20:
                self._long_size = int(value)
            elif key.startswith(b"GNU.sparse."):
                self._sparse = True
            at = end


_CUT: Final = "it is cut off: the end is missing"
_DAMAGED: Final = "it is damaged in the middle, and nothing behind that place can be found"


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
