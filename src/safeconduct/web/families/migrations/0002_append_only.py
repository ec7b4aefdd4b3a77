"""The database itself refuses to change or delete a signature by link, and what the office said of it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SAYS = {
    "families_signature": "a signature is never changed or deleted",
    "families_confirmation": "what was said of a signature is never changed or deleted",
}
TAKEN = {  # the row whose place another would take: "INSERT OR REPLACE" deletes without asking the triggers
    "families_signature": "SELECT 1 FROM families_signature WHERE id = NEW.id OR code = NEW.code",
    "families_confirmation": "SELECT 1 FROM families_confirmation WHERE id = NEW.id OR signature_id = NEW.signature_id",
}


def sqlite() -> list[str]:
    """The triggers for SQLite."""
    made = []
    for table, says in SAYS.items():
        refused = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        made += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refused}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refused}",
            f"CREATE TRIGGER {table}_no_replacement BEFORE INSERT ON {table} WHEN EXISTS ({TAKEN[table]}) {refused}",
        ]
    return made


def postgresql() -> list[str]:
    """The triggers for PostgreSQL."""
    made = []
    for table, says in SAYS.items():
        made += [
            f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
            BEGIN RAISE EXCEPTION '{says}'; END $$ LANGUAGE plpgsql""",
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
        ]
    return made


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers, for the engine at hand."""
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("families", "0001_initial")]
    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
