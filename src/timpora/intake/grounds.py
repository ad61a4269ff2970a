"""On what ground a file may come in: the own office's, the law's, or a clause of an agreement in force."""

from datetime import date

from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.agreements.models import Clause
from timpora.agreements.queries import AGREEMENT, LAW, OWN, Ground, ground_for
from timpora.agreements.reference import flows
from timpora.intake.models import Batch
from timpora.territory.queries import area_name

type Ranges = tuple[tuple[int, int], ...]

NOBODY_IN_IT = (Batch.Kind.ARRIVALS,)  # totals


def ground_of(kind: str, agency: Agency, area: int, day: date) -> Ground | None:
    """None where nothing opens this flow here today."""
    if kind in NOBODY_IN_IT:
        return Ground(OWN)
    ground = ground_for(kind, agency, day)
    return ground if ground is not None and ground.covers(area) else None


def missing_words(kind: str, agency: Agency, area: int) -> str:
    """What is missing, and whom to ask."""
    return _(
        "%(agency)s belum dapat mengirim berkas “%(kind)s” untuk %(area)s: belum ada PKS yang berlaku dan memuatnya. "
        "Tanyakan kepada sekretariat Tim PORA di kantor imigrasi. Tidak ada baris yang disimpan."
    ) % {"agency": agency.short_name, "kind": Batch.Kind(kind).label, "area": area_name(area)}


def within(ranges: Ranges, ground: Ground) -> Ranges:
    """Where both the member's reach and the ground hold."""
    if ground.ranges is None:
        return ranges
    both = ((max(a, c), min(b, d)) for a, b in ranges for c, d in ground.ranges)
    return tuple(sorted({(low, high) for low, high in both if low <= high}))


def said(batch: Batch) -> str:
    """The ground a file came in on, as its page says it."""
    if batch.ground == AGREEMENT:
        clause = Clause.objects.filter(pk=batch.ground_clause).select_related("agreement").first()
        return clause.agreement.title if clause else _("perjanjian antarinstansi")
    if batch.ground == LAW:
        return next((flow.ground for flow in flows() if flow.code == batch.ground_code), batch.ground_code)
    return _("berkas kantor imigrasi sendiri") if batch.ground == OWN else ""
