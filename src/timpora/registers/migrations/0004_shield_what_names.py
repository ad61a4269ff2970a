"""What names a protected person plainly is shielded like what is linked to them; and when a person gained a number."""

from django.db import migrations, models

# For the step alone: it reaches rows of every member.
SHIELD_MENTIONS = """
create function registers_shield_mentions(mentions uuid[], shielded boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update registers_mention m set is_protected = shielded
        where m.id = any(mentions) and m.is_protected <> shielded
            and (shielded or not exists (select from registers_person p where p.id = m.person_id and p.is_protected));
    perform registers_follow_shield('{}', mentions);
end $$;
revoke all on function registers_shield_mentions from public;
grant execute on function registers_shield_mentions to timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_shield_and_stale")]
    operations = [
        migrations.AddField("person", "numbered_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "person",
            models.Index(fields=["id"], condition=models.Q(("is_protected", True)), name="person_protected"),
        ),
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["-numbered_at"],
                condition=models.Q(("numbered_at__isnull", False)),
                name="person_numbered",
            ),
        ),
        migrations.RunSQL(SHIELD_MENTIONS, "drop function registers_shield_mentions"),
    ]
