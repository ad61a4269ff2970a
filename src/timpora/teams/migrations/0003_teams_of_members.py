"""Which teams an agency sits in, and whose agencies sit in a team: read before a member's reach is known."""

from django.db import migrations

FUNCTIONS = """
create function teams_of_agency(of_agency uuid, on_day date) returns table (team uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.team_id from teams_seat s join agencies_position p on p.id = s.position_id
    where p.agency_id = of_agency and s.begins_on <= on_day and (s.ends_on is null or s.ends_on >= on_day)
$$;
create function teams_agencies_in(teams uuid[], on_day date) returns table (agency uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct p.agency_id from teams_seat s join agencies_position p on p.id = s.position_id
    where s.team_id = any (teams) and s.begins_on <= on_day and (s.ends_on is null or s.ends_on >= on_day)
$$;
revoke all on function teams_of_agency, teams_agencies_in from public;
grant execute on function teams_of_agency, teams_agencies_in to timpora_web, timpora_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("teams", "0002_decree_file_and_ceremony")]

    operations = [
        migrations.RunSQL(FUNCTIONS, "drop function teams_of_agency; drop function teams_agencies_in"),
    ]
