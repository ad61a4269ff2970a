"""Loading areas, their names and the offices. Loading again changes nothing; a new edition is merged in."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from django.db import connection, transaction
from django.utils import timezone

from timpora.territory import gazetteer, naming, official
from timpora.territory.folding import entries
from timpora.territory.models import Area, AreaName, Decree, Office, OfficeClass, OfficeWorkArea


def load_territory(within: Sequence[str] = ()) -> int:
    """Make the tables say what the official list says; returns how many areas are in force. `within` loads only the
    subtrees of these codes (and their parents), without ending anything else."""
    mark = official.fingerprint(within)
    if not Decree.objects.filter(fingerprint=mark).exists():
        rows = sorted(official.rows(within), key=attrgetter("code"))
        with transaction.atomic():
            decree = remember(mark)
            former = merge_areas(rows, decree, is_whole=not within)
            replace_names(rows, former)
            merge_offices({row.code for row in rows})
            with connection.cursor() as cursor:
                cursor.execute("analyze territory_area, territory_areaname")  # fresh tables have no statistics yet
        naming.forget()
        gazetteer.forget()
    return Area.objects.filter(valid_until=None).count()


def remember(mark: str) -> Decree:
    decree, _ = Decree.objects.update_or_create(
        code=official.DECREE,
        defaults={"in_force_on": official.IN_FORCE_ON, "fingerprint": mark, "loaded_at": timezone.now()},
    )
    return decree


def merge_areas(rows: Iterable[official.Row], decree: Decree, *, is_whole: bool) -> dict[int, set[str]]:
    """Returns the names, by code, that areas bore until now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table incoming (code bigint primary key, dotted text, name text, kind text,"
            " level smallint, parent_id bigint, high bigint, time_zone text) on commit drop"
        )
        with cursor.copy("copy incoming from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            "select a.code, a.name from territory_area a join incoming i using (code) where a.name <> i.name"
        )
        former = {code: {name} for code, name in cursor.fetchall()}
        cursor.execute(MERGE, {"decree": decree.pk, "day": decree.in_force_on})
        if is_whole:
            cursor.execute(END_MISSING, {"day": decree.in_force_on})
        cursor.execute("drop table incoming")
    return former


# An area that a later edition brings begins with it; one that the first load finds was there for longer than we know.
MERGE = """
insert into territory_area (code, dotted, name, kind, level, parent_id, high, time_zone, decree_id, valid_from)
select code, dotted, name, kind, level, parent_id, high, time_zone, %(decree)s,
       case when exists (select from territory_decree where code <> %(decree)s) then %(day)s::date end
from incoming
on conflict (code) do update set (name, kind, time_zone, decree_id, valid_until) =
    (excluded.name, excluded.kind, excluded.time_zone, excluded.decree_id, null)
where (territory_area.name, territory_area.kind, territory_area.time_zone, territory_area.decree_id) is distinct from
      (excluded.name, excluded.kind, excluded.time_zone, excluded.decree_id) or territory_area.valid_until is not null
"""
END_MISSING = """
update territory_area set valid_until = %(day)s
where valid_until is null and not exists (select from incoming where incoming.code = territory_area.code)
"""


COPY_NAMES = "copy territory_areaname (area_id, level, name, folded, kind, is_whole) from stdin"


def replace_names(rows: Sequence[official.Row], former: dict[int, set[str]]) -> None:
    """Written anew: the official name, other spellings, and every former name that was ever kept."""
    for area, name in AreaName.objects.filter(kind=AreaName.Kind.FORMER).values_list("area_id", "name").distinct():
        former.setdefault(area, set()).add(name)
    with connection.cursor() as cursor:
        cursor.execute("delete from territory_areaname where area_id = any(%s)", [[row.code for row in rows]])
        with cursor.copy(COPY_NAMES) as copy:
            for entry in name_entries(rows, former):
                copy.write_row(entry)


def name_entries(rows: Iterable[official.Row], former: dict[int, set[str]]) -> Iterator[tuple]:
    also = official.aliases()
    for row in rows:
        told: set[tuple[str, bool]] = set()
        names = [(row.name, AreaName.Kind.OFFICIAL)]
        names += [(name, AreaName.Kind.ALIAS) for name in also.get(row.code, ())]
        names += [(name, AreaName.Kind.FORMER) for name in sorted(former.get(row.code, ()))]
        for name, kind in names:
            for folded, is_whole in entries(name):
                if (folded, is_whole) not in told:
                    told.add((folded, is_whole))
                    yield row.code, row.level, name, folded, kind, is_whole


def class_now(told: dict) -> str:
    """A class that a member entered is newer than the list's."""
    entered = OfficeClass.objects.filter(office_id=told["code"]).order_by("-valid_from").first()
    return entered.class_name if entered else told.get("class", "")


def merge_offices(loaded: set[int]) -> None:
    """Offices of the list, with those of their work areas that are loaded."""
    for told in official.offices():
        served = [work for work in told["work_areas"] if official.to_integer(work["area"]) in loaded]
        if not served:
            continue
        parent = told.get("parent")
        office, _ = Office.objects.update_or_create(
            code=told["code"],
            defaults={
                "name": told["name"],
                "class_name": class_now(told),
                "kind": told["kind"],
                "parent_id": parent if Office.objects.filter(pk=parent).exists() else None,
                "valid_from": told.get("from"),
                "valid_until": told.get("until"),
            },
        )
        decided = set(office.work_areas.exclude(decided_by=None).values_list("area_id", flat=True))
        for work in served:
            area = official.to_integer(work["area"])
            if area in decided:
                continue
            OfficeWorkArea.objects.update_or_create(
                office=office,
                area_id=area,
                valid_from=work.get("from"),
                defaults={"valid_until": work.get("until"), "confidence": work["confidence"], "source": work["source"]},
            )
