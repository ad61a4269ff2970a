"""The line in the log and the event of a request carry one id."""

from uuid import UUID

import pytest

from timpora.foundation.models import Event

pytestmark = pytest.mark.django_db


def test_the_first_event_of_a_request_carries_its_id(client, budi):
    client.force_login(budi)
    answer = client.get("/orang-asing/?q=PARK&purpose=check")
    assert Event.objects.filter(id=UUID(answer["X-Request-Id"])).exists()


def test_a_refusal_carries_the_id_of_the_request_that_was_rolled_back(client, dewa):
    client.force_login(dewa)
    answer = client.get("/orang-asing/")
    assert answer.status_code == 403
    assert Event.objects.get(id=UUID(answer["X-Request-Id"])).kind == "access.refused"


def test_two_requests_have_two_ids(client, ayu):
    client.force_login(ayu)
    assert client.get("/")["X-Request-Id"] != client.get("/")["X-Request-Id"]
