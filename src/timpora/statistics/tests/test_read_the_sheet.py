"""The monthly sheet: exact for seats of the team and the camat, once drawn never changed, without names."""

import pytest

from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, VILLAGE, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.intake.tests import factories as intake
from timpora.registers import protection
from timpora.statistics.models import PublishedFigure, Sheet
from timpora.statistics.tests.factories import drawn, in_last_month, people

pytestmark = pytest.mark.django_db
HERE = "/keadaan/63.10.02/"


@pytest.fixture
def month(district, ayu, joko):
    people(3, VILLAGE, employer="PT Rekaan Jaya")
    people(1, KUSAN_HILIR, "ITK")
    people(2, SIMPANG_EMPAT)
    intake.report(joko, area=KUSAN_HILIR, seen_at=in_last_month(), at=in_last_month())
    return drawn()


def test_the_camat_reads_exact_totals_companies_and_reports(client, joko, month):
    client.force_login(joko)
    shown = client.get(HERE).content.decode()
    assert "Izin tinggal terbatas" in shown
    assert "PT REKAAN JAYA" in shown.upper()
    assert "Ada laporan" in shown
    assert Sheet.objects.get(area=KUSAN_HILIR).total == 4
    assert "ORANG" not in shown.replace("ORANG ASING", "")


def test_a_neighbours_sheet_is_not_there_for_the_camat(client, joko, month):
    client.force_login(joko)
    assert client.get("/keadaan/63.10.06/").status_code == 404
    assert client.get("/keadaan/63.10/").status_code == 404


def test_a_seat_of_the_regency_reads_all_its_kecamatan(client, citra, month):
    client.force_login(citra)
    shown = client.get("/keadaan/63.10/").content.decode()
    assert "Kusan Hilir" in shown
    assert "Simpang Empat" in shown


def test_a_duty_for_a_whole_province_begins_at_the_list_of_areas(client, month):
    office = agency("kesbangpol", "Kesbangpol Kalimantan Selatan", 6300000000)
    client.force_login(member("sinta", "Sinta Dewi", "kesbangpol", office, 6300000000))
    for address in ("/keadaan/", "/nihil/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Kalimantan Selatan" in answer.content.decode()
    assert client.get("/nihil/?area=63.10").status_code == 200
    assert client.get("/nihil/?area=tidak-ada").status_code == 200


@pytest.mark.parametrize("who", ["dewa", "nadia"])
def test_others_do_not_read_exact_totals(client, month, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(HERE).status_code == 403
    assert client.get(HERE + "lembar.pdf").status_code == 403


def test_others_read_figures_with_small_ones_hidden(client, nadia, month):
    client.force_login(nadia)
    shown = client.get("/angka/63.10/").content.decode()
    assert "kurang dari 10" in shown
    assert not PublishedFigure.objects.filter(people__gt=0, people__lt=10).exists()


def test_paper_and_chat_carry_no_names(client, joko, month):
    client.force_login(joko)
    assert client.get(HERE + "lembar.pdf").content.startswith(b"%PDF")
    shown = client.get(HERE).content.decode()
    chat = shown.partition('data-copy="')[2].partition('"')[0]
    assert "Jumlah: 4 orang" in chat
    assert "ORANG A" not in chat


def test_shielding_changes_no_number_that_was_seen(client, joko, budi, district, month):
    client.force_login(joko)
    before = client.get(HERE).content
    who, member = people(1, VILLAGE, begin=90)[0], acting(budi)
    with acting_in_database(member):
        protection.protect(who.pk, kind="witness", note="", area=who.area, by=member, at=in_last_month())
    drawn()
    after = client.get(HERE).content
    assert Sheet.objects.get(area=KUSAN_HILIR).total == 4
    assert before.count(b"<td") == after.count(b"<td")


def test_a_shielded_person_is_not_counted(budi, district):
    who, member = people(2, VILLAGE)[0], acting(budi)
    with acting_in_database(member):
        protection.protect(who.pk, kind="witness", note="", area=who.area, by=member, at=in_last_month())
    drawn()
    assert Sheet.objects.get(area=KUSAN_HILIR).total == 1


def test_before_the_first_month_the_page_says_so(client, joko):
    client.force_login(joko)
    assert "Lembar pertama" in client.get(HERE).content.decode()


def test_counting_reads_the_index_alone(district, django_assert_num_queries):
    from django.db import connection

    from timpora.statistics.counting import STAYS

    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for table in ("registers_currentstay", "registers_currentperson"):  # as a vacuum leaves them
            cursor.execute(
                "select pg_restore_relation_stats('schemaname', 'public', 'relname', %s::text,"
                " 'relpages', 10000::integer, 'reltuples', 1000000::real, 'relallvisible', 10000::integer)",
                [table],
            )
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain " + STAYS)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using current_stay_kind_area" in plan, plan
