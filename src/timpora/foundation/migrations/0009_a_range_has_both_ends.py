from django.db import migrations, models
from django.db.models import F, Q

# A check passes where it is unknown: a range without its upper end was let in, and opened nothing.
NAME = "grant_names_a_range_or_a_record"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0008_denials_and_readers")]

    operations = [
        migrations.RemoveConstraint(model_name="grant", name=NAME),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                name=NAME,
                condition=Q(
                    record_id=None, area_low__isnull=False, area_high__isnull=False, area_high__gte=F("area_low")
                )
                | Q(record_id__isnull=False, area_low=None, area_high=None),
            ),
        ),
    ]
