"""One of each thing that oversight keeps, about one member's look."""

from datetime import datetime
from uuid import UUID

from timpora.accountability.models import Extract, Sampled, Turn, Unusual
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import acting
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account

VILLAGE = 6310022002


def unusual(who: Account, at: datetime, code: str = "no_reference") -> Unusual:
    return Unusual.objects.create(
        code=code, area=VILLAGE, account_id=who.pk, agency_id=acting(who).agency, day=at.date(), details={"n": 12},
        changed_at=at,
    )  # fmt: skip


def sampled(who: Account, at: datetime) -> Sampled:
    return Sampled.objects.create(
        event_id=uuid7(), at=at, area=VILLAGE, account_id=who.pk, kind="registers.person_opened", purpose="report",
        reference_state=Sampled.Reference.NONE,
    )  # fmt: skip


def one_of_each(who: Account, supervisor: Account, at: datetime) -> dict[str, UUID]:
    row = unusual(who, at)
    told = {"code": row.code, "details": row.details, "day": row.day.isoformat(), "member": who.name}
    turn = Turn.objects.create(
        unusual=row, area=row.area, answer=Turn.Answer.ASK, words="Untuk pekerjaan apa?", account_id=uuid7(), at=at,
        asked_of=[supervisor.pk], told=told,
    )  # fmt: skip
    extract = Extract.objects.create(
        area=VILLAGE, account_id=who.pk, membership_id=Membership.objects.filter(account=who).first().pk, asked_at=at
    )
    return {
        "account_id": who.pk, "unusual_id": row.pk, "turn_id": turn.pk, "sample_id": sampled(who, at).pk,
        "extract_id": extract.pk,
    }  # fmt: skip
