"""Series and their counts, editions of a letter, signed papers, own templates."""


import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import timpora.foundation.ids
from django.db import migrations, models


# Of letters made before: the paper as it stands is their first edition.
FIRST_EDITIONS = """
insert into documents_letteredition (id, letter_id, no, area, number, dated, reason, file_id, file_hash, pages, made_by, made_at)
select gen_random_uuid(), id, 1, area, number, case when number <> '' then dated end, '', file_id, file_hash, 0, made_by, made_at
from documents_letter
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_circles_of_members'),
        ('documents', '0002_letter_file_hash'),
        ('foundation', '0009_a_range_has_both_ends'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='edition',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='letter',
            name='number_mode',
            field=models.CharField(choices=[('tu', 'Nomor dari TU/SRIKANDI'), ('own', 'Seri sendiri'), ('none', 'Tanpa nomor')], default='tu', max_length=4),
        ),
        migrations.CreateModel(
            name='OwnTemplate',
            fields=[
                ('id', models.UUIDField(default=timpora.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=255)),
                ('file_hash', models.CharField(blank=True, max_length=64)),
                ('valid_from', models.DateField()),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=timpora.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('mode', models.CharField(choices=[('tu', 'Nomor dari TU/SRIKANDI'), ('own', 'Seri sendiri'), ('none', 'Tanpa nomor')], max_length=4)),
                ('pattern', models.CharField(blank=True, max_length=80)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('classification', models.CharField(blank=True, max_length=20)),
                ('begins_with', models.PositiveIntegerField(default=1)),
                ('is_yearly', models.BooleanField(default=True)),
                ('valid_from', models.DateField()),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
        ),
        migrations.CreateModel(
            name='SeriesCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
        ),
        migrations.CreateModel(
            name='SignedPaper',
            fields=[
                ('id', models.UUIDField(default=timpora.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('edition', models.PositiveSmallIntegerField()),
                ('area', models.BigIntegerField()),
                ('way', models.CharField(choices=[('pen', 'Tanda tangan basah'), ('pdf', 'PDF ber-TTE'), ('port', 'Ditandatangani di sini')], max_length=4)),
                ('sameness', models.CharField(choices=[('bytes', 'berasal dari berkas surat ini'), ('words', 'isinya sama dengan surat ini'), ('unsure', 'belum dapat dipastikan bahwa ini surat yang sama')], max_length=6)),
                ('signers', models.JSONField(default=list)),
                ('file_hash', models.CharField(max_length=64)),
                ('file_type', models.CharField(max_length=120)),
                ('pages', models.PositiveSmallIntegerField()),
                ('pages_wanted', models.PositiveSmallIntegerField(default=0)),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_papers', to='documents.letter')),
            ],
        ),
        migrations.CreateModel(
            name='LetterEdition',
            fields=[
                ('id', models.UUIDField(default=timpora.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveSmallIntegerField()),
                ('area', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=80)),
                ('dated', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('file_hash', models.CharField(max_length=64)),
                ('pages', models.PositiveSmallIntegerField(default=0)),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='documents.letter')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('letter', 'no'), name='one_letter_edition_a_number')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letteredition',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='79e1ab03fde3918c77b2d08c920fbd7b68ca4ab9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad5a0', table='documents_letteredition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='owntemplate',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='faf48cd4eb8f459a5920cff91acd007e709920bc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b22ed', table='documents_owntemplate', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mode', 'own'), _negated=True), ('pattern__contains', '{nomor}'), _connector='OR'), name='own_series_has_a_pattern'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0f8aefe3480ca6227772dcfc20ac0a138c49a28', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52c02', table='documents_series', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='seriescount',
            constraint=models.UniqueConstraint(fields=('agency', 'kind', 'year'), name='one_count_a_series'),
        ),
        migrations.AddConstraint(
            model_name='signedpaper',
            constraint=models.UniqueConstraint(fields=('letter', 'file_hash'), name='one_signed_paper_a_file'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedpaper',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5bfba8eedfe039ff9a2932cc038bc816d48bb2e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bd3be', table='documents_signedpaper', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('number', ''), ('number_mode', 'tu')), fields=['agency_id'], name='letter_waiting_for_number'),
        ),
        migrations.RunSQL(FIRST_EDITIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            "update documents_letter set number_mode = 'none' where number = '' and template in ('notula', 'daftar_hadir')",
            migrations.RunSQL.noop,
        ),
    ]
