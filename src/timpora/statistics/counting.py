"""Counting for the sheets of a month, over everybody; only the step that draws them asks."""

from collections import defaultdict
from datetime import date

from django.db import connection

# By kecamatan: a code without its village part. The code of a regency stays itself: nobody told the kecamatan.
type Counts = dict[int, dict[str, int]]

# Kinds of stay and areas stand in one index with all that is asked here, so the table is not read.
STAYS = """
    select s.area - mod(s.area, 10000), s.permit_kind, count(*)
    from registers_currentstay s
    where s.departed_on is null and not s.is_protected and not exists (
        select from registers_currentperson p where p.mentions_count = 0 and p.person_id = s.person_id
    )
    group by 1, 2
"""
COMPANIES = """
    select coalesce(s.work_area, s.area) - mod(coalesce(s.work_area, s.area), 10000), c.name, count(*)
    from registers_currentstay s join registers_company c on c.id = s.employer_id
    where s.departed_on is null and not s.is_protected and not exists (
        select from registers_currentperson p where p.mentions_count = 0 and p.person_id = s.person_id
    )
    group by 1, 2 order by 1, 3 desc, 2
"""
FATES = """
    select r.area - mod(r.area, 10000), r.fate, count(*)
    from intake_report r left join territory_area a on a.code = r.area
    where r.seen_at >= %(month)s::date - 1 and r.seen_at < %(month)s::date + interval '1 month 1 day'
        and date_trunc('month', r.seen_at at time zone coalesce(a.time_zone, 'Asia/Jakarta'))::date = %(month)s
    group by 1, 2
"""


def stays() -> Counts:
    """People known to be there and not shielded, by kecamatan and kind of stay."""
    return counted(STAYS)


def companies() -> Counts:
    """The same people by the kecamatan where they work and by employer, most first."""
    return counted(COMPANIES)


def fates(month: date) -> Counts:
    """Reports about this month by what became of them."""
    return counted(FATES, {"month": month})


def counted(statement: str, told: dict[str, object] | None = None) -> Counts:
    found: Counts = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        for area, word, n in cursor.fetchall():
            found[area][word] = n
    return found
