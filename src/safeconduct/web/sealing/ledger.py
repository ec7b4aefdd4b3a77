"""What the trail says of sealed things, put in order for ``verifying``: in a file of its own, so that memory stays flat.

The file is one of SQLite's own temporary files, which nobody else can open and which is gone when it is closed. It holds
numbers and digests, nothing that was told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple, Self
from uuid import UUID

from safeconduct.web.access import trail
from safeconduct.web.access.models import Event

_DIGEST: Final = 64
_TABLES: Final = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE told (id TEXT PRIMARY KEY, digest TEXT, entry INTEGER, gone INTEGER DEFAULT 0, seen INTEGER DEFAULT 0);
    CREATE TABLE rows (number INTEGER PRIMARY KEY, id TEXT, length INTEGER);
"""


class Fault(NamedTuple):
    """Something that is not as the trail tells: where, and how that shows."""

    where: str
    says: str


class Told(NamedTuple):
    """What the trail tells of one thing: its digest, the entry that sealed it, and the one that destroyed it, or 0."""

    digest: str
    entry: int
    gone: int


class Ledger:
    """What was told so far; ``faults`` are entries whose words on sealed things make no sense."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)  # a temporary file, not memory
        self._file.executescript(_TABLES)
        self._last = 0
        self.faults: list[Fault] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read_on(self) -> bool:
        """Read the entries that were written since; whether there were any."""
        before = self._last
        for event in trail.entries(after=before):
            self._last = event.number
            if isinstance(event, Event):  # one that cannot be read the trail itself names
                self._take(event)
        return self._last > before

    def _take(self, event: Event) -> None:
        facts = event.facts if isinstance(event.facts, dict) else {}
        for name, noted in (("sealed", self._sealed), ("destroyed", self._destroyed)):
            given = facts.get(name, [])
            for said in given if isinstance(given, list) else [given]:
                if fault := noted(event.number, said if isinstance(said, str) else ""):
                    self.faults.append(Fault(f"entry {event.number}", fault))

    def _sealed(self, entry: int, said: str) -> str:
        found, _, digest = said.partition(":")
        if not _is_id(found) or len(digest) != _DIGEST:
            return "what it says was sealed cannot be read"
        known = self.told(found)
        if known is not None and known.digest != digest:
            return f"it tells of {found} once more, with other bytes than entry {known.entry} does"
        self._file.execute("INSERT OR IGNORE INTO told (id, digest, entry) VALUES (?, ?, ?)", (found, digest, entry))
        return ""

    def _destroyed(self, entry: int, said: str) -> str:
        if not self._file.execute("UPDATE told SET gone = ? WHERE id = ? AND gone = 0", (entry, said)).rowcount:
            return "it says that something was destroyed that no earlier entry says was sealed"
        return ""

    def told(self, id_: str) -> Told | None:
        """What the trail tells of a thing, if it does."""
        found = self._file.execute("SELECT digest, entry, gone FROM told WHERE id = ?", (id_,)).fetchone()
        return Told(*found) if found else None

    def list_rows(self, rows: Iterator[tuple[str, int]]) -> None:
        """Note which rows there are, by their id as it is kept, and how many bytes each holds."""
        self._file.executemany("INSERT INTO rows (id, length) VALUES (?, ?)", rows)

    def rows(self, most: int, bytes_together: int) -> Iterator[list[str]]:
        """The rows that were listed, some at a time: no more than so many, and no more than so many bytes unless it is one."""
        batch: list[str] = []
        together = 0
        for id_, length in self._file.execute("SELECT id, length FROM rows ORDER BY number"):
            if batch and (len(batch) == most or together + length > bytes_together):
                yield batch
                batch, together = [], 0
            batch.append(id_)
            together += length
        if batch:
            yield batch

    def see(self, id_: str) -> None:
        """Note that a thing was looked at."""
        self._file.execute("UPDATE told SET seen = 1 WHERE id = ?", (id_,))

    def unseen(self) -> Iterator[str]:
        """What the trail tells of and no row was looked at for."""
        for (id_,) in self._file.execute("SELECT id FROM told WHERE seen = 0 ORDER BY entry"):
            yield id_


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


__all__: Final = ("Fault", "Ledger", "Told")
