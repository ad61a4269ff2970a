"""What allauth asks of this installation: secrets under our keys, and whose account the identity server means."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from timpora.foundation.crypto import key_ring


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie in the database only encrypted."""

    def encrypt(self, text: str) -> str:
        return b64encode(key_ring().encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return key_ring().decrypt(b64decode(encrypted_text)).decode()


class OfficeAdapter(DefaultSocialAccountAdapter):
    """Every way through ends in our own answer: no account is made, joined or kept by allauth."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        from timpora.foundation.signing_in import oidc  # the views there need allauth, which reads this module

        raise ImmediateHttpResponse(oidc.matched(request, sociallogin.account.extra_data))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        from timpora.foundation.signing_in import oidc  # as above

        raise ImmediateHttpResponse(oidc.failed(request))
