"""What may name somebody is found by hashed keys; refused rows come back from the rows, as far as they may be seen."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


def told_keys() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)


def index(field: str, name: str) -> models.Index:
    return models.Index(fields=field.split(), condition=models.Q(("is_protected", True)), name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_initial"),
        ("intake", "0003_known_rows"),
        ("registers", "0004_shield_what_names"),
    ]
    operations = [
        migrations.RemoveField("batch", "rejects_file"),
        migrations.AddField("batchrow", "told_keys", told_keys()),
        migrations.AddField("report", "told_keys", told_keys()),
        migrations.AddIndex("report", index("number", "report_protected")),
        migrations.AddIndex(
            "report", django.contrib.postgres.indexes.GinIndex(fields=["told_keys"], name="report_told_keys")
        ),
        migrations.AddIndex("batchrow", index("batch row_no", "row_protected")),
        migrations.AddIndex(
            "batchrow", django.contrib.postgres.indexes.GinIndex(fields=["told_keys"], name="row_told_keys")
        ),
    ]
