"""Every test of this room stands in Tanah Bumbu and calls the API as a program does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import acting
from timpora.channels.api import tokens
from timpora.foundation.models import Account
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


def token_of(account: Account, *uses: str, addresses: tuple[str, ...] = (), days: int = 30) -> str:
    at = timezone.now()
    membership = Membership.objects.filter(account=account, ended_at=None).first()
    _token, secret = tokens.make(
        membership=membership, name="Server uji", uses=uses, addresses=addresses, ends_at=at + timedelta(days=days),
        at=at, by=acting(account),
    )  # fmt: skip
    return secret


class Program:
    """A client that knows one token and speaks JSON."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def post(self, path: str, body: Any, **headers: str) -> Any:
        told = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1/{path}", body, content_type="application/json", headers=told)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self.headers | headers)

    def raw(self, path: str, body: bytes, content_type: str = "application/json", **more: Any) -> Any:
        return self.client.generic("POST", f"/api/v1/{path}", body, content_type, headers=self.headers, **more)


@pytest.fixture
def program() -> Callable[..., Program]:
    return lambda account, *uses, **more: Program(token_of(account, *uses, **more))
