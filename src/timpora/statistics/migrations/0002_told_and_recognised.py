"""Two answers that look further than the rows of who asks, and say no more than the question needs.

`statistics_told`: whether a kecamatan reported, or declared NIHIL, in a month: never by whom, never how much. Shielded
reports count as all others, so that shielding changes no state. It answers within the reach of totals only.

`statistics_recognised`: which rows of a file of the own agency speak of somebody who is on file: yes or no.
"""

from django.db import migrations

TOLD = """
create function statistics_told(low bigint, high bigint, since date)
returns table (area bigint, month date, reported boolean, nil boolean, villages bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with reach as (
        select coalesce(nullif(current_setting('timpora.total_reach', true), '')::int8multirange, '{}') as open
    ), said as (
        select r.area - r.area % 10000 as place,
            date_trunc('month', r.seen_at at time zone coalesce(a.time_zone, 'Asia/Jakarta'))::date as month,
            true as reported, false as nil, false as village
        from intake_report r left join territory_area a on a.code = r.area
        where r.area between low and high and r.seen_at >= since - 1
        union all
        select n.area - n.area % 10000, n.month, false, n.area % 10000 = 0, n.area % 10000 <> 0
        from statistics_nil n
        where n.area between low and high and n.month >= since
    )
    select s.place, s.month, bool_or(s.reported), bool_or(s.nil), count(*) filter (where s.village)
    from said s, reach
    where s.month >= since and s.place <@ reach.open
    group by 1, 2
$$;
revoke all on function statistics_told from public;
grant execute on function statistics_told to timpora_web, timpora_worker;
"""

RECOGNISED = """
create function statistics_recognised(file uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select r.id
    from intake_batchrow r join registers_mention m on m.id = r.mention_id
    where r.batch_id = file and not r.is_protected and not m.is_protected
        and m.person_id is not null and m.withdrawn_at is null
        and r.agency_id = nullif(current_setting('timpora.agency', true), '')::uuid
$$;
revoke all on function statistics_recognised from public;
grant execute on function statistics_recognised to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0001_initial"),
        ("intake", "0006_arrivals_as_totals"),
        ("registers", "0001_initial"),
        ("territory", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(TOLD, "drop function statistics_told"),
        migrations.RunSQL(RECOGNISED, "drop function statistics_recognised"),
    ]
