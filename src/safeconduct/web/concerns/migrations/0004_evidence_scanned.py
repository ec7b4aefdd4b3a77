"""What the scanner said of a piece of evidence, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0003_doors"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="scan_says",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="evidence",
            name="scanned_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="scan",
            field=models.CharField(
                choices=[("not_scanned", "Not scanned"), ("clean", "Nothing found"), ("found", "Malware found")],
                db_index=True,
                default="not_scanned",
                max_length=12,
            ),
        ),
    ]
