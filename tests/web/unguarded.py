"""The database without its triggers: for tests that play somebody who can write to the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unguarded() -> Iterator[None]:
    """Take all triggers of ours away, whichever app made them, and put them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            away, back = [], []
            for name, made in cursor.fetchall():
                away.append(f"DROP TRIGGER {name}")
                back.append(made)
        else:
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            tables = [table for (table,) in cursor.fetchall()]
            away = ["SET CONSTRAINTS ALL IMMEDIATE", *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables)]
            back = [*(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables), "SET CONSTRAINTS ALL DEFERRED"]
        for statement in away:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in back:
            cursor.execute(statement)
