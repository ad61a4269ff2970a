"""The same answer as before, found district by district in the index: a busy regency has very many reports.

Parameters by number: territory_area has a column `high`, which would come before the name.
"""

from django.db import migrations

TOLD = """
create or replace function statistics_told(low bigint, high bigint, since date)
returns table (area bigint, month date, reported boolean, nil boolean, villages bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with district as (
        select a.code, coalesce(a.time_zone, 'Asia/Jakarta') as zone from territory_area a
        where a.level = 6 and a.code between $1 and $2
            and a.code <@ coalesce(nullif(current_setting('timpora.total_reach', true), '')::int8multirange, '{}')
    ), month as (
        select first::timestamp as first, first + interval '1 month' as next
        from generate_series($3::timestamp, now() at time zone 'Asia/Jayapura', interval '1 month') first
    ), said as (
        select d.code, m.first::date as month,
            exists (
                select from intake_report r where r.area between d.code and d.code + 9999
                    and r.seen_at >= m.first at time zone d.zone and r.seen_at < m.next at time zone d.zone
            ) as reported,
            exists (select from statistics_nil n where n.area = d.code and n.month = m.first::date) as nil,
            (
                select count(*) from statistics_nil n
                where n.area between d.code + 1 and d.code + 9999 and n.month = m.first::date
            ) as villages
        from district d cross join month m
    )
    select * from said s where s.reported or s.nil or s.villages > 0
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0002_told_and_recognised")]
    operations = [migrations.RunSQL(TOLD, migrations.RunSQL.noop)]
