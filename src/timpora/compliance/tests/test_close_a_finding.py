"""A finding is closed by another person than the one who confirmed it, with an outcome and its ground."""

import pytest
from django.db import IntegrityError, transaction

from timpora.agencies.tests.cast import acting
from timpora.compliance.actions import Changed, SamePerson, close
from timpora.compliance.models import Finding
from timpora.compliance.tests.factories import NOON, check_of, seen_after_the_end
from timpora.compliance.tests.test_decide_a_check import REASON, answered
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event
from timpora.registers.protection import set_shield

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(kanim, ayu) -> Finding:
    """Confirmed by Ayu."""
    return answered(check_of(seen_after_the_end(kanim)), "confirm", ayu)


def closing(finding: Finding, **more) -> dict:
    return {"version": finding.version, "outcome": "guided", "reason": REASON} | more


def test_the_second_person_closes(client, finding, budi):
    client.force_login(budi)
    answer = client.post(f"/temuan/{finding.pk}/", closing(finding), follow=True)
    assert "Pembinaan dan bantuan kelengkapan dokumen" in answer.content.decode()
    finding.refresh_from_db()
    assert (finding.outcome, finding.closed_by, finding.closing_reason) == ("guided", budi.pk, REASON)
    assert Event.objects.filter(kind="compliance.findings_closed", account_id=budi.pk).count() == 1
    assert Event.objects.filter(kind="compliance.finding_seen", account_id=budi.pk).count() == 1


def test_the_person_who_confirmed_is_asked_to_find_a_second(client, finding, ayu):
    client.force_login(ayu)
    assert "Orang kedua" in client.get(f"/temuan/{finding.pk}/").content.decode()
    answer = client.post(f"/temuan/{finding.pk}/", closing(finding))
    assert answer.status_code == 422
    assert "Mintalah orang kedua" in answer.content.decode()
    with pytest.raises(SamePerson), acting_in_database(acting(ayu)):
        close(finding, **closing(finding), by=acting(ayu), at=NOON)


def test_the_database_itself_refuses_the_same_person(finding, ayu):
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(outcome="guided", closed_at=NOON, closed_by=ayu.pk)


def test_closed_is_closed_and_a_double_click_is_one_closing(finding, budi):
    with acting_in_database(acting(budi)):
        close(finding, **closing(finding), by=acting(budi), at=NOON)
        close(finding, **closing(finding), by=acting(budi), at=NOON)
        with pytest.raises(Changed):
            close(finding, **closing(finding, outcome="in_order"), by=acting(budi), at=NOON)
    assert Event.objects.filter(kind="compliance.findings_closed").count() == 1


def test_an_outcome_needs_its_ground(client, finding, budi):
    client.force_login(budi)
    assert client.post(f"/temuan/{finding.pk}/", closing(finding, reason="ok")).status_code == 422
    assert client.post(f"/temuan/{finding.pk}/", closing(finding, outcome="")).status_code == 422


def test_a_finding_elsewhere_or_of_a_shielded_person_is_not_there(client, finding, jaka, citra, ayu):
    for account, status in ((jaka, 404), (citra, 403)):
        client.force_login(account)
        assert client.get(f"/temuan/{finding.pk}/").status_code == status
    set_shield(finding.person_id, True)
    client.force_login(ayu)
    assert client.get(f"/temuan/{finding.pk}/").status_code == 404
