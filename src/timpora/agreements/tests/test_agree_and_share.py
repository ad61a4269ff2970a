"""An agreement is drafted, takes effect, opens exactly what it says, and ends with everything it opened."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from timpora.agencies.duties import SHARED
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import JEMBER, KUSAN_HILIR, SIMPANG_EMPAT, TANAH_BUMBU, acting, agency, member
from timpora.agreements import actions, ending
from timpora.agreements.models import Agreement, Clause, Delivery, Obligation
from timpora.agreements.paper import words_of
from timpora.agreements.reference import categories
from timpora.agreements.tests.pks import NOW, drafted, in_force
from timpora.agreements.waiting import agreements_waiting
from timpora.agreements.wording import COLUMNS
from timpora.channels.api import tokens
from timpora.core.access import decide
from timpora.exchange import shared, shared_views
from timpora.exchange.shared import NEEDS, opened, shown
from timpora.foundation.access import facts_of
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event, Grant
from timpora.registers.models import CurrentPerson, CurrentStay, Person
from timpora.territory.tests.factories import tanah_bumbu

LIST = "/data-bersama/permits/"
pytestmark = pytest.mark.django_db


def foreigner(name: str, area: int = KUSAN_HILIR, *, is_protected: bool = False, kind: str = "ITAS") -> Person:
    now = timezone.now()
    row = Person.objects.create(area=area, is_protected=is_protected)
    same = {"person": row, "area": area, "is_protected": is_protected, "rebuilt_at": now}
    CurrentPerson.objects.create(
        **same, name=name, sort_key=name, nationality="KOR", passport="M1234567", employer="PT Umpama", mentions_count=1
    )
    CurrentStay.objects.create(**same, permit_kind=kind, permit_ends_on=date(2030, 1, 1))
    return row


@pytest.fixture
def pks(budi, kanim, disnaker) -> Agreement:
    return in_force(budi, (kanim, disnaker, "permits"), areas=[KUSAN_HILIR])


def signed_in(client, somebody):
    client.force_login(somebody)
    return client


def test_a_receiver_sees_the_columns_of_the_clause_and_no_other(client, citra, pks):
    foreigner("KIM HA NA")
    foreigner("LEE BO RA", SIMPANG_EMPAT)  # beyond the clause
    foreigner("SHIELDED WOMAN", is_protected=True)
    body = signed_in(client, citra).get(LIST).content.decode()
    assert "KIM HA NA" in body
    assert "ITAS" in body
    assert not any(word in body for word in ("LEE BO RA", "SHIELDED", "M1234567", "PT Umpama"))
    assert "1 orang" in body


def test_the_person_itself_stays_shut(client, citra, pks):
    assert signed_in(client, citra).get(f"/orang-asing/{foreigner('KIM HA NA').pk}/").status_code == 403


def test_one_row_a_print_and_a_file_show_the_same_and_are_counted(client, citra, pks):
    who = foreigner("KIM HA NA")
    signed_in(client, citra)
    for body in (
        client.get(f"{LIST}{who.pk}/").content.decode(),
        client.post(LIST + "cetak/").content.decode(),
        client.post(LIST + "ambil/").content.decode("utf-8-sig"),
    ):
        assert "KIM HA NA" in body
        assert "M1234567" not in body
        assert "PT Umpama" not in body
    assert [(d.way, d.rows) for d in Delivery.objects.order_by("at")] == [("print", 1), ("file", 1)]
    kinds = set(Event.objects.filter(kind__startswith="shared.").values_list("kind", flat=True))
    assert kinds == {"shared.opened", "shared.printed", "shared.exported"}


def test_a_search_is_by_whole_beginning(client, citra, pks):
    foreigner("KIM HA NA")
    signed_in(client, citra)
    assert "KIM HA NA" in client.get(LIST, {"q": "kim ha"}).content.decode()
    assert "KIM HA NA" not in client.get(LIST, {"q": "ha na"}).content.decode()
    assert client.get(LIST, {"area": "63.1x"}).status_code == 400


def bearer(client, somebody, path: str):
    now = timezone.now()
    told = {"name": "Server", "uses": ["shared"], "addresses": [], "ends_at": now + timedelta(days=3), "at": now}
    at_work = Membership.objects.get(account=somebody)
    secret = tokens.make(membership=at_work, **told, by=acting(somebody))[1]
    return client.get(path, headers={"authorization": f"Bearer {secret}", "accept": "application/json"})


def test_a_program_reads_the_same_columns(client, citra, pks):
    foreigner("KIM HA NA")
    answer = bearer(client, citra, "/api/v1/shared/permits")
    told = json.loads(answer.content)
    assert answer.status_code == 200, told
    assert [list(row) for row in told["rows"]] == [told["columns"]]
    assert told["rows"][0]["permit_ends_on"] == "2030-01-01"
    assert Delivery.objects.get().way == "api"


def test_ending_shuts_every_door_with_the_next_request(client, citra, budi, pks):
    who = foreigner("KIM HA NA")
    signed_in(client, citra).post(LIST + "ambil/")
    with acting_in_database(acting(budi)):
        assert ending.end(pks, because="Para pihak sepakat berhenti.", by=acting(budi), at=timezone.now())
        assert not ending.end(pks, because="Sekali lagi.", by=acting(budi), at=timezone.now())
    assert {client.get(path).status_code for path in (LIST, f"{LIST}{who.pk}/", LIST + "?q=kim")} == {404}
    assert {client.post(LIST + way).status_code for way in ("ambil/", "cetak/")} == {404}
    assert bearer(client, citra, "/api/v1/shared/permits").status_code == 404
    assert "KIM HA NA" not in client.get("/data-bersama/").content.decode()
    assert Obligation.objects.get().agency.kind_id == "disnaker"  # what was taken is asked back


def test_a_receiver_confirms_that_it_destroyed_what_it_took(client, citra, budi, pks):
    foreigner("KIM HA NA")
    signed_in(client, citra).post(LIST + "ambil/")
    with acting_in_database(acting(budi)):
        ending.end(pks, because="Para pihak sepakat berhenti.", by=acting(budi), at=timezone.now())
    assert any("Musnahkan" in line.what for line in agreements_waiting(acting(citra), timezone.now()))
    page = f"/perjanjian/{pks.pk}/kewajiban/{Obligation.objects.get().pk}/penuhi/"
    assert client.post(page, {"evidence": ""}).status_code == 422
    assert client.post(page, {"evidence": "Dimusnahkan, berita acara nomor 4."}).status_code == 302
    assert Obligation.objects.get().fulfilled_by == citra.pk


def test_an_umbrella_switches_nothing_on(budi, kanim, disnaker):
    by = acting(budi)
    with acting_in_database(by):
        umbrella = actions.draft_agreement(kind="NK", title="Sinergi", area=TANAH_BUMBU, by=by, at=NOW)
        told = {"category": "permits", "purpose": "supervision", "areas": [TANAH_BUMBU]}
        with pytest.raises(actions.Unfit):
            actions.add_clause(umbrella, **told, giver=kanim, receiver=disnaker, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.create(agreement=umbrella, area=TANAH_BUMBU, **told, giver=kanim, receiver=disnaker)
    assert not Grant.objects.filter(verbs__contains=["shared.permits"]).exists()


def test_it_runs_out_by_itself_and_what_was_taken_is_asked_back(client, citra, budi, kanim, disnaker):
    ended = timezone.now().date() - timedelta(days=2)
    pks = in_force(budi, (kanim, disnaker, "permits"), valid_until=ended)
    assert signed_in(client, citra).get(LIST).status_code == 404
    Delivery.objects.create(
        agreement=pks, clause=pks.clauses.get(), area=pks.area, agency=disnaker, account_id=citra.pk, way="file",
        rows=3, at=NOW,
    )  # fmt: skip
    assert ending.ask_after_expiry(timezone.now()) == 1
    assert ending.ask_after_expiry(timezone.now()) == 0
    assert Obligation.objects.get().kind == "give_up"


def test_who_is_no_party_sees_nothing(client, pks, db):
    polres = agency("polres", "Polres Tanah Bumbu", is_vertical=True)
    somebody = member("oki", "Oki Saputra", "instansi", polres, TANAH_BUMBU)
    foreigner("KIM HA NA")
    signed_in(client, somebody)
    assert client.get(LIST).status_code == 404
    assert "Belum ada perjanjian" in client.get("/data-bersama/").content.decode()


def test_another_office_does_not_find_the_agreement(client, jaka, pks):
    signed_in(client, jaka)
    assert client.get(f"/perjanjian/{pks.pk}/").status_code == 404
    assert client.post(f"/perjanjian/{pks.pk}/akhiri/", {"reason": "Tidak diperlukan"}).status_code in (403, 404)


def test_a_draft_says_what_it_lacks_and_does_not_take_effect(client, budi, kanim, disnaker):
    with acting_in_database(acting(budi)):
        draft = drafted(acting(budi), (kanim, disnaker, "permits"), joint_contact="")
    signed_in(client, budi)
    assert "narahubung bersama" in client.get(f"/perjanjian/{draft.pk}/").content.decode()
    client.post(f"/perjanjian/{draft.pk}/berlakukan/")
    draft.refresh_from_db()
    assert draft.in_force_at is None


def test_an_obligation_is_taken_out_of_the_draft_and_out_of_nothing_else(client, budi, kanim, disnaker):
    by, told = acting(budi), {"words": "Laporan triwulan", "due_on": date(2026, 2, 1), "at": NOW}
    with acting_in_database(by):
        draft = drafted(by, (kanim, disnaker, "permits"))
        row, kept = (actions.add_obligation(draft, agency=one, by=by, **told) for one in (disnaker, kanim))
    signed_in(client, budi)
    page, remove = f"/perjanjian/{draft.pk}/", "/perjanjian/{}/kewajiban/{}/hapus/"
    assert client.get(page).text.count("Laporan triwulan") == 2
    assert [client.post(remove.format(draft.pk, row.pk)).status_code for _ in range(2)] == [302, 302]
    assert client.get(page).text.count("Laporan triwulan") == 1
    assert len(words_of(draft)["obligations"]) == 1
    assert client.post(f"{page}kewajiban/{row.pk}/penuhi/", {"evidence": "Sudah dikirim."}).status_code == 404
    with acting_in_database(by):
        assert actions.add_obligation(draft, agency=disnaker, by=by, **told).pk != row.pk, "written again it is new"
        actions.take_effect(draft, by=by, at=NOW)
    assert client.post(remove.format(draft.pk, kept.pk)).status_code == 409
    assert Obligation.objects.filter(removed_at=None).count() == 2


def test_it_is_made_through_the_pages(client, budi, kanim, disnaker, citra):
    tanah_bumbu()
    signed_in(client, budi)
    told = {
        "kind": "PKS", "title": "Data izin tinggal", "area": TANAH_BUMBU, "number": "1", "dated": "2026-01-02",
        "valid_from": "2026-01-02", "valid_until": "2035-01-01", "legal_basis": "UU 6/2011", "joint_roles": "…",
        "joint_contact": "Sekretariat", "data_kept": "1 tahun", "at_end": "destroy", "key": uuid4(),
    }  # fmt: skip
    page = client.post("/perjanjian/baru/", told).url
    assert client.post("/perjanjian/baru/", told).url == page  # a second click
    assert Agreement.objects.filter(title=told["title"]).count() == 1
    for one in (kanim, disnaker):
        assert (
            client.post(page + "pihak/", {"agency": one.pk, "signatory": "Sari", "position": "Kepala"}).status_code
            == 302
        )
    given = {"giver": kanim.pk, "receiver": disnaker.pk, "category": "permits", "purpose": "manpower"}
    assert client.post(page + "data/", given | {"areas": [TANAH_BUMBU]}).status_code == 302
    body = client.get(page).content.decode()
    assert "Disnaker Tanah Bumbu untuk pengawasan dan pelindungan tenaga kerja asing" in body
    assert "Citra Dewanti" in body
    assert client.post(page + "berlakukan/").status_code == 302
    foreigner("KIM HA NA")
    assert "KIM HA NA" in signed_in(client, citra).get(LIST).content.decode()


def test_a_draft_that_was_given_up_never_takes_effect(client, budi, kanim, disnaker):
    with acting_in_database(acting(budi)):
        draft = drafted(acting(budi), (kanim, disnaker, "permits"))
        ending.end(draft, because="Para pihak tidak jadi bekerja sama.", by=acting(budi), at=timezone.now())
    assert signed_in(client, budi).post(f"/perjanjian/{draft.pk}/berlakukan/").status_code == 409
    assert not Grant.objects.filter(verbs__contains=["shared.permits"]).exists()


def test_a_party_with_agreements_of_its_own_fulfils_nothing_for_another(client, budi, kanim, disnaker):
    jember = agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER)
    head, by = member("rudi", "Rudi Hartono", "kasi", jember, JEMBER), acting(budi)
    with acting_in_database(by):
        draft = drafted(by, (kanim, disnaker, "permits"))
        actions.add_party(draft, agency=jember, signatory="Rudi Hartono", position="Kasi", by=by, at=NOW)
        owed = actions.add_obligation(draft, agency=disnaker, words="Lapor", due_on=date(2030, 1, 1), by=by, at=NOW)
        pks = actions.take_effect(draft, by=by, at=NOW)
    assert signed_in(client, head).get(f"/perjanjian/{pks.pk}/").status_code == 200
    answer = client.post(f"/perjanjian/{pks.pk}/kewajiban/{owed.pk}/penuhi/", {"evidence": "Sudah."})
    assert answer.status_code == 404
    owed.refresh_from_db()
    assert owed.fulfilled_at is None


def test_each_input_of_the_page_has_its_own_label(client, budi, kanim, disnaker):
    by = acting(budi)
    with acting_in_database(by):
        draft = drafted(by, (kanim, disnaker, "permits"))
        for words in ("Lapor tiap bulan", "Rapat tiap triwulan"):
            actions.add_obligation(draft, agency=disnaker, words=words, due_on=date(2030, 1, 1), by=by, at=NOW)
    signed_in(client, budi)
    drafted_page = client.get(f"/perjanjian/{draft.pk}/").content.decode()
    with acting_in_database(by):
        actions.take_effect(draft, by=by, at=NOW)
    for page in (drafted_page, client.get(f"/perjanjian/{draft.pk}/").content.decode()):
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_a_print_says_that_there_is_more(client, citra, pks, monkeypatch):
    monkeypatch.setattr(shared_views, "PRINTED", 1)
    foreigner("KIM HA NA")
    assert "baris pertama" not in signed_in(client, citra).post(LIST + "cetak/").content.decode()
    foreigner("LEE BO RA")
    assert "Hanya 1 baris pertama" in client.post(LIST + "cetak/").content.decode()


def test_too_many_rows_for_a_file_go_back_to_the_same_list(client, citra, pks, monkeypatch):
    monkeypatch.setattr(shared, "MOST", 0)
    foreigner("KIM HA NA")
    answer = signed_in(client, citra).post(LIST + "ambil/", {"q": "KIM", "area": "", "permit": "ITAS"})
    assert answer.url == LIST + "?q=KIM&area=&permit=ITAS"
    assert "Persempit" in client.get(answer.url).content.decode()


def test_two_at_once_keep_both_texts(client, budi, kanim, disnaker):
    with acting_in_database(acting(budi)):
        draft = drafted(acting(budi), (kanim, disnaker, "permits"))
    signed_in(client, budi)
    words = {name: getattr(draft, name) or "" for name in ("title", "number", "legal_basis", "joint_contact")}
    first = client.post(f"/perjanjian/{draft.pk}/ubah/", words | {"version": draft.version, "number": "SATU"})
    second = client.post(f"/perjanjian/{draft.pk}/ubah/", words | {"version": draft.version, "number": "DUA"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "SATU" in second.content.decode()
    assert "DUA" in second.content.decode()


def test_the_paper_is_made_in_both_forms(client, budi, pks):
    signed_in(client, budi)
    assert client.get(f"/perjanjian/{pks.pk}/naskah.pdf").content.startswith(b"%PDF")
    assert client.get(f"/perjanjian/{pks.pk}/naskah.docx").content.startswith(b"PK")
    assert client.get(f"/perjanjian/{pks.pk}/naskah.exe").status_code == 404


def test_reminders_come_at_their_days(budi, kanim, disnaker):
    at = datetime(2026, 6, 1, 2, tzinfo=UTC)
    in_force(budi, (kanim, disnaker, "permits"), valid_until=date(2026, 6, 5))
    in_force(budi, (kanim, disnaker, "workplaces"), valid_until=date(2026, 8, 20))
    in_force(budi, (kanim, disnaker, "addresses"), valid_until=date(2027, 8, 20))
    assert [line.order for line in agreements_waiting(acting(budi), at)] == [15, 75]


def test_what_flows_by_law_is_told_with_its_doubts(client, citra):
    body = signed_in(client, citra).get("/perjanjian/dasar-berbagi/").content.decode()
    assert "Permenimipas 2/2025" in body
    assert "B: perlu dipastikan, dapat diubah" in body


def test_what_is_shared_is_what_is_decided(citra, budi, kanim, disnaker):
    """Random agreements over random rows: the list is exactly the rows on which `decide` says yes."""
    chance = Random(4)
    areas = [KUSAN_HILIR, SIMPANG_EMPAT, TANAH_BUMBU, KUSAN_HILIR + 2002]
    for no in range(24):
        foreigner(f"PERSON {no}", chance.choice(areas), is_protected=chance.random() < 0.2)
    for _round in range(6):
        code, first = chance.choice(["permits", "workplaces"]), chance.choice([date(2020, 1, 1), date(2033, 1, 1)])
        pks = in_force(budi, (kanim, disnaker, code), areas=[chance.choice(areas)], valid_from=first)
        member = acting(citra)
        for category in ("permits", "workplaces"):
            found = opened(category, member)
            rows = CurrentPerson.objects.all()
            decided = {r.pk for r in rows if decide(member.scopes, f"shared.{category}", facts_of(r)).is_allowed}
            with acting_in_database(member):
                listed = {row.pk for row in shown(found, member)} if found else set()
            assert listed == decided
        if chance.random() < 0.5:
            ending.end(pks, because="Tidak diperlukan lagi.", by=acting(budi), at=timezone.now())


def test_each_category_has_its_verb_and_its_words():
    shows = [category for category in categories().values() if category.shows]
    assert {category.verb for category in shows} | {"shared.read"} == SHARED
    assert {name for category in shows for name in category.shows} <= set(COLUMNS)
    assert {category.needs for category in shows} <= set(NEEDS)
