"""Open what the user gave: zip, tar.gz, a folder, a single file, several parts of one export.

Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import filecmp
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from safeconduct.archive import folders, kinds, names, parts, tars, zips
from safeconduct.archive.limits import Budget, Limits, damaged
from safeconduct.archive.members import Member
from safeconduct.archive.names import folded
from safeconduct.archive.sources import (
    BZIP2,
    GZIP,
    CutOffError,
    Entry,
    Forward,
    Home,
    Packing,
    Source,
    Unpacked,
    Unpacker,
    stream,
)
from safeconduct.errors import ArchiveError

_SEARCHED: Final = 1024 * 1024  # how far into a file that is called a zip its first file may begin


class Archive:
    """What was given: its members in a fixed order, and what is wrong with the whole of it.

    ``partial`` says in words why not everything can be there (cut-off download, missing part); ``unopened`` names
    members that are there and cannot be looked into, with the reason (nested too deep, too big, a link). ``notes`` says
    what else the user should know (a file given twice).
    """

    def __init__(self, paths: Sequence[Path], home: Home) -> None:
        self.paths = tuple(paths)
        self.members: list[Member] = []
        self.partial: list[str] = []
        self.unopened: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self._home = home

    def close(self) -> None:
        """Let go of every open file."""
        self._home.close()


def open_archive(paths: Sequence[Path], limits: Limits | None = None) -> Archive:
    """Open everything that was given.

    Of several paths those that cannot be opened are named in ``unopened`` and ``partial``, unless none can.

    Raises:
        ArchiveError: a path does not exist, cannot be read, is no archive that can be read (and then what it is: an
            expired link's web page, 7z, rar), overlaps itself or passes a limit.
    """
    home = Home(Budget(limits or Limits()))
    archive = Archive(paths, home)
    opening = _Opening(archive, home)
    try:
        _open_all(opening, archive, [(path, partial(opening.path, path)) for path in _once(archive, opening.copies)])
    except BaseException:
        home.close()
        raise
    return archive


class Held(NamedTuple):
    """A file that lies nowhere as it was given (encrypted, say): what it was called, and its bytes at any place."""

    name: str
    source: Source


def open_held(files: Sequence[Held], limits: Limits | None = None) -> Archive:
    """The same for files that are read through somebody else's hands. Whether two are copies is not asked.

    Raises:
        ArchiveError: none of them is an archive that can be read, or a limit is passed.
    """
    home = Home(Budget(limits or Limits()))
    archive = Archive([Path(file.name) for file in files], home)
    opening = _Opening(archive, home)
    _open_all(opening, archive, [(Path(file.name), partial(opening.held, file)) for file in files])
    return archive


def _open_all(opening: _Opening, archive: Archive, given: Sequence[tuple[Path, Callable[[], None]]]) -> None:
    failed: list[tuple[Path, ArchiveError]] = []
    for path, open_it in given:
        try:
            open_it()
        except ArchiveError as error:
            failed.append((path, error))
    if failed and len(failed) == len(given):
        raise failed[0][1]
    for path, why in failed:
        archive.unopened.append((names.shown(path.name), str(why)))
        archive.partial.append(f"{names.shown(path.name)} could not be opened, so that not everything was read.")
    archive.partial += parts.missing(opening.archives)


def _once(archive: Archive, copies: _Copies) -> list[Path]:
    """The paths without those that were given twice, under one name or as a copy."""
    left = []
    for path in archive.paths:
        first = copies.first(path, _looked_at(path))
        if first:
            archive.notes.append(f"{names.shown(path.name)} is the same as {names.shown(first)} and was read once.")
        else:
            left.append(path)
    return left


def _looked_at(path: Path) -> os.stat_result:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ArchiveError(f"{names.shown(str(path))} does not exist. Check the name.") from error
    except (OSError, ValueError) as error:
        raise damaged(str(path), error) from error
    if not stat.S_ISDIR(found.st_mode) and not stat.S_ISREG(found.st_mode):
        raise ArchiveError(f"{names.shown(str(path))} is neither a file nor a folder. Give the archive as it was downloaded.")
    return found


class _Copies:
    """Which archives were met already: the same file under another name, or a copy of it, byte for byte."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, int], str] = {}
        self._sizes: dict[int, list[Path]] = {}

    def first(self, path: Path, found: os.stat_result) -> str:
        """The name of the one met before, or nothing."""
        place = (found.st_dev, found.st_ino)
        if place in self._places and found.st_ino:
            return self._places[place]
        self._places[place] = path.name
        if not stat.S_ISREG(found.st_mode) or not found.st_size or not folded(path.name).endswith(kinds.ARCHIVE_ENDINGS):
            return ""
        alike = self._sizes.setdefault(found.st_size, [])
        same = next((other.name for other in alike if _same_bytes(path, other)), "")
        alike.append(path)
        return same


def _same_bytes(path: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(path, other, shallow=False)
    except OSError:
        return False  # it will be said when it is opened


class _Opening:
    """What is being opened, and how many archives deep."""

    def __init__(self, archive: Archive, home: Home) -> None:
        self.archives: list[str] = []
        self.copies = _Copies()
        self._archive = archive
        self._home = home

    def path(self, path: Path) -> None:
        """Add what a path holds.

        Raises:
            ArchiveError: it cannot be opened at all.
        """
        source = path.name or path.resolve().name
        if path.is_dir():
            self._add(folders.files(self._home, str(path)), source)
            return
        self._file(folders.FolderEntry(self._home, str(path), path.name, path.stat().st_size), source)

    def held(self, file: Held) -> None:
        """Add what a file holds that is read through somebody else's hands.

        Raises:
            ArchiveError: it cannot be opened at all.
        """
        self._file(_HeldEntry(file, self._home), file.name)

    def _file(self, entry: Entry, source: str) -> None:
        bytes_at = entry.source()
        kind = _kind(bytes_at, entry.name)
        if not kind:
            self._add([entry], source)
            return
        self.archives.append(entry.name)
        entries = self._entries(kind, bytes_at, entry.name)
        if not entries:
            raise ArchiveError(f"{names.shown(entry.name)} is an archive with nothing in it. Download it again.")
        self._add(entries, source)

    def _entries(self, kind: str, source: Source, name: str) -> Sequence[Entry]:
        """The files of an archive; what is wrong with the whole of it is noted."""
        if kind == kinds.ZIP:
            return self._zipped(zips.Zip(source, name, self._home))
        if kind == kinds.TAR:
            return self._tarred(tars.Tar(source, name, self._home))
        packing = GZIP if kind == kinds.GZIP else BZIP2
        unpacked = Unpacked(source, packing, self._home.budget, name, self._home.unpacked)
        if tars.is_header(unpacked.read_at(0, tars.BLOCK)):
            return self._tarred(tars.Tar(unpacked, name, self._home))
        return [_PackedFile(source, packing, name, self._home)]

    def _zipped(self, zipped: zips.Zip) -> Sequence[Entry]:
        counted = self._home.budget.members
        try:
            return zips.listed(zipped)
        except (zips.NoListError, CutOffError):
            self._home.budget.members = counted
        entries = zips.scanned(zipped)
        if not entries:
            raise ArchiveError(f"{names.shown(zipped.name)} is damaged: no file can be found in it. Download it again.")
        self._archive.partial.append(
            f"{names.shown(zipped.name)} is cut off or damaged: its list of contents, which stands at the end, is missing. "
            f"What could be found was read ({len(entries):,} files). Download it again."
        )
        return entries

    def _tarred(self, tar: tars.Tar) -> Sequence[Entry]:
        walk = tars.Walk(tar)
        walk.run()
        if walk.partial:
            self._archive.partial.append(
                f"{names.shown(tar.name)} is not whole: {walk.partial}. What could be found was read "
                f"({len(walk.entries):,} files). Download it again."
            )
        return walk.entries

    def _add(self, entries: Iterable[Entry], source: str, prefix: str = "", depth: int = 0) -> None:
        for entry in entries:
            member = Member(prefix + entry.name, entry.size, source, entry.open, partial=entry.partial)
            if names.is_clutter(member.matched):
                continue
            if entry.fault:
                self._archive.unopened.append((member.name, entry.fault))
            elif member.matched.endswith(kinds.ARCHIVE_ENDINGS):
                self._nested(entry, member, source, prefix + entry.name, depth + 1)
            else:
                self._archive.members.append(member)

    def _nested(self, entry: Entry, member: Member, source: str, name: str, depth: int) -> None:
        """Look into an archive inside what was given."""
        try:
            self._look_into(entry, source, name, depth)
        except ArchiveError as error:
            self._archive.unopened.append((member.name, str(error)))

    def _look_into(self, entry: Entry, source: str, name: str, depth: int) -> None:
        if depth > self._home.budget.limits.depth:
            deepest = self._home.budget.limits.depth
            raise ArchiveError(f"Archives inside archives are opened only {deepest} deep. Unpack it, and give it by itself.")
        if isinstance(entry, folders.FolderEntry):
            if self._is_copy(entry):
                return
            self.archives.append(name)
        bytes_at = entry.source()
        kind = _kind(bytes_at, name)
        self._add(self._entries(kind, bytes_at, name), source, name + "/", depth)

    def _is_copy(self, entry: folders.FolderEntry) -> bool:
        path = Path(entry.path)
        first = self.copies.first(path, _looked_at(path))
        if first:
            self._archive.notes.append(f"{names.shown(entry.name)} is the same as {names.shown(first)} and was read once.")
        return bool(first)


def _kind(source: Source, name: str) -> str:
    """What kind of archive a file is; nothing if it is a file by itself.

    Raises:
        ArchiveError: it is an archive that is not read here, or is called one and is none.
    """
    head = source.read_at(0, kinds.HEAD)
    kind = kinds.of(head)
    if kind:
        return kind
    ending = folded(name)
    if text := kinds.foreign(head):
        raise ArchiveError(f"{names.shown(name)} {text}")
    if not ending.endswith(kinds.TEXT_ENDINGS) and zips.has_end(source):
        return kinds.ZIP
    if ending.endswith(".zip") and zips.FILE in source.read_at(0, _SEARCHED):
        return kinds.ZIP
    if ending.endswith(kinds.ARCHIVE_ENDINGS):
        raise ArchiveError(f"{names.shown(name)} {kinds.no_archive(head)}")
    return kinds.OTHER


class _HeldEntry:
    """A file by itself that is read through somebody else's hands."""

    partial = False
    fault = ""

    def __init__(self, held: Held, home: Home) -> None:
        self.name = held.name
        self.size = held.source.size
        self._source = held.source
        self._home = home

    def open(self) -> BinaryIO:
        """A stream of its bytes, within the limits.

        Raises:
            ArchiveError: it cannot be read.
        """
        return stream(Forward(self._source, self.name), max(self.size, 1), self._home.budget, self.name)

    def source(self) -> Source:
        """Its bytes at any place."""
        return self._source


class _PackedFile:
    """One file packed by itself: ``name.gz``."""

    partial = False
    fault = ""

    def __init__(self, source: Source, packing: Packing, name: str, home: Home) -> None:
        self._bytes = source
        self._packing = packing
        self._home = home
        last = name[name.rfind("/") + 1 :]
        self.name = last[: -len(_ending(last))] if _ending(last) else last
        # gzip ends with the length, of its last piece and without what is above 4 GB; there is no better
        tail = source.read_at(max(0, source.size - 4), 4) if packing is GZIP else b""
        self.size = int.from_bytes(tail, "little")

    def open(self) -> BinaryIO:
        """A stream of its bytes, within the limits.

        Raises:
            ArchiveError: it is cut off or damaged.
        """
        unpacker = Unpacker(self._bytes, self._packing, self.name)
        return stream(unpacker, self._bytes.size, self._home.budget, self.name)

    def source(self) -> Source:
        """Its bytes at any place, for an archive inside it."""
        return Unpacked(self._bytes, self._packing, self._home.budget, self.name, self._home.unpacked)


def _ending(name: str) -> str:
    return next((end for end in (".gz", ".bz2") if folded(name).endswith(end)), "")
