"""What ``safeconduct restore`` does: a backup into an empty place, checked before anything of it is put there.

It needs no settings: they are in the backup. What is there afterwards is a site of its own, ready for ``safeconduct serve``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import environ

from safeconduct.errors import SiteError
from safeconduct.web import environment
from safeconduct.web.running import backup_keys, dumps, parcels
from safeconduct.web.running.parcels import Manifest

_DATABASE: Final = "safeconduct.sqlite3"
_DATA: Final = "data"
_OF_THE_DISK: Final = frozenset({"lost+found"})
_SCRATCH: Final = ".restoring-"


def restore(file: Path, folder: Path, url: str, identity: str | None) -> Iterator[str]:
    """Put a backup into an empty folder, and on PostgreSQL into an empty database; each step in a line.

    Raises:
        SiteError: the place is not empty, the key does not fit, or the backup is not as it was written. The place is then
            as it was.
    """
    encrypted = parcels.is_encrypted(file)
    if encrypted and identity is None:
        raise SiteError(
            f"{file.name} is encrypted. Say where its private key is: --identity FILE, or --identity - to type it in."
        )
    _must_be_empty(folder)
    keys = backup_keys.identities(identity or "") if encrypted else []
    try:
        with _within(folder) as scratch:
            manifest = parcels.unpack(file, scratch, keys)
            yield _told(file, manifest)
            _into_place(scratch, folder, manifest, url)
    except OSError as error:
        raise SiteError(
            f"{error.filename or folder}: {error.strerror or 'it cannot be written'}. Nothing was restored. "
            "Make room, or choose another folder with --to."
        ) from error
    yield f"All of it is in {folder}."


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or {each.name for each in folder.iterdir()} - _OF_THE_DISK):
        raise SiteError(f"{folder} is not empty. A backup is put into an empty place only: choose another folder with --to.")


@contextmanager
def _within(folder: Path) -> Iterator[Path]:
    """A folder in the new one, so that it is of the same disk, for the owner alone; gone afterwards.

    If something fails the new folder goes too, unless it was there before.
    """
    was_there = folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
    try:
        yield made
    except BaseException:
        shutil.rmtree(made if was_there else folder, ignore_errors=True)
        raise
    shutil.rmtree(made, ignore_errors=True)


def _told(file: Path, manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    return (
        f"{file.name} is whole: made at {manifest.made_at} by safeconduct {manifest.safeconduct}, "
        f"{len(manifest.members)} members, {rows} rows ({manifest.database})."
    )


def _into_place(scratch: Path, folder: Path, manifest: Manifest, url: str) -> None:
    data = scratch / _DATA
    data.mkdir(mode=0o700, exist_ok=True)
    if manifest.database == "sqlite":
        if url:
            raise SiteError("This backup is of SQLite, which needs no --database: the database comes into the folder.")
        (scratch / dumps.SQLITE).rename(data / _DATABASE)
        _must_count(dumps.check_sqlite(data / _DATABASE), manifest)
        _move(data, folder)
        return
    place = _empty_database(url)
    _must_count(dumps.load_postgresql(place, scratch / dumps.POSTGRESQL), manifest)
    if (data / environment.FILE).exists():
        with (data / environment.FILE).open("a", encoding="utf-8") as settings:
            settings.write(f'SAFECONDUCT_DATABASE_URL="{url}"\n')
    _move(data, folder)


def _move(data: Path, folder: Path) -> None:
    """Everything up into the folder, the settings last: while they are missing there is no site there."""
    for each in sorted(data.iterdir(), key=lambda each: each.name == environment.FILE):
        each.rename(folder / each.name)


def _empty_database(url: str) -> dumps.Server:
    if not url:
        raise SiteError("This backup is of PostgreSQL. Say which empty database it goes into: --database postgres://…")
    place = dumps.server(environ.Env.db_url_config(url))
    if not dumps.is_empty(place):
        raise SiteError("The database is not empty. Make a new one (createdb), and name it with --database.")
    return place


def _must_count(found: dict[str, int], manifest: Manifest) -> None:
    if wrong := sorted(name for name in found.keys() | manifest.rows.keys() if found.get(name) != manifest.rows.get(name)):
        raise SiteError(f"The backup is not whole: {', '.join(wrong[:5])} had another number of rows. Take another backup.")


def take_up(folder: Path) -> bool:
    """Let what follows see the restored site and nothing else; whether it has its keys. Comes before ``beginning.begin``."""
    for name in [name for name in os.environ if name.startswith(environment.PREFIX)]:
        del os.environ[name]
    os.environ[environment.NAMED] = str(folder / environment.FILE)
    return (folder / environment.FILE).exists() and (folder / "trail.key").exists()


__all__: Final = ("restore", "take_up")
