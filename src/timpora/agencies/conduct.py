"""The code of conduct (*kode etik*): the version in force, who accepted it, and publishing a new one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from timpora.agencies import events
from timpora.agencies.models import Acceptance, Conduct
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Account

PAGE = "conduct"  # where a member is led who has not accepted yet


def in_force() -> Conduct | None:
    return Conduct.objects.order_by("-version").first()


def acceptance_of(account: Account, conduct: Conduct) -> Acceptance | None:
    return Acceptance.objects.filter(account=account, conduct=conduct).first()


@transaction.atomic
def accept(conduct: Conduct, *, by: Acting, at: datetime) -> None:
    """Once: a second click changes nothing."""
    if Acceptance.objects.filter(account_id=by.account, conduct=conduct).exists():
        return
    try:
        with transaction.atomic():
            row = Acceptance.objects.create(account_id=by.account, conduct=conduct, at=at)
    except IntegrityError:  # the same click came twice at the same moment
        return
    emit(events.CONDUCT_ACCEPTED, subject=row, by=by, area=by.area, words={"version": conduct.version})


class Superseded(Exception):
    """Somebody published a version meanwhile."""


@transaction.atomic
def publish(text: str, *, after: int, by: Acting, at: datetime) -> Conduct:
    """A new version; from the next request on every member is asked again. `after` is the version that was changed."""
    last = in_force()
    if (last.version if last else 0) != after:
        raise Superseded
    if last is not None and last.text == text:
        return last
    try:
        with transaction.atomic():
            row = Conduct.objects.create(version=after + 1, text=text, published_at=at, published_by_id=by.account)
    except IntegrityError as error:
        raise Superseded from error
    emit(events.CONDUCT_PUBLISHED, by=by, area=by.area, words={"version": row.version})
    return row
