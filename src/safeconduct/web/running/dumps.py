"""The database as a file, and back: as it stood at one moment, while the site goes on working.

SQLite is copied by its own backup in one step: it reads one moment while writers go on. PostgreSQL is written by its own
``pg_dump`` in a snapshot, in which the rows are counted, too.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from safeconduct.errors import SiteError

if TYPE_CHECKING:
    from psycopg import Connection

SQLITE: Final = "database.sqlite3"
POSTGRESQL: Final = "database.dump"
_WAIT: Final = 20.0  # seconds, for whoever holds the database


class Dump(NamedTuple):
    """A copy of the database: where it lies, of which engine and version it is, and how many rows each table has."""

    file: Path
    engine: str
    server: str
    rows: dict[str, int]


# --- SQLite --------------------------------------------------------------------------------------------------


def copy_sqlite(database: Path, folder: Path) -> Dump:
    """Copy the database as it stands now, and look whether the copy is whole.

    Raises:
        SiteError: the database itself is damaged.
        OSError: there is no room for the copy.
    """
    file = folder / SQLITE
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT)) as source:
            _for_me_alone(file)
            with closing(sqlite3.connect(file, isolation_level=None)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                return Dump(file, "sqlite", sqlite3.sqlite_version, _sqlite_rows(copy, "The database"))
    except sqlite3.Error as error:
        if "full" in str(error):
            raise OSError(28, "No space left on device", str(file)) from error
        raise SiteError(f"The database cannot be copied: {error}.") from error


def _for_me_alone(file: Path) -> None:
    file.touch(mode=0o600)


def check_sqlite(file: Path) -> dict[str, int]:
    """How many rows each table of a copy has.

    Raises:
        SiteError: it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            return _sqlite_rows(copy, "The database in this backup")
    except sqlite3.Error as error:
        raise SiteError(f"The database in this backup is damaged: {error}.") from error


def _sqlite_rows(copy: sqlite3.Connection, what: str) -> dict[str, int]:
    (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise SiteError(f"{what} is damaged. Take a backup from before, and look at the disk.")
    names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 our own tables


# --- PostgreSQL ----------------------------------------------------------------------------------------------


class Server(NamedTuple):
    """Where a PostgreSQL database is; the password goes by the environment, which other people's programs cannot read."""

    conninfo: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """What its programs are given."""
        return {**os.environ, "PGPASSWORD": self.password, "LC_ALL": "C"} if self.password else {**os.environ, "LC_ALL": "C"}

    def connect(self) -> Connection[Any]:
        """A connection.

        Raises:
            SiteError: it does not answer.
        """
        import psycopg  # noqa: PLC0415 not everybody has it

        try:
            return psycopg.connect(self.conninfo, password=self.password or None, connect_timeout=int(_WAIT))
        except psycopg.OperationalError as error:
            raise SiteError(
                f"The database does not answer: {_first(str(error))} Check that it runs, and its address."
            ) from error


def server(given: Mapping[str, Any]) -> Server:
    """The place that Django's description of a database names.

    Raises:
        SiteError: what PostgreSQL needs is not installed.
    """
    try:
        from psycopg.conninfo import make_conninfo  # noqa: PLC0415 not everybody has it
    except ModuleNotFoundError as error:
        raise SiteError("For PostgreSQL install safeconduct with it: pip install 'safeconduct[postgres]'.") from error
    named = {"host": given.get("HOST"), "port": given.get("PORT"), "user": given.get("USER"), "dbname": given["NAME"]}
    more = {name: value for name, value in given.get("OPTIONS", {}).items() if isinstance(value, str)}
    return Server(
        make_conninfo(**{name: value for name, value in {**named, **more}.items() if value}), given.get("PASSWORD") or ""
    )


def copy_postgresql(place: Server, folder: Path) -> Dump:
    """Write the database as it stands now.

    Raises:
        SiteError: it does not answer, or ``pg_dump`` is missing or too old for it.
    """
    import psycopg  # noqa: PLC0415 not everybody has it

    file = folder / POSTGRESQL
    with closing(place.connect()) as asked:
        version = asked.info.server_version // 10_000
        program = _program("pg_dump", version)
        asked.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        asked.read_only = True
        (snapshot,) = asked.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        _for_me_alone(file)
        _run(program, place, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}")
        return Dump(file, "postgresql", str(version), _postgresql_rows(asked))


def _postgresql_rows(asked: Connection[Any]) -> dict[str, int]:
    from psycopg import sql  # noqa: PLC0415 not everybody has it

    found = asked.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename").fetchall()
    count = sql.SQL("SELECT count(*) FROM {}")
    return {name: (asked.execute(count.format(sql.Identifier(name))).fetchone() or (0,))[0] for (name,) in found}


def is_empty(place: Server) -> bool:
    """Whether a database has no table yet.

    Raises:
        SiteError: it does not answer.
    """
    with closing(place.connect()) as asked:
        return not _postgresql_rows(asked)


def load_postgresql(place: Server, file: Path) -> dict[str, int]:
    """Put a copy back into an empty database, all of it or nothing; how many rows each table has then.

    Raises:
        SiteError: it does not answer, ``pg_restore`` is missing, or it refuses the copy.
    """
    program = _program("pg_restore", 0)
    _run(program, place, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(file))
    with closing(place.connect()) as asked:
        return _postgresql_rows(asked)


def _program(name: str, needed: int) -> str:
    """A program of PostgreSQL, of the server's major version or a newer one.

    Raises:
        SiteError: there is none.
    """
    found = shutil.which(name)
    if found is None:
        raise SiteError(
            f"{name} is not installed. It comes with PostgreSQL's client (Debian: apt-get install postgresql-client)."
        )
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 no words of others
    words = [word.partition(".")[0] for word in said.split() if word[:1].isdigit()]
    have = int(words[0]) if words and words[0].isdigit() else 0
    if have < needed:
        raise SiteError(
            f"{found} is of version {have}, the database of version {needed}. Install PostgreSQL's client {needed}."
        )
    return found


def _run(program: str, place: Server, *options: str) -> None:
    command = [program, "--no-password", f"--dbname={place.conninfo}", *options]
    ran = subprocess.run(command, env=place.environment, capture_output=True, text=True, check=False)  # noqa: S603 the same
    if ran.returncode:
        raise SiteError(f"{Path(program).name} failed: {_first(ran.stderr)}")


def _first(said: str) -> str:
    """The first line alone: what follows may quote rows."""
    return next((line.strip().rstrip(".") + "." for line in said.splitlines() if line.strip()), "it does not say why.")


__all__: Final = (
    "POSTGRESQL", "SQLITE", "Dump", "Server", "check_sqlite", "copy_postgresql", "copy_sqlite", "is_empty", "load_postgresql",
    "server",
)  # fmt: skip
