"""The number of the duty desk (*piket*) that serves a place: whom to call before anything is done."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timpora.exchange import events
from timpora.exchange.models import Picket
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.territory.models import Office
from timpora.territory.queries import day_at, office_of


class Stale(Exception):
    """Somebody else changed the number since the page was shown; `now` is how it stands."""

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


def whom_to_call(area: int, at: datetime) -> str:
    """The number and its office; without a number the office by name."""
    office = office_of(area, day_at(area, at))
    if office is None:
        return _("kantor imigrasi setempat")
    picket = Picket.objects.filter(office=office).first()
    return f"{picket.phone} ({office.name})" if picket else office.name


@transaction.atomic
def change_number(office: Office, phone: str, *, version: int, by: Acting, at: datetime) -> Picket:
    """`version` is the one the page was filled from, 0 for none. The same number again changes nothing."""
    Office.objects.select_for_update().get(pk=office.pk)  # two first numbers at once wait for each other
    now = Picket.objects.filter(office=office).first()
    if now is not None and now.phone == phone:
        return now
    if (now.version if now else 0) != version:
        raise Stale(now.phone if now else "")
    said = {"phone": phone, "changed_by": by.account, "changed_at": at, "version": version + 1}
    picket, _is_new = Picket.objects.update_or_create(office=office, defaults=said)
    emit(events.PICKET_CHANGED, by=by, area=by.area)
    return picket
