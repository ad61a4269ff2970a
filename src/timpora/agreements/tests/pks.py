"""Agreements as offices make them, for the tests of this room and of rooms above."""

from datetime import UTC, date, datetime
from uuid import UUID

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency
from timpora.agreements import actions
from timpora.agreements.models import Agreement
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import Account

NOW = datetime(2026, 1, 2, 2, tzinfo=UTC)
TERMS = {
    "number": "PKS-1/2026", "dated": date(2026, 1, 2), "valid_from": date(2020, 1, 1),
    "valid_until": date(2035, 12, 31),
    "legal_basis": "UU 6/2011; UU 27/2022", "joint_roles": "Masing-masing menjawab atas data yang diberikannya.",
    "joint_contact": "Sekretariat Tim PORA", "data_kept": "Selama perjanjian berlaku.", "at_end": "destroy",
}  # fmt: skip
type Given = tuple[Agency, Agency, str]  # giver, receiver, category


def drafted(
    by: Acting, *given: Given, kind: str = "PKS", area: int = TANAH_BUMBU, at: datetime = NOW, **terms
) -> Agreement:
    areas = terms.pop("areas", [area])
    words = {"title": "Pertukaran data orang asing"} | TERMS | terms
    agreement = actions.draft_agreement(kind=kind, area=area, by=by, at=at, **words)
    for one in dict.fromkeys(party for giver, receiver, _category in given for party in (giver, receiver)):
        actions.add_party(agreement, agency=one, signatory="Rahmat Hidayat", position="Kepala", by=by, at=at)
    told = {"purpose": "supervision", "areas": areas, "by": by, "at": at}
    for giver, receiver, category in given:
        actions.add_clause(agreement, category=category, giver=giver, receiver=receiver, **told)
    agreement.refresh_from_db()
    return agreement


def in_force(by: Account | Acting, *given: Given, at: datetime = NOW, **terms) -> Agreement:
    member = by if isinstance(by, Acting) else acting(by)
    with acting_in_database(member):
        return actions.take_effect(drafted(member, *given, at=at, **terms), by=member, at=at)


CLERK = Acting(account=UUID(int=1))


def may_send(giver: Agency, *lists: str, area: int | None = None) -> Agreement:
    """The agreement that a regular supplier of lists has had for years; arranged as the worker, on no desk's record."""
    kanim = agency("kanim", "Kantor Imigrasi Kelas II TPI Batulicin", is_vertical=True)
    given = [(giver, kanim, one) for one in lists]
    agreement = drafted(CLERK, *given, area=giver.area if area is None else area, title="Daftar yang biasa dikirim")
    return actions.take_effect(agreement, by=CLERK, at=NOW)
