"""Numbers come from TU and are written down when the paper is back, or from the agency's own series."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from timpora.agencies.tests.cast import acting
from timpora.documents import numbering
from timpora.documents.models import Letter, Series, SeriesCount
from timpora.documents.numbering import next_number, set_series
from timpora.documents.queries import content_of, content_of_edition
from timpora.documents.tests.made import DAY, NOW, made
from timpora.documents.tests.test_render_a_letter import words_of_docx, words_of_pdf

PATTERN = {"pattern": "{unit}.{klasifikasi}-{nomor}", "unit": "W32.IMI.IMI.1", "classification": "UM.01.01"}


def own_series(budi, kanim, **told):
    told = {"kind": "undangan", "mode": "own", "valid_from": date(2026, 1, 1)} | PATTERN | told
    return set_series(agency=kanim, **told, by=acting(budi), at=NOW)


def test_a_letter_waits_for_tu_with_its_places_left_open(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    document = client.get(f"/surat/{letter.pk}/naskah.docx")
    for words in (words_of_docx(document.content), words_of_pdf(content_of(letter))):
        assert {"${nomor_naskah}", "${tanggal_naskah}", "${ttd_pengirim}"} <= set(words.split())


def test_the_number_that_came_back_is_written_on_the_paper(client, ayu, kanim):
    letter = made(ayu, kanim)
    first = content_of(letter)
    client.force_login(ayu)
    answer = client.post(
        f"/surat/{letter.pk}/nomor/", {"number": "W19.GR.06.01-77", "dated": "2026-08-14", "edition": 1}
    )
    assert answer.status_code == 302
    letter.refresh_from_db()
    words = words_of_pdf(content_of(letter))
    assert "W19.GR.06.01-77" in words
    assert "14 Agustus 2026" in words
    assert "${ttd_pengirim}" not in words
    assert [(row.no, row.number) for row in letter.editions.order_by("no")] == [(1, ""), (2, "W19.GR.06.01-77")]
    assert content_of_edition(letter.editions.get(no=1)) == first
    page = client.get(f"/surat/{letter.pk}/").content.decode()
    assert "Edisi surat" in page
    assert "Ayu Lestari" in page


def test_what_waits_for_its_number_stands_on_the_first_page(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    assert "1 surat menunggu nomor dari TU" in client.get("/").content.decode()
    client.post(f"/surat/{letter.pk}/nomor/", {"number": "W19-77", "dated": "2026-08-14", "edition": 1})
    assert "menunggu nomor dari TU" not in client.get("/").content.decode()


def test_a_corrected_number_leaves_the_old_one_standing(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    for edition, number in ((1, "W19-77"), (2, "W19-78")):
        told = {"number": number, "dated": "2026-08-14", "edition": edition, "reason": "Salah ketik"}
        client.post(f"/surat/{letter.pk}/nomor/", told)
    assert [row.number for row in letter.editions.order_by("no")] == ["", "W19-77", "W19-78"]


def test_the_same_number_twice_is_one_entry(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    for _click in range(2):
        client.post(f"/surat/{letter.pk}/nomor/", {"number": "W19-77", "dated": "2026-08-14", "edition": 1})
    assert letter.editions.count() == 2


def test_two_secretaries_with_two_numbers_both_see_both(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    client.post(f"/surat/{letter.pk}/nomor/", {"number": "W19-77", "dated": "2026-08-14", "edition": 1})
    answer = client.post(f"/surat/{letter.pk}/nomor/", {"number": "W19-99", "dated": "2026-08-14", "edition": 1})
    assert answer.status_code == 409
    assert "W19-99" in answer.content.decode()
    assert "W19-77" in answer.content.decode()


def test_a_number_without_its_day_comes_back_as_typed(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    answer = client.post(f"/surat/{letter.pk}/nomor/", {"number": "W19-77", "dated": "", "edition": 1})
    assert answer.status_code == 422
    assert "W19-77" in answer.content.decode()


def test_another_agency_does_not_number_our_letters(client, ayu, kanim, citra):
    letter = made(ayu, kanim)
    client.force_login(citra)
    answer = client.post(f"/surat/{letter.pk}/nomor/", {"number": "X", "dated": "2026-08-14", "edition": 1})
    assert answer.status_code == 403


def test_an_own_series_numbers_each_letter_once(ayu, budi, kanim):
    own_series(budi, kanim, begins_with=3991)
    numbers = [made(ayu, kanim).number for _letter in range(2)]
    assert numbers == ["W32.IMI.IMI.1.UM.01.01-3991", "W32.IMI.IMI.1.UM.01.01-3992"]
    assert "12 Agustus 2026" in words_of_pdf(content_of(Letter.objects.latest("made_at")))


def test_a_letter_that_fails_leaves_no_gap(ayu, budi, kanim):
    own_series(budi, kanim)
    with pytest.raises(ValueError, match="addressees"):
        made(ayu, kanim, addressees=[])
    assert made(ayu, kanim).number.endswith("-1")


def test_a_new_year_begins_anew_where_the_series_says_so(ayu, budi, kanim):
    own_series(budi, kanim, pattern="{nomor}/{bulan_romawi}/{tahun}")
    days = (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 2))
    assert [made(ayu, kanim, dated=day).number for day in days] == ["1/XII/2026", "2/XII/2026", "1/I/2027"]
    set_series(agency=kanim, kind="surat_tugas", mode="own", valid_from=DAY, pattern="{nomor}", is_yearly=False,
               by=acting(budi), at=NOW)  # fmt: skip
    days = (date(2026, 12, 31), date(2027, 1, 2))
    assert [made(ayu, kanim, template="surat_tugas", dated=day).number for day in days] == ["1", "2"]


def test_a_pattern_holds_from_its_day(ayu, budi, kanim):
    own_series(budi, kanim)
    own_series(budi, kanim, valid_from=date(2026, 9, 1), pattern="{nomor}-B")
    days = (date(2026, 8, 31), date(2026, 9, 1))
    assert [made(ayu, kanim, dated=day).number for day in days] == ["W32.IMI.IMI.1.UM.01.01-1", "2-B"]


def test_a_kind_of_its_own_goes_before_the_row_for_all(ayu, budi, kanim):
    own_series(budi, kanim, kind="", pattern="{nomor}-UMUM", valid_from=date(2026, 8, 1))
    own_series(budi, kanim, pattern="{nomor}-UND")
    assert made(ayu, kanim).number == "1-UND"
    assert made(ayu, kanim, template="surat_tugas").number == "1-UMUM"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_each_their_number_without_gaps(ayu, budi, kanim):
    own_series(budi, kanim)

    def take(_turn: int) -> str:
        from django.db import transaction

        try:
            with transaction.atomic():
                return next_number(kanim.pk, "undangan", DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(int(number.rpartition("-")[2]) for number in pool.map(take, range(24)))
    assert numbers == list(range(1, 25))
    assert SeriesCount.objects.get().last == 24


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"pattern": "{unit}-{nomer}"}, "nomer"),
        ({"pattern": "{unit}"}, "nomor"),
        ({"pattern": "{unit-{nomor}"}, "kurung"),
        ({"pattern": "{unit}{nomor}", "unit": ""}, "unit"),
        ({"pattern": "{klasifikasi}{nomor}", "classification": ""}, "klasifikasi"),
        ({"pattern": "{nomor}" + "x" * 79}, "80"),
        ({"pattern": "{nomor.__class__}"}, "__class__"),
    ],
)
def test_a_pattern_that_cannot_be_written_is_refused_by_name(budi, kanim, told, named):
    with pytest.raises(numbering.Unfit, match=named):
        own_series(budi, kanim, **told)
    assert not Series.objects.exists()


def test_the_head_of_the_section_sets_the_series(client, budi, ayu, kanim):
    told = {
        "kind": "undangan",
        "mode": "own",
        "valid_from": "2026-01-01",
        "begins_with": 5,
        "is_yearly": "on",
    } | PATTERN
    client.force_login(ayu)
    assert client.post("/surat/pengaturan/nomor/", told).status_code == 403
    client.force_login(budi)
    refused = client.post("/surat/pengaturan/nomor/", told | {"pattern": "{nomer}"})
    assert refused.status_code == 422
    assert "{nomer}" in refused.content.decode()
    assert client.post("/surat/pengaturan/nomor/", told).status_code == 302
    assert "W32.IMI.IMI.1.UM.01.01-5" in client.get("/surat/pengaturan/").content.decode()
    assert made(ayu, kanim).number == "W32.IMI.IMI.1.UM.01.01-5"
