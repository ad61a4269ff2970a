"""The first page: what waits for me, my own reports, the age of the queue; useful when empty."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation import waiting
from timpora.foundation.waiting import Waiting
from timpora.intake.models import Report
from timpora.registers.tests.factories import source
from timpora.web.home import since_words
from timpora.web.queue import queue_at


@pytest.fixture(autouse=True)
def no_jobs_of_others(db) -> None:
    """Tests that commit leave jobs behind; here the queue begins empty."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("truncate procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs cascade")
        cursor.execute("set role timpora_worker")


@pytest.fixture
def finders(monkeypatch):
    """Only what this test registers."""
    found: list = []
    monkeypatch.setattr(waiting, "FINDERS", found)
    return found


def report_by(account, number: int = 27) -> Report:
    at = timezone.now()
    return Report.objects.create(
        number=number, key=account.pk, content_hash="x", source=source(), agency_id=acting(account).agency,
        account_id=account.pk, area=acting(account).area, place="Pasar Pagatan", seen_at=at, sight="works", fate_at=at,
        fate="checking",
    )  # fmt: skip


def test_nothing_waits(client, ayu, finders):
    client.force_login(ayu)
    page = client.get("/").content.decode()
    assert "Tidak ada yang menunggu Anda." in page
    assert "Semua kiriman sudah diolah." in page
    assert "/temuan/" in page


def test_who_only_sends_reads_of_the_queue_where_it_is_late_alone(client, dewa, finders):
    client.force_login(dewa)
    assert "Antrean" not in client.get("/").text


def test_what_waits_stands_in_order_of_harm_with_one_thing_to_do(client, ayu, finders):
    later = Waiting(order=50, what="Undangan belum dikirim", url="/rapat/", act="Kirim undangan")
    first = Waiting(order=10, what="Lewat waktu", who="Disnaker", since=date(2026, 1, 1), url="/tugas/", act="Ingatkan")
    finders.append(lambda acting, at: [later, first])
    client.force_login(ayu)
    page = client.get("/").content.decode()
    assert page.index("Lewat waktu") < page.index("Undangan belum dikirim")
    assert "Disnaker" in page
    assert "Ingatkan" in page
    assert "Tidak ada yang menunggu" not in page


def test_a_village_head_sees_the_report_button_and_what_became_of_the_last_reports(client, dewa, ayu, finders):
    report_by(dewa)
    report_by(ayu, number=28)
    client.force_login(dewa)
    page = client.get("/").content.decode()
    assert "Laporkan yang Anda lihat" in page
    assert "Laporan 27" in page
    assert "Laporan 28" not in page
    assert "Sedang diperiksa petugas" in page


@pytest.mark.parametrize("who", ["ayu", "budi", "citra", "dewa", "intan", "jaka"])
def test_every_role_has_a_home_and_a_help_page(client, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/").status_code == 200
    assert "Yang dapat Anda lakukan" in client.get("/bantuan/").content.decode()


def test_without_a_duty_the_page_says_whom_to_ask(client, db):
    from timpora.foundation.models import Account

    client.force_login(Account.objects.create(sign_in="baru", name="Baru Masuk"))
    assert "belum memegang tugas" in client.get("/").content.decode()
    assert "belum ada yang terbuka" in client.get("/bantuan/").content.decode()


def test_the_age_of_the_queue_is_that_of_its_oldest_waiting_job(client, ayu, finders):
    now = timezone.now()
    jobs = "insert into procrastinate_jobs (queue_name, task_name, args, status) values (%s) returning id"
    with connection.cursor() as cursor:
        for minutes in (12, 3):
            cursor.execute(jobs % "'default', 'foundation.dispatch', '{}', 'todo'")
            job = cursor.fetchone()[0]
            cursor.execute(
                "update procrastinate_events set at = %s where job_id = %s", [now - timedelta(minutes=minutes), job]
            )
    queue = queue_at(now)
    assert (queue.waiting, queue.oldest, queue.is_late) == (2, now - timedelta(minutes=12), True)
    client.force_login(ayu)
    page = client.get("/").content.decode()
    assert "Antrean: 2 pekerjaan, tertua 12" in page
    assert "Pengolahan tertinggal" in page


def test_a_day_to_come_is_named_and_a_day_gone_is_counted(ayu):
    at = timezone.now()
    member = acting(ayu)
    assert since_words(None, member, at) == ""
    assert since_words(at - timedelta(days=3), member, at).startswith("sejak 3")
    assert since_words(at + timedelta(days=3), member, at).startswith("pada ")
    today = (at + timedelta(hours=8)).date()  # WITA
    assert since_words(today, member, at) == "hari ini"
    assert since_words(today - timedelta(days=2), member, at).startswith("sejak 2")


def test_the_help_page_names_the_verbs_by_reach(client, citra):
    client.force_login(citra)
    page = client.get("/bantuan/").content.decode()
    assert "menjawab permintaan kepada instansi Anda" in page
    assert "Untuk yang diminta khusus kepada instansi Anda" in page
    assert "membuka data orang asing" not in page


def test_every_verb_of_every_duty_has_words():
    from timpora.agencies.duties import DUTIES
    from timpora.web.verbs import VERBS

    assert {verb for duty in DUTIES.values() for verb in duty.verbs} <= set(VERBS)
    assert TANAH_BUMBU


def test_the_page_of_an_area_shows_its_team_its_people_and_what_is_open(client, budi, citra):
    from timpora.compliance.tests.factories import check_of, seen_after_the_end
    from timpora.territory.tests.factories import tanah_bumbu

    tanah_bumbu()
    check_of(seen_after_the_end())
    client.force_login(budi)
    page = client.get("/wilayah/63.10/").text
    for heading in ("Tim PORA", "Orang asing yang diketahui berada di sini", "Yang masih terbuka", "Rapat"):
        assert heading in page
    assert "belum memiliki tim" in page
    client.force_login(citra)
    page = client.get("/wilayah/63.10/").text
    assert "Orang asing yang diketahui" not in page
    assert "Yang masih terbuka" not in page
