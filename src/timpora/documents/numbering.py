"""Numbers of letters: from TU (the default), or of an agency's own series with a pattern that holds since a day."""

import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.documents import events
from timpora.documents.kinds import KINDS
from timpora.documents.models import Letter, Series, SeriesCount
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit

OWN = Letter.NumberMode.OWN
PARTS = ("unit", "klasifikasi", "nomor", "bulan", "bulan_romawi", "tahun")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BRACED = re.compile(r"\{([^{}]*)\}")
LONGEST = 80


class Unfit(ValueError):
    """A pattern that cannot be used; the message says why, in words for people."""


def series_on(agency_id: UUID, kind: str, day: date) -> Series | None:
    """The row of this kind before the one for all kinds; of each the latest that has begun."""
    rows = Series.objects.filter(Q(kind=kind) | Q(kind=""), agency=agency_id, valid_from__lte=day)
    return rows.order_by("-kind", "-valid_from", "-made_at", "-pk").first()


def next_number(agency_id: UUID, kind: str, day: date, classification: str = "") -> str:
    """Empty where TU gives the number. Whoever takes one holds the count until the letter stands or is given up."""
    series = series_on(agency_id, kind, day)
    if series is None or series.mode != OWN:
        return ""
    year = day.year if series.is_yearly else 0
    key = {"agency_id": agency_id, "kind": series.kind, "year": year}
    SeriesCount.objects.get_or_create(**key)
    count = SeriesCount.objects.select_for_update().get(**key)
    count.last = max(count.last + 1, series.begins_with)
    count.save(update_fields=["last"])
    return written(series.pattern, series.unit, classification or series.classification, count.last, day)


def written(pattern: str, unit: str, classification: str, number: int, day: date) -> str:
    told = {
        "unit": unit, "klasifikasi": classification, "nomor": number, "bulan": f"{day.month:02}",
        "bulan_romawi": ROMAN[day.month - 1], "tahun": day.year,
    }  # fmt: skip
    return BRACED.sub(lambda found: str(told[found.group(1)]), pattern)


def check_pattern(pattern: str, unit: str, classification: str, day: date) -> None:
    unknown = [name for name in BRACED.findall(pattern) if name not in PARTS]
    allowed = ", ".join(f"{{{name}}}" for name in PARTS)
    if unknown:
        raise Unfit(
            _("Bagian {%(name)s} tidak dikenal. Yang dapat dipakai: %(all)s.") % {"name": unknown[0], "all": allowed}
        )
    if "{" in BRACED.sub("", pattern) or "}" in BRACED.sub("", pattern):
        raise Unfit(_("Ada kurung kurawal yang tidak berpasangan. Yang dapat dipakai: %(all)s.") % {"all": allowed})
    if "{nomor}" not in pattern:
        raise Unfit(_("Pola belum memuat {nomor}."))
    if "{unit}" in pattern and not unit:
        raise Unfit(_("Pola memuat {unit}: isi kode unit."))
    if "{klasifikasi}" in pattern and not classification:
        raise Unfit(_("Pola memuat {klasifikasi}: isi kode klasifikasi."))
    longest = written(pattern, unit, classification, 999_999, day)
    if len(longest) > LONGEST:
        raise Unfit(_("Nomor menjadi %(n)s huruf; paling panjang 80.") % {"n": len(longest)})


@transaction.atomic
def set_series(
    *, agency: Agency, kind: str, mode: str, valid_from: date, by: Acting, at: datetime, pattern: str = "",
    unit: str = "", classification: str = "", begins_with: int = 1, is_yearly: bool = True,
) -> Series:  # fmt: skip
    """A new row; those before it stay as they were, and so do the numbers given. The same again is no new row."""
    if kind and kind not in KINDS:
        raise Unfit(_("Jenis surat tidak dikenal."))
    told = {
        "mode": mode, "valid_from": valid_from, "pattern": pattern, "unit": unit, "classification": classification,
        "begins_with": begins_with, "is_yearly": is_yearly,
    }  # fmt: skip
    if mode == OWN:
        check_pattern(pattern, unit, classification, valid_from)
    Agency.objects.select_for_update().get(pk=agency.pk)
    last = Series.objects.filter(agency=agency, kind=kind).order_by("-made_at", "-pk").first()
    if last is not None and all(getattr(last, name) == value for name, value in told.items()):
        return last
    series = Series.objects.create(agency=agency, kind=kind, made_by=by.account, made_at=at, **told)
    emit(events.SERIES_SET, by=by, area=by.area, subject=series)
    return series
