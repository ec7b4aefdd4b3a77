"""Looking everywhere for words that only a download holds, and for keys that open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from web.audits.made import MARK


def holds(data: bytes, words: bytes = MARK.encode()) -> bool:
    """Whether the words stand in it, as they are or as hexadecimal, in any case."""
    low = data.lower()
    return words.lower() in low or words.hex().encode() in low


def everywhere(*more: bytes) -> list[str]:
    """In which files of the data folder and which tables the words, or ``more``, stand."""
    return [where for where, data in (*files(), *tables()) if any(holds(data, words) for words in (MARK.encode(), *more))]


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of the data folder, its name too; not the tests' database, whose pages keep what is rolled back later."""
    for file in sorted(Path(settings.DATA).rglob("*")):
        if file.is_file() and not file.name.startswith("test.sqlite3"):
            yield str(file), str(file).encode() + file.read_bytes()


def tables() -> Iterator[tuple[str, bytes]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, b" ".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
