"""Temporary passwords that can be read out over a telephone, and signing an account out of all devices."""

import secrets

from django.contrib.sessions.models import Session
from django.utils import timezone

from timpora.foundation.models import Account

# Consonants only: no letter is taken for a digit, and no word comes about by chance. 19 ** 16 is some 68 bits.
LETTERS, GROUPS, IN_GROUP = "bcdfghjkmnpqrtvwxyz", 4, 4


def temporary_password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(IN_GROUP)) for _group in range(GROUPS))


def sign_out_everywhere(account: Account) -> int:
    """Sessions do not say whose they are in a column, so the living ones are opened; they last half a day."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    own = [s.pk for s in living if s.get_decoded().get("_auth_user_id") == str(account.pk)]
    return Session.objects.filter(pk__in=own).delete()[0]
