from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_old_minutes")]

    operations = [
        migrations.RemoveField(
            model_name='meeting',
            name='minutes',
        ),
        migrations.RemoveField(
            model_name='meeting',
            name='minutes_at',
        ),
        migrations.RemoveField(
            model_name='meeting',
            name='minutes_by',
        ),
    ]
