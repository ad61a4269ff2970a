"""*Siapa yang akan melihat ini?* through its pages: before sending, on the record, and the acts on it."""

from datetime import timedelta
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from timpora.agencies.actions import grants_of
from timpora.agencies.audience import audience
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import JEMBER
from timpora.foundation.access import facts_of
from timpora.foundation.models import Account, Event, Grant
from timpora.intake.models import Report
from timpora.intake.tests import factories as intake
from timpora.tasks.tests.factories import sent

pytestmark = pytest.mark.django_db


def address(report: Report) -> str:
    return f"/laporan/{report.pk}/siapa/"


def in_three_days() -> str:
    return (timezone.now() + timedelta(days=3)).date().isoformat()


def posted(client, report, act, **more):
    return client.post(address(report), {"act": act} | more)


def test_before_sending_the_form_says_who_would_read_it(client, ayu, budi, dewa):
    client.force_login(dewa)
    asked = {"handling": "0"}
    words = client.get("/laporan/baru/siapa/", asked).content.decode()
    assert "Kantor Imigrasi Kelas II TPI Batulicin" in words
    assert "Budi" not in words
    secret = client.get("/laporan/baru/siapa/", asked | {"handling": "2"}, headers={"HX-Request": "true"})
    assert "2 orang dari 2 instansi" in secret.content.decode()  # the head of the section and the teller
    assert "<html" not in secret.content.decode()
    assert "wilayah tugas Anda" in client.get("/laporan/baru/siapa/", {"area": "35.09"}).content.decode()


def test_a_report_is_sent_at_a_level_and_says_who_may_see_it(client, ayu, budi, dewa):
    report = intake.report(dewa, handling=2)
    client.force_login(ayu)
    assert client.get(f"/laporan/{report.pk}/").status_code == 404
    assert client.get(address(report)).status_code == 404
    client.force_login(budi)
    assert "Rahasia" in client.get(f"/laporan/{report.pk}/").content.decode()
    words = client.get(address(report)).content.decode()
    assert "Budi Santoso" in words
    assert "Ayu" not in words[words.index("<main") :]


def test_sharing_is_shown_first_and_then_done_once(client, ayu, dewa, citra, disnaker):
    report = intake.report(dewa)
    client.force_login(ayu)
    told = {"to": f"agency:{disnaker.pk}", "purpose": "field_check", "until": in_three_days()}
    shown = posted(client, report, "share", **told).content.decode()
    assert "Citra Dewanti" in shown
    assert "Dewa Saputra" not in shown[shown.index("<main") :]
    assert not Grant.objects.filter(because_kind="share").exists()
    for _ in range(2):
        assert posted(client, report, "share", sure="1", **told).status_code == 302
    grant = Grant.objects.get(because_kind="share", record_id=report.pk)
    client.force_login(citra)
    assert f"/laporan/{report.pk}/" in client.get("/").content.decode()
    page = client.get(f"/laporan/{report.pk}/").content.decode()
    assert "(disamarkan)" in page
    assert ">Desa Betung<" not in page  # who told it; the place keeps its name
    client.force_login(ayu)
    assert "Dibagikan kepada Disnaker Tanah Bumbu" in client.get(f"/laporan/{report.pk}/").content.decode()
    assert posted(client, report, "take_back", grant=str(grant.pk)).status_code == 302
    client.force_login(citra)
    assert client.get(f"/laporan/{report.pk}/").status_code == 404
    assert Event.objects.filter(kind__in=("record.shared", "record.taken_back")).count() == 2


def test_what_is_typed_wrongly_is_said(client, ayu, dewa, disnaker):
    report = intake.report(dewa)
    client.force_login(ayu)
    told = {"to": f"agency:{disnaker.pk}", "purpose": "field_check"}
    for until in ("2020-01-01", "2999-01-01", "besok"):
        assert posted(client, report, "share", until=until, **told).status_code == 422
    assert posted(client, report, "handle", level="1", reason="", version="1").status_code == 422
    assert posted(client, report, "take_back", grant="bukan").status_code == 302
    assert posted(client, report, "apa saja").status_code == 200


