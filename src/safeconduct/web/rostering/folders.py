"""What lies in a folder for the night: zip files, or else loose CSV files, read without having changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from safeconduct.errors import InputError
from safeconduct.web.rostering import format as formats
from safeconduct.web.rostering import opening

QUIET: Final = timedelta(minutes=10)
"""How long a file must have lain unchanged: a shorter time, and somebody may still be writing it."""

_TOO_LARGE: Final = "It is larger than any roster: 20 MB packed, 200 MB unpacked. Export less, or one school at a time."
_State = tuple[str, int, int]  # name, size, when it was last changed


class Lying(NamedTuple):
    """A roster in a folder: ``error`` says why it cannot be read, ``changes_alone`` that it is no whole roster."""

    name: str
    digest: str
    files: Mapping[str, bytes]
    error: str = ""
    changes_alone: bool = False


def lying(folder: Path, now: datetime) -> Iterator[Lying]:
    """The rosters in a folder, the newest first, up to one that somebody may still be writing.

    Raises:
        OSError: the folder cannot be read.
    """
    if not folder.is_dir():
        return
    zips = [file for file in folder.iterdir() if file.suffix.lower() == ".zip" and file.is_file() and not file.is_symlink()]
    for file in sorted(zips, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True):
        found = _zipped(file, now)
        if found is None:
            return
        yield found
    if not zips and (loose := _loose(folder, now)) is not None:
        yield loose


def _zipped(file: Path, now: datetime) -> Lying | None:
    before = _states([file])
    if not _is_quiet(before, now):
        return None
    if file.stat().st_size > opening.LARGEST:
        return Lying(file.name, _known_by(before), {}, _TOO_LARGE)
    data = file.read_bytes()
    if _states([file]) != before:
        return None
    try:
        return _read(file.name, opening.unzipped(data))
    except InputError as error:
        return Lying(file.name, opening.digest({file.name: data}), {}, str(error))


def _loose(folder: Path, now: datetime) -> Lying | None:
    tables = [file for file in folder.iterdir() if file.suffix.lower() == ".csv" and file.is_file()]
    before = _states(tables)
    if not tables or not _is_quiet(before, now):
        return None
    try:
        files = opening.in_folder(folder)
    except InputError as error:
        return Lying(folder.name, _known_by(before), {}, str(error))
    return _read(folder.name, files) if _states(tables) == before else None


def _read(name: str, files: Mapping[str, bytes]) -> Lying:
    known = opening.digest(files)
    try:
        return Lying(name, known, files, changes_alone=formats.read(files).changes_alone)
    except InputError as error:
        return Lying(name, known, {}, str(error))


def _states(files: Sequence[Path]) -> list[_State]:
    return [(file.name, (found := file.stat()).st_size, found.st_mtime_ns) for file in sorted(files)]


def _known_by(states: Sequence[_State]) -> str:
    """By what something that is too large to be read is known again."""
    return opening.digest({"states": repr(states).encode()})


def _is_quiet(states: Sequence[_State], now: datetime) -> bool:
    latest = (now - QUIET).timestamp() * 1_000_000_000
    return all(changed <= latest for _, _, changed in states)


__all__: Final = ("QUIET", "Lying", "lying")
