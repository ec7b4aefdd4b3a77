"""The trail without its triggers: for tests that play somebody who can write to the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

MIGRATION = import_module("safeconduct.web.access.migrations.0002_append_only")


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the triggers away, and put them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER access_event_no_{verb}")
            cursor.execute("DROP TRIGGER access_event_no_replacement")
        else:
            cursor.execute("ALTER TABLE access_event DISABLE TRIGGER access_event_kept")
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(MIGRATION.SQLITE.format(verb=verb))
            cursor.execute(MIGRATION.SQLITE_ANEW)
        else:
            cursor.execute("ALTER TABLE access_event ENABLE TRIGGER access_event_kept")