def test_the_originator_excludes_and_lets_in_again(client, dewa, ayu, citra, disnaker):
    report = intake.report(dewa)
    client.force_login(dewa)
    assert posted(client, report, "exclude", agency=str(disnaker.pk)).status_code == 302
    assert "Tidak untuk Disnaker Tanah Bumbu" in client.get(address(report)).content.decode()
    client.force_login(ayu)
    told = {"to": f"agency:{disnaker.pk}", "purpose": "field_check", "until": in_three_days()}
    assert "Citra" not in posted(client, report, "share", **told).content.decode()
    denial = Grant.objects.get(is_denial=True)
    posted(client, report, "take_back", grant=str(denial.pk))
    denial.refresh_from_db()
    assert denial.revoked_at is None  # not theirs to take back
    client.force_login(dewa)
    posted(client, report, "take_back", grant=str(denial.pk))
    denial.refresh_from_db()
    assert denial.revoked_at is not None


def test_two_change_the_level_at_once(client, ayu, budi, dewa):
    report = intake.report(dewa)
    client.force_login(ayu)
    assert posted(client, report, "handle", level="1", reason="Ada anak", version="1").status_code == 302
    client.force_login(budi)
    late = posted(client, report, "handle", level="2", reason="Saksi takut", version="1")
    assert late.status_code == 409
    assert "Saksi takut" in late.content.decode()
    assert "Terbatas" in late.content.decode()
    assert "Ada anak" in client.get(f"/laporan/{report.pk}/").content.decode()


def test_a_request_says_who_may_see_it(client, ayu, citra, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(citra)
    words = client.get(f"/tugas/{task.pk}/siapa/").content.decode()
    assert "diminta menjawab" in words
    assert "tugas di wilayah ini" in words


def test_a_refusal_says_the_same_whether_or_not_it_is_there(client, citra, dewa, ayu):
    report = intake.report(dewa)
    client.force_login(citra)
    there = client.get(f"/laporan/{report.pk}/")
    nothing = client.get("/laporan/01a00000-0000-7000-8000-000000000000/")
    assert (there.status_code, nothing.status_code) == (404, 404)
    assert there.content.split(b"<main")[1] == nothing.content.split(b"<main")[1]
    words = there.content.decode()
    assert "Mengapa saya tidak bisa?" in words
    assert "Kantor Imigrasi Kelas II TPI Batulicin" in words


def crowd(count: int, kanim) -> None:
    """Members elsewhere, each with the grants of a duty."""
    now = timezone.now()
    accounts = [Account(sign_in=f"banyak{n}", name=f"Anggota {n}", password="!") for n in range(count)]
    Account.objects.bulk_create(accounts)
    rows = [
        Membership(account=one, agency=kanim, duty="pelaksana", areas=[JEMBER + 10_000 * (n % 30)], begins_at=now)
        for n, one in enumerate(accounts)
    ]
    Membership.objects.bulk_create(rows)
    Grant.objects.bulk_create([grant for row in rows for grant in grants_of(row, now)], batch_size=5000)


def test_the_list_takes_a_handful_of_queries_among_thousands_of_members(ayu, budi, dewa, kanim):
    report = intake.report(dewa)
    crowd(2000, kanim)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("analyze foundation_grant, agencies_membership, foundation_account")
        cursor.execute("set role timpora_worker")
    facts, now = facts_of(report), timezone.now()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = audience(facts, "report.read", now)
    assert {member.account_id for one in found for member in one.members} == {ayu.pk, budi.pk, dewa.pk}
    assert len(queries) <= 4
    took = min(timed(facts, now) for _ in range(9))
    assert took < 0.05  # on a busy machine; the figure at full size is measured elsewhere


def timed(facts, now) -> float:
    begun = perf_counter()
    audience(facts, "report.read", now)
    return perf_counter() - begun
