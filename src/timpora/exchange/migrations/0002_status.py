"""Is a number on record? Answered with hit or no hit, and the end of the permit where the caller may read it; never
who.

A duty that checks status holds no persons, so row policies show it none. Whoever asks holds the number and the
nationality already, and a duty with the verb somewhere. Shielded persons are left out by the statement itself: there is
no other way through it for them, hence nothing to tell from.
"""

from django.db import migrations

STATUS = """
create function exchange_status(wanted text, of_nationality text, within int8multirange, permits_within int8multirange)
returns table (permit_kind text, ends_on date, as_of date)
language sql stable security definer set search_path = public, pg_temp as $$
    select
        case when p.area <@ permits_within and c.is_present then s.permit_kind end,
        case when p.area <@ permits_within and c.is_present then s.permit_ends_on end,
        case when p.area <@ permits_within and c.is_present then s.permit_source_as_of end
    from registers_identifier i
    join registers_mention m on m.id = i.mention_id and m.withdrawn_at is null and not m.is_protected
    join sources_source told on told.id = m.source_id and told.withdrawn_at is null
    join registers_person p on p.id = m.person_id and not p.is_protected
    left join registers_currentperson c on c.person_id = p.id
    left join registers_currentstay s on s.person_id = p.id
    where i.kind in ('passport', 'permit_no', 'niora') and i.key = wanted
        and p.area <@ within
        and (of_nationality in (i.country, c.nationality)
            or coalesce(i.country, '') = '' and coalesce(c.nationality, '') = '')
        and not isempty(coalesce(nullif(current_setting('timpora.status_reach', true), '')::int8multirange, '{}'))
    order by s.permit_source_as_of desc nulls last, p.id
    limit 1
$$;
revoke all on function exchange_status from public;
grant execute on function exchange_status to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("registers", "0003_shield_and_stale"), ("sources", "0001_initial")]
    operations = [migrations.RunSQL(STATUS, "drop function exchange_status")]
