"""The third answer is one answer: through page, part of a page and program, whatever is the reason."""

import json
import re
import time

import pytest
from django.test import Client

from timpora.channels.api.tests.conftest import token_of
from timpora.exchange.tests.test_check_status import DOCUMENT, NOBODYS, UNSAID, ask, district, park, task

pytestmark = pytest.mark.django_db
__all__ = ["district", "park", "task"]  # fixtures
STEP = 0.2
DOORS = ("page", "part", "program")
TOKEN, ID = r"[A-Za-z0-9]{64}", r"[0-9a-f]{8}-[0-9a-f-]{27}"
MOMENT = r"\d{4}-\d\d-\d\dT[^\"]*|\d{1,2}[.:]\d{2}"
CHANGES = re.compile(f"{TOKEN}|{ID}|{MOMENT}")


def through(door: str, client: Client, secret: str, question: dict[str, str]) -> tuple[int, str, int, float]:
    """Status, words, bytes, and steps of time that the answer took."""
    began = time.monotonic()
    if door == "program":
        headers = {"Authorization": f"Bearer {secret}"}
        told = json.dumps(question)
        answer = client.post("/api/v1/check-status", told, content_type="application/json", headers=headers)
    else:
        headers = {"HX-Request": "true"} if door == "part" else {}
        answer = client.post("/periksa-status/", question, headers=headers)
    took = time.monotonic() - began
    text = CHANGES.sub("…", answer.text.replace(question["document"], "NOMOR"))
    return answer.status_code, text, len(text.encode()), took


@pytest.mark.parametrize("unsaid", UNSAID, ids=lambda make: make.__name__)
def test_it_is_the_same_through_every_door(client, citra, budi, task, park, unsaid, settings):
    ask(citra, task)
    unsaid(park, budi=budi)
    settings.STATUS_STEP = STEP
    secret = token_of(citra, "status")
    client.force_login(citra)
    question = {"nationality": "KOR", "purpose": "task", "reference": f"task:{task.number}"}
    said = set()
    for door in DOORS:
        there, nobody = (through(door, client, secret, question | {"document": n}) for n in (DOCUMENT, NOBODYS))
        assert there[:3] == nobody[:3], door
        assert there[0] == 200
        assert min(there[3], nobody[3]) >= STEP
        said |= set(re.findall(r"Hubungi piket Inteldakim[^<\"]*", there[1]))
    assert len(said) == 1, "one sentence, whichever door"
