"""One person from what many sources tell: the last word, its source, contradictions, and the way back."""

from datetime import UTC, date, datetime, timedelta

from timpora.core.matching import parse_birth
from timpora.foundation.jobs import run
from timpora.registers.actions import link, mark_stale_of_source, new_persons, unlink
from timpora.registers.claims import Told, write_many
from timpora.registers.models import CurrentPerson, CurrentStay, Person, PersonKey
from timpora.registers.steps import CHUNK, rebuild_current
from timpora.registers.tests.factories import AREA, NOON, PARK, mention, person, source

LATER = NOON + timedelta(days=30)
AUGUST, JANUARY = date(2026, 8, 1), date(2027, 1, 31)


def permit_row(agency, **more):
    return mention(source(agency, as_of=AUGUST), **PARK, permit_kind="ITAS", permit_ends_on=JANUARY, **more)


def test_a_permit_row_becomes_a_person_with_a_stay(kanim):
    row = person(permit_row(kanim))
    assert (row.current.name, row.current.sort_key) == ("PARK MIN SEO", "PARK MIN SEO")
    assert (row.current.birth_year, row.current.passport) == (1988, "M12345678")
    assert (row.stay.permit_kind, row.stay.permit_ends_on) == ("ITAS", JANUARY)
    assert row.stay.permit_source_as_of == AUGUST
    assert row.stay.last_seen_on is None  # a register sees nobody
    assert row.stay.origins["permit_ends_on"]["agency"] == kanim.short_name
    assert row.stale_since is None
    assert row.area == AREA


def test_a_village_report_updates_where_the_person_was_seen_and_keeps_the_name_of_the_passport(kanim):
    report = mention(source(at=LATER, content="b"), "report", area=6310012002, name="Mr Park", sight="lives")
    row = person(permit_row(kanim), report)
    assert row.stay.last_seen_on == date(2026, 9, 11)
    assert row.current.name == "PARK MIN SEO"
    assert row.current.contradictions == {}  # a name left out is silence
    assert row.area == row.current.area == row.stay.area == row.stay.address_area == 6310012002
    assert row.stay.activity == "lives"


def test_a_report_that_somebody_left_the_village_is_no_sighting_and_no_departure(kanim):
    row = person(permit_row(kanim), mention(source(at=LATER, content="b"), "report", name="Park", sight="left"))
    assert row.stay.last_seen_on is None
    assert row.stay.departed_on is None
    assert row.current.is_present


def test_sources_that_disagree_stand_side_by_side(kanim, disnaker):
    other = PARK | {"birth": parse_birth("1988-02-03"), "name": "PARK MIN SU"}
    row = person(
        permit_row(kanim), mention(source(disnaker, at=LATER, content="b"), "workers", **other, employer="PT Rekaan")
    )
    told = {value["value"]: value["agency"] for value in row.current.contradictions["birth"]}
    assert told == {"1988-03-02": kanim.short_name, "1988-02-03": disnaker.short_name}
    assert {value["value"] for value in row.current.contradictions["name"]} == {"PARK MIN SEO", "PARK MIN SU"}
    assert row.current.name == "PARK MIN SEO"  # the office that keeps permits stands nearest to the passport


def test_a_value_that_fits_both_sides_takes_no_part_in_their_dispute(kanim, disnaker):
    other = mention(source(disnaker, content="b"), "workers", **PARK | {"name": "PARK MIN SU"})
    row = person(permit_row(kanim), other, mention(source(content="c"), "report", name="Mr Park"))
    assert {value["value"] for value in row.current.contradictions["name"]} == {"PARK MIN SEO", "PARK MIN SU"}


def test_several_passports_are_several_documents_and_two_nik_are_a_contradiction(kanim, disnaker):
    row = person(
        permit_row(kanim, nik="6310010203880001"),
        mention(
            source(disnaker, at=LATER, content="b"),
            "workers",
            **PARK | {"passport": "M99999991"},
            nik="6310010203880002",
        ),
    )
    assert set(row.current.contradictions) == {"nik"}


def test_the_permit_that_ends_last_counts_and_an_open_extension_of_it_is_kept(kanim, disnaker):
    older = mention(
        source(kanim, as_of=date(2026, 1, 5), content="old"), **PARK, permit_kind="ITK", permit_ends_on=AUGUST
    )
    extended = permit_row(kanim, extension_filed_on=date(2027, 1, 20))
    copied = mention(
        source(disnaker, at=LATER, content="c"), "residents", **PARK, permit_kind="ITAS", permit_ends_on=JANUARY
    )
    row = person(older, extended, copied)
    assert (row.stay.permit_kind, row.stay.permit_ends_on) == ("ITAS", JANUARY)
    assert row.stay.extension_filed_on == date(2027, 1, 20)
    assert (
        row.stay.permit_source_as_of == AUGUST
    )  # the copy of another office does not make the permit office's word younger


