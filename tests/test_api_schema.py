"""The API keeps to its own description, whatever is thrown at it: no 500, every answer as described."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import acting
from timpora.channels.api import tokens
from timpora.foundation.models import Account
from timpora.territory.tests.factories import tanah_bumbu
from timpora.wsgi import application

KEPT = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EXAMPLES = 25  # of each operation and visitor: some 40 seconds


@pytest.fixture
def api(db):
    """Over WSGI, as a server calls it; but a request must not end the connection that the test's transaction is on."""
    tanah_bumbu()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def bearer(account: Account, *uses: str) -> dict[str, str]:
    at, membership = timezone.now(), Membership.objects.get(account=account)
    _token, secret = tokens.make(
        membership=membership, name="Server uji", uses=uses, addresses=[], ends_at=at + timedelta(days=1), at=at,
        by=acting(account),
    )  # fmt: skip
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def visitors(ayu, dewa, settings) -> list[dict[str, str]]:
    """Nobody, a village head, an officer."""
    settings.API_REQUESTS_A_MINUTE = settings.STATUS_CHECKS_A_DAY = 10**6
    return [{}, bearer(dewa, "reports"), bearer(ayu, "reports", "status")]


OPERATIONS = ("send_report", "send_reports", "read_report", "check_status", "read_shared")


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_answer_is_as_described_and_none_is_our_fault(api, visitors, operation_id):
    operation = api.find_operation_by_id(operation_id)
    modes = st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @effort(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=modes)
    def holds(case):
        for headers in visitors:
            case.call_and_validate(headers=headers, checks=KEPT)

    holds()


def test_every_operation_is_tried(api):
    described = {result.ok().definition.raw["operationId"] for result in api.get_all_operations()}
    assert described == set(OPERATIONS)
