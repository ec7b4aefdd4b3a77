"""What ``safeconduct backup`` does: everything that a new machine needs, in one encrypted file, while the site works.

In it are the database, the copy of the trail's head, the files, and (only where it is encrypted) the settings and the keys
of sessions and trail. Never in it is the key of what was told in confidence: two key-holders bring that back.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final

from django.conf import settings
from pyrage.x25519 import Recipient

from safeconduct.errors import SiteError
from safeconduct.web import environment
from safeconduct.web.running import backup_keys, dumps, parcels
from safeconduct.web.running.parcels import Manifest, Part

PREFIX: Final = "safeconduct-"
DATA: Final = "data/"
_SCRATCH: Final = ".backup-"
_LEFT: Final = timedelta(days=1)  # longer than any backup takes: what is older was left by one that was killed
_PLAIN_FILES: Final = ("case-key.recovery",)  # opens nothing without two of its holders
_SECRETS: Final = {"secret.key": "SAFECONDUCT_SECRET_KEY", "trail.key": "SAFECONDUCT_TRAIL_KEY"}
_PLACES: Final = ("ENV", "DATA", "DATABASE_URL", "BACKUPS", "BACKUP_KEYS", "CASE_KEY")  # of this machine alone
_LEFT_OUT: Final = frozenset(environment.PREFIX + name for name in _PLACES) | set(_SECRETS.values())


def back_up(folder: Path | None = None, *, plain: bool = False, keep: int | None = None) -> Path:
    """Make a backup; where it lies.

    Raises:
        SiteError: there is no key to encrypt it to, no room, or the database cannot be read; no half file is left.
    """
    keys = [] if plain else backup_keys.recipients(settings.BACKUP_KEYS)
    folder = (folder or settings.BACKUPS).absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        with _scratch() as scratch:
            file = _write(folder, scratch, keys, plain=plain)
    except OSError as error:
        raise SiteError(
            f"{error.filename or folder}: {error.strerror}. The backup was not made, and nothing is left of it. "
            "Make room, or choose another folder with --to."
        ) from error
    _forget(folder, file, keep)
    return file


def _write(folder: Path, scratch: Path, keys: Sequence[Recipient], *, plain: bool) -> Path:
    head = _head()  # before the database: a copy of the head may be behind its trail, never ahead of it
    dump = _dump(scratch)
    now = datetime.now(UTC)
    made = Manifest(parcels.FORMAT, now.isoformat(timespec="seconds"), version(), dump.engine, dump.server, dump.rows)
    file = _name(folder, now, "tar" if plain else "tar.age")
    parts = [Part(dump.file.name, dump.file), *head, *_files(), *([] if plain else _secrets())]
    parcels.write(file, parts, made, keys)
    return file


def new_key() -> Iterator[str]:
    """Make a pair of keys; the private one, in lines that are shown once."""
    yield from backup_keys.shown_once(backup_keys.add(settings.BACKUP_KEYS))


def version() -> str:
    """Which safeconduct this is."""
    try:
        return installed("safeconduct")
    except PackageNotFoundError:  # run from its source
        return "of no version"


def _dump(scratch: Path) -> dumps.Dump:
    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        return dumps.copy_sqlite(Path(given["NAME"]), scratch)
    return dumps.copy_postgresql(dumps.server(given), scratch)


def _head() -> list[Part]:
    anchor = Path(settings.TRAIL_ANCHOR)
    return [Part(f"{DATA}trail.head", anchor.read_bytes())] if anchor.exists() else []


def _files() -> Iterator[Part]:
    """The files of the data folder that are kept, and those that were handed in."""
    data = Path(settings.DATA)
    for name in _PLAIN_FILES:
        if (data / name).is_file():
            yield Part(f"{DATA}{name}", data / name)
    if settings.BACKUP_KEYS.is_file():
        yield Part(f"{DATA}backup.pub", settings.BACKUP_KEYS)
    for file in sorted((data / "files").rglob("*")):
        if file.is_symlink():
            raise SiteError(f"{file} is a link, which a backup does not follow. Put the file itself there.")
        if file.is_file():
            yield Part(f"{DATA}{file.relative_to(data).as_posix()}", file)


def _secrets() -> Iterator[Part]:
    """The keys in force, and the settings that do not belong to this machine alone, wherever they came from."""
    for name, variable in _SECRETS.items():
        secret = os.environ.get(variable) or environment.kept(name, Path(settings.DATA))
        yield Part(f"{DATA}{name}", f"{secret}\n".encode())
    names = [name for name in sorted(os.environ) if name.startswith(environment.PREFIX) and name not in _LEFT_OUT]
    lines = [f'{name}="{" ".join(os.environ[name].splitlines())}"' for name in names]
    said = "# Settings of safeconduct, from a backup."
    yield Part(f"{DATA}{environment.FILE}", "\n".join([said, *lines, ""]).encode())


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for the copy of the database: in the data folder, which others cannot read, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=settings.DATA))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what a backup that was killed left behind."""
    before = time.time() - _LEFT.total_seconds()
    for left in (*folder.glob(f"{PREFIX}*.part"), *Path(settings.DATA).glob(f"{_SCRATCH}*")):
        if left.stat().st_mtime < before:
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


def _name(folder: Path, now: datetime, kind: str) -> Path:
    """A name that no backup there has yet; the time in it is UTC."""
    while (file := folder / f"{PREFIX}{now:%Y%m%d-%H%M%S}.{kind}").exists():
        now += timedelta(seconds=1)
    return file


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, the newest last."""
    return sorted(file for kind in ("tar", "tar.age") for file in folder.glob(f"{PREFIX}*.{kind}"))


def _forget(folder: Path, made: Path, keep: int | None) -> None:
    """Delete older backups than the newest so many, never the one just made."""
    for old in backups(folder)[: -keep if keep else 0]:
        if old != made:
            old.unlink(missing_ok=True)


__all__: Final = ("DATA", "PREFIX", "back_up", "backups", "new_key", "version")
