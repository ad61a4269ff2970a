"""A member leaves: what was open in her name goes to a colleague in one act, and what she did stays hers."""

import pytest
from django.test import Client
from django.utils import timezone

from timpora.agencies.models import HandOver, Membership
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Event
from timpora.foundation.waiting import waiting_for
from timpora.intake import actions as intake
from timpora.intake.models import Report
from timpora.intake.tests.factories import PERMIT_HEADERS, ROOSTER, as_csv, previewed, report
from timpora.meetings import actions as meetings
from timpora.tasks.models import Task
from timpora.tasks.tests.factories import drafted, sent
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team
from timpora.territory.tests.factories import tanah_bumbu

pytestmark = pytest.mark.django_db


@pytest.fixture
def wulan(kanim) -> Account:
    return member("wulan", "Wulan Sari", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)


@pytest.fixture
def busy(ayu, budi, dewa, kanim, disnaker) -> Membership:
    """Ayu has a draft, a request that waits, a report she read, a file she looked at, a meeting she prepares."""
    tanah_bumbu()
    check = check_of(seen_after_the_end(kanim))
    drafted(ayu, disnaker, check)
    sent(ayu, disnaker)
    told, who, now = report(dewa, at=timezone.now()), acting(ayu), timezone.now()
    with acting_in_database(who):
        intake.mark_read(Report.objects.get(pk=told.pk), by=who, at=now)
    previewed(ayu, as_csv(PERMIT_HEADERS, ROOSTER))
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"))
    with acting_in_database(who):
        meetings.call_meeting(team, theme="Rakor triwulan", place="Aula", starts_at=now, by=who, at=now)
    return Membership.objects.get(account=ayu)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_ending_a_duty_with_open_work_hands_it_over_in_one_act(client, ayu, budi, wulan, busy):
    client.force_login(budi)
    assert "5 pekerjaan masih terbuka" in page(client, f"/anggota/{busy.pk}/")
    before = page(client, f"/anggota/{busy.pk}/serah-terima/")
    for words in ("Konsep permintaan no.", "Permintaan no.", "Laporan ", "Berkas ", "Rakor triwulan", "Wulan Sari"):
        assert words in before
    silent = client.post(f"/anggota/{busy.pk}/akhiri/", {"reason": "Pindah ke kantor lain."})
    assert silent.status_code == 422, "who takes it over is asked"
    successor = Membership.objects.get(account=wulan)
    told = {"reason": "Pindah ke kantor lain.", "successor": str(successor.pk)}
    answer = client.post(f"/anggota/{busy.pk}/akhiri/", told)
    act = HandOver.objects.get()
    assert answer.url == f"/serah-terima/{act.pk}/"
    assert act.pieces.count() == 5
    record = page(client, answer.url)
    assert "Ayu Lestari" in record
    assert "Konsep permintaan no." in record
    busy.refresh_from_db()
    assert busy.ended_at is not None
    assert set(Task.objects.values_list("made_by", flat=True)) == {ayu.pk}, "who made it does not change"
    assert Event.objects.get(kind="membership.work_handed_over").count == 5
    assert "Tidak ada pekerjaan terbuka" in page(client, f"/anggota/{busy.pk}/serah-terima/")
    assert "5 pekerjaan masih terbuka" in page(client, f"/anggota/{successor.pk}/"), "it stands in her name now"
    who = acting(wulan)
    with acting_in_database(who):
        assert "Serah terima: 5 pekerjaan" in [str(line.what) for line in waiting_for(who, timezone.now())]


def test_what_ended_meanwhile_is_not_handed_over_and_a_second_click_changes_nothing(client, budi, wulan, busy):
    Report.objects.update(fate=Report.Fate.DONE)
    client.force_login(budi)
    told = {"successor": str(Membership.objects.get(account=wulan).pk)}
    for _click in range(2):
        client.post(f"/anggota/{busy.pk}/serah-terima/", told)
    assert HandOver.objects.get().pieces.count() == 4


def test_only_a_colleague_with_the_same_duty_and_areas_takes_over(client, budi, citra, kanim, busy):
    near = member("nina", "Nina Dewi", "pelaksana", kanim, TANAH_BUMBU)
    client.force_login(budi)
    listed = page(client, f"/anggota/{busy.pk}/serah-terima/")
    assert "Nina Dewi" not in listed
    for account in (near, citra):
        wrong = {"successor": str(Membership.objects.get(account=account).pk)}
        assert client.post(f"/anggota/{busy.pk}/serah-terima/", wrong).status_code == 422
    assert not HandOver.objects.exists()


def test_the_end_may_wait_for_a_successor(client, budi, busy):
    client.force_login(budi)
    told = {"reason": "Pensiun bulan ini.", "successor": "nobody"}
    assert client.post(f"/anggota/{busy.pk}/akhiri/", told).url == "/anggota/"
    assert "5 pekerjaan masih terbuka" in page(client, f"/anggota/{busy.pk}/"), "it is still offered afterwards"


def test_the_record_is_for_both_sides_and_those_who_keep_members(client, budi, wulan, busy, citra, jaka):
    client.force_login(budi)
    client.post(f"/anggota/{busy.pk}/serah-terima/", {"successor": str(Membership.objects.get(account=wulan).pk)})
    address = f"/serah-terima/{HandOver.objects.get().pk}/"
    for account, status in ((wulan, 200), (citra, 404), (jaka, 404)):
        client.force_login(account)
        assert client.get(address).status_code == status
