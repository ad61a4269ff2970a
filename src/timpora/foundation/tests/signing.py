"""Going through the door as a person does: the password, the codes of an authenticator app, a second device."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from timpora.agencies.tests.cast import PASSWORD
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.foundation.signing_in import factors

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(account: Account) -> Account:
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account


def with_app(account: Account) -> Account:
    """Has a password and an authenticator app, whose codes were not used yet, and recovery codes."""
    with_password(account)
    with factors.own(account):
        factors.add_app(account, secret=SECRET, step=0, by=Acting(account.pk))
        factors.make_codes(account, by=Acting(account.pk))
    return account


def code_of(account: Account, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    row = Authenticator.objects.get(user=account, type="totp")
    return code(decrypt(row.data["secret"]), steps)


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_password(client: Client, account: Account, password: str = PASSWORD, address: str = "10.0.0.1", **more: str):
    told = {"sign_in": account.sign_in, "password": password, **more}
    return client.post("/masuk/", told, REMOTE_ADDR=address)


def sign_in(account: Account, address: str = "10.0.0.1") -> Client:
    """A new device, signed in all the way."""
    client = Client()
    if give_password(client, account, address=address).url == "/masuk/kode/":
        Authenticator.objects.filter(user=account, type="totp").update(
            data={"secret": secret_of(account), "last_step": 0}
        )
        assert client.post("/masuk/kode/", {"code": code_of(account)}).status_code == 302
    return client


def secret_of(account: Account) -> str:
    return str(Authenticator.objects.get(user=account, type="totp").data["secret"])


def is_in(client: Client) -> bool:
    return client.get("/akun/keamanan/").status_code == 200


def words(response: HttpResponse) -> str:
    return response.content.decode()


def aged(client: Client, **back: float) -> None:
    """The session as it would be, had this much time passed: `signed_in_at`, `seen_at` or `confirmed_at` by seconds."""
    session = client.session
    for name, seconds in back.items():
        session[name] = timezone.now().timestamp() - seconds
    session.save()
