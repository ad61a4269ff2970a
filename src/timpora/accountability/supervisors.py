"""Who answers for a member: those who keep members in the same agency, else those who do so for the area."""

from datetime import datetime
from uuid import UUID

from timpora.accountability.models import Unusual
from timpora.agencies.acting import running
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.territory.codes import span

KEEPS_MEMBERS = "member.edit"


def supervisors_of(row: Unusual, at: datetime) -> list[UUID]:
    duties = [duty.code for duty in DUTIES.values() if KEEPS_MEMBERS in duty.verbs]
    keeping = Membership.objects.filter(running(at), duty__in=duties).exclude(account=row.account_id)
    own = list(keeping.filter(agency=row.agency_id).values_list("account_id", flat=True)) if row.agency_id else []
    if own:
        return list(dict.fromkeys(own))
    around = keeping.values_list("account_id", "areas")
    return list(dict.fromkeys(account for account, areas in around if covers(areas, row.area)))


def covers(areas: list[int], area: int) -> bool:
    return any(low <= area <= high for low, high in map(span, areas))
