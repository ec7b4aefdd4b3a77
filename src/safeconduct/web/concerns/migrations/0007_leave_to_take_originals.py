"""Whether somebody let into a case may take originals of its evidence; those who are in have to be given leave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0006_who_took_a_stand_in_off"),
    ]
    operations = [
        migrations.AddField("letin", "originals", models.BooleanField(default=False)),
    ]
