"""Each informant is opened with the old keys and sealed with those of the compartment. Back: the other way round."""

from django.db import migrations

CHUNK = 500


def apart(apps, schema_editor):
    Report, Informant = apps.get_model("intake", "Report"), apps.get_model("intake", "Informant")
    told = Report.objects.exclude(informant=None).only("pk", "area", "handling", "informant")
    rows = (Informant(report_id=r.pk, area=r.area, handling=r.handling, words=r.informant) for r in told.iterator(CHUNK))
    Informant.objects.bulk_create(rows, batch_size=CHUNK)


def together(apps, schema_editor):
    Report, Informant = apps.get_model("intake", "Report"), apps.get_model("intake", "Informant")
    for row in Informant.objects.iterator(CHUNK):
        Report.objects.filter(pk=row.pk).update(informant=row.words)
    Informant.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_informant_apart")]
    operations = [migrations.RunPython(apart, together)]
