"""What was given to a circle, to one agency or under an agreement stays there: by push, pull, file and search."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from tests.leaks.district import PASSPORT
from tests.leaks.doors import PARAMETER, by_program, door, routes, text_of, walk
from tests.leaks.shared_life import GIVEN, IN_BULLETIN, IN_CIRCLE, IN_QUESTION, IN_REPORT, TELLER, circle_of
from timpora.agencies.models import Circle, CircleMember
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Grant
from timpora.foundation.outbox import send_waiting
from timpora.foundation.waiting import waiting_for
from timpora.territory.queries import day_at

pytestmark = pytest.mark.django_db
OUTSIDERS = ("citra", "jaka", "dewa", "kurnia", "intan", "kirana", "oka", "rini")
TYPED = ("/cari/?q=", "/wilayah/cari?q=", "/laporan/?q=", "/buletin/?q=", "/data-bersama/permits/?q=")


def said_to(account: Account, ids) -> str:
    """All that a member can read: every page and file, the home page, what the search boxes know."""
    pages = [text_of(answer) for answer in walk(account, ids).values()]
    client = door(account)
    pages += [text_of(client.get(page + word)) for page in TYPED for word in (IN_REPORT, IN_BULLETIN, IN_CIRCLE)]
    waiting = waiting_for(acting(account), timezone.now())
    # What was typed is repeated in its box; an answer says more than that.
    return re.sub(r'value="[^"]*"|q=\w+|“[^”]*”', "", "\n".join([*pages, *(f"{w.what} {w.who}" for w in waiting)]))


def letters() -> str:
    """All that was sent, as it is written."""
    while send_waiting():
        pass
    return "\n".join(f"{letter.to} {letter.subject} {letter.body}" for letter in mail.outbox)


def test_who_is_outside_a_circle_never_meets_what_it_holds(district, shared, first_lock_alone, caplog):
    """Item 1: not by push (mail, waiting lines), pull (pages, lists), file, search, nor the log."""
    ids = district.ids() | {"circle_id": [shared.circle.pk]}
    assert set(GIVEN.findall(said_to(shared.tono, ids))) == {IN_CIRCLE, IN_REPORT, IN_BULLETIN, IN_QUESTION}
    dewa = GIVEN.findall(said_to(district.members["dewa"], ids))
    assert set(dewa) == {IN_REPORT}, "who told the report reads it"
    for name in set(OUTSIDERS) - {"dewa"}:
        assert GIVEN.findall(said_to(district.members[name], ids)) == [], name
    assert "['tono']" in (sent := letters())
    assert not GIVEN.search(sent)
    logged = [*caplog.get_records("setup"), *caplog.get_records("call")]
    assert not GIVEN.search("\n".join(record.getMessage() for record in logged))


def test_no_number_leads_an_outsider_to_it(district, shared, first_lock_alone):
    """Item 1, by search: the number of what was given to others finds what the number of nothing finds."""
    for name, found in {**dict.fromkeys(OUTSIDERS, False), "dewa": True, "tono": True}.items():
        answer = door(district.members[name]).get(f"/cari/?q=laporan+{shared.report.number}").text
        assert (str(shared.report.pk) in answer) == found, name


def test_no_program_of_an_outsider_reads_it_either(district, shared, first_lock_alone):
    """Item 1, by the door of programs: the same answers as for what never was."""
    for name in ("citra", "kirana"):
        found = by_program(district.members[name], f"/api/v1/reports/{shared.report.pk}")
        never = by_program(district.members[name], f"/api/v1/reports/{shared.circle.pk}")
        assert (found.status_code, never.status_code) == (404, 404)
        assert by_program(district.members[name], "/api/v1/shared/permits").status_code == 404
    assert by_program(shared.tono, "/api/v1/shared/permits").status_code == 200


def test_a_circle_is_known_by_an_id_that_no_other_place_gives(district, shared, ayu):
    """Item 2: two circles of one name are two; no address, grant or list knows a local number of one."""
    other = circle_of(ayu, purpose=shared.circle.purpose)
    assert other.pk != shared.circle.pk
    assert Circle._meta.pk.get_internal_type() == "UUIDField"
    of_circles = [route for route, _view in routes() if route.startswith("lingkar/")]
    assert {kind for route in of_circles for kind, _name in PARAMETER.findall(route)} == {"uuid"}
    client = door(ayu)
    assert [client.get(f"/lingkar/{n}/").status_code for n in range(3)] == [404] * 3
    by = acting(shared.tono)
    with acting_in_database(by):
        assert list(Circle.objects.visible_to(by)) == [shared.circle], "not the other one of the same name"


def test_a_changed_circle_counts_at_once_or_the_change_is_refused_aloud(district, shared, ayu, kanim):
    """Item 3: who leaves meets nothing at the next request; a change on an old page answers 409 and says so."""
    client, tono = door(ayu), door(shared.tono)
    pages = [f"/laporan/{shared.report.pk}/", f"/buletin/{shared.bulletin.pk}/", f"/lingkar/{shared.circle.pk}/"]
    assert [tono.get(page).status_code for page in pages] == [200] * 3
    helper = agency("kodim", "Kodim Tanah Bumbu")
    told = {"until": day_at(TANAH_BUMBU, timezone.now()).isoformat(), "agencies": [str(helper.pk)], "version": "1"}
    edit = f"/lingkar/{shared.circle.pk}/ubah/"
    assert client.post(edit, told).status_code == 302
    assert [tono.get(page).status_code for page in pages] == [404] * 3
    assert shared.report.number not in [row.number for row in tono.get("/laporan/").context["page"]]
    late = client.post(edit, told | {"agencies": [str(shared.partner.pk)]})
    assert late.status_code == 409
    assert "Polres Tanah Bumbu" in late.text
    assert tono.get(pages[0]).status_code == 404


def test_who_is_in_a_circle_is_known_to_its_members_alone(district, shared, first_lock_alone, budi):
    """Item 4: also the section of the same office, which reads the report by duty, learns neither name nor members."""
    client = door(budi)
    story = client.get(f"/laporan/{shared.report.pk}/").text
    assert IN_REPORT in story
    assert "Dibagikan kepada sebuah lingkar kerja" in story
    assert shared.partner.short_name not in story
    assert client.get(f"/lingkar/{shared.circle.pk}/").status_code == 404
    ids = district.ids() | {"circle_id": [shared.circle.pk], "report_id": [shared.report.pk]}
    assert IN_CIRCLE not in said_to(budi, ids)


def test_a_circle_is_not_there_for_others_past_the_first_lock_either(district, shared, budi):
    """Item 4."""
    by = acting(budi)
    with acting_in_database(by):
        assert not Circle.objects.filter(pk=shared.circle.pk).exists()
        assert not CircleMember.objects.filter(circle=shared.circle).exists()


def test_the_same_mask_lies_over_every_way_out(district, shared, citra):
    """Item 7: page, list, print, file, program, audience and waiting lines show one set of columns, and no reporter."""
    shown = said_to(shared.tono, district.ids() | {"circle_id": [shared.circle.pk]})
    client = door(shared.tono)
    ways = [text_of(client.post(f"/data-bersama/permits/{way}/")) for way in ("cetak", "ambil")]
    ways.append(text_of(by_program(shared.tono, "/api/v1/shared/permits")))
    assert all("OKONKWO" in way for way in [shown, *ways]), "the clause opens the name"
    assert "(disamarkan)" in client.get(f"/laporan/{shared.report.pk}/").text
    for hidden in (PASSPORT, "17/09/1983", "1983-09-17", "17 September 1983", TELLER, "Dewa Saputra"):
        assert not [way for way in [shown, *ways] if hidden in way], hidden


def test_who_is_given_something_is_told_of_it_and_nothing_about_it(district, shared):
    """Item 10: a line on the home page, a letter with an address; neither says what stands in it."""
    home = door(shared.tono).get("/").text
    for page in (
        f"/laporan/{shared.report.pk}/",
        f"/buletin/{shared.bulletin.pk}/",
        f"/pertanyaan/{shared.question.pk}/",
    ):
        assert page in home, page
    assert IN_REPORT not in home
    assert TELLER not in home
    lines = waiting_for(acting(shared.tono), timezone.now())
    assert any(f"Laporan {shared.report.number}" in line.what for line in lines)
    assert f"/buletin/{shared.bulletin.pk}/" in (sent := letters())
    assert not GIVEN.search(sent)


def test_a_look_under_an_agreement_that_ended_finds_nothing_and_says_since_when(district, shared, budi):
    """What ends, ends at the next request; the page of what is shared says since when and why."""
    tono = door(shared.tono)
    assert "OKONKWO" in tono.get("/data-bersama/permits/").text
    told = {"reason": "Para pihak sepakat berhenti."}
    assert door(budi).post(f"/perjanjian/{shared.agreement.pk}/akhiri/", told).status_code == 302
    assert tono.get("/data-bersama/permits/").status_code == 404
    assert tono.post("/data-bersama/permits/ambil/").status_code == 404
    assert by_program(shared.tono, "/api/v1/shared/permits").status_code == 404
    index = tono.get("/data-bersama/").text
    assert "Para pihak sepakat berhenti." in index
    assert "OKONKWO" not in index
    assert not Grant.objects.filter(because_kind="agreement", revoked_at=None, area_low__isnull=False).filter(
        subject_id=shared.partner.pk
    )
