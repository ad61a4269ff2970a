"""What a shielded row names by the same name or number is shielded in the same moment.

The step that follows reads names properly and lets go whatever names somebody else: for a few seconds too much is hidden
rather than anything shown. Accepted rows carry keys of their name and numbers only; refused ones of every cell, so that
they start nothing themselves.
"""

from django.db import migrations

ALIKE = """
create function intake_shield_alike() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update intake_batchrow set is_protected = true
        where agency_id = new.agency_id and content_hash = new.content_hash and state = 'duplicate' and not is_protected;
    update intake_batchrow set is_protected = true
        where told_keys && new.told_keys and state = 'rejected' and not is_protected;
    update intake_report set is_protected = true
        where told_keys && new.told_keys and not is_protected and not exists (
            select from registers_mention spoken join registers_person other on other.id = spoken.person_id
            where spoken.id = mention_id and not other.is_protected);
    return null;
end $$;
revoke all on function intake_shield_alike from public;
create trigger shield_alike after update of is_protected on intake_batchrow
for each row when (new.is_protected and not old.is_protected and new.state = 'accepted')
execute function intake_shield_alike();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_told_in_confidence"), ("registers", "0009_lists_from_the_index")]
    operations = [
        migrations.RunSQL(ALIKE, "drop trigger shield_alike on intake_batchrow; drop function intake_shield_alike")
    ]
