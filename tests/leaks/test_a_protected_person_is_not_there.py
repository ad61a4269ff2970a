"""Whoever holds no key meets a protected person at no door: no list, count, search, file or number."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.leaks.district import PASSPORT, SECRET, District
from tests.leaks.doors import alike, door, text_of, walk
from timpora.agencies.tests.cast import JEMBER, acting, agency
from timpora.agreements.tests.pks import in_force
from timpora.compliance.queries import verdict_totals
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.foundation.models import Account
from timpora.foundation.waiting import waiting_for
from timpora.meetings.actions import build_agenda
from timpora.registers.models import Protection
from timpora.registers.protection import protect

pytestmark = pytest.mark.django_db
# At least these pages speak of the person as long as nobody shields them; else the walk would prove nothing.
SPEAKS = (
    "/orang-asing/", "/orang-asing/{0.person.pk}/?from=task:{0.task.number}",
    "/orang-asing/{0.person.pk}/cetak/?from=task:{0.task.number}",
    "/laporan/{0.report.pk}/", "/cocokkan/?tab=menunggu", "/cocokkan/?tab=dijawab", "/cocokkan/{0.waiting.pk}/",
    "/temuan/?bagian=temuan", "/temuan/periksa/{0.check.pk}/", "/temuan/{0.finding.pk}/", "/tugas/{0.task.pk}/",
    "/berkas/{0.batch.pk}/", "/berkas/{0.batch.pk}/ditolak/",
)  # fmt: skip


def speaking(account: Account, district: District) -> set[str]:
    found = walk(account, district.ids())
    assert not [address for address, response in found.items() if response.status_code >= 500]
    return {address for address, response in found.items() if SECRET.search(text_of(response))}


def still_speaking(account: Account, addresses: set[str]) -> set[str]:
    client = door(account)
    return {address for address in addresses if SECRET.search(text_of(client.get(address)))}


def shield(district: District) -> None:
    """By an officer who holds no key, through the door."""
    told = {"kind": "trafficking", "note": "Rumah aman."}
    answer = door(district.members["ayu"]).post(f"/orang-asing/{district.person.pk}/lindungi/", told)
    assert (answer.status_code, answer.url) == (302, "/pelindungan/?jenis=trafficking")


def shielded(district: District) -> None:
    by = acting(district.members["budi"])
    with acting_in_database(by):
        protect(district.person.pk, kind="refugee", note="", area=district.person.area, by=by, at=timezone.now())


def test_they_vanish_from_every_door_and_come_back_when_two_keyholders_lift_it(district):
    ayu, budi, sinta = (district.members[name] for name in ("ayu", "budi", "sinta"))
    seen = speaking(ayu, district)
    assert {address.format(district) for address in SPEAKS} <= seen
    asked = {f"/tugas/{district.task.pk}/"}
    assert still_speaking(district.members["rini"], asked) == asked

    shield(district)
    for at_rest in (False, True):  # what nobody put to a person, but names them, is hidden in the same moment
        assert still_speaking(ayu, seen) == set()
        assert still_speaking(district.members["rini"], asked) == set()
        assert still_speaking(district.members["eka"], {f"/laporan/{district.report.pk}/"}) == set()
        if not at_rest:
            settle()
    assert still_speaking(district.members["hadi"], seen) == set()
    handed_on = {address for address in seen if address.startswith("/tugas/limpahkan/")}  # nobody protected is
    assert still_speaking(budi, seen) == seen - handed_on

    row = Protection.objects.get()
    page = f"/orang-asing/{district.person.pk}/perlindungan/{row.pk}/"
    door(budi).post(f"{page}minta-cabut/", {"reason": "Keadaan sudah aman menurut pendamping."})
    assert still_speaking(ayu, seen) == set()
    door(sinta).post(f"{page}cabut/")
    settle()
    assert still_speaking(ayu, seen) == seen
    assert still_speaking(district.members["rini"], asked) == asked


def test_no_link_leads_to_where_somebody_protected_is_compared(district):
    """Beside each other unanswered report, a link that leads nowhere says that somebody protected may be meant."""
    shield(district)
    client = door(district.members["ayu"])
    page = client.get(f"/laporan/{unanswered(district)}/").text
    there = f"/cocokkan/{district.waiting.pk}/"
    assert there not in page or client.get(there).status_code == 200


def unanswered(district: District) -> UUID:
    return next(pk for pk in district.ids()["report_id"] if pk != district.report.pk)


def test_protected_and_never_heard_of_are_the_same_answer_and_are_counted_the_same(district):
    ayu, budi = district.members["ayu"], district.members["budi"]
    keys_before, totals = counts(budi), verdict_totals()
    shielded(district)
    settle()
    same_answers(ayu, district)
    same_searches(ayu)
    assert counts(budi) == keys_before
    without = counts(ayu)
    assert {name: keys_before[name] - without[name] for name in ("persons", "waiting", "findings")} == {
        "persons": 1, "waiting": 1, "findings": 1,
    }  # fmt: skip
    assert sum(map(sum, (said.values() for said in verdict_totals().values()))) < sum(
        map(sum, (said.values() for said in totals.values()))
    )
    for member in (ayu, district.members["hadi"], district.members["rini"]):
        for line in waiting_for(acting(member), timezone.now()):
            assert not SECRET.search(f"{line.what} {line.who}")
            assert str(district.task.pk) not in line.url
    with acting_in_database(acting(budi)):  # a keyholder builds it; it is read by all
        agenda = build_agenda(district.meeting, by=acting(budi), at=timezone.now())
    assert not any(district.task.number in line.numbers for line in agenda if line.kind == "open_matters")


def test_a_key_opens_nothing_in_what_an_agreement_shares(district, shared, kanim):
    """Not in a row, a file, a print, nor a count: a clause is no reason to meet somebody who is protected."""
    budi = district.members["budi"]
    in_force(budi, (agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER), kanim, "permits"))
    shown = [shared_ways(account) for account in (budi, shared.tono)]
    assert all(SECRET.search(way) for told, _count in shown for way in told)
    shielded(district)
    for account, (_told, count) in zip((budi, shared.tono), shown, strict=True):
        told, after = shared_ways(account)
        assert not [way for way in told if SECRET.search(way)], account
        assert after == count - 1


def shared_ways(account: Account) -> tuple[list[str], int]:
    client, page = door(account), "/data-bersama/permits/"
    listed = client.get(page)
    told = [text_of(listed), *(text_of(client.post(f"{page}{way}/")) for way in ("cetak", "ambil"))]
    return told, listed.context["page"].paginator.count


def counts(account: Account) -> dict[str, int]:
    client = door(account)
    queue = client.get("/cocokkan/?tab=menunggu").context["tabs"]
    return {
        "persons": client.get("/orang-asing/").context["page"].paginator.count,
        "waiting": queue[0]["count"],
        "findings": client.get("/temuan/?bagian=temuan").context["page"].paginator.count,
    }


def same_answers(account: Account, district: District) -> None:
    client = door(account)
    for route, row in (
        ("/orang-asing/{}/", district.person), ("/orang-asing/{}/cetak/", district.person),
        ("/orang-asing/{}/lindungi/", district.person), ("/orang-asing/{}/keperluan/", district.person),
        ("/cocokkan/{}/", district.waiting), ("/cocokkan/{}/jawab/", district.waiting),
        ("/cocokkan/{}/", district.person.mentions.first()), ("/temuan/periksa/{}/", district.check),
        ("/temuan/{}/", district.finding), ("/tugas/{}/", district.task), ("/tugas/{}/selesai/", district.task),
        ("/tugas/dari-pemeriksaan/{}/", district.check), ("/laporan/{}/", district.report),
        ("/laporan/{}/tutup/", district.report), ("/tugas/rujuk/{}/", district.report),
    ):  # fmt: skip
        there, never = route.format(row.pk), route.format(uuid4())
        for ask in (client.get, client.post):
            left, right = ask(there), ask(never)
            assert left.status_code == right.status_code in (404, 405), there
            assert alike(left) == alike(right), there


def same_searches(account: Account) -> None:
    """The page repeats what was typed; without that, nothing differs from asking for nobody."""
    client = door(account)
    client.get("/orang-asing/?purpose=check&q=siapa")  # from now on the purpose is known
    asked = (("okonkwo zebulon", "abernathy quillon"), (PASSPORT, "ZQ0000001"), ("zebulon 1983", "quillon 1983"))
    for page in ("/orang-asing/?purpose=check&q=", "/cari/?q=", "/wilayah/cari?q="):
        for there, nobody in asked:
            left, right = client.get(page + there), client.get(page + nobody)
            assert left.status_code == right.status_code == 200
            assert spoken(left, there) == spoken(right, nobody), (page, there)


def spoken(response, asked: str) -> str:
    text = alike(response)
    for spelling in (asked, asked.replace(" ", "%20"), asked.replace(" ", "+")):
        text = text.replace(spelling, "…")
    return text
