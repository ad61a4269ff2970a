"""What was sent before the last day stood on the share itself closes on that day as well."""

from django.db import migrations

ENDS = """
update tasks_taskshare share
set ended_at = (task.open_until + 1)::timestamp at time zone coalesce(area.time_zone, 'Asia/Jakarta')
from tasks_task task left join territory_area area on area.code = task.area
where task.id = share.task_id and share.ended_at is null and task.sent_at is not null and task.open_until is not null
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_transfers"), ("territory", "0001_initial")]
    operations = [migrations.RunSQL(ENDS, migrations.RunSQL.noop)]
