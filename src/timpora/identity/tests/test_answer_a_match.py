"""A member says who it is: side by side, one answer at a time, and every answer can be taken back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from timpora.agencies.tests.cast import JEMBER, SIMPANG_EMPAT, acting, agency, member
from timpora.core.matching import parse_birth
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Event, EventNote
from timpora.identity.actions import AlreadyAnswered, judge, undo
from timpora.identity.models import Judgement, Proposal, Screening
from timpora.identity.queries import totals
from timpora.identity.steps import propose_matches
from timpora.intake.models import Report
from timpora.registers.models import CurrentPerson, Mention, Person
from timpora.registers.protection import protect
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, NOON, mention, person, source
from timpora.territory.codes import dotted
from timpora.territory.tests.factories import tanah_bumbu

Answer = Judgement.Answer
QUEUE = "/cocokkan/"
ON_FILE = {
    "name": "ANDREAS HOFFMANN", "sex": "M", "nationality": "DEU", "birth": parse_birth("1988-03-02"),
    "passport": "C12345678", "passport_country": "DEU",
}  # fmt: skip


def told(kind: str = "report", area: int = AREA, **facts) -> Mention:
    return mention(source(content=repr((kind, area, facts)), area=area), kind, area=area, **facts)


@pytest.fixture
def known(db) -> Person:
    return person(told("permits", **ON_FILE, permit_kind="ITAS", employer="PT Rekaan Jaya"))


@pytest.fixture
def seen(known) -> Mention:
    """A village saw somebody whose name sounds alike."""
    row = told(name="Andreas Hofman", nationality="DEU", birth=parse_birth("1988"), activity="bekerja di dermaga")
    run(propose_matches)
    return row


def page(row: Mention) -> str:
    return reverse("match_page", args=[row.pk])


def answer(client, row: Mention, said: str, of: Person | None = None, version: int = 0):
    posted = {"answer": said, "version": version} | ({"person": of.pk} if of else {})
    return client.post(reverse("match_answer", args=[row.pk]), posted)


def linked(row: Mention) -> Person | None:
    return Mention.objects.get(pk=row.pk).person


def test_the_queue_shows_what_waits_and_leads_to_the_page(client, ayu, seen):
    client.force_login(ayu)
    shown = client.get(QUEUE)
    assert shown.status_code == 200
    assert "Andreas Hofman" in shown.text
    assert page(seen) in shown.text
    assert "Andreas Hofman" not in client.get(QUEUE, {"tab": "belum-dikenal"}).text


def test_both_sides_stand_beside_each_other_with_the_difference_marked_and_the_reasons_told(client, ayu, seen, known):
    client.force_login(ayu)
    text = client.get(page(seen)).text
    assert "Andreas Hofman" in text
    assert "ANDREAS HOF<mark>F</mark>MA<mark>N</mark>N" in text
    assert "Kewarganegaraan sama: Jerman." in text
    assert "Disampaikan" not in text  # that is a column of the queue
    assert "bekerja di dermaga" in text
    for key in ("y", "n", "u", "b"):
        assert f'data-key="{key}"' in text


def test_what_a_village_wrote_is_read_beside_it(client, ayu, seen):
    who = {"agency_id": seen.agency_id, "account_id": ayu.pk, "key": uuid4(), "content_hash": "x", "number": 27}
    said = {"sight": Report.Sight.WORKS, "words": "Bicara bahasa Jerman, rambut pirang.", "seen_at": NOON}
    Report.objects.create(source=seen.source, area=AREA, fate_at=NOON, mention_id=seen.pk, **who, **said)
    client.force_login(ayu)
    assert "Bicara bahasa Jerman, rambut pirang." in client.get(page(seen)).text


def test_looking_at_a_candidate_is_on_record_with_its_purpose(client, ayu, seen, known):
    client.force_login(ayu)
    client.get(page(seen))
    event = Event.objects.get(kind="identity.candidates_seen")
    assert (event.subject_id, event.account_id) == (known.pk, ayu.pk)
    assert EventNote.objects.get(event_id=event.id).purpose == "match"


def test_the_same_person_is_linked_and_the_next_one_opens(client, ayu, seen, known):
    other = told(name="Andreas Hofmann", nationality="DEU", birth=parse_birth("1988-03"))
    run(propose_matches)
    client.force_login(ayu)
    response = answer(client, seen, "same", known)
    assert response.status_code == 302
    assert response.url == page(other)
    assert linked(seen) == known
    judgement = Judgement.objects.get(mention=seen)
    assert (judgement.account_id, judgement.person) == (ayu.pk, known)
    assert judgement.evidence
    assert not Proposal.objects.filter(mention=seen, answered_at=None).exists()
    assert Event.objects.filter(kind="identity.judged", account_id=ayu.pk).count() == 1
    assert totals((AREA, AREA)) == {"matched": 1, "waiting": 1, "new": 0}


def test_after_the_last_one_the_queue_says_that_nothing_waits(client, ayu, seen, known):
    client.force_login(ayu)
    response = client.post(reverse("match_answer", args=[seen.pk]), {"answer": "same", "person": known.pk}, follow=True)
    assert response.redirect_chain[-1][0].startswith(QUEUE)
    assert "Tidak ada keterangan yang menunggu di sini." in response.text


def test_not_the_person_is_remembered_and_never_asked_again(client, ayu, seen, known):
    client.force_login(ayu)
    answer(client, seen, "different", known)
    assert linked(seen) is None
    Screening.objects.update(model_version="0")
    run(propose_matches)
    assert not Proposal.objects.filter(mention=seen, answered_at=None).exists()
    assert "Andreas Hofman" in client.get(QUEUE, {"tab": "belum-dikenal"}).text


def test_not_sure_is_kept_in_a_list_of_its_own_and_can_be_settled_later(client, ayu, seen, known):
    client.force_login(ayu)
    answer(client, seen, "unsure", known)
    assert "Andreas Hofman" not in client.get(QUEUE).text
    assert "Andreas Hofman" in client.get(QUEUE, {"tab": "ragu"}).text
    assert answer(client, seen, "same", known, version=1).status_code == 302
    assert linked(seen) == known


def test_somebody_new(client, ayu, seen, known):
    client.force_login(ayu)
    answer(client, seen, "new")
    assert linked(seen) not in (None, known)
    assert Judgement.objects.get(mention=seen).answer == Answer.NEW


def test_two_judges_at_once_the_second_reads_what_the_first_said(client, ayu, budi, seen, known):
    client.force_login(budi)
    answer(client, seen, "different", known)
    client.force_login(ayu)
    late = answer(client, seen, "same", known)
    assert late.status_code == 409
    assert "Bukan" in late.text
    assert "Budi Santoso" in late.text
    assert "Orang yang sama" in late.text  # what Ayu wanted to say
    assert linked(seen) is None


def test_a_double_click_answers_once(client, ayu, seen, known):
    client.force_login(ayu)
    assert answer(client, seen, "same", known).status_code == 302
    assert answer(client, seen, "same", known).status_code == 302
    assert Judgement.objects.filter(mention=seen).count() == 1


def test_the_page_may_be_answered_without_a_choice_and_says_so(client, ayu, seen):
    client.force_login(ayu)
    response = client.post(reverse("match_answer", args=[seen.pk]), {}, follow=True)
    assert "Jawaban belum dipilih" in response.text
    assert client.post(reverse("match_answer", args=[seen.pk]), {"answer": "same", "person": "x"}).status_code == 404


def snapshot(row: Person) -> dict:
    return {k: v for k, v in CurrentPerson.objects.filter(pk=row.pk).values().get().items() if k != "rebuilt_at"}


def test_taking_back_restores_the_picture_and_opens_the_question_again(client, ayu, seen, known):
    before = snapshot(known)
    client.force_login(ayu)
    answer(client, seen, "same", known)
    run(rebuild_current)
    assert snapshot(known) != before
    judgement = Judgement.objects.get(mention=seen)
    assert "Batalkan" in client.get(QUEUE, {"tab": "dijawab"}).text
    response = client.post(reverse("match_undo", args=[judgement.pk]), {"reason": "salah orang"})
    assert response.url == page(seen)
    run(rebuild_current)
    assert snapshot(known) == before
    assert linked(seen) is None
    assert "Andreas Hofman" in client.get(QUEUE).text
    judgement.refresh_from_db()
    assert (judgement.undone_by, judgement.undone_because) == (ayu.pk, "salah orang")
    assert Event.objects.filter(kind="identity.judgement_undone").count() == 1


def test_a_full_match_can_be_taken_back_and_is_asked_from_then_on(client, ayu, known):
    row = told("workers", **ON_FILE)
    run(propose_matches)
    client.force_login(ayu)
    assert "cocok penuh" in client.get(QUEUE, {"tab": "cocok-penuh"}).text
    judgement = Judgement.objects.get(mention=row)
    client.post(reverse("match_undo", args=[judgement.pk]))
    assert linked(row) is None
    Screening.objects.update(model_version="0")
    run(propose_matches)
    assert linked(row) is None
    assert Proposal.objects.get(mention=row, answered_at=None).decision == "full"
    assert "Mengapa cocok penuh" in client.get(page(row)).text


def test_several_candidates_are_switchable(client, ayu, seen, known):
    twin = person(
        told(
            "permits",
            **ON_FILE | {"name": "ANDREAS HOFMANN", "passport": "C77777771", "birth": parse_birth("1988-11-20")},
        )
    )
    Screening.objects.update(model_version="0")
    run(propose_matches)
    client.force_login(ayu)
    assert Proposal.objects.filter(mention=seen).count() == 2
    assert "C77777771" in client.get(page(seen), {"calon": twin.pk}).text
    assert "C12345678" in client.get(page(seen), {"calon": known.pk}).text
    assert answer(client, seen, "different", twin).url == page(seen)  # the other candidate is still asked


def test_the_queue_is_narrowed_by_area_and_kind(client, ayu, seen):
    client.force_login(ayu)
    assert "Andreas Hofman" in client.get(QUEUE, {"kind": "report"}).text
    assert "Andreas Hofman" not in client.get(QUEUE, {"kind": "lodging"}).text
    tanah_bumbu()
    assert "Andreas Hofman" in client.get(QUEUE, {"area": dotted(AREA)}).text
    assert "Andreas Hofman" not in client.get(QUEUE, {"area": dotted(SIMPANG_EMPAT)}).text


def test_another_office_finds_nothing(client, jaka, seen, known):
    client.force_login(jaka)
    assert "Hofman" not in client.get(QUEUE).text
    assert client.get(page(seen)).status_code == 404
    assert answer(client, seen, "same", known).status_code == 404


def test_somebody_of_another_offices_area_is_no_candidate_here(client, ayu, known):
    row = told(area=JEMBER, name="Andreas Hofman", nationality="DEU", birth=parse_birth("1988"))
    run(propose_matches)
    assert Proposal.objects.filter(mention=row, person=known).exists()
    jaka = member("joko", "Joko", "pelaksana", agency("kanim", "Kanim Jember", JEMBER), JEMBER)
    client.force_login(jaka)
    text = client.get(page(row)).text
    assert "Tidak ada catatan yang serupa." in text
    assert "HOFFMANN" not in text
    assert answer(client, row, "same", known).status_code == 404


@pytest.mark.parametrize("who", ["citra", "dewa"])
def test_those_who_only_send_do_not_judge(client, request, who, seen):
    client.force_login(request.getfixturevalue(who))
    assert client.get(QUEUE).status_code == 403
    assert client.get(page(seen)).status_code == 403


def test_a_mention_that_may_be_a_protected_person_is_there_for_keyholders_only(client, ayu, budi, seen, known):
    with acting_in_database(acting(ayu)):
        protect(known.pk, kind="witness", note="", area=AREA, by=acting(ayu), at=NOON)
    client.force_login(ayu)
    for tab in ("menunggu", "ragu", "belum-dikenal"):
        assert "Andreas Hofman" not in client.get(QUEUE, {"tab": tab}).text
    assert client.get(page(seen)).status_code == 404
    assert answer(client, seen, "new").status_code == 404
    assert "/cocokkan/" not in client.get("/").text
    client.force_login(budi)
    assert "ANDREAS HOF" in client.get(page(seen)).text


def test_taking_back_a_protected_persons_link_does_not_say_whom_it_was(client, ayu, budi, seen, known):
    with acting_in_database(acting(ayu)):
        protect(known.pk, kind="witness", note="", area=AREA, by=acting(ayu), at=NOON)
    client.force_login(budi)
    answer(client, seen, "same", known)
    client.post(reverse("match_undo", args=[Judgement.objects.get(mention=seen).pk]))
    assert linked(seen) is None
    assert Proposal.objects.get(mention=seen).is_protected
    client.force_login(ayu)
    assert client.get(page(seen)).status_code == 404
    assert "Andreas Hofman" not in client.get(QUEUE, {"tab": "belum-dikenal"}).text


def test_judging_by_action_refuses_what_contradicts_itself(ayu, seen, known):
    by = acting(ayu)
    with acting_in_database(by):
        with pytest.raises(ValueError, match="said of a person"):
            judge(seen, None, "same", by=by, at=NOON)
        judgement = judge(seen, known, "same", by=by, at=NOON)
        with pytest.raises(AlreadyAnswered):
            judge(seen, None, "new", by=by, at=NOON)
        undo(judgement, because="", by=by, at=NOON)
        undo(judgement, because="", by=by, at=NOON)
    assert Event.objects.filter(kind="identity.judgement_undone").count() == 1
