"""Zip archives: the list of contents, and each file in it, without unpacking to disk.

The standard library's reader is not used: one bad entry would cost it the whole list, it has no notion of entries that
share their bytes, cuts names at a NUL, and builds every entry before anybody can count them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

from safeconduct.archive.limits import in_words, too_many
from safeconduct.archive.names import shown
from safeconduct.archive.sources import (
    BZIP2,
    DEFLATE,
    PACKED,
    UNKNOWN,
    CutOffError,
    Forward,
    Home,
    Source,
    Unpacked,
    Unpacker,
    Window,
    stream,
)
from safeconduct.errors import ArchiveError, LockedError

FILE: Final = b"PK\x03\x04"
ENTRY: Final = b"PK\x01\x02"
END: Final = b"PK\x05\x06"
VOLUME: Final = b"PK\x07\x08"
_END_64: Final = b"PK\x06\x06"
_LOCATOR_64: Final = b"PK\x06\x07"
_FILE: Final = struct.Struct("<4s5H3I2H")
_ENTRY: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_END_64_REST: Final = struct.Struct("<4sQ2H2I4Q")
_LOCATOR: Final = struct.Struct("<4sIQI")
_CHUNK: Final = 1024 * 1024
_BIG: Final = 0xFFFFFFFF
_SECRET, _MEASURED_LATER, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_METHODS: Final = {
    1: "Shrink", 6: "Implode", 9: "Deflate64", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES",
}  # fmt: skip


class NoListError(Exception):
    """The list of contents is missing or makes no sense."""


class Zip(NamedTuple):
    """An archive that is being read, and what to call it."""

    source: Source
    name: str
    home: Home


class ZipEntry:
    """One file in a zip archive. ``end`` is where it has to stop: the next file's beginning."""

    __slots__ = ("checksum", "end", "fault", "flags", "method", "name", "offset", "packed", "partial", "size", "zip")

    def __init__(self, zipped: Zip, name: str, offset: int, packed: int, size: int) -> None:
        self.zip = zipped
        self.name = name
        self.offset = offset
        self.packed = packed
        self.size = size
        self.flags = 0
        self.method = _STORED
        self.checksum: int | None = None
        self.end = UNKNOWN
        self.partial = False
        self.fault = ""

    @property
    def where(self) -> str:
        """The file, as error texts name it."""
        return f"{self.name} in {self.zip.name}"

    def open(self) -> BinaryIO:
        """A stream of its bytes, within the limits.

        Raises:
            ArchiveError: it has a password, is packed in an unknown way, or is damaged.
        """
        return stream(_Checked(self, self._raw()), self.packed, self.zip.home.budget, self.where)

    def _raw(self) -> Forward | Unpacker:
        window = self._packed_bytes()
        if self.method == _STORED:
            return Forward(window, self.where)
        return Unpacker(window, DEFLATE if self.method == _DEFLATED else BZIP2, self.where)

    def source(self) -> Source:
        """Its bytes at any place, for an archive inside an archive. The check sum is not checked.

        Raises:
            ArchiveError: it has a password, is packed in an unknown way, or is damaged.
        """
        window, home = self._packed_bytes(), self.zip.home
        if self.method == _STORED:
            return window
        packing = DEFLATE if self.method == _DEFLATED else BZIP2
        return Unpacked(window, packing, home.budget, self.where, home.unpacked, self.size)

    def _packed_bytes(self) -> Window:
        self._refuse()
        self.zip.home.budget.check(self.size, self.packed, self.where)
        start = self._start()
        if self.partial:
            return Window(self.zip.source, start, UNKNOWN)
        if start + self.packed > self.end:
            raise ArchiveError(f"{shown(self.where)} is damaged: it claims to be longer than there is room for it. {_AGAIN}")
        return Window(self.zip.source, start, self.packed)

    def _refuse(self) -> None:
        if self.flags & _SECRET:
            raise LockedError(
                f"{shown(self.where)} has a password. Unpack the archive with the password, and give the folder instead."
            )
        if self.method not in (_STORED, _DEFLATED, _BZIP2):
            method = _METHODS.get(self.method, f"number {self.method}")
            raise ArchiveError(
                f"{shown(self.where)} is packed by a method that is not read here ({method}). Unpack the archive with the "
                "program that made it, and give the folder instead."
            )

    def _start(self) -> int:
        head = self.zip.source.read_at(self.offset, _FILE.size)
        if len(head) < _FILE.size or not head.startswith(FILE):
            raise ArchiveError(f"{shown(self.where)} is damaged: it does not begin where the archive says. {_AGAIN}")
        *_, name, extra = _FILE.unpack(head)
        return self.offset + _FILE.size + int(name) + int(extra)


