"""Who helps somebody protected: reference data, with the addresses that each office wrote for its area."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

import yaml
from django.db import transaction

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.registers import events
from timpora.registers.models import Helper

EDIT = "helper.edit"
REGENCY, PROVINCE = 10**6, 10**8


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of `reference/helpers.yaml`: `aids` says what they do, `kinds` whom they help."""

    code: str
    name: str
    kinds: tuple[str, ...]
    aids: str
    ground: str


@dataclass(frozen=True, slots=True)
class Help:
    kind: Kind
    there: Helper | None  # as the office wrote it: of the regency, else of the province


class Stale(Exception):
    """Somebody else wrote it meanwhile; `now` is how it stands."""

    def __init__(self, now: Helper) -> None:
        super().__init__("changed meanwhile")
        self.now = now


@cache
def kinds() -> dict[str, Kind]:
    listed = yaml.safe_load(files("timpora.registers").joinpath("reference/helpers.yaml").read_bytes())
    return {
        row["code"]: Kind(row["code"], row["name"], tuple(row["kinds"]), row["for"], row["ground"]) for row in listed
    }


def helpers(area: int, protection: str = "") -> Iterator[Help]:
    """The regency's own address before the province's."""
    around = (area - area % PROVINCE, area - area % REGENCY)
    there = {row.code: row for row in Helper.objects.filter(area__in=around).order_by("area")}
    for kind in kinds().values():
        if not protection or protection in kind.kinds:
            yield Help(kind, there.get(kind.code))


def own_area(acting: Acting) -> int:
    """The regency of the duty, or its province where it has no regency."""
    area = acting.area or 0
    return area - area % REGENCY


def written(code: str, area: int) -> Helper | None:
    return Helper.objects.filter(area=area, code=code).first()


@transaction.atomic
def write(code: str, *, area: int, name: str, address: str, phone: str, version: int, by: Acting, at: datetime) -> None:
    """An office's own address, from the version that was on the screen (0: none yet)."""
    told = {"name": name, "address": address, "phone": phone, "edited_at": at, "edited_by": by.account}
    now = Helper.objects.select_for_update().filter(area=area, code=code).first()
    if now and (now.name, now.address, now.phone) == (name, address, phone):
        return
    if now and now.version != version:
        raise Stale(now)
    if now:
        Helper.objects.filter(pk=now.pk).update(version=version + 1, **told)
    else:
        now = Helper.objects.create(id=uuid7(), area=area, code=code, **told)
    emit(events.HELPER_EDITED, by=by, subject=now, area=area)
