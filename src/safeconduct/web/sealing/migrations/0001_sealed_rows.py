"""The table of what is sealed; the database itself refuses to change a row, except to empty it once, or to delete one."""

from __future__ import annotations

import uuid
from typing import Any

import django.utils.timezone
from django.db import migrations, models

SAYS = "what is sealed is never changed or deleted, only emptied"
SQLITE = {
    "sealing_sealed_no_update": f"""CREATE TRIGGER sealing_sealed_no_update BEFORE UPDATE ON sealing_sealed
    WHEN NOT (
      OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND length(NEW.ciphertext) = 0 AND
      NEW.id IS OLD.id AND NEW.digest IS OLD.digest AND NEW.size IS OLD.size AND NEW.at IS OLD.at
    ) BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    "sealing_sealed_no_delete": f"""CREATE TRIGGER sealing_sealed_no_delete BEFORE DELETE ON sealing_sealed
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    # "INSERT OR REPLACE" deletes without asking the trigger above
    "sealing_sealed_no_replacement": """CREATE TRIGGER sealing_sealed_no_replacement BEFORE INSERT ON sealing_sealed
    WHEN EXISTS (SELECT 1 FROM sealing_sealed WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'what is sealed is never changed or deleted, only emptied'); END""",
}
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION sealing_sealed_refuse() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{SAYS}'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER sealing_sealed_kept BEFORE DELETE OR TRUNCATE ON sealing_sealed
    FOR EACH STATEMENT EXECUTE FUNCTION sealing_sealed_refuse()""",
    """CREATE TRIGGER sealing_sealed_unchanged BEFORE UPDATE ON sealing_sealed
    FOR EACH ROW WHEN (NOT (
      OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND length(NEW.ciphertext) = 0 AND
      (NEW.id, NEW.digest, NEW.size, NEW.at) = (OLD.id, OLD.digest, OLD.size, OLD.at)
    )) EXECUTE FUNCTION sealing_sealed_refuse()""",
)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers, for the engine at hand."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE.values() if sqlite else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The table, then its triggers."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("ciphertext", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={"verbose_name_plural": "sealed", "base_manager_name": "objects"},
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
