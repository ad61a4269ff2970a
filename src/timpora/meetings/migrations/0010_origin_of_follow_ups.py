from django.db import migrations

FILL = """
update meetings_followup f set meeting_number = m.number, meeting_on = (m.starts_at at time zone 'Asia/Jakarta')::date
from meetings_meeting m where m.id = f.meeting_id and f.meeting_number is null
"""


class Migration(migrations.Migration):
    """Of follow-ups decided before: which meeting they come from. The day in the zone where most of the country lies."""

    dependencies = [("meetings", "0009_life_of_a_follow_up")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
