from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0004_pulse_and_retention_decision'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedSignIns',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('failures', models.IntegerField(default=0)),
                ('until', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['until'], name='failed_sign_ins_until')],
            },
        ),
        migrations.AddField(
            model_name='account',
            name='sessions_over_because',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
