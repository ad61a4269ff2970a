"""A question is read with its proof and answered with a reason; the machine's word is never the last."""

from datetime import date

import pytest

from timpora.agencies.tests.cast import acting
from timpora.compliance.actions import Changed, decide, stop_waiting, wait_for_answer
from timpora.compliance.models import Check, Finding
from timpora.compliance.tests.factories import (
    COPY,
    ENDED,
    NOON,
    SEEN,
    check_of,
    days_later,
    judge,
    live,
    permit,
    seen_after_the_end,
    sighting,
)
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Event
from timpora.registers.actions import link
from timpora.registers.protection import set_shield
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, person

pytestmark = pytest.mark.django_db

REASON = "Paspor dan izin tinggal sudah saya lihat sendiri."


def page(check: Check) -> str:
    return f"/temuan/periksa/{check.pk}/"


def answered(check: Check, answer: str, account, *, version: int | None = None, at=NOON) -> Finding | None:
    with acting_in_database(acting(account)):
        return decide(check, answer=answer, reason=REASON, version=version or check.version, by=acting(account), at=at)


def test_the_proof_is_a_story_with_sources_citation_and_what_is_taken_as_none(client, kanim, ayu):
    check = check_of(seen_after_the_end(kanim))
    client.force_login(ayu)
    text = client.get(page(check)).content.decode()
    assert "Izin tinggal berakhir 30 Juni 2026; terlihat 5 Agustus 2026, 36 hari sesudahnya" in text
    assert kanim.short_name in text
    assert "UU 6/2011 Pasal 78" in text
    assert "belum diverifikasi" in text
    assert "tidak ada pada catatan per 12 Agt 2026, dianggap tidak ada" in text
    assert "Baris 7: Terakhir terlihat sesudah Izin tinggal berakhir" in text
    assert live(check.person, "STAY-01").rule_version in text
    assert "PARK MIN SEO" in text
    for word in ("pelanggar<", "ilegal", "pelanggar "):
        assert word not in text.lower()


def test_opening_a_check_is_on_record_with_its_purpose(client, kanim, ayu):
    check = check_of(seen_after_the_end(kanim))
    client.force_login(ayu)
    client.get(page(check))
    event = Event.objects.get(kind="compliance.check_seen")
    assert (event.subject_id, event.account_id) == (check.pk, ayu.pk)


def test_an_incomplete_question_says_what_is_missing_and_whom_to_ask(client, kanim, ayu):
    row = person(permit(kanim, as_of=ENDED), sighting())
    judge()
    client.force_login(ayu)
    text = client.get(page(check_of(row))).content.decode()
    assert "Data belum lengkap" in text
    assert "minta data izin terbaru" in text


def test_confirming_makes_a_finding(client, kanim, ayu):
    check = check_of(seen_after_the_end(kanim))
    client.force_login(ayu)
    answer = client.post(page(check), {"version": check.version, "reason": REASON, "answer": "confirm"})
    finding = Finding.objects.get(check_row=check)
    assert answer.status_code == 302
    assert answer.url == f"/temuan/{finding.pk}/"
    assert (finding.confirmed_by, finding.reason, finding.area) == (ayu.pk, REASON, AREA)
    check.refresh_from_db()
    assert (check.state, check.decided_by) == ("confirmed", ayu.pk)
    assert Event.objects.filter(kind="compliance.checks_decided", account_id=ayu.pk).count() == 1


