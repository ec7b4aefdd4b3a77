"""Folders: every file below, in the order of names, without following links."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from safeconduct.archive.limits import damaged
from safeconduct.archive.sources import File, Forward, Home, Source, stream


class FolderEntry:
    """One file in a folder, or one that was given by itself."""

    __slots__ = ("_home", "fault", "name", "path", "size")
    partial = False

    def __init__(self, home: Home, path: str, name: str, size: int, fault: str = "") -> None:
        self._home = home
        self.path = path
        self.name = name
        self.size = size
        self.fault = fault

    def open(self) -> BinaryIO:
        """A stream of its bytes, within the limits.

        Raises:
            ArchiveError: it cannot be read.
        """
        return stream(Forward(self.source(), self.name), max(self.size, 1), self._home.budget, self.name)

    def source(self) -> Source:
        """Its bytes at any place.

        Raises:
            ArchiveError: it cannot be read.
        """
        return File(self.path, self._home.files)


class _Found(NamedTuple):
    path: str
    name: str
    kind: str  # "folder", "file", "link", "other"


def files(home: Home, folder: str) -> Iterator[FolderEntry]:
    """Every file below a folder, names with ``/`` from there; what cannot be looked at has a ``fault``.

    Pipes, sockets and devices are passed over: opening one could wait for ever.

    Raises:
        ArchiveError: the folder itself cannot be read, or holds too many files.
    """
    try:
        waiting = _inside(folder, "")
    except OSError as error:
        raise damaged(folder, error) from error
    while waiting:
        found = waiting.pop()
        home.budget.count(folder)
        if found.kind == "file":
            yield _file(home, found)
        elif found.kind == "link":
            yield FolderEntry(home, found.path, found.name, 0, "it is a link, and links are not followed")
        elif found.kind == "folder":
            try:
                waiting += _inside(found.path, found.name + "/")
            except OSError as error:
                yield FolderEntry(home, found.path, found.name + "/", 0, f"the folder cannot be read: {error.strerror}")


def _inside(path: str, prefix: str) -> list[_Found]:
    """What is in a folder, last name first."""
    with os.scandir(path) as entries:
        return sorted((_Found(entry.path, prefix + entry.name, _kind(entry)) for entry in entries), key=_by_name, reverse=True)


def _by_name(found: _Found) -> str:
    return found.name


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _file(home: Home, found: _Found) -> FolderEntry:
    try:
        size = os.stat(found.path, follow_symlinks=False).st_size  # noqa: PTH116 - a Path for each file costs as much as all else
    except OSError as error:
        return FolderEntry(home, found.path, found.name, 0, f"it cannot be read: {error.strerror}")
    fault = "" if os.access(found.path, os.R_OK) else "you are not allowed to read it"
    return FolderEntry(home, found.path, found.name, size, fault)