_AGAIN: Final = "Download the archive again."


class _Checked:
    """The bytes of a file, compared at the end with what the archive says of them."""

    def __init__(self, entry: ZipEntry, raw: Forward | Unpacker) -> None:
        self._entry = entry
        self._raw = raw
        self._seen = 0
        self._checksum = 0

    def read(self, size: int) -> bytes:
        data = self._raw.read(size)
        if data:
            self._seen += len(data)
            self._checksum = zlib.crc32(data, self._checksum)
        if not self._entry.partial and (self._seen > self._entry.size or not data):
            self._compare()
        return data

    def _compare(self) -> None:
        entry = self._entry
        if self._seen != entry.size:
            raise ArchiveError(
                f"{shown(entry.where)} is damaged or tampered with: it is not as long as the archive says "
                f"({in_words(entry.size)}). {_AGAIN}"
            )
        if entry.checksum is not None and self._checksum != entry.checksum:
            raise ArchiveError(
                f"{shown(entry.where)} is damaged: its check sum is wrong, so that some of it is not what was packed. {_AGAIN}"
            )

    def close(self) -> None:
        self._raw.close()


class _Directory(NamedTuple):
    """Where the list of contents is, how long, of how many entries, and by how much all places are shifted."""

    start: int
    size: int
    entries: int
    shift: int


def has_end(source: Source) -> bool:
    """Whether this ends like a zip archive, whatever it begins with."""
    try:
        return _end_record(source) is not None
    except ArchiveError:
        return False


def listed(zipped: Zip) -> list[ZipEntry]:
    """The files by the archive's own list of contents, in its order.

    Raises:
        NoListError: there is no list, or it makes no sense.
        ArchiveError: files share their bytes, there are too many, or it is one volume of several.
    """
    directory = _directory(zipped)
    entries = list(_entries(zipped, directory))
    if len(entries) & 0xFFFF != directory.entries & 0xFFFF:
        raise NoListError
    _set_ends(zipped, entries, directory.start)
    return [entry for entry in entries if entry.size or not entry.name.endswith(("/", "\\"))]


def _set_ends(zipped: Zip, entries: list[ZipEntry], end: int) -> None:
    """Each file has to stop where the next begins; files that share bytes are made to fill up a computer."""
    ordered = sorted(entries, key=lambda entry: entry.offset)
    for entry, following in pairwise(ordered):
        entry.end = following.offset
        if entry.offset + _FILE.size + entry.packed > following.offset:
            raise ArchiveError(
                f"{shown(zipped.name)} is damaged, or built to fill up a computer: files in it overlap. It was not opened. "
                "Download it again from the platform; if a program of yours packed it, unpack it there and give the folder."
            )
    if ordered:
        ordered[-1].end = end


def _end_record(source: Source) -> tuple[int, bytes] | None:
    """The place and the bytes of the record that ends every zip archive, its comment being at most 65,535 bytes."""
    base = max(0, source.size - _END.size - 0xFFFF)
    tail = source.read_at(base, _END.size + 0xFFFF)
    at = tail.rfind(END)
    while at >= 0:
        record = tail[at : at + _END.size]
        if len(record) == _END.size and at + _END.size + _END.unpack(record)[-1] <= len(tail):
            return base + at, record
        at = tail.rfind(END, 0, at)
    return None


def _directory(zipped: Zip) -> _Directory:
    found = _end_record(zipped.source)
    if not found:
        raise NoListError
    at, record = found
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack(record)
    wide = _wide_end(zipped.source, at)
    if wide:
        at, here, count, size, offset, disk, first_disk = wide
    if disk or first_disk or here != count:
        raise ArchiveError(
            f"{shown(zipped.name)} is one volume of an archive in several pieces (.z01, .z02 …). Join them with the program "
            "that made them, and give the whole archive or the unpacked folder."
        )
    if count > zipped.home.budget.limits.members:
        raise too_many(zipped.name, zipped.home.budget.limits)
    return _placed(zipped, at, _Directory(offset, size, count, 0))


