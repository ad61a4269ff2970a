"""The list of what is asked, found and over, with lodgings apart from their guests; what waits on the first page."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from timpora.agencies.tests.cast import JEMBER, KOTABARU, TANAH_BUMBU, acting
from timpora.compliance.models import Check
from timpora.compliance.person_sections import questions_about, verdicts_of
from timpora.compliance.queries import verdict_totals
from timpora.compliance.tests.factories import (
    ENDED,
    NOON,
    WHO,
    check_of,
    judge,
    permit,
    seen_after_the_end,
    sighting,
)
from timpora.compliance.tests.test_decide_a_check import answered
from timpora.compliance.waits import checks_and_findings
from timpora.core.matching import Birth
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.registers.protection import accompany, set_shield
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import mention, person, source
from timpora.territory.codes import span
from timpora.territory.tests.factories import tanah_bumbu

pytestmark = pytest.mark.django_db


def guest(hotel: str, **more):
    times = {"checked_in_at": datetime(2026, 8, 1, 7, tzinfo=UTC), "reported_at": datetime(2026, 8, 4, 7, tzinfo=UTC)}
    return mention(source(content=f"{hotel} {more}"), "lodging", **WHO | more, **times, place=hotel)


def listed(client, query: str = "") -> str:
    answer = client.get(f"/temuan/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_certain_questions_stand_before_incomplete_ones(client, kanim, ayu):
    incomplete = person(permit(kanim, as_of=ENDED, content="old", name="KIM JI WOO"), sighting(content="b"))
    judge()
    certain = seen_after_the_end(kanim)
    client.force_login(ayu)
    text = listed(client)
    assert text.index(str(check_of(certain).pk)) < text.index(str(check_of(incomplete).pk))
    assert "KIM JI WOO" in listed(client, "?kepastian=incomplete")
    assert "PARK MIN SEO" not in listed(client, "?kepastian=incomplete")


def test_the_list_is_narrowed_by_rule_and_area(client, kanim, ayu):
    tanah_bumbu()
    seen_after_the_end(kanim)
    client.force_login(ayu)
    assert "PARK MIN SEO" in listed(client, "?wilayah=63.10.01&aturan=STAY-01")
    assert "Tidak ada yang cocok" in listed(client, "?aturan=RESID-01")
    assert "Tidak ada yang cocok" in listed(client, "?wilayah=63.02")
    assert "tidak ditemukan" in listed(client, "?wilayah=Atlantis")


def test_each_tab_has_its_own_address(client, kanim, ayu, budi):
    row = seen_after_the_end(kanim)
    client.force_login(ayu)
    assert "Tidak ada temuan yang belum ditutup." in listed(client, "?bagian=temuan")
    finding = answered(check_of(row), "confirm", ayu)
    assert "Tidak ada yang perlu diperiksa." in listed(client)
    assert "Menunggu orang kedua" in listed(client, "?bagian=temuan")
    client.force_login(budi)
    told = {"version": 1, "outcome": "in_order", "reason": "Izin baru sudah terbit."}
    client.post(reverse("finding_page", args=[finding.pk]), told)
    assert "Sudah tertib" in listed(client, "?bagian=selesai&jenis=temuan")
    assert "Belum ada yang selesai." in listed(client, "?bagian=selesai")
    assert client.get("/temuan/?bagian=lain").status_code == 404


def test_lodgings_are_listed_by_place_and_their_guests_are_not(client, kanim, ayu, jaka):
    person(guest("Hotel Rekaan"))
    person(guest("Hotel Rekaan", passport="X7654321", name="LIM A"))
    judge()
    client.force_login(ayu)
    text = listed(client, "?bagian=penginapan")
    assert text.count("Hotel Rekaan") == 1
    assert "lewat target layanan" in text
    assert "PARK" not in text
    assert "LIM A" not in text
    client.force_login(jaka)
    assert "Hotel Rekaan" not in listed(client, "?bagian=penginapan")


def test_other_offices_see_an_empty_list_and_other_duties_none(client, kanim, jaka, citra, dewa, intan):
    seen_after_the_end(kanim)
    client.force_login(jaka)
    assert "Tidak ada yang perlu diperiksa." in listed(client)
    for account in (citra, dewa, intan):
        client.force_login(account)
        assert client.get("/temuan/").status_code == 403


def test_totals_count_by_rule_and_range_without_shielded_persons(kanim):
    row = seen_after_the_end(kanim)
    assert verdict_totals()["STAY-01"] == {"breached": 1}
    assert verdict_totals(span(TANAH_BUMBU))["RESID-01"] == {"unknown": 1}
    assert verdict_totals(span(JEMBER)) == verdict_totals(span(KOTABARU)) == {}
    set_shield(row.pk, True)
    assert verdict_totals() == {}


def test_what_waits_certain_first_then_the_second_person(kanim, ayu, budi, citra):
    person(permit(kanim, as_of=ENDED, content="old", name="KIM JI WOO"), sighting(content="b"))
    judge()
    certain = seen_after_the_end(kanim)
    with acting_in_database(acting(ayu)):
        lines = checks_and_findings(acting(ayu), NOON)
    assert [(line.act, line.order) for line in lines] == [("Periksa", 20), ("Periksa", 45)]
    assert lines[0].who.startswith("PARK MIN SEO")
    assert checks_and_findings(acting(citra), NOON) == []
    answered(check_of(certain), "confirm", ayu)
    for account, acts in ((ayu, ["Periksa"]), (budi, ["Tutup", "Periksa"])):
        with acting_in_database(acting(account)):
            lines = sorted(checks_and_findings(acting(account), NOON), key=lambda line: line.order)
        assert [line.act for line in lines] == acts


def test_many_of_one_kind_are_summed_up(kanim, ayu):
    for number in range(5):
        row = person(permit(kanim, content=f"p{number}", passport=f"M1000000{number}"), sighting(content=f"s{number}"))
        judge()
        assert check_of(row).certainty == "certain"
    with acting_in_database(acting(ayu)):
        lines = checks_and_findings(acting(ayu), NOON)
    assert [line.count for line in lines] == [1, 1, 1, 2]


def test_a_persons_page_shows_good_answers_too_and_nothing_of_lodgings(client, kanim, ayu, citra):
    row = person(
        permit(kanim, ends_on=date(2027, 6, 30), permit_issued_on=date(2026, 7, 1), sktt_reported_on=date(2026, 7, 5)),
        guest("Hotel Rekaan"),
    )
    judge()
    with acting_in_database(acting(ayu)):
        section = verdicts_of(row, acting(ayu))
        assert questions_about(row, acting(ayu)) is None
    lines = {line["code"]: line for line in section["context"]["lines"]}
    assert set(lines) == {"STAY-01", "STAY-02", "RESID-01"}
    assert lines["STAY-01"]["tone"] == "ok"
    assert "berlaku sampai dengan 30 Juni 2027" in lines["STAY-01"]["sentence"]
    assert verdicts_of(row, acting(citra)) is None
    client.force_login(ayu)
    client.post(reverse("person_purpose", args=[row.pk]), {"purpose": "report"})
    text = client.get(reverse("person_page", args=[row.pk])).content.decode()
    assert "Melapor 5 Juli 2026" in text


def test_what_the_rules_say_of_a_child_stands_with_the_parent_under_its_own_words(kanim, ayu):
    parent = person(permit(kanim, ends_on=date(2027, 6, 30)))
    told = {"name": "PARK JI WOO", "passport": "M77777777", "birth": Birth(2015, 2, 3)}
    child = person(permit(kanim, ends_on=date(2027, 6, 30), content="child", **told))
    by = acting(ayu)
    with acting_in_database(by):
        accompany(child, parent, by=by, at=NOON)
    run(rebuild_current)
    judge()
    with acting_in_database(by):
        titles = [line["title"] for line in verdicts_of(parent, by)["context"]["lines"]]
        assert verdicts_of(child, by) is None
    own = [title for title in titles if not title.endswith(" (anak yang menyertai)")]
    assert sorted(titles) == sorted([*own, *(f"{title} (anak yang menyertai)" for title in own)])
    assert own


def test_a_persons_page_shows_open_questions_and_their_answers(client, kanim, ayu):
    row = seen_after_the_end(kanim)
    client.force_login(ayu)
    address = reverse("person_page", args=[row.pk]) + f"?from=check:{check_of(row).number}"
    assert "Pasti menurut data" in client.get(address).content.decode()
    answered(check_of(row), "dismiss", ayu)
    assert "Keliru: tidak ada pelanggaran" in client.get(address).content.decode()
    Check.objects.update(state="lapsed", decided_by=None, reason="")
    assert "Pertanyaan dan temuan" not in client.get(address).content.decode()
