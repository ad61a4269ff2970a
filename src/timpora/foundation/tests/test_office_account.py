"""Signing in with the office's identity server: the whole code flow against a small one, and whom it lets in."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import HttpResponse
from django.test import Client

from timpora.foundation.models import Account, Event
from timpora.foundation.tests.signing import code_of, is_in, with_app, words

pytestmark = pytest.mark.django_db
CLIENT, SECRET = "timpora", "rahasia-klien-oidc-yang-cukup-panjang"


class IdentityServer(ThreadingHTTPServer):
    """Knows one person at a time. It holds the client to the rules: its secret, its address, the proof of the code."""

    claims: dict[str, Any]
    answers_tokens = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.claims, self.asked = {"sub": "7", "preferred_username": "ayu"}, {}

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/authorize":
            self.asked = query
            return 302, {"location": f"{query['redirect_uri']}?{urlencode({'code': 'abc', 'state': query['state']})}"}
        if path == "/token":
            return self.token(form)
        return 200, self.claims

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = (
            self.answers_tokens
            and (form["client_id"], form["client_secret"], form["code"]) == (CLIENT, SECRET, "abc")
            and form["redirect_uri"] == self.asked["redirect_uri"]
            and base64.urlsafe_b64encode(proof).decode().rstrip("=") == self.asked["code_challenge"]
        )
        if not fits:
            return 400, {"error": "invalid_grant"}
        token = {"iss": self.url, "aud": CLIENT, "exp": int(time.time()) + 60, **self.claims}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(token, SECRET)}


class Handler(BaseHTTPRequestHandler):
    server: IdentityServer

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        parts, body = urlsplit(self.path), self.rfile.read(length).decode()
        one = {k: v[0] for k, v in parse_qs(parts.query).items()}
        status, told = self.server.answer(parts.path, one, {k: v[0] for k, v in parse_qs(body).items()})
        content = json.dumps(told).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", told["location"])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def office(settings) -> Iterator[IdentityServer]:
    server = IdentityServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    settings.OIDC_URL, settings.OIDC_LABEL = server.url, "Masuk dengan SSO Kabupaten"
    app = {"provider_id": "kantor", "name": "kantor", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = {"server_url": server.url}
    whole = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": [app]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": whole}
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def walk(client: Client, target: str = "/laporan/") -> HttpResponse:
    """From the button to the answer of our own address, by way of the identity server."""
    sent = client.get(f"/masuk/kantor/?next={target}")
    assert sent.status_code == 302
    back = requests.get(sent.url, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/masuk/kantor/kembali/?")
    return client.get(back)


def test_the_button_stands_at_the_door_only_where_it_is_set(client, office, settings):
    assert "Masuk dengan SSO Kabupaten" in words(client.get("/masuk/"))
    settings.OIDC_URL = ""
    assert "/masuk/kantor/" not in words(client.get("/masuk/"))
    assert client.get("/masuk/kantor/").status_code == 404
    assert client.get("/masuk/kantor/kembali/?code=x&state=y").status_code == 404


def test_an_account_of_that_name_is_signed_in(client, office, ayu):
    assert walk(client).url == "/laporan/"
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(ayu.pk)
    assert "code_challenge" in office.asked
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_the_second_factor_is_asked_here_as_well(client, office, ayu):
    with_app(ayu)
    assert walk(client).url == "/masuk/kode/"
    assert not is_in(client)
    assert client.post("/masuk/kode/", {"code": code_of(ayu)}).url == "/laporan/"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "7", "preferred_username": "siapa"},
        {"sub": "7", "preferred_username": "AYU"},
        {"sub": "7", "preferred_username": ""},
        {"sub": "7", "preferred_username": ["ayu"]},
        {"sub": "ayu"},
        {"sub": "7", "email": "ayu", "name": "Ayu Lestari"},
    ],
)
def test_whoever_is_not_known_here_is_told_and_no_account_is_made(client, office, ayu, claims):
    office.claims = claims
    before = Account.objects.count()
    assert walk(client).url == "/masuk/"
    assert "belum terdaftar di Timpora" in words(client.get("/masuk/"))
    assert not is_in(client)
    assert Account.objects.count() == before
    assert Event.objects.filter(kind="account.sign_in_failed").count() == 1


def test_another_claim_may_be_chosen(client, office, ayu, settings):
    settings.OIDC_CLAIM = "nip"
    office.claims = {"sub": "7", "preferred_username": "198701", "nip": "ayu"}
    assert walk(client).url == "/laporan/"


def test_an_account_switched_off_stays_out(client, office, ayu):
    Account.objects.filter(pk=ayu.pk).update(is_active=False)
    assert walk(client).url == "/masuk/"


def test_a_code_that_the_server_refuses_opens_nothing(client, office, ayu):
    office.answers_tokens = False
    assert walk(client).url == "/masuk/"
    assert "tidak berhasil" in words(client.get("/masuk/"))
    assert not is_in(client)


def test_an_answer_nobody_here_asked_for_opens_nothing(client, office, ayu):
    assert client.get("/masuk/kantor/kembali/?code=abc&state=planted").url == "/masuk/"
    assert not is_in(client)


def test_a_server_that_is_down_is_told_at_the_door(client, office):
    office.shutdown()
    office.server_close()
    answer = client.get("/masuk/kantor/")
    assert answer.url == "/masuk/"
    assert "tidak berhasil" in words(client.get("/masuk/"))


def test_after_it_one_does_not_land_elsewhere(client, office, ayu):
    assert walk(client, target="//evil.example/").url == "/"
