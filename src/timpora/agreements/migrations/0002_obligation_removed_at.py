from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_agreements")]

    operations = [
        migrations.AddField(
            model_name="obligation",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
