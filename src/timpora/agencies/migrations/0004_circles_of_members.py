from django.db import migrations

# Who belongs to a circle is read before anybody's reach is known, and by whoever asks who may see a record; the tables
# themselves are shown to the circle's members alone. The functions answer with ids and nothing else.
FUNCTIONS = """
create function agencies_circles_of(of_agency uuid, of_membership uuid, moment timestamptz) returns table (circle uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct m.circle_id from agencies_circlemember m join agencies_circle c on c.id = m.circle_id
    where m.left_at is null and c.ended_at is null and c.begins_at <= moment and c.ends_at > moment
        and (m.agency_id = of_agency or m.membership_id = of_membership)
$$;
create function agencies_members_of_circles(circles uuid[], moment timestamptz)
returns table (agency uuid, membership uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select m.agency_id, m.membership_id from agencies_circlemember m join agencies_circle c on c.id = m.circle_id
    where m.circle_id = any (circles) and m.left_at is null and c.ended_at is null and c.begins_at <= moment
        and c.ends_at > moment
$$;
revoke all on function agencies_circles_of, agencies_members_of_circles from public;
grant execute on function agencies_circles_of, agencies_members_of_circles to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_circles")]

    operations = [
        migrations.RunSQL(FUNCTIONS, "drop function agencies_circles_of; drop function agencies_members_of_circles")
    ]
