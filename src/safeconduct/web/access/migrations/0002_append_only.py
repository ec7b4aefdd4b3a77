"""The database itself refuses to change or delete an entry of the trail; the head of the chain gets its one row."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER access_event_no_{verb} BEFORE {verb} ON access_event "
    "BEGIN SELECT RAISE(ABORT, 'an entry of the trail is never changed or deleted'); END"
)
SQLITE_ANEW = (  # "INSERT OR REPLACE" deletes without asking the trigger above
    "CREATE TRIGGER access_event_no_replacement BEFORE INSERT ON access_event "
    "WHEN EXISTS (SELECT 1 FROM access_event WHERE number = NEW.number) "
    "BEGIN SELECT RAISE(ABORT, 'an entry of the trail is never changed or deleted'); END"
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION access_event_refuse() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'an entry of the trail is never changed or deleted'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER access_event_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON access_event
    FOR EACH STATEMENT EXECUTE FUNCTION access_event_refuse()""",
)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers, for the engine at hand."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(verb=verb))
        schema_editor.execute(SQLITE_ANEW)
    else:
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


def begin(apps: Any, schema_editor: Any) -> None:
    """The head, of an empty trail, and its copy beside the database."""
    from safeconduct.web.access.trail import START, begin_anchor, seal

    apps.get_model("access", "Head").objects.get_or_create(pk=1, defaults={"hash": START, "seal": seal(0, START)})
    begin_anchor()


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunPython(refuse, migrations.RunPython.noop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
