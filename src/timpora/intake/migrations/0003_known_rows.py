"""Which of these rows did an agency already tell? Answered by digest alone, protected rows included.

Without it a file sent again would count one row as new for each person shielded meanwhile, and so give them away. Whoever
asks must already hold the whole row, since the digest covers all of it; and asks for the own agency, or as a desk that
sees the files of its area.
"""

from django.db import migrations

KNOWN_ROWS = """
create function intake_known_rows(told_by uuid, digests text[]) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct r.content_hash::text
    from intake_batchrow r join intake_batch b on b.id = r.batch_id
    where r.agency_id = told_by and r.content_hash = any (digests) and r.state = 'accepted' and b.state = 'accepted'
        and (
            told_by = nullif(current_setting('timpora.agency', true), '')::uuid
            or not isempty(coalesce(nullif(current_setting('timpora.batch_reach', true), '')::int8multirange, '{}'))
        )
$$;
revoke all on function intake_known_rows from public;
grant execute on function intake_known_rows to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_what_became_of_reports_and_files")]
    operations = [migrations.RunSQL(KNOWN_ROWS, "drop function intake_known_rows")]