def test_who_came_back_has_not_departed(kanim):
    gone = mention(source(kanim, content="b"), **PARK, entered_on=date(2026, 1, 3), departed_on=date(2026, 3, 1))
    row = person(gone)
    assert row.stay.departed_on == date(2026, 3, 1)
    assert not row.current.is_present
    night = datetime(2026, 7, 1, 10, tzinfo=UTC)
    link(
        mention(source(content="c"), "lodging", **PARK, place="Losmen Rekaan", checked_in_at=night),
        row,
        by=None,
        at=NOON,
    )
    run(rebuild_current)
    row = Person.objects.get(pk=row.pk)
    assert row.stay.departed_on is None
    assert row.current.is_present
    assert row.stay.last_seen_on == date(2026, 7, 1)


def test_a_sighting_dated_after_its_telling_is_a_slip(kanim):
    row = person(mention(source(kanim), "sightings", **PARK, seen_on=date(2062, 8, 1)))
    assert row.stay.last_seen_on is None


def test_the_version_rises_only_when_a_fact_changed(kanim):
    row = person(permit_row(kanim))
    assert row.stay.version == 1
    link(
        mention(source(kanim, as_of=AUGUST, content="same"), name="Park Min Seo", passport="M12345678"),
        row,
        by=None,
        at=NOON,
    )
    run(rebuild_current)
    assert CurrentStay.objects.get(pk=row.pk).version == 1
    link(mention(source(content="seen"), "report", name="Park"), row, by=None, at=NOON)
    run(rebuild_current)
    assert CurrentStay.objects.get(pk=row.pk).version == 2


def snapshot(person_id) -> tuple:
    left_out = {"version", "rebuilt_at"}
    who = CurrentPerson.objects.filter(pk=person_id).values().get()
    stay = CurrentStay.objects.filter(pk=person_id).values().get()
    keys = set(PersonKey.objects.filter(person=person_id).values_list("key", "area", "is_protected"))
    return *({k: v for k, v in row.items() if k not in left_out} for row in (who, stay)), keys


def test_unlinking_restores_the_picture(kanim, disnaker):
    row = person(permit_row(kanim))
    before = snapshot(row.pk)
    mistaken = mention(
        source(disnaker, at=LATER, content="b"), "workers", name="PARK MIN SU", niora="A1B2C3D4", employer="PT Rekaan"
    )
    link(mistaken, row, by=None, at=LATER)
    run(rebuild_current)
    assert snapshot(row.pk) != before
    unlink(mistaken, by=None, at=LATER)
    run(rebuild_current)
    assert snapshot(row.pk) == before
    mistaken.refresh_from_db()
    assert mistaken.person_id is None


def test_a_withdrawn_source_leaves_the_picture_and_the_person_empty(kanim):
    told = permit_row(kanim)
    row = person(told)
    told.source.withdrawn_at, told.source.withdrawn_by, told.source.withdrawn_because = (
        NOON,
        told.source.account_id,
        "keliru",
    )
    told.source.save()
    mark_stale_of_source(told.source, at=NOON)
    run(rebuild_current)
    row = Person.objects.get(pk=row.pk)
    assert (row.current.name, row.current.mentions_count, row.stay.permit_ends_on) == ("", 0, None)
    assert not PersonKey.objects.filter(person=row).exists()


def test_rebuilding_from_nothing_gives_the_same_as_link_by_link(kanim, disnaker):
    row = person(permit_row(kanim))
    for told in (
        mention(source(disnaker, content="b"), "workers", **PARK, employer="PT Rekaan Jaya", position="Juru ukur"),
        mention(source(at=LATER, content="c"), "report", name="Park", sight="works", employer="Rekaan Jaya, PT"),
    ):
        link(told, row, by=None, at=LATER)
        run(rebuild_current)
    step_by_step = snapshot(row.pk)
    PersonKey.objects.all().delete()
    CurrentPerson.objects.all().delete()
    CurrentStay.objects.all().delete()
    Person.objects.update(stale_since=NOON, area=0)
    run(rebuild_current)
    assert snapshot(row.pk) == step_by_step
    assert "employer" not in step_by_step[0]["contradictions"]


def test_more_persons_than_one_chunk_are_all_rebuilt(kanim):
    told = [Told(no, "permits", AREA, NOON, {"name": f"Rekaan {no}"}) for no in range(CHUNK + 5)]
    new_persons(write_many(source(kanim), told), by=None, at=NOON)
    assert rebuild_current() == CHUNK
    assert rebuild_current() == 5
    assert rebuild_current() == 0
