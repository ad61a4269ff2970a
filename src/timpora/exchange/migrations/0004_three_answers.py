"""One of three answers to a status check, and for the owner who asked; numbers of bulletins and questions.

A duty that checks status holds no persons, so row policies show it none; and whoever asks may not read who asked. Both
stand behind this function alone. Protected persons are left out by the statement itself: there is no other way through
it for them, hence nothing to tell from.
"""

from django.db import migrations

from timpora.foundation.numbers import create_series

STATUS = """
create function exchange_status(
    wanted text, of_nationality text, within int8multirange, for_office boolean, today date, fresh_from date,
    own_row uuid, owners_row uuid, asked_at timestamptz, asked_in bigint, by_agency uuid, by_account uuid,
    for_purpose text, of_reference text
)
returns table (answer text, until date, kept_in bigint)
language sql volatile security definer set search_path = public, pg_temp as $$
    with found as (
        select distinct
            p.id, p.area, s.permit_ends_on,
            p.stale_since is null and c.is_present and s.permit_kind <> ''
                and s.permit_ends_on >= today and s.permit_source_as_of >= fresh_from
                and c.contradictions - 'employer' = '{}' as runs
        from registers_identifier i
        join registers_mention m on m.id = i.mention_id and m.withdrawn_at is null and not m.is_protected
        join sources_source told on told.id = m.source_id and told.withdrawn_at is null
        join registers_person p on p.id = m.person_id and not p.is_protected
        left join registers_currentperson c on c.person_id = p.id
        left join registers_currentstay s on s.person_id = p.id
        where i.kind in ('passport', 'permit_no', 'niora') and i.key = wanted
            and (of_nationality in (i.country, c.nationality)
                or coalesce(i.country, '') = '' and coalesce(c.nationality, '') = '')
            and not isempty(coalesce(nullif(current_setting('timpora.status_reach', true), '')::int8multirange, '{}'))
    ),
    one as (select * from found where (select count(*) from found) = 1),
    own as (
        insert into exchange_statusasked (id, at, area, agency_id, account_id, purpose, reference)
        select own_row, asked_at, asked_in, by_agency, by_account, for_purpose, of_reference
        where not isempty(coalesce(nullif(current_setting('timpora.status_reach', true), '')::int8multirange, '{}'))
    ),
    owners as (
        insert into exchange_statusasked (id, at, area, agency_id, account_id, purpose, reference)
        select owners_row, asked_at, min(area), by_agency, by_account, for_purpose, of_reference
        from found where not area <@ within having count(*) > 0
    )
    select
        case when area <@ within then 'valid' else 'elsewhere' end,
        case when area <@ within then permit_ends_on end,
        case when not area <@ within then area end
    from one
    where area <@ within and runs or not area <@ within and for_office
$$;
revoke all on function exchange_status(
    text, text, int8multirange, boolean, date, date, uuid, uuid, timestamptz, bigint, uuid, uuid, text, text
) from public;
grant execute on function exchange_status(
    text, text, int8multirange, boolean, date, date, uuid, uuid, timestamptz, bigint, uuid, uuid, text, text
) to timpora_web, timpora_worker;
"""
BACK = """
drop function exchange_status(
    text, text, int8multirange, boolean, date, date, uuid, uuid, timestamptz, bigint, uuid, uuid, text, text
)
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_exchange"), ("registers", "0003_shield_and_stale")]
    operations = [
        migrations.RunSQL(
            "drop function exchange_status(text, text, int8multirange, int8multirange)", migrations.RunSQL.noop
        ),
        migrations.RunSQL(STATUS, BACK),
        create_series("bulletin"),
        create_series("question"),
    ]
