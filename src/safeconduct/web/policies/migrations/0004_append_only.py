"""The database itself refuses to change or delete a signature, and an answer but for the one reply to a question."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SAYS = {
    "policies_signature": "a signature is never changed or deleted",
    "policies_answer": "an answer is never changed or deleted, only replied to once",
}
KEPT = ("id", "person_id", "adoption_id", "clause", "content", "said", "question", "at")  # of an answer, while it is replied to
TAKEN = {  # the row whose place another would take: "INSERT OR REPLACE" deletes without asking the triggers
    "policies_signature": "SELECT 1 FROM policies_signature WHERE id = NEW.id OR code = NEW.code"
    " OR (person_id = NEW.person_id AND adoption_id = NEW.adoption_id)",
    "policies_answer": "SELECT 1 FROM policies_answer WHERE id = NEW.id",
}


def _changed(differs: str) -> dict[str, str]:
    """Which changes are refused, by table: all, or those to an answer that are no first reply."""
    others = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in KEPT)
    return {"policies_signature": "1 = 1", "policies_answer": f"OLD.replied_at IS NOT NULL OR {others}"}


def sqlite() -> list[str]:
    """The triggers for SQLite."""
    made = []
    for table, says in SAYS.items():
        refused = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        changed = _changed("IS NOT")[table]
        made += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {changed} {refused}",
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
            f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
            f"""CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN ({_changed("IS DISTINCT FROM")[table]}) EXECUTE FUNCTION {table}_refuse()""",
        ]
    return made


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers, for the engine at hand."""
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("policies", "0003_withdrawing")]
    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
