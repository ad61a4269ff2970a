"""A row is shielded when the person or the mention that it speaks of is: one function says so, for every room.

A shield changes a fact of the stay, so it raises its version and asks for a rebuild. A mention taken away from a protected
person loses the shield; nothing else does while a protection stands. A withdrawn source makes its persons stale, whoever
withdraws it. These functions reach rows that the member who acts may not see; they return nothing.
"""

from django.db import migrations

# By convention: every table with `is_protected` and a `person_id` or `mention_id` column follows.
FOLLOW = """
create function registers_follow_shield(persons uuid[], mentions uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    place record;
    shielded text;
    touched text;
begin
    for place in
        select flags.table_name,
            bool_or(links.column_name = 'person_id') as of_person, bool_or(links.column_name = 'mention_id') as of_mention
        from information_schema.columns flags
        join information_schema.columns links using (table_schema, table_name)
        where table_schema = 'public' and flags.column_name = 'is_protected'
            and links.column_name in ('person_id', 'mention_id')
            and table_name not in ('registers_mention', 'registers_protection')
        group by flags.table_name
    loop
        shielded := 'false';
        touched := 'false';
        if place.of_person then
            shielded := shielded || ' or exists (select from registers_person p where p.id = person_id and p.is_protected)';
            touched := touched || ' or person_id = any($1)';
        end if;
        if place.of_mention then
            shielded := shielded || ' or exists (select from registers_mention m where m.id = mention_id and m.is_protected)';
            touched := touched || ' or mention_id = any($2)';
        end if;
        execute format('update %I set is_protected = (%s) where (%s) and is_protected <> (%s)',
            place.table_name, shielded, touched, shielded) using persons, mentions;
    end loop;
end $$;
revoke all on function registers_follow_shield from public;
"""

PROTECT = """
create or replace function registers_protect(person uuid, shielded boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if not shielded and exists (select from registers_protection where person_id = person and lifted_at is null) then
        raise exception 'a protection stands on file: two keyholders lift it first';
    end if;
    update registers_currentstay set version = version + 1 where person_id = person and is_protected <> shielded;
    update registers_person set is_protected = shielded, stale_since = now() where id = person;
    update registers_mention set is_protected = shielded where person_id = person and is_protected <> shielded;
    perform registers_follow_shield(array[person], array(select id from registers_mention where person_id = person));
end $$;
"""

UNSHIELD = """
create function registers_unshield_mention(mention uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update registers_mention set is_protected = false
        where id = mention and not exists (select from registers_person p where p.id = person_id and p.is_protected);
    perform registers_follow_shield('{}', array[mention]);
end $$;
revoke all on function registers_unshield_mention from public;
grant execute on function registers_unshield_mention to timpora_web, timpora_worker;
"""

STALE = """
create function registers_mark_stale(told_by uuid, since timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    update registers_person set stale_since = since
    where id in (select person_id from registers_mention where source_id = told_by and person_id is not null);
$$;
revoke all on function registers_mark_stale from public;
grant execute on function registers_mark_stale to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_protect")]
    operations = [
        migrations.RunSQL(FOLLOW, "drop function registers_follow_shield"),
        migrations.RunSQL(PROTECT, migrations.RunSQL.noop),
        migrations.RunSQL(UNSHIELD, "drop function registers_unshield_mention"),
        migrations.RunSQL(STALE, "drop function registers_mark_stale"),
    ]