def _wide_end(source: Source, at: int) -> tuple[int, int, int, int, int, int, int] | None:
    """The same for archives above 4 GB or 65,535 files, if there is such a record."""
    locator = source.read_at(at - _LOCATOR.size, _LOCATOR.size) if at >= _LOCATOR.size else b""
    if not locator.startswith(_LOCATOR_64):
        return None
    for place in (_LOCATOR.unpack(locator)[2], at - _LOCATOR.size - _END_64_REST.size):
        record = source.read_at(place, _END_64_REST.size) if 0 <= place < at else b""
        if len(record) == _END_64_REST.size and record.startswith(_END_64):
            _, _, _, _, disk, first_disk, here, count, size, offset = _END_64_REST.unpack(record)
            return place, here, count, size, offset, disk, first_disk
    raise NoListError


def _placed(zipped: Zip, end: int, claimed: _Directory) -> _Directory:
    """The list where it really is: right before its end record, else where that says; anything may stand before a zip."""
    limit = zipped.home.budget.limits.directory_bytes
    if claimed.size > limit and claimed.size <= end:
        raise ArchiveError(
            f"{shown(zipped.name)} has a list of contents of more than {in_words(limit)}. No download from a platform has; it "
            "was not opened."
        )
    if not claimed.entries:
        return claimed
    for start in (end - claimed.size, claimed.start):
        if 0 <= start < end and zipped.source.read_at(start, 4) == ENTRY:
            return claimed._replace(start=start, shift=start - claimed.start)
    raise NoListError


def _entries(zipped: Zip, directory: _Directory) -> Iterator[ZipEntry]:
    data, base, at, done = b"", directory.start, 0, 0
    budget = zipped.home.budget
    while done < directory.size:
        if len(data) - at < _ENTRY.size + 3 * 0xFFFF and base + len(data) < directory.start + directory.size:
            base, data, at = base + at, data[at:] + zipped.source.read_at(base + len(data), _CHUNK), 0
        if len(data) - at < _ENTRY.size or data[at : at + 4] != ENTRY:
            raise NoListError
        fields = _ENTRY.unpack_from(data, at)
        length = _ENTRY.size + sum(fields[10:13])
        if len(data) - at < length:
            raise NoListError
        budget.count(zipped.name)
        yield _entry(zipped, fields, data[at + _ENTRY.size : at + length], directory.shift)
        at, done = at + length, done + length


def _entry(zipped: Zip, fields: tuple[int, ...], rest: bytes, shift: int) -> ZipEntry:
    _, made_by, _, flags, method, _, _, checksum, packed, size, name_size, extra_size, _, _, _, attributes, offset = fields
    extra = rest[name_size : name_size + extra_size]
    if _BIG in (packed, size, offset):
        size, packed, offset = _widened(extra, size, packed, offset)
    entry = ZipEntry(zipped, _name(rest[:name_size], flags, extra), offset + shift, packed, size)
    entry.flags, entry.method, entry.checksum = flags, method, checksum
    if made_by >> 8 == 3 and attributes >> 28 == 0xA:
        entry.fault = "it is a link to another file, and links are not followed"
    return entry


def _widened(extra: bytes, *values: int) -> Iterator[int]:
    """Values that do not fit in 32 bits stand in an extra field, in order, those only."""
    wide = _extra(extra, 0x0001)
    at = 0
    for value in values:
        if value == _BIG and at + 8 <= len(wide):
            value, at = int.from_bytes(wide[at : at + 8], "little"), at + 8  # noqa: PLW2901
        yield value


