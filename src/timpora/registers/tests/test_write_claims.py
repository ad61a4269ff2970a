"""What a row tells becomes a mention with typed claims: nothing lost, nothing made up."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from timpora.core.matching import Birth
from timpora.registers.claims import CANONICAL, NotCanonical, Told, read, to_json, write_many
from timpora.registers.models import (
    ActivityClaim,
    Company,
    CrossingClaim,
    Identifier,
    Mention,
    PermitClaim,
    PresenceClaim,
    ResidenceClaim,
    WorkClaim,
)  # fmt: skip
from timpora.registers.tests.factories import AREA, NOON, mention, source

NIGHT = datetime(2026, 8, 10, 12, tzinfo=UTC)
FULL = {
    "name": "Ivan Petrov", "sex": "M", "nationality": "RUS", "birth": Birth(1990, 5), "passport": "75 1234567",
    "passport_country": "RUS", "passport_valid_until": date(2030, 1, 1), "niora": "A1B2C3D4",
    "permit_no": "2C11JE1234-X", "nik": "6310010203880001", "sktt_no": "SK-2026-17", "rptka_no": "R-2026-55",
    "permit_kind": "ITAS", "permit_index": "E23", "permit_is_perairan": False, "permit_issued_on": date(2026, 2, 1),
    "permit_ends_on": date(2027, 1, 31), "entered_on": date(2026, 1, 30), "departed_on": date(2026, 8, 11),
    "extension_filed_on": date(2026, 7, 1), "extension_decided_on": date(2026, 7, 5), "extension_granted": True,
    "guarantor": "PT Rekaan", "address": "Jalan Rekaan 7", "area": AREA, "employer": "PT Rekaan Jaya",
    "position": "Juru ukur", "work_area": 6310050000, "work_permit_ends_on": date(2027, 1, 1),
    "sktt_reported_on": date(2026, 2, 9), "sktt_issued_on": date(2026, 2, 10), "place": "Losmen Rekaan",
    "checked_in_at": NIGHT, "checked_out_at": NIGHT, "reported_at": NIGHT,
    "seen_on": date(2026, 8, 10), "sight": "works", "activity": "mengukur lahan",
}  # fmt: skip


def test_every_canonical_column_travels_through_json_unchanged():
    assert FULL.keys() == CANONICAL.keys()
    assert read(to_json(FULL)) == FULL


def test_a_full_row_is_kept_in_every_noun(kanim):
    row = mention(source(kanim, as_of=date(2026, 8, 1)), **to_json(FULL))
    assert (row.birth_year, row.birth_month, row.birth_day, row.agency_id) == (1990, 5, None, kanim.pk)
    assert dict(Identifier.objects.values_list("kind", "key"))["passport"] == "751234567"
    assert Identifier.objects.count() == 6
    permit = PermitClaim.objects.get()
    assert (permit.index_code, permit.as_of, permit.extension_granted) == ("E23", date(2026, 8, 1), True)
    assert CrossingClaim.objects.get().departed_on == date(2026, 8, 11)
    assert ResidenceClaim.objects.get().sktt_issued_on == date(2026, 2, 10)
    assert PresenceClaim.objects.get().reported_at == NIGHT
    work = WorkClaim.objects.get()
    assert (work.employer.name, work.employer.area, work.work_area) == ("PT Rekaan Jaya", 6310000000, 6310050000)
    assert ActivityClaim.objects.get().words == "mengukur lahan"


def test_a_name_alone_is_a_mention_without_claims(kanim):
    row = mention(source(kanim), name="Ivan")
    assert row.identifiers.count() == row.permitclaims.count() == row.presenceclaims.count() == 0


def test_words_that_fill_a_column_are_no_number(kanim):
    mention(source(kanim), name="Ivan", passport="TIDAK ADA", niora="-", permit_no="0000000")
    assert not Identifier.objects.exists()


def test_a_village_report_without_a_day_was_seen_on_the_day_it_was_told_there(kanim):
    late = datetime(2026, 8, 11, 16, 30, tzinfo=UTC)  # half past midnight in Kalimantan Selatan
    mention(source(at=late), "report", name="Ivan")
    assert PresenceClaim.objects.get().seen_on == date(2026, 8, 12)


def test_one_company_whatever_the_legal_form_and_the_case(kanim):
    for no, name in enumerate(("PT Rekaan Jaya", "PT. REKAAN JAYA", "Rekaan Jaya, PT", "rekaan-jaya")):
        mention(source(kanim, content=str(no)), "workers", name="Ivan", employer=name)
    assert Company.objects.count() == 1
    assert WorkClaim.objects.filter(employer__isnull=False).count() == 4


def test_the_same_name_in_another_regency_is_another_company(kanim):
    mention(source(kanim), "workers", name="Ivan", employer="PT Rekaan")
    mention(source(kanim, content="b"), "workers", name="Ivan", employer="PT Rekaan", work_area=6302010000)
    assert Company.objects.count() == 2


def test_a_batch_keeps_its_order_and_refuses_a_row_twice(kanim):

    told = [Told(no, "permits", AREA, NOON, {"name": f"Rekaan {no}"}) for no in (3, 1, 2)]
    by = source(kanim)
    assert [row.row_no for row in write_many(by, told)] == [3, 1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():
        write_many(by, told[:1])
    assert Mention.objects.count() == 3


@pytest.mark.parametrize(
    "facts",
    [{"religion": "x"}, {"seen_on": NOON}, {"checked_in_at": datetime(2026, 8, 1)}, {"work_area": "x"}, {"name": 7}],
)
def test_a_column_that_is_not_canonical_or_has_another_form_is_refused(kanim, facts):
    with pytest.raises(NotCanonical):
        mention(source(kanim), **facts)


def test_claims_are_never_changed_or_deleted(kanim):

    mention(source(kanim), **to_json(FULL))
    for act in (
        lambda: PermitClaim.objects.update(ends_on=date(2030, 1, 1)),
        lambda: PermitClaim.objects.all().delete(),
        lambda: Mention.objects.update(name="Lain"),
    ):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            act()


def test_only_a_dated_list_of_the_permit_office_says_on_which_day_a_permit_was_known(disnaker, kanim):
    ends = date(2026, 7, 1)
    told = [Told(1, "permits", AREA, NOON, {"name": "PARK MIN SEO", "permit_kind": "ITAS", "permit_ends_on": ends})]
    day = date(2026, 8, 1)
    known = []
    for number, (agency, as_of) in enumerate(((kanim, day), (kanim, None), (disnaker, day))):
        write_many(source(agency, as_of=as_of, content=str(number)), told)
        known.append(PermitClaim.objects.latest("mention__id").as_of)
    assert known == [day, None, None]
