"""Opening a source for each delivery, and taking it back as a whole."""

from datetime import date, datetime, timedelta

from django.db import transaction

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.installation import installation_id
from timpora.sources import events
from timpora.sources.models import Source


def open_source(
    *, channel: str, by: Acting, agency: Agency, area: int, told_at: datetime, received_at: datetime, content_hash: str,
    as_of: date | None = None, device_offset: timedelta | None = None,
) -> Source:  # fmt: skip
    """One row a delivery. What follows from it is said by the room that received it, so this says nothing itself."""
    return Source.objects.create(
        installation_id=installation_id(),
        channel=Source.Channel(channel),
        agency_id=agency.pk,
        agency_name=agency.name,
        account_id=by.account,
        area=area,
        told_at=told_at,
        received_at=received_at,
        device_offset=device_offset,
        as_of=as_of,
        content_hash=content_hash,
    )


@transaction.atomic
def withdraw(source: Source, *, because: str, by: Acting, at: datetime) -> bool:
    """Take all its claims out of the picture. Withdrawing twice changes nothing; False then."""
    because = because.strip()
    if not because:
        raise ValueError("withdrawing a source needs its reason in words")
    live = Source.objects.filter(pk=source.pk, withdrawn_at=None)
    if not live.update(withdrawn_at=at, withdrawn_by=by.account, withdrawn_because=because):
        return False
    source.refresh_from_db()
    emit(events.SOURCE_WITHDRAWN, subject=source, by=by)
    return True
