"""The letter knows the hash of its own file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.AddField(model_name="letter", name="file_hash", field=models.CharField(max_length=64, default=""), preserve_default=False),
    ]
