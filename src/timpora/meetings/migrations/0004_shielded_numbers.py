"""An agenda is read by all: a number whose person is shielded leaves it in that moment, whoever shields.

The lines of an agenda are beyond the reach of most who may shield somebody, so the tables of requests and findings carry it
on. A line without its count of overdue matters is counted anew when the agenda is built again. What was decided in a closed
meeting stands.
"""

from django.db import migrations

FORGET = r"""
create function meetings_forget_number() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update meetings_agendaline line set
        numbers = kept.numbers,
        words = regexp_replace(line.words, '^\d+ (.*) \(no\. [^)]*\).*$', kept.many || ' \1' || kept.said),
        left_out_at = case when kept.many = 0 then coalesce(line.left_out_at, now()) else line.left_out_at end
    from (
        select told.id, coalesce(jsonb_agg(n order by nth) filter (where n is not null), '[]') as numbers, count(n) as many,
            coalesce(' (no. ' || string_agg(n::text, ', ' order by nth) filter (where nth <= 12)
                || case when count(n) > 12 then ', dan ' || count(n) - 12 || ' lainnya' else '' end || ')', '') as said
        from meetings_agendaline told
        join meetings_meeting meeting on meeting.id = told.meeting_id and meeting.state <> 'closed'
        left join lateral (
            select n, row_number() over (order by was) as nth
            from jsonb_array_elements(told.numbers) with ordinality as of_line (n, was)
            where n <> to_jsonb(new.number)
        ) rest on true
        where told.kind = 'open_matters' and told.numbers @> to_jsonb(new.number)
            and (told.agency_id is null) = (tg_table_name = 'compliance_finding')
        group by told.id
    ) kept
    where kept.id = line.id;
    return null;
end $$;
revoke all on function meetings_forget_number from public;
"""
ON = """
create trigger shielded_numbers after update of is_protected on {table}
for each row when (new.is_protected and not old.is_protected) execute function meetings_forget_number()
"""
TABLES = ("tasks_task", "compliance_finding")


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_agenda_minutes_and_live_rows"),
        ("compliance", "0003_indexes_of_lists"),
        ("tasks", "0003_transfers"),
    ]
    operations = [
        migrations.RunSQL(FORGET, "drop function meetings_forget_number"),
        *(migrations.RunSQL(ON.format(table=one), f"drop trigger shielded_numbers on {one}") for one in TABLES),
    ]
