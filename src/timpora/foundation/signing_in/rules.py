"""What a duty asks of signing in. The answer comes from a function of a room above, named in the settings."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from timpora.foundation.acting import Acting


@dataclass(frozen=True, slots=True)
class SignInRules:
    needs_factor: bool  # nothing opens before a second factor is set up
    idle: timedelta  # without a request for so long, the session is over


def rules_of(acting: Acting) -> SignInRules:
    rules: SignInRules = import_string(settings.SIGN_IN_RULES)(acting)
    return rules
