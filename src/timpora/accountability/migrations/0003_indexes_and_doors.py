from django.db import migrations

INDEXES = """
create index event_of_area on foundation_event (area, at);
create index note_of_shown on foundation_eventnote using gin ((words -> 'shown')) where words ? 'shown';
create index person_reference on registers_person (right(id::text, 8));
create index task_of_person on tasks_task (person_id) where person_id is not null;
"""
NO_INDEXES = "drop index event_of_area; drop index note_of_shown; drop index person_reference; drop index task_of_person"

# Each door answers one question that row policies close to the inspector, and keeps the reach itself.
DOORS = """
create function accountability_reach() returns int8multirange language sql stable as $$
    select coalesce(nullif(current_setting('timpora.event_reach', true), '')::int8multirange, '{}')
$$;
-- Looks at one person: at the file, at questions, findings, requests, mentions and reports about it, and searches
-- that showed it. The json operator is not leakproof: under a policy its index would not be used.
create function accountability_looks_at(person uuid, since timestamptz, until timestamptz, most integer)
returns table (at timestamptz, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    with about as (
        select person as id
        union select c.id from compliance_check c where c.person_id = person
        union select f.id from compliance_finding f where f.person_id = person
        union select t.id from tasks_task t where t.person_id = person
        union select m.id from registers_mention m where m.person_id = person
        union select r.id from registers_mention m join intake_report r on r.source_id = m.source_id
            where m.person_id = person
    ), looks as (
        select e.at, e.id, e.area from foundation_event e
        where e.subject_id in (select a.id from about a) and e.at >= since and e.at < until
        union
        select e.at, e.id, e.area from foundation_eventnote n
        join foundation_event e on e.at = n.at and e.id = n.event_id
        where n.words ? 'shown' and n.words -> 'shown' ? person::text and n.at >= since and n.at < until
            and e.at >= since and e.at < until
    )
    select l.at, l.id from looks l
    where l.area <@ accountability_reach() or (l.area is null and not isempty(accountability_reach()))
    order by l.at desc, l.id desc limit most
$$;
-- Persons in reach that bear a number. A protected one is not there: only its reference, on record, leads to it.
create function accountability_persons_numbered(keys bigint[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct p.id from registers_personkey k join registers_person p on p.id = k.person_id
    where k.key = any(keys) and not p.is_protected and p.area <@ accountability_reach() limit 20
$$;
create function accountability_persons_referred(ending text) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select p.id from registers_person p
    where right(p.id::text, 8) = ending and p.area <@ accountability_reach() limit 20
$$;
-- The name, for who has just given a reason that is on record.
create function accountability_name_of(person uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select c.name from registers_currentperson c join registers_person p on p.id = c.person_id
    where p.id = person and not p.is_protected and p.area <@ accountability_reach() and exists (
        select from foundation_event e
        where e.subject_id = person and e.kind = 'oversight.name_shown' and e.at > now() - interval '1 hour'
            and e.account_id = nullif(current_setting('timpora.account', true), '')::uuid
    )
$$;
-- Whether events wait too long for a seal: a count and an id, for everybody who must be told.
create function accountability_late(before timestamptz) returns table (n bigint, first uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*), (array_agg(l.id order by l.at, l.id))[1] from (
        select e.at, e.id from foundation_event e where e.seal_no is null and e.at < before order by e.at, e.id limit 1001
    ) l
$$;
"""
NAMES = (
    "accountability_looks_at(uuid, timestamptz, timestamptz, integer)", "accountability_persons_numbered(bigint[])",
    "accountability_persons_referred(text)", "accountability_name_of(uuid)", "accountability_late(timestamptz)",
)
GRANTS = "".join(
    f"revoke all on function {name} from public; grant execute on function {name} to timpora_web, timpora_worker;"
    for name in NAMES
)
NO_DOORS = "".join(f"drop function {name};" for name in (*NAMES, "accountability_reach()"))


class Migration(migrations.Migration):
    dependencies = [
        ("accountability", "0002_oversight"),
        ("foundation", "0001_initial"),
        ("registers", "0003_shield_and_stale"),
        ("intake", "0001_initial"),
        ("compliance", "0001_initial"),
        ("tasks", "0001_initial"),
    ]

    operations = [migrations.RunSQL(INDEXES, NO_INDEXES), migrations.RunSQL(DOORS + GRANTS, NO_DOORS)]
