"""Whatever names a protected person plainly is shielded: refused rows, reports nobody linked, told before or after."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.leaks.district import HEADERS, ON_FILE, PASSPORT, SECRET, day, told
from tests.leaks.doors import alike, door, text_of, walk
from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.intake import files
from timpora.intake.models import Batch, BatchRow, Informant, Report
from timpora.intake.tests import factories as intake
from timpora.registers.actions import ask_lift, lift, protect
from timpora.registers.models import Mention, Protection

pytestmark = pytest.mark.django_db
STAY = ["ITAS", "E23", day(-400), day(-35)]
# Each names the person plainly; the machine links at most the first row by itself.
ROWS = (
    [ON_FILE, "L", "Nigeria", "17/09/1983", PASSPORT, *STAY, "Kusan Hilir"],
    [ON_FILE, "L", "Nigeria", "17/09/1983", PASSPORT, *STAY, "Kusan Hilir"],  # told twice
    ["Zebulon C. Okonkwo", "", "Nigeria", "1983", "", *STAY, "Kusan Hilir"],  # waits for an answer
    ["Okonkwo, Zebulon", "L", "Nigeria", "1983-09-17?", "", *STAY, "Kusan Hilir"],
    ["L", "", "Nigeria", "", "zq 867-5309 x", *STAY, "ZQ8675309"],
    ["-", "L", "Nigeria", "", "", *STAY, "Zebulon Chidi Okonkwo"],  # a cell slipped
)
REPORTS = (
    {"name": "Zebulon Chidi Okonkwo", "nationality": "Nigeria", "birth_year": ""},
    {"name": "", "words": "Tamu bernama okonkwo zebulon di dermaga."},
    {"name": "", "words": "Paspornya ZQ 8675309, katanya."},
    {"name": "", "place": "rumah Zebulon Okonkwo"},
    {"name": "Budiman Rekaan", "nationality": "", "birth_year": "", "words": "Menumpang pada Zebulon Okonkwo."},
    {"name": "", "informant": "Zebulon Okonkwo"},
)  # fmt: skip


def send(by, rows) -> Batch:
    who, now = acting(by), timezone.now()
    with acting_in_database(who):
        batch = files.preview(
            kind="permits", name="izin.csv", content=intake.as_csv(HEADERS, *rows), area=TANAH_BUMBU, as_of=None,
            agency=Agency.objects.get(pk=who.agency), by=who, at=now,
        )  # fmt: skip
        return files.accept(batch, by=who, at=now)


def shield(district) -> None:
    by = acting(district.members["ayu"])
    with acting_in_database(by):
        protect(district.person.pk, kind="trafficking", note="", area=district.person.area, by=by, at=timezone.now())


def release(district) -> None:
    budi, sinta = acting(district.members["budi"]), acting(district.members["sinta"])
    row = Protection.objects.get()
    with acting_in_database(budi):
        ask_lift(row, "Keadaan sudah aman.", by=budi, at=timezone.now())
    with acting_in_database(sinta):
        lift(row, by=sinta, at=timezone.now())
    settle()


def speaking(account, district) -> set[str]:
    found = walk(account, district.ids())
    return {address for address, response in found.items() if SECRET.search(text_of(response))}


def silent(account, pages) -> list[str]:
    """Of these pages those that do not speak of them."""
    client = door(account)
    return [page for page in pages if not SECRET.search(text_of(client.get(page)))]


@pytest.mark.parametrize("seed", range(2))
def test_no_door_speaks_of_them_whatever_was_told_and_whenever(district, kanim, seed):
    rng = random.Random(seed)
    ayu, eka = district.members["ayu"], district.members["eka"]
    colleague = member("yani", "Yani Lestari", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)
    acts = [lambda how=how: told(eka, area=6310022003, hours=rng.randint(1, 90), **how) for how in REPORTS]
    acts += [lambda: send(ayu, rng.sample(ROWS, 4)), lambda: send(colleague, [*ROWS])]
    acts = [*rng.sample(acts, len(acts))]
    acts.insert(rng.randint(0, len(acts)), lambda: shield(district))
    for act in acts:
        act()
        if rng.random() < 0.5:
            settle()
    settle()
    assert {name: speaking(who, district) for name, who in (("ayu", ayu), ("yani", colleague), ("eka", eka))} == {
        "ayu": set(), "yani": set(), "eka": set(),
    }  # fmt: skip
    assert speaking(district.members["hadi"], district) == set()
    teller = set(Informant.objects.values_list("pk", flat=True))  # named on a page of its own
    kept = [
        f"/laporan/{pk}/pelapor/" if pk in teller else f"/laporan/{pk}/"
        for pk in Report.objects.values_list("pk", flat=True)
    ]
    kept += [f"/berkas/{pk}/ditolak/" for pk in Batch.objects.values_list("pk", flat=True)]
    assert silent(district.members["budi"], kept) == []

    release(district)
    assert not any(model.objects.filter(is_protected=True).exists() for model in (Report, BatchRow, Mention))
    own = Batch.objects.filter(account_id=ayu.pk).values_list("pk", flat=True)
    assert silent(ayu, [f"/berkas/{pk}/ditolak/" for pk in own]) == []


def test_colleagues_read_the_same_page_whether_somebody_in_the_file_is_protected_or_not(district, kanim):
    colleague = member("yani", "Yani Lestari", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)
    page, client = f"/berkas/{district.batch.pk}/", door(colleague)
    before = client.get(page)
    assert "Baris 4 " in before.text or "baris 4 " in before.text
    assert client.get(f"{page}ditolak/").status_code == 404
    shield(district)
    settle()
    assert alike(client.get(page)) == alike(before)


def test_a_preview_is_read_by_its_sender_while_it_is_in_hand(district, kanim):
    ayu = district.members["ayu"]
    colleague = member("yani", "Yani Lestari", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)
    batch = intake.previewed(ayu, intake.as_csv(HEADERS, ROWS[3]))
    Batch.objects.filter(pk=batch.pk).update(created_at=timezone.now())
    page = f"/berkas/{batch.pk}/"
    assert SECRET.search(door(ayu).get(page).text)
    assert not SECRET.search(door(colleague).get(page).text)
    Batch.objects.filter(pk=batch.pk).update(created_at=timezone.now() - timedelta(hours=2))
    assert not SECRET.search(door(ayu).get(page).text)
    assert SECRET.search(door(district.members["budi"]).get(page).text)
