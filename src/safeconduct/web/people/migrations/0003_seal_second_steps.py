from typing import Any

from django.db import migrations

from safeconduct.web.people.second_factor import seal

SECRETS = {"totp": "secret", "recovery_codes": "seed"}


def seal_them(apps: Any, schema_editor: object) -> None:
    """Seal the secrets that lie in the database as they are."""
    for each in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRETS).iterator():
        name = SECRETS[each.type]
        if name in each.data:
            each.data[name] = seal(each.data[name])
        if "migrated_codes" in each.data:
            each.data["migrated_codes"] = [seal(code) for code in each.data["migrated_codes"]]
        each.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_placements_and_imports"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_them, migrations.RunPython.noop)]
