"""What a report tells stands at its level, and is shielded when whoever had the report before them says so.

Two functions reach rows that the member who acts may not see, or could not see afterwards. Both only carry on what stands on
the report or on a protection already, and return nothing.
"""

from django.db import migrations

FOLLOW_HANDLING = """
create function intake_follow_handling(told uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    level smallint;
    spoken uuid;
    place record;
begin
    select handling, mention_id into level, spoken from intake_report where id = told;
    update intake_informant set handling = level where report_id = told and handling <> level;
    if spoken is null then
        return;
    end if;
    update registers_mention set handling = level where id = spoken and handling <> level;
    for place in
        select flags.table_name from information_schema.columns flags
        join information_schema.columns links using (table_schema, table_name)
        where table_schema = 'public' and flags.column_name = 'handling' and links.column_name = 'mention_id'
            and table_name like 'registers\\_%'
    loop
        execute format('update %I set handling = $1 where mention_id = $2 and handling <> $1', place.table_name)
            using level, spoken;
    end loop;
    update registers_person set stale_since = now()
        where id = (select person_id from registers_mention where id = spoken);
end $$;
revoke all on function intake_follow_handling from public;
grant execute on function intake_follow_handling to timpora_web, timpora_worker;
"""

SHIELD_REPORT = """
create function intake_shield_report(told uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    told_by uuid;
    spoken uuid;
    somebody uuid;
begin
    select source_id, mention_id into told_by, spoken from intake_report where id = told;
    if not exists (select from registers_protection where source_id = told_by and lifted_at is null) then
        raise exception 'no protection stands on what this report tells';
    end if;
    update intake_report set is_protected = true where id = told;
    if spoken is null then
        return;
    end if;
    perform registers_shield_mentions(array[spoken], true);
    select person_id into somebody from registers_mention where id = spoken;
    if somebody is not null then
        update registers_protection set person_id = somebody
            where source_id = told_by and person_id is null and lifted_at is null;
        perform registers_protect(somebody, true);
    end if;
end $$;
revoke all on function intake_shield_report from public;
grant execute on function intake_shield_report to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_move_informants"), ("registers", "0008_child_follows")]
    operations = [
        migrations.RemoveField(model_name="report", name="informant"),
        migrations.RunSQL(FOLLOW_HANDLING, "drop function intake_follow_handling"),
        migrations.RunSQL(SHIELD_REPORT, "drop function intake_shield_report"),
    ]
