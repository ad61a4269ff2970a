"""The step that answers verifications: finds them by state, one a chunk."""

from django.utils import timezone

from timpora.accountability.actions import answer_verification
from timpora.accountability.models import Verification


def verify_asked() -> int:
    waiting = Verification.objects.select_for_update(skip_locked=True).filter(ended_at=None)
    asked = waiting.order_by("asked_at").first()
    if asked is None:
        return 0
    answer_verification(asked, at=timezone.now())
    return 1
