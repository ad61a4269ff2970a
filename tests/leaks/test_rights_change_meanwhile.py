"""Rights that change between the asking and the doing: what was asked for is done with the rights of the moment."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from tests.leaks.district import SECRET
from tests.leaks.doors import by_program, door
from tests.leaks.shared_life import IN_REPORT, circle_of
from timpora.accountability.models import Extract
from timpora.accountability.steps import make_extracts
from timpora.agencies import circles
from timpora.agencies.actions import begin_membership, end_membership
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import JEMBER, TANAH_BUMBU, acting, agency
from timpora.agreements import ending
from timpora.agreements.models import Agreement
from timpora.exchange import shared as shared_data
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.foundation.models import Grant, Outgoing
from timpora.foundation.outbox import send_waiting
from timpora.intake import files
from timpora.intake.models import Batch, BatchRow
from timpora.intake.tests import factories as intake
from timpora.registers.protection import protect

pytestmark = pytest.mark.django_db
WORKERS = [["Nama Lengkap", "Kewarganegaraan", "Nama Perusahaan"], ["KENARI PEKERJA", "Jepang", "PT Umpama"]]


def stop(agreement: Agreement, by) -> None:
    who = acting(by)
    with acting_in_database(who):
        assert ending.end(agreement, because="Para pihak sepakat.", by=who, at=timezone.now())


def test_a_list_asked_for_by_who_lost_the_duty_before_it_was_made_is_empty(district, budi):
    """Fault 18: the job asks again what its asker may do now."""
    intan = district.members["intan"]
    while Extract.objects.filter(ended_at=None).exists():
        run_once(make_extracts)
    rows = []
    for has_duty in (True, False):
        assert door(intan).post("/pengawasan/unduhan/", {"asked": "everything=on"}).status_code == 302
        if not has_duty:
            end_membership(intan.memberships.get(), because="Mutasi", at=timezone.now(), by=acting(budi))
        run_once(make_extracts)
        rows.append(Extract.objects.latest("asked_at").rows)
    assert rows[0] > 0, "with the duty there is something to list"
    assert rows[1] == 0


def test_a_list_made_for_a_former_duty_is_not_handed_out(district, budi, first_lock_alone):
    """Fault 18: made with the rights of then, asked for with those of now: inspector still, of another place."""
    intan = district.members["intan"]
    assert door(intan).post("/pengawasan/unduhan/", {"asked": "everything=on"}).status_code == 302
    while Extract.objects.filter(ended_at=None).exists():
        run_once(make_extracts)
    page = f"/pengawasan/unduhan/{Extract.objects.latest('asked_at').pk}/"
    assert door(intan).get(page).status_code == 200
    end_membership(intan.memberships.get(), because="Mutasi", at=timezone.now(), by=acting(budi))
    elsewhere = agency("kanwil", "Kanwil Ditjen Imigrasi Jawa Timur", 3500000000, is_vertical=True)
    begin_membership(account=intan, agency=elsewhere, duty="inspektur", areas=[JEMBER], at=timezone.now(), by=None)
    assert door(intan).get(page).status_code == 404
    assert page not in door(intan).get("/pengawasan/unduhan/").text


def run_once(step) -> None:
    """One round of the queue, as the worker."""
    with transaction.atomic():
        assert step() == 1


def test_a_file_that_was_looked_over_is_refused_when_its_agreement_has_ended(district, budi, citra, disnaker, kanim):
    """Fault 18: between the preview and the saving the agreement ended; nothing of the file is kept as rows."""
    batch = intake.previewed(citra, intake.as_csv(*WORKERS), kind="workers", name="tka.csv")
    for agreement in Agreement.objects.filter(clauses__giver=disnaker).distinct():
        stop(agreement, budi)
    before = BatchRow.objects.count()
    who = acting(citra)
    with acting_in_database(who), pytest.raises(files.NotAllowed):
        files.accept(batch, by=who, at=timezone.now())
    answer = door(citra).post(f"/berkas/{batch.pk}/simpan/")
    assert answer.status_code in (302, 403, 409, 422)
    settle()
    batch.refresh_from_db()
    assert (batch.state, BatchRow.objects.count()) == (Batch.State.PREVIEWED, before)


def test_a_program_that_reads_on_finds_the_next_page_shut(district, shared, budi):
    """Fault 18: it holds the address of the next page; the agreement ended after the first."""
    first = by_program(shared.tono, "/api/v1/shared/permits")
    rows = first.json()["rows"]
    assert rows
    stop(shared.agreement, budi)
    after = f"/api/v1/shared/permits?after={district.batch.pk}"
    assert by_program(shared.tono, after).status_code == 404


def test_a_file_in_the_making_takes_the_rows_of_the_moment(district, shared, first_lock_alone, budi, ayu):
    """Fault 18: who asked holds the clause from before; rows shielded since are not there, nor is an ended clause."""
    tono = acting(shared.tono)
    with acting_in_database(tono):
        found = shared_data.opened("permits", tono)
        assert found
    by = acting(ayu)
    with acting_in_database(by):
        protect(district.person.pk, kind="trafficking", note="", area=district.person.area, by=by, at=timezone.now())
    with acting_in_database(tono):
        content = shared_data.export(found, shared_data.Asked(), by=tono, at=timezone.now()).decode()
    assert not SECRET.search(content)
    assert "TANAKA" in content
    stop(shared.agreement, budi)
    now = acting(shared.tono)
    with acting_in_database(now):
        assert shared_data.opened("permits", now) is None
        assert not shared_data.shown(found, now).exists(), "also to who still holds the clause in hand"


def test_a_share_is_not_written_to_a_circle_that_ended_before_the_last_word(district, shared, ayu, dewa):
    """Fault 18: the desk saw who would read it; the circle ended; the word that follows opens nothing."""
    report = intake.report(dewa, words="KENARILAIN di pasar.")
    circle = circle_of(ayu, shared.partner)
    told = {"act": "share", "to": f"circle:{circle.pk}", "purpose": "meeting",
            "until": (timezone.now() + timedelta(days=2)).date().isoformat()}  # fmt: skip
    desk, page = door(ayu), f"/laporan/{report.pk}/siapa/"
    assert "Polres Tanah Bumbu" in desk.post(page, told).text
    by = acting(ayu)
    with acting_in_database(by):
        circles.end(circle, by=by, at=timezone.now())
    assert desk.post(page, told | {"sure": "1"}).status_code == 422
    assert not Grant.objects.filter(record_id=report.pk).exists()
    assert door(shared.tono).get(f"/laporan/{report.pk}/").status_code == 404


def test_a_letter_that_waited_does_not_go_to_who_left_meanwhile(district, shared, ayu, settings, budi):
    """Fault 18: the line was written while he was a member; the account closed before the mail server came back."""
    settings.SMTP = {"host": "localhost"}
    tono = shared.tono
    tono.email = "tono@polres.example"
    tono.save()
    outgoing = Outgoing.objects.create(
        account=tono, page=f"/laporan/{shared.report.pk}/", made_at=timezone.now(), next_at=timezone.now()
    )
    tono.is_active = False
    tono.save()
    send_waiting()
    outgoing.refresh_from_db()
    assert outgoing.ended_at is not None
    assert mail.outbox == []


def test_who_joins_a_new_agency_carries_nothing_of_the_old_one(district, shared, kanim, budi):
    """Fault 18: the session goes on, the agency changed: what was open to the old one is gone at the next request."""
    tono = door(shared.tono)
    page = f"/laporan/{shared.report.pk}/"
    assert IN_REPORT in tono.get(page).text
    end_membership(Membership.objects.get(account=shared.tono), because="Mutasi", at=timezone.now(), by=acting(budi))
    other = agency("kodim", "Kodim Tanah Bumbu")
    begin_membership(
        account=shared.tono, agency=other, duty="instansi", areas=[TANAH_BUMBU], at=timezone.now(), by=None
    )
    tono.force_login(shared.tono)
    assert tono.get(page).status_code == 404
    assert tono.get("/data-bersama/permits/").status_code == 404
    assert page not in tono.get("/").text
