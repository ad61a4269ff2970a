"""What the browser is asked when a passkey is used or made: the options, as the page's script reads them."""

import json

from allauth.mfa.webauthn.internal import auth

from timpora.foundation.models import Account


def asked(account: Account) -> str:
    """To prove a passkey of this account."""
    return json.dumps(auth.begin_authentication(account), default=dict)


def offered(account: Account) -> str:
    """To make a new one for this account."""
    return json.dumps(auth.begin_registration(account, passwordless=False), default=dict)