def test_dismissing_says_that_there_is_no_breach(client, kanim, ayu):
    check = check_of(seen_after_the_end(kanim))
    client.force_login(ayu)
    answer = client.post(page(check), {"version": check.version, "reason": REASON, "answer": "dismiss"}, follow=True)
    text = answer.content.decode()
    assert "Tidak ada pelanggaran." in text
    assert "chip-ok" in text
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("posted", "said"),
    [({"answer": "confirm", "reason": ""}, "Alasan"), ({"reason": REASON}, "Pilih jawaban: Benar atau Keliru.")],
)
def test_an_answer_without_its_reason_or_button_is_asked_for_again(client, kanim, ayu, posted, said):
    check = check_of(seen_after_the_end(kanim))
    client.force_login(ayu)
    answer = client.post(page(check), {"version": check.version} | posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert check_of(check.person).state == "open"


def test_new_data_before_the_answer_shows_both_and_saves_nothing(client, kanim, ayu):
    row = seen_after_the_end(kanim)
    check = check_of(row)
    link(sighting(date(2026, 8, 10), content="again"), row, by=None, at=NOON)
    run(rebuild_current)
    judge()
    client.force_login(ayu)
    answer = client.post(page(check), {"version": check.version, "reason": REASON, "answer": "confirm"})
    assert answer.status_code == 409
    assert REASON in answer.content.decode()
    assert check_of(row).state == "open"


def test_the_second_of_two_officers_is_told_that_the_first_was_faster(kanim, ayu, budi):
    check = check_of(seen_after_the_end(kanim))
    answered(check, "dismiss", ayu)
    with pytest.raises(Changed):
        answered(check, "confirm", budi)


def test_a_double_click_is_one_answer(kanim, ayu):
    check = check_of(seen_after_the_end(kanim))
    first, again = answered(check, "confirm", ayu), answered(check, "confirm", ayu)
    assert first == again
    assert Event.objects.filter(kind="compliance.checks_decided").count() == 1


def told_more(row, *, at, seen: date, copy: date) -> None:
    link(sighting(seen, content=f"seen {seen}", at=at), row, by=None, at=at)
    link(permit(as_of=copy, content=f"copy {copy}", at=at), row, by=None, at=at)
    run(rebuild_current)
    judge(at)


def test_what_was_dismissed_is_not_asked_again_by_the_same_data(kanim, ayu):
    row = seen_after_the_end(kanim)
    answered(check_of(row), "dismiss", ayu)
    told_more(row, at=days_later(2), seen=SEEN, copy=date(2026, 8, 3))
    assert Check.objects.filter(person=row).count() == 1
    told_more(row, at=days_later(5), seen=date(2026, 8, 16), copy=COPY)  # seen since, but no newer copy
    assert Check.objects.filter(person=row).count() == 1


def test_what_was_dismissed_is_asked_again_when_seen_since_and_by_a_copy_made_since(kanim, ayu):
    row = seen_after_the_end(kanim)
    answered(check_of(row), "dismiss", ayu)
    told_more(row, at=days_later(9), seen=date(2026, 8, 16), copy=date(2026, 8, 18))
    assert [check.state for check in Check.objects.filter(person=row).order_by("opened_at")] == ["dismissed", "open"]


def test_history_stands_beside_the_question(client, kanim, ayu):
    row = seen_after_the_end(kanim)
    answered(check_of(row), "dismiss", ayu)
    told_more(row, at=days_later(9), seen=date(2026, 8, 16), copy=date(2026, 8, 18))
    client.force_login(ayu)
    assert REASON in client.get(page(check_of(row))).content.decode()


def test_while_a_finding_is_open_nothing_is_asked_again(kanim, ayu):
    row = seen_after_the_end(kanim)
    answered(check_of(row), "confirm", ayu)
    told_more(row, at=days_later(9), seen=date(2026, 8, 16), copy=date(2026, 8, 18))
    assert Check.objects.filter(person=row).count() == 1


def test_an_asked_check_stays_asked_through_new_data_and_can_still_be_answered(kanim, ayu):
    row = seen_after_the_end(kanim)
    check = check_of(row)
    wait_for_answer(check.pk)
    link(sighting(date(2026, 8, 10), content="again"), row, by=None, at=NOON)
    run(rebuild_current)
    judge()
    check.refresh_from_db()
    assert check.state == "asked"
    stop_waiting(check.pk)
    assert answered(check_of(row), "confirm", ayu) is not None


def test_another_office_another_agency_and_a_village_do_not_find_it(client, kanim, citra, dewa, jaka):
    check = check_of(seen_after_the_end(kanim))
    for account, status in ((jaka, 404), (citra, 403), (dewa, 403)):
        client.force_login(account)
        assert client.get(page(check)).status_code == status
        assert client.post(page(check), {"answer": "confirm", "reason": REASON, "version": 1}).status_code == status
    assert check_of(check.person).state == "open"


def test_the_check_of_a_shielded_person_is_not_there(client, kanim, ayu, budi):
    check = check_of(seen_after_the_end(kanim))
    set_shield(check.person_id, True)
    client.force_login(ayu)
    assert client.get(page(check)).status_code == 404
    assert "PARK" not in client.get("/temuan/").content.decode()
    client.force_login(budi)
    assert client.get(page(check)).status_code == 200
