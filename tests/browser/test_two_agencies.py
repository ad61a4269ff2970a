"""Two agencies at two windows: the desk shows who would read it, shares and takes back; an agreement opens and ends."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from timpora.agencies.tests.cast import KUSAN_HILIR
from timpora.agreements.models import Agreement
from timpora.agreements.tests.pks import in_force
from timpora.foundation.models import Grant
from timpora.intake.models import Report
from timpora.intake.tests import factories as intake
from timpora.registers.models import CurrentPerson, CurrentStay, Person

pytestmark = pytest.mark.browser
WINDOWS = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def report(transactional_db, place, dewa) -> Report:
    return intake.report(dewa, words="Tiga orang bekerja di rumah kos.", informant="Pak RT Rekaan")


@pytest.fixture
def agreement(transactional_db, place, budi, kanim, disnaker) -> Agreement:
    row = Person.objects.create(area=KUSAN_HILIR)
    same = {"person": row, "area": KUSAN_HILIR, "rebuilt_at": timezone.now()}
    CurrentPerson.objects.create(**same, name="KIM HA NA", sort_key="HA KIM NA", nationality="KOR", mentions_count=1)
    CurrentStay.objects.create(**same, permit_kind="ITAS", permit_ends_on=date(2030, 1, 1))
    return in_force(budi, (kanim, disnaker, "permits"), areas=[KUSAN_HILIR])


def main(page: Page):
    return page.get_by_role("main")


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@WINDOWS
def test_the_desk_shares_a_report_and_takes_it_back(opened, ayu, citra, report, window):
    desk, disnaker = opened(ayu, **window), opened(citra, **window)
    disnaker.goto(f"/laporan/{report.pk}/")
    expect(main(disnaker)).to_contain_text("Mengapa saya tidak bisa?")

    desk.goto(f"/laporan/{report.pk}/")
    main(desk).get_by_role("link", name="Bagikan, batasi, atau ubah tingkatnya").click()
    fits(desk)
    main(desk).get_by_label("Dibagikan kepada").select_option(label="Disnaker Tanah Bumbu")
    main(desk).get_by_label("Sampai tanggal").fill((timezone.now().date() + timedelta(days=3)).isoformat())
    main(desk).get_by_role("button", name="Lihat siapa yang akan membacanya").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Siapa yang akan melihat ini?")
    expect(main(desk)).to_contain_text("Disnaker Tanah Bumbu")
    fits(desk)
    assert not Grant.objects.filter(because_kind="share").exists(), "seen, and not yet shared"
    main(desk).get_by_role("button", name="Bagikan", exact=True).click()
    expect(main(desk)).to_contain_text("Dibagikan kepada Disnaker Tanah Bumbu")

    disnaker.goto("/")
    main(disnaker).locator(f'a[href="/laporan/{report.pk}/"]').first.click()
    expect(main(disnaker)).to_contain_text("Tiga orang bekerja di rumah kos.")
    expect(main(disnaker)).not_to_contain_text("Pak RT Rekaan")
    fits(disnaker)

    main(desk).get_by_role("button", name="Cabut").click()
    expect(main(desk)).not_to_contain_text("Dibagikan kepada Disnaker Tanah Bumbu")
    disnaker.reload()
    expect(disnaker.get_by_role("heading", level=1)).to_contain_text("tidak ada, atau bukan untuk tugas Anda")
    expect(main(disnaker)).to_contain_text("Mengapa saya tidak bisa?")
    expect(main(disnaker)).not_to_contain_text("rumah kos")
    fits(disnaker)
    main(disnaker).get_by_role("link", name="Minta akses").click()
    expect(main(disnaker)).to_contain_text("Kantor Imigrasi Kelas II TPI Batulicin")
    expect(main(disnaker)).not_to_contain_text(f"Laporan {report.number}")


@WINDOWS
def test_an_agreement_shows_its_list_until_the_chief_ends_it(opened, budi, citra, agreement, window):
    chief, disnaker = opened(budi, **window), opened(citra, **window)
    disnaker.goto("/data-bersama/")
    main(disnaker).get_by_role("link", name="izin tinggal orang asing").click()
    expect(main(disnaker)).to_contain_text("KIM HA NA")
    fits(disnaker)

    chief.goto(f"/perjanjian/{agreement.pk}/")
    main(chief).locator("summary", has_text="Akhiri perjanjian").click()
    main(chief).get_by_label("Alasan").fill("Para pihak sepakat berhenti.")
    main(chief).get_by_role("button", name="Akhiri perjanjian").click()
    expect(main(chief)).to_contain_text("Para pihak sepakat berhenti.")
    fits(chief)

    disnaker.reload()
    expect(disnaker.get_by_role("heading", level=1)).to_contain_text("tidak ada, atau bukan untuk tugas Anda")
    expect(main(disnaker)).not_to_contain_text("KIM HA NA")
    disnaker.goto("/data-bersama/")
    expect(main(disnaker)).to_contain_text("Para pihak sepakat berhenti.")
    expect(main(disnaker)).to_contain_text("diakhiri")
    fits(disnaker)
