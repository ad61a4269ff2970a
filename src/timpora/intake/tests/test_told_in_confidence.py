"""What a report tells in confidence is nobody's common knowledge: not in the picture, the search, a count or a page."""

import pytest
from django.utils import timezone

from timpora.agencies import sharing
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run, settle
from timpora.foundation.models import Grant, Handling
from timpora.intake.models import Report
from timpora.intake.tests.factories import PERMIT_HEADERS, ROOSTER, as_csv, brought_in, report
from timpora.registers.actions import link
from timpora.registers.models import ActivityClaim, CurrentPerson, Mention, Person
from timpora.registers.queries import timeline
from timpora.registers.search import Question, found
from timpora.registers.steps import rebuild_current

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
SECRET = "Kabarnya bersembunyi di kebun."


@pytest.fixture
def park(citra) -> Person:
    brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER))
    settle()
    return Person.objects.get()


def told(dewa, park: Person, level: int, name: str = "Park Zulkarnaen") -> Report:
    """A report that somebody linked to the person on file."""
    row = report(dewa, handling=level, name=name, words=SECRET)
    settle()
    row.refresh_from_db()
    link(Mention.objects.get(pk=row.mention_id), park, by=None, at=timezone.now())
    run(rebuild_current)
    return row


def raise_to(row: Report, level: Handling, by) -> None:
    who = acting(by)
    row.refresh_from_db()
    with acting_in_database(who):
        sharing.handle(row, level, reason="Menyangkut saksi", version=row.version, by=who, at=timezone.now())


def words_on_page(client, who, park: Person) -> str:
    client.force_login(who)
    client.post(f"/orang-asing/{park.pk}/keperluan/", {"purpose": "report"})
    return client.get(f"/orang-asing/{park.pk}/").content.decode()


def names_found(who, text: str) -> int:
    by = acting(who)
    with acting_in_database(by):
        return found(Question(text), by).count()


def test_a_secret_claim_is_on_the_page_of_who_may_read_the_report_alone(client, ayu, budi, dewa, park):
    told(dewa, park, Handling.RAHASIA)
    assert SECRET in words_on_page(client, budi, park)
    page = words_on_page(client, ayu, park)
    assert SECRET not in page
    assert "Zulkarnaen" not in page
    assert timeline(park, acting(ayu)).beyond == 0  # nor does a number say that something is kept back


def test_it_is_not_in_the_shared_picture_nor_found_by_it(ayu, budi, dewa, park):
    told(dewa, park, Handling.RAHASIA)
    current = CurrentPerson.objects.get(pk=park.pk)
    assert "Park Zulkarnaen" not in current.names
    assert (current.mentions_count, current.contradictions) == (1, {})
    assert names_found(ayu, "Zulkarnaen") == names_found(budi, "Zulkarnaen") == 0


def test_told_openly_it_is_found_and_vanishes_when_raised_and_comes_back(client, ayu, dewa, park):
    row = told(dewa, park, Handling.BIASA)
    assert names_found(ayu, "Zulkarnaen") == 1
    raise_to(row, Handling.RAHASIA, dewa)
    assert SECRET not in words_on_page(client, ayu, park)  # in the next request, before any step
    assert set(ActivityClaim.objects.values_list("handling", flat=True)) == {Handling.RAHASIA}
    settle()
    assert names_found(ayu, "Zulkarnaen") == 0
    assert "Zulkarnaen" not in words_on_page(client, ayu, park)
    raise_to(row, Handling.BIASA, dewa)
    settle()
    assert names_found(ayu, "Zulkarnaen") == 1


def test_the_queue_and_its_count_leave_it_out(client, ayu, budi, dewa, park):
    report(dewa, handling=Handling.RAHASIA, name="Orang Rahasia Betul")
    settle()
    for who, there in ((budi, True), (ayu, False)):
        client.force_login(who)
        assert ("Orang Rahasia Betul" in client.get("/cocokkan/?tab=belum-dikenal").content.decode()) is there


def test_a_grant_on_the_person_opens_no_confidence(dewa, jaka, park):
    told(dewa, park, Handling.TERBATAS)
    now = timezone.now()
    Grant.objects.create(
        subject_kind="account", subject_id=jaka.pk, verbs=["person.read"], record_kind="registers.person",
        record_id=park.pk, purpose="urgent", because_kind="urgent", because_id=park.pk, begins_at=now,
    )  # fmt: skip
    by = acting(jaka)
    with acting_in_database(by):
        assert set(Mention.objects.visible_to(by).values_list("handling", flat=True)) == {Handling.BIASA}
