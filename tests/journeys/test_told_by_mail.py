"""Something waits for a member: the office address on the member's page gets one line, which names nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from timpora.agencies.tests.cast import acting
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.foundation import outbox
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Account, Event, Outgoing
from timpora.meetings import actions as meetings
from timpora.meetings.tests.arranged import does, meeting, team
from timpora.registers import urgent
from timpora.registers.tests.test_urgent_access import NUMBER, REASON, far
from timpora.tasks.tests.factories import NAME, PASSPORT, sent
from timpora.territory.tests.factories import tanah_bumbu

__all__ = ["far", "meeting", "team"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on(settings) -> None:
    settings.SMTP, settings.ADDRESS = "smtp://127.0.0.1", "https://timpora.example.go.id"
    settings.MAIL_FROM = "timpora@example.go.id"


@pytest.fixture(autouse=True)
def addresses(ayu, budi, citra, jaka, dewa) -> None:
    tanah_bumbu()
    for account in (ayu, budi, citra, jaka, dewa):
        Account.objects.filter(pk=account.pk).update(email=f"{account.sign_in}@kantor.example.go.id")


def lines() -> set[tuple[str, str]]:
    return set(Outgoing.objects.values_list("account__sign_in", "page"))


def test_the_asked_agency_is_told(ayu, kanim, disnaker, mailoutbox):
    task = sent(ayu, disnaker, check_of(seen_after_the_end(kanim)))
    assert lines() == {("citra", f"/tugas/{task.pk}/")}
    run(outbox.send_waiting)
    (mail,) = mailoutbox
    assert mail.to == ["citra@kantor.example.go.id"]
    told = mail.message().as_string()
    assert f"https://timpora.example.go.id/tugas/{task.pk}/" in told
    assert not [word for word in (NAME, PASSPORT, task.question, task.reason, "Ayu", "Citra") if word in told]


def test_the_invited_are_told(meeting, ayu):
    Outgoing.objects.all().delete()
    does(ayu, meetings.invite, meeting)
    assert {page for _who, page in lines()} == {f"/rapat/{meeting.pk}/"}
    assert {who for who, _page in lines()} == {"ayu", "budi", "citra"}
    does(ayu, meetings.invite, meeting)
    assert Outgoing.objects.count() == 3, "invited once, told once"


def test_whose_file_was_opened_in_haste_is_told_and_who_has_to_close_it(ayu, budi, jaka, far):
    with acting_in_database(acting(ayu)):
        urgent.ask(NUMBER, "JPN", reason=REASON, by=acting(ayu), at=timezone.now())
    assert lines() == {("budi", reverse("home")), ("jaka", reverse("home"))}


def test_of_a_miss_only_the_supervisor_is_told(ayu, budi, far):
    with acting_in_database(acting(ayu)):
        urgent.ask("ZZ0000000", "JPN", reason=REASON, by=acting(ayu), at=timezone.now())
    assert lines() == {("budi", reverse("home"))}


@pytest.fixture
def page(client, budi, dewa) -> str:
    client.force_login(budi)
    return f"/anggota/{dewa.memberships.get().pk}/"


def test_the_address_is_kept_on_the_members_page(client, page, dewa):
    assert "dewa@kantor.example.go.id" in client.get(page).content.decode()
    assert client.post(f"{page}surel/", {"email": "desa@betung.example.go.id"}).status_code == 302
    dewa.refresh_from_db()
    assert dewa.email == "desa@betung.example.go.id"
    assert Event.objects.filter(kind="account.email_changed", subject_id=dewa.pk).count() == 1
    client.post(f"{page}surel/", {"email": "desa@betung.example.go.id"})
    assert Event.objects.filter(kind="account.email_changed").count() == 1
    client.post(f"{page}surel/", {"email": ""})
    dewa.refresh_from_db()
    assert dewa.email == ""


@pytest.mark.parametrize("wrong", ["bukan surel", "a@b", "a@b.id\nBcc: lain@c.id", "a" * 260 + "@b.id"])
def test_what_is_no_address_is_refused(client, page, dewa, wrong):
    response = client.post(f"{page}surel/", {"email": wrong})
    assert response.status_code == 422
    dewa.refresh_from_db()
    assert dewa.email == "dewa@kantor.example.go.id"


def test_a_member_of_another_office_is_not_there(client, page, jaka):
    client.post(f"/anggota/{jaka.memberships.get().pk}/surel/", {"email": "x@y.example.go.id"})
    jaka.refresh_from_db()
    assert jaka.email == "jaka@kantor.example.go.id"