def _extra(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """The name; without the flag for UTF-8 it is tried all the same, since many programs forget the flag."""
    if not flags & _UTF8 and extra:
        unicode_path = _extra(extra, 0x7075)
        if len(unicode_path) > 5 and int.from_bytes(unicode_path[1:5], "little") == zlib.crc32(raw):
            raw = unicode_path[5:]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def scanned(zipped: Zip) -> list[ZipEntry]:
    """The files found by walking from one to the next, for an archive whose list of contents is missing.

    Raises:
        ArchiveError: the archive cannot be read, or passes a limit.
    """
    entries: list[ZipEntry] = []
    try:
        at = _next_file(zipped.source, 0)
        while at is not None and (entry := _local(zipped, at)):
            zipped.home.budget.count(zipped.name)
            entries.append(entry)
            at = None if entry.partial else _next_file(zipped.source, entry.end)
    except CutOffError:
        pass  # an archive inside another one that is cut off: what was found up to there counts
    return [entry for entry in entries if entry.size or not entry.name.endswith(("/", "\\"))]


def _next_file(source: Source, at: int) -> int | None:
    """The next place where a file begins; none once the list of contents does."""
    step = 64  # the next one mostly follows at once
    while data := source.read_at(at, step):
        found = sorted(place for sign in (FILE, ENTRY, END) if (place := data.find(sign)) >= 0)
        if found:
            return at + found[0] if data.startswith(FILE, found[0]) else None
        if len(data) < len(FILE):
            return None
        at, step = at + len(data) - len(FILE) + 1, min(step * 8, _CHUNK)
    return None


def _local(zipped: Zip, at: int) -> ZipEntry | None:
    """The file that begins here; none if not even its name is there."""
    head = zipped.source.read_at(at, _FILE.size)
    if len(head) < _FILE.size:
        return None
    _, _, flags, method, _, _, checksum, packed, size, name_size, extra_size = _FILE.unpack(head)
    rest = zipped.source.read_at(at + _FILE.size, name_size + extra_size)
    if len(rest) < name_size + extra_size:
        return None
    extra = rest[name_size:]
    if _BIG in (packed, size):
        size, packed = _widened(extra, size, packed)
    entry = ZipEntry(zipped, _name(rest[:name_size], flags, extra), at, packed, size)
    entry.flags, entry.method, entry.checksum = flags, method, checksum
    start = at + _FILE.size + len(rest)
    if flags & _MEASURED_LATER and not packed and not entry.name.endswith("/"):
        _measure(entry, start)
    else:
        entry.end = start + packed
        entry.partial = entry.end > zipped.source.size
    return entry


def _measure(entry: ZipEntry, start: int) -> None:
    """How long a file is whose header does not say: unpacked to its end, or looked for by what stands behind it."""
    if entry.method in (_DEFLATED, _BZIP2) and not entry.flags & _SECRET:
        _unpack_to_end(entry, start)
    else:
        _find_descriptor(entry, start)


def _unpack_to_end(entry: ZipEntry, start: int) -> None:
    window = Window(entry.zip.source, start, max(0, entry.zip.source.size - start))
    unpacker = Unpacker(window, DEFLATE if entry.method == _DEFLATED else BZIP2, entry.where)
    budget = entry.zip.home.budget
    try:
        checksum = 0
        while data := unpacker.read(_CHUNK):
            checksum = zlib.crc32(data, checksum)
            budget.spend(len(data), entry.where)
            budget.check(unpacker.at, max(unpacker.packed, 1), entry.where)
    except CutOffError:
        entry.partial = True
    except ArchiveError as error:
        entry.fault = str(error)
    entry.size, entry.packed, entry.checksum = unpacker.at, unpacker.packed, None
    # where damage begins nobody knows; the next file may stand in the bytes that were taken last
    entry.end = start + max(0, entry.packed - (PACKED if entry.fault else 0))
    descriptor = entry.zip.source.read_at(entry.end, 8)
    if descriptor.startswith(VOLUME):
        entry.checksum = int.from_bytes(descriptor[4:], "little")


def _find_descriptor(entry: ZipEntry, start: int) -> None:
    """A stored file ends where a descriptor stands that gives just the length up to there."""
    source, at = entry.zip.source, start
    while data := source.read_at(at, _CHUNK):
        place = data.find(VOLUME)
        while 0 <= place <= len(data) - 12:
            length = at + place - start
            if int.from_bytes(data[place + 8 : place + 12], "little") == length & _BIG:
                entry.size = entry.packed = length
                entry.checksum, entry.end = int.from_bytes(data[place + 4 : place + 8], "little"), start + length
                return
            place = data.find(VOLUME, place + 1)
        if len(data) <= 12:
            break
        at += len(data) - 12 + 1
    entry.partial, entry.end = True, source.size
    entry.size = entry.packed = max(0, source.size - start)
