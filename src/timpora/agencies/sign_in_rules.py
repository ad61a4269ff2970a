"""What each duty asks of signing in: a second factor where personal data is met; how long it may stand idle."""

from datetime import timedelta

from django.conf import settings

from timpora.agencies.duties import DUTIES, words
from timpora.foundation.acting import Acting
from timpora.foundation.signing_in.rules import SignInRules

# Areas, the law and the guidance are for all. Any other verb, a new one too, reads or sends what is somebody's.
HARMLESS = words("area.read rule.read guidance.read")
TOLD_TO_ALL = words("bulletin.read")  # what an office tells the villages
A_WORKING_DAY = timedelta(hours=12)


def rules_of(acting: Acting) -> SignInRules:
    needs_factor = bool(acting.verbs - HARMLESS)
    return SignInRules(
        needs_factor, A_WORKING_DAY if sees_only_own(acting) else timedelta(minutes=settings.IDLE_MINUTES)
    )


def sees_only_own(acting: Acting) -> bool:
    """A village head: sends from a telephone through the day and meets nobody else's data."""
    duty = DUTIES.get(acting.duty)
    return duty is not None and duty.on_area <= HARMLESS and not duty.on_agency and duty.on_records <= TOLD_TO_ALL
