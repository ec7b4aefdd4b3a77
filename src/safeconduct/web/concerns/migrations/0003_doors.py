"""The pages on which something is told without a name."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import safeconduct.web.concerns.models


class Migration(migrations.Migration):
    """One door an organisation."""

    dependencies = [("concerns", "0002_governance")]
    operations = [
        migrations.CreateModel(
            name="Door",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=safeconduct.web.concerns.models.new_door_code, max_length=14, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="door", to="people.organisation"
                    ),
                ),
            ],
        ),
    ]
