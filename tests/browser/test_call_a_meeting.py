"""A secretary who knows the work calls a routine rakor, from what the home page says to the letters, in few clicks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, agency
from timpora.documents.models import Letter
from timpora.meetings import actions, door
from timpora.meetings.models import DoorEntry, Meeting
from timpora.meetings.tests.arranged import called, does, team
from timpora.meetings.tests.test_build_the_agenda import waits_for

__all__ = ["team"]
pytestmark = pytest.mark.browser
WINDOWS = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
FEW = 25


class Hand:
    """Counts every press of the mouse, the finger or Enter; typing is not counted."""

    def __init__(self) -> None:
        self.clicks = 0

    def press(self, where: Locator) -> None:
        where.click()
        self.clicks += 1


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def last(transactional_db, place, ayu, kanim, team) -> Meeting:
    """More than a year ago, so that the team is past its time."""
    for area, name in ((KUSAN_HILIR, "Kusan Hilir"), (SIMPANG_EMPAT, "Simpang Empat")):
        agency("kecamatan", f"Kecamatan {name}", area)
    ago = timezone.now().replace(microsecond=0) - timedelta(days=400)
    meeting = called(ayu, team, ago)
    does(ayu, actions.close_meeting, meeting, chair="Raka Wiratama", notulis="Ayu", at=ago)
    does(ayu, actions.set_series, team, every_months=12, theme_pattern="Rakor Tim PORA {tahun}", version=0)
    for number in (41, 44):
        waits_for(agency("polres", f"Polres {number}"), kanim, number, date(2026, 9, 1))
    return meeting


@WINDOWS
def test_a_routine_rakor_from_agenda_to_invitations_in_few_clicks(opened, ayu, last, window):
    page, hand = opened(ayu, **window), Hand()
    page.goto("/")
    hand.press(main(page).get_by_role("link", name="Siapkan rapat").first)
    fits(page)
    expect(main(page).get_by_label("Acara")).to_have_value(f"Rakor Tim PORA {timezone.now().year}")
    coming = timezone.now().date() + timedelta(days=10)
    main(page).get_by_label("Tanggal", exact=True).fill(coming.isoformat())
    hand.press(main(page).get_by_role("button", name="Siapkan", exact=True))
    fits(page)

    agenda = main(page).locator("#agenda")
    expect(agenda).to_contain_text("1 hal menunggu Polres 41 (no. 41)")
    hand.press(agenda.get_by_role("button", name="Keluarkan dari agenda: 1 hal menunggu Polres 44"))
    hand.press(agenda.get_by_text("Tambah pokok acara"))
    agenda.get_by_label("Pokok acara").fill("Paparan kebijakan visa")
    hand.press(agenda.get_by_role("button", name="Tambahkan"))
    hand.press(agenda.get_by_role("button", name="Naikkan: Paparan kebijakan visa"))
    expect(agenda.get_by_role("listitem").first).to_contain_text("Paparan kebijakan visa")

    hand.press(main(page).get_by_role("link", name="Undang menurut aturan"))
    hand.press(main(page).get_by_label("Semua camat di wilayah tim"))
    hand.press(main(page).get_by_role("button", name="Lihat daftarnya"))
    expect(main(page)).to_contain_text("5 undangan baru")
    fits(page)
    hand.press(main(page).get_by_role("button", name="Kirim undangan"))
    expect(main(page)).to_contain_text("Undangan untuk 5 unsur dibuat")
    fits(page)
    assert hand.clicks < FEW
    assert len(Letter.objects.get(template="undangan").data["addressees"]) == 5


def test_a_phone_at_the_door_and_the_secretarys_word(opened, ayu, team, place):
    meeting = called(ayu, team, timezone.now().replace(microsecond=0) + timedelta(minutes=20), "Rakor hari ini")
    does(ayu, actions.invite, meeting)
    guest = opened(None, **PHONE)
    guest.goto(f"/pintu/{door.token(meeting)}/")
    fits(guest)
    main(guest).get_by_label("Nama lengkap").fill("H. Said Rekaan, S.H., M.H.")
    main(guest).get_by_label("Instansi").fill("Disnaker Tanah Bumbu")
    main(guest).get_by_label("Jabatan").fill("Kepala Bidang")
    main(guest).get_by_label("Hadir sebagai").select_option("mewakili")
    main(guest).get_by_role("button", name="Kirim").click()
    expect(main(guest)).to_contain_text("H. Said Rekaan, S.H., M.H. tercatat pukul")
    assert DoorEntry.objects.count() == 1

    desk = opened(ayu)
    desk.goto(f"/rapat/{meeting.pk}/hadir/")
    main(desk).get_by_role("link", name="1 isian dari pintu").click()
    main(desk).get_by_role("button", name="Terima 1 isian di halaman ini").click()
    expect(main(desk)).to_contain_text("1 isian masuk daftar hadir.")
    desk.goto(f"/rapat/{meeting.pk}/pintu/")
    expect(main(desk).get_by_role("img", name="QR alamat daftar hadir")).to_be_visible()
