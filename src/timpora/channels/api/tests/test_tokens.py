"""A token is one duty of one member and never more; it ends with the duty, and opens nothing but the API."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from timpora.accountability.rows import rows_of
from timpora.agencies.actions import begin_membership, end_membership
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.channels.api import tokens
from timpora.channels.api.models import Token
from timpora.channels.api.tests.conftest import Program, token_of
from timpora.channels.api.tests.test_send_reports import told
from timpora.foundation.models import Event

NEVER = ("protection.open", "protection.lift", "member.edit", "person.judge", "person.read", "check.decide")


def test_a_member_makes_a_token_sees_it_once_and_takes_it_back(client, dewa):
    client.force_login(dewa)
    ends_on = (timezone.now() + timedelta(days=30)).date().isoformat()
    form = {"name": "Server desa", "uses": ["reports"], "ends_on": ends_on, "addresses": "127.0.0.0/8"}
    page = client.post("/akun/token/baru/", form)
    secret = page.context["secret"]
    token = Token.objects.get()
    assert secret in page.text
    assert secret.encode() not in token.digest.encode()
    assert (token.verbs, token.addresses) == (["report.read", "report.send"], ["127.0.0.0/8"])
    listed = client.get("/akun/token/").text
    assert "Server desa" in listed
    assert secret not in listed
    answer = Program(secret).post("reports", told(), Idempotency_Key=str(uuid4()))
    assert answer.status_code == 201
    token.refresh_from_db()
    assert token.last_used_on is not None
    client.post(f"/akun/token/{token.pk}/cabut/")
    assert Program(secret).get(f"reports/{answer.json()['id']}").status_code == 401
    kinds = set(Event.objects.filter(kind__startswith="api.").values_list("kind", flat=True))
    assert kinds == {"api.token_made", "api.token_revoked"}


def test_the_inspector_reads_by_which_token_a_program_came(client, dewa, program):
    sent = program(dewa, "reports")
    assert sent.post("reports", told(), Idempotency_Key=str(uuid4())).status_code == 201
    assert sent.post("check-status", {}).status_code == 403
    client.force_login(dewa)
    client.post("/keluar/")
    token = Token.objects.get()
    came = {row.event.kind: row.detail for row in rows_of(Event.objects.filter(account_id=dewa.pk))}
    by = f"lewat token Server uji ({token.pk.hex[-8:]})"
    assert came["reports.received"] == by
    assert came["access.refused"] == f"alamat /api/v1/check-status; {by}"
    assert came["account.signed_out"] == "", "and nothing of it hangs on to who comes next"


@pytest.mark.parametrize(
    "wrong",
    [{"uses": ["status"]}, {"uses": []}, {"ends_on": "2020-01-01"}, {"ends_on": "2099-01-01"}, {"addresses": "rumah"}],
)
def test_what_the_duty_does_not_hold_or_lasts_too_long_is_refused(client, dewa, wrong):
    client.force_login(dewa)
    ends_on = (timezone.now() + timedelta(days=30)).date().isoformat()
    form = {"name": "Server desa", "uses": ["reports"], "ends_on": ends_on, "addresses": ""} | wrong
    assert client.post("/akun/token/baru/", form).status_code == 422
    assert not Token.objects.exists()


def test_no_token_decides_opens_a_file_or_keeps_members():
    for duty in DUTIES.values():
        held = set(tokens.verbs_of(tokens.uses_of(duty.verbs), duty.code))
        assert held <= duty.verbs
        assert held.isdisjoint(NEVER)


def test_it_ends_with_the_duty_with_the_account_with_its_day_and_elsewhere(program, dewa, budi):
    ended, closed, late = (token_of(dewa, "reports") for _ in range(3))
    membership = Membership.objects.get(account=dewa)
    elsewhere = token_of(dewa, "reports", addresses=("203.0.113.0/24", "2001:db8::/32"))
    assert Program(elsewhere).get(f"reports/{uuid4()}").status_code == 401
    assert Program(ended).get(f"reports/{uuid4()}").status_code == 404
    dewa.is_active = False
    dewa.save()
    assert Program(closed).get(f"reports/{uuid4()}").status_code == 401
    dewa.is_active = True
    dewa.save()
    Token.objects.filter(digest=tokens.digest_of(late)).update(
        made_at=timezone.now() - timedelta(days=9), ends_at=timezone.now()
    )
    assert Program(late).get(f"reports/{uuid4()}").status_code == 401
    # A second duty of the same member does not keep the token of the first alive.
    begin_membership(
        account=dewa, agency=membership.agency, duty="kades", areas=membership.areas, at=timezone.now(), by=None
    )
    end_membership(membership, because="selesai menjabat", at=timezone.now(), by=acting(budi))
    answer = Program(ended).get(f"reports/{uuid4()}")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="timpora"')


def test_a_cookie_never_opens_the_api_and_a_token_never_a_page(client, dewa):
    client.force_login(dewa)
    answer = client.post(
        "/api/v1/reports", told(), content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert answer.status_code == 401
    secret = token_of(dewa, "reports")
    page = Client().get("/laporan/", headers={"Authorization": f"Bearer {secret}"})
    assert (page.status_code, page.url) == (302, "/masuk/?next=/laporan/")


def test_a_token_acts_in_its_own_duty_only(program, citra, kanim):
    narrow = token_of(citra, "reports")
    begin_membership(account=citra, agency=kanim, duty="kasi", areas=[TANAH_BUMBU], at=timezone.now(), by=None)
    who = tokens.acting_with(narrow, "127.0.0.1", timezone.now())
    assert who.duty == "instansi"
    assert who.verbs == {"report.send", "report.read"}
    assert {verb for scope in who.scopes for verb in scope.verbs} == {"report.send", "report.read"}


def test_who_asks_too_often_waits(program, dewa, settings):
    settings.API_REQUESTS_A_MINUTE = 2
    village = program(dewa, "reports")
    answers = [village.get(f"reports/{uuid4()}") for _ in range(6)]
    assert [a.status_code for a in answers][:2] == [404, 404]
    last = answers[-1]
    assert last.status_code in (404, 429)  # 404 only where a new minute began in between
    if last.status_code == 429:
        assert 1 <= int(last["Retry-After"]) <= 60
        assert last["Content-Type"] == "application/problem+json"


def test_anothers_token_cannot_be_taken_back(client, dewa, citra):
    token_of(citra, "reports")
    client.force_login(dewa)
    assert client.post(f"/akun/token/{Token.objects.get().pk}/cabut/").status_code == 404
    assert Token.objects.get().revoked_at is None
