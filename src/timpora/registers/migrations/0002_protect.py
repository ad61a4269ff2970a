"""One function flips the protection of everything that hangs on a person, in every room, in the caller's transaction.

It is the only SECURITY DEFINER function here: any desk may shield a person, also one that could not see the row afterwards.
It goes by convention: tables with `is_protected` and a `person_id` or `mention_id` column. It returns nothing about the person.
"""

from django.db import migrations

PROTECT = """
create function registers_protect(person uuid, shielded boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    place record;
begin
    update registers_person set is_protected = shielded where id = person;
    for place in
        select flags.table_name, links.column_name
        from information_schema.columns flags
        join information_schema.columns links using (table_schema, table_name)
        where table_schema = 'public' and flags.column_name = 'is_protected'
            and links.column_name in ('person_id', 'mention_id') and table_name <> 'registers_protection'
    loop
        if place.column_name = 'person_id' then
            execute format('update %I set is_protected = $2 where person_id = $1 and is_protected <> $2', place.table_name)
                using person, shielded;
        else
            execute format(
                'update %I set is_protected = $2 where is_protected <> $2'
                || ' and mention_id in (select id from registers_mention where person_id = $1)', place.table_name)
                using person, shielded;
        end if;
    end loop;
end $$;
revoke all on function registers_protect from public;
grant execute on function registers_protect to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunSQL(PROTECT, "drop function registers_protect")]
