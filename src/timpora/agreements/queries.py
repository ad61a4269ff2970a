"""Reads of agreements: their state on a day, what they lack, open and reach; on what ground a file may come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.agreements.models import Agreement, Clause, Obligation, Party
from timpora.agreements.reference import categories, grounds_on
from timpora.foundation.acting import Acting
from timpora.teams.coverage import Covered, coverage
from timpora.territory.codes import span

DRAFT, NOT_YET, IN_FORCE, EXPIRED, ENDED = "draft", "not_yet", "in_force", "expired", "ended"
STATES: dict[str, tuple[str | Promise, str]] = {
    DRAFT: (_("Konsep"), "neutral"),
    NOT_YET: (_("Belum mulai"), "wait"),
    IN_FORCE: (_("Berlaku"), "ok"),
    EXPIRED: (_("Habis masa berlaku"), "wait"),
    ENDED: (_("Diakhiri"), "stop"),
}
OFFICE = "kanim"
OWN, LAW, AGREEMENT = "own", "law", "agreement"


def state_on(agreement: Agreement, day: date) -> str:
    if agreement.ended_at is not None:
        return ENDED
    if agreement.in_force_at is None or agreement.valid_from is None or agreement.valid_until is None:
        return DRAFT
    if day < agreement.valid_from:
        return NOT_YET
    return IN_FORCE if day <= agreement.valid_until else EXPIRED


def running_on(day: date, before: str = "") -> Q:
    """Agreements in force on a day; `before` is the path to them, as in "agreement__"."""
    return Q(
        **{
            f"{before}in_force_at__isnull": False,
            f"{before}ended_at": None,
            f"{before}valid_from__lte": day,
            f"{before}valid_until__gte": day,
        }
    )


def listed(acting: Acting, kind: str, state: str, day: date) -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(acting)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(
            {
                DRAFT: Q(in_force_at=None, ended_at=None),
                IN_FORCE: running_on(day),
                EXPIRED: Q(in_force_at__isnull=False, ended_at=None, valid_until__lt=day),
                ENDED: Q(ended_at__isnull=False),
            }.get(state, Q(pk__in=()))
        )
    return rows.order_by("-made_at", "-id")


def parties_of(agreement: Agreement) -> QuerySet[Party]:
    rows = Party.objects.filter(agreement=agreement, removed_at=None)
    return rows.select_related("agency__kind").order_by("order", "id")


def clauses_of(agreement: Agreement) -> QuerySet[Clause]:
    rows = Clause.objects.filter(agreement=agreement, removed_at=None)
    return rows.select_related("giver__kind", "receiver").order_by("id")


def obligations_of(agreement: Agreement) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(agreement=agreement, removed_at=None)
    return rows.select_related("agency").order_by("due_on", "id")


REQUIRED: tuple[tuple[str, str | Promise], ...] = (
    ("number", _("nomor")),
    ("dated", _("tanggal")),
    ("valid_from", _("tanggal mulai berlaku")),
    ("valid_until", _("tanggal akhir")),
    ("legal_basis", _("dasar hukum")),
)
REQUIRED_WITH_DATA: tuple[tuple[str, str | Promise], ...] = (
    ("joint_roles", _("peran para pengendali data bersama")),
    ("joint_contact", _("narahubung bersama")),
    ("data_kept", _("masa simpan data pada penerima")),
    ("at_end", _("pemusnahan atau pengembalian ketika berakhir")),
)


def missing(agreement: Agreement, parties: Iterable[Party], clauses: Iterable[Clause]) -> list[str | Promise]:
    """What has to be written before it can take effect, in words."""
    parties, clauses = list(parties), list(clauses)
    signed = {party.agency_id for party in parties}
    wanted = REQUIRED + (() if agreement.kind == Agreement.Kind.NK else REQUIRED_WITH_DATA)
    lacking = [words for name, words in wanted if not getattr(agreement, name)]
    if len(parties) < 2:
        lacking.append(_("sedikitnya dua pihak"))
    if any(not party.signatory or not party.position for party in parties):
        lacking.append(_("nama dan jabatan setiap penanda tangan"))
    if agreement.kind != Agreement.Kind.NK and not clauses:
        lacking.append(_("sedikitnya satu data yang diberikan"))
    if any({clause.giver_id, clause.receiver_id} - signed for clause in clauses):
        lacking.append(_("setiap pemberi dan penerima data sebagai pihak"))
    return lacking


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a file may come in: the own office's, a row of the law, or a clause. `ranges` is where; None is anywhere."""

    kind: str
    code: str = ""  # of the row of the law
    clause: UUID | None = None
    ranges: tuple[tuple[int, int], ...] | None = None

    def covers(self, area: int) -> bool:
        return self.ranges is None or any(low <= area <= high for low, high in self.ranges)


def ground_for(kind: str, agency: Agency, day: date) -> Ground | None:
    """On what ground this agency may send a file of this kind to the immigration office on this day."""
    if agency.kind_id == OFFICE:
        return Ground(OWN)
    flow = next((f for f in grounds_on(day) if kind in f.files and (not f.kinds or agency.kind_id in f.kinds)), None)
    if flow is not None:
        return Ground(LAW, code=flow.code)
    codes = [category.code for category in categories().values() if category.files == kind]
    clauses = list(
        Clause.objects.filter(
            running_on(day, "agreement__"), giver=agency, category__in=codes, receiver__kind=OFFICE, removed_at=None
        ).order_by("agreement__in_force_at", "id")
    )
    if not clauses:
        return None
    ranges = tuple(sorted({span(area) for clause in clauses for area in clause.areas}))
    return Ground(AGREEMENT, clause=clauses[0].pk, ranges=ranges)


def rollout_of(
    clauses: Iterable[Clause], agreement: Agreement, day: date, acting: Acting
) -> list[tuple[Covered, bool]]:
    """Each kecamatan with its team, and whether a clause holds there."""
    ranges = [span(area) for clause in clauses for area in clause.areas]
    rows = coverage([agreement.area], day, acting) if ranges else []
    return [(row, any(low <= row.area <= high for low, high in ranges)) for row in rows]


def clauses_behind(acting: Acting, verb: str) -> list[Clause]:
    """The clauses that open this verb to the member now, the first in force first."""
    ids = {
        UUID(s.because.partition(":")[2])
        for s in acting.scopes
        if verb in s.verbs and s.because.startswith(f"{AGREEMENT}:")
    }
    rows = Clause.objects.filter(pk__in=ids).select_related("agreement", "giver", "receiver")
    return list(rows.order_by("agreement__in_force_at", "id"))
