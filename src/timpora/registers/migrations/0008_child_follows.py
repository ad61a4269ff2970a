"""The shield of a parent covers the child that accompanies; its lifting too, unless the child has a shield of its own."""

from django.db import migrations

PROTECT = """
create or replace function registers_protect(person uuid, shielded boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    child uuid;
begin
    if not shielded and exists (select from registers_protection where person_id = person and lifted_at is null) then
        raise exception 'a protection stands on file: two keyholders lift it first';
    end if;
    if not shielded and exists (
        select from registers_person c join registers_person p on p.id = c.follows_id where c.id = person and p.is_protected
    ) then
        return;
    end if;
    update registers_currentstay set version = version + 1 where person_id = person and is_protected <> shielded;
    update registers_person set is_protected = shielded, stale_since = now() where id = person;
    update registers_mention set is_protected = shielded where person_id = person and is_protected <> shielded;
    perform registers_follow_shield(array[person], array(select id from registers_mention where person_id = person));
    for child in
        select c.id from registers_person c where c.follows_id = person and c.is_protected <> shielded
            and (shielded or not exists (
                select from registers_protection own where own.person_id = c.id and own.lifted_at is null))
    loop
        perform registers_protect(child, shielded);
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_confidence_family_and_helpers")]
    operations = [migrations.RunSQL(PROTECT, migrations.RunSQL.noop)]
