"""Sources and what they tell, for tests of this room and of those above."""

from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import agency as agency_of_the_cast
from timpora.core.matching import parse_birth
from timpora.foundation.jobs import run
from timpora.registers.actions import link, new_person
from timpora.registers.claims import Told, write_many
from timpora.registers.models import Mention, Person
from timpora.registers.steps import rebuild_current
from timpora.sources.models import Source

AREA = 6310012001
NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
SOMEBODY = UUID(int=7)
PARK = {
    "name": "PARK MIN SEO", "sex": "F", "nationality": "KOR", "birth": parse_birth("1988-03-02"),
    "passport": "M12345678", "passport_country": "KOR",
}  # fmt: skip


def office() -> Agency:
    """The immigration office of the cast: it speaks where a test names nobody else."""
    return agency_of_the_cast("kanim", "Kantor Imigrasi Kelas II TPI Batulicin", is_vertical=True)


def source(
    agency: Agency | None = None, *, at: datetime = NOON, as_of: date | None = None, content: str = "a", **more
) -> Source:
    name = agency.short_name if agency else "Kanim Batulicin"
    agency = agency or office()
    return Source.objects.create(
        installation_id=UUID(int=1),
        channel="file",
        agency_id=agency.pk,
        agency_name=name,
        account_id=SOMEBODY,
        area=more.pop("area", AREA),
        told_at=at,
        received_at=at,
        as_of=as_of,
        content_hash=sha256(content.encode()).hexdigest(),
        **more,
    )


def mention(
    by: Source | None = None,
    kind: str = "permits",
    *,
    area: int = AREA,
    row_no: int = 1,
    at: datetime | None = None,
    **facts,
) -> Mention:
    by = by or source()
    return write_many(by, [Told(row_no, kind, area, at or by.told_at, facts)])[0]


def person(*mentions: Mention, at: datetime = NOON) -> Person:
    """One person of these mentions, with the current tables rebuilt."""
    first, *others = mentions or (mention(**PARK),)
    row = new_person(first, by=None, at=at)
    for other in others:
        link(other, row, by=None, at=at)
    run(rebuild_current)
    row.refresh_from_db()
    return row
