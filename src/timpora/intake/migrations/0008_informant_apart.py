"""Who told the member gets a table and keys of its own."""

import django.db.models.deletion
import timpora.foundation.crypto
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0007_ground_of_a_file'),
    ]

    operations = [
        migrations.CreateModel(
            name='Informant',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='intake.report')),
                ('area', models.BigIntegerField()),
                ('handling', models.SmallIntegerField(choices=[(0, 'Biasa'), (1, 'Terbatas'), (2, 'Rahasia')], default=0)),
                ('words', timpora.foundation.crypto.EncryptedTextField(compartment='reporter')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
