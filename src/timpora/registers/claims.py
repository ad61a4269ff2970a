"""From rows as told to mentions and typed claims, many at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction

from timpora.agencies.models import Agency
from timpora.core.matching import number_key
from timpora.foundation.models import Handling
from timpora.registers.columns import CANONICAL, NotCanonical, read, to_json
from timpora.registers.companies import Companies
from timpora.registers.models import (
    ActivityClaim,
    Claim,
    CrossingClaim,
    Identifier,
    Mention,
    PermitClaim,
    PresenceClaim,
    ResidenceClaim,
    WorkClaim,
)  # fmt: skip
from timpora.sources.models import Source
from timpora.territory.queries import day_at

__all__ = ["CANONICAL", "NotCanonical", "Told", "read", "to_json", "write_many"]

CHUNK = 1000
HERE_NO_MORE = "left"  # a report that somebody has gone is no sighting

IDENTIFIERS = {
    "passport": Identifier.Kind.PASSPORT,
    "niora": Identifier.Kind.NIORA,
    "permit_no": Identifier.Kind.PERMIT_NO,
    "nik": Identifier.Kind.NIK,
    "sktt_no": Identifier.Kind.SKTT,
    "rptka_no": Identifier.Kind.RPTKA,
}
PERMIT_OFFICES = ("kanim", "kanwil", "ditjenim")


@dataclass(frozen=True, slots=True)
class Told:
    """One row of one source: `facts` by canonical column, in Python's types or as JSON keeps them."""

    row_no: int
    kind: str
    area: int
    told_at: datetime
    facts: Mapping[str, object]
    handling: int = Handling.BIASA


@transaction.atomic
def write_many(source: Source, told: Sequence[Told]) -> list[Mention]:
    """Mentions in the order told, with their claims. Runs as the worker; a row number is told once a source."""
    rows = [(row, read(row.facts)) for row in told]
    companies = Companies.found_or_made((str(f["employer"]), place_of_work(r, f)) for r, f in rows if "employer" in f)
    mentions = [mention_of(source, row, facts) for row, facts in rows]
    Mention.objects.bulk_create(mentions, batch_size=CHUNK)
    known_on = source.as_of if decides_permits(source) else None
    claims: dict[type[models.Model], list[Claim]] = {}
    for mention, (row, facts) in zip(mentions, rows, strict=True):
        for claim in claims_of(source, mention, row, facts, companies, permits_known_on=known_on):
            claim.handling = mention.handling
            claims.setdefault(type(claim), []).append(claim)
    for model, made in claims.items():
        model._default_manager.bulk_create(made, batch_size=CHUNK)
    return mentions


def decides_permits(source: Source) -> bool:
    """Only the office that decides permits knows on which day its list was true; the day of sending says nothing."""
    return Agency.objects.filter(pk=source.agency_id, kind__in=PERMIT_OFFICES).exists()


def mention_of(source: Source, row: Told, facts: Mapping[str, object]) -> Mention:
    birth = facts.get("birth")
    return Mention(
        source=source,
        row_no=row.row_no,
        kind=row.kind,
        area=row.area,
        agency_id=source.agency_id,
        told_at=row.told_at,
        handling=row.handling,
        name=str(facts.get("name", ""))[:400],
        sex=facts.get("sex", ""),
        nationality=facts.get("nationality", ""),
        birth_year=getattr(birth, "year", None),
        birth_month=getattr(birth, "month", None),
        birth_day=getattr(birth, "day", None),
    )


def claims_of(
    source: Source,
    mention: Mention,
    row: Told,
    facts: Mapping[str, object],
    companies: Companies,
    *,
    permits_known_on: date | None,
) -> Iterable[Claim]:
    yield from identifiers(mention, facts)
    told_on = day_at(row.area, row.told_at)
    makers: tuple[Callable[[], Claim | None], ...] = (
        lambda: permit(mention, facts, permits_known_on),
        lambda: crossing(mention, facts),
        lambda: residence(mention, facts),
        lambda: presence(mention, facts, told_on),
        lambda: work(mention, facts, companies.get(str(facts.get("employer", "")), place_of_work(row, facts))),
        lambda: activity(mention, facts, told_on),
    )
    yield from (claim for make in makers if (claim := make()) is not None)


def place_of_work(row: Told, facts: Mapping[str, object]) -> int:
    return facts.get("work_area") or facts.get("area") or row.area  # type: ignore[return-value]


def identifiers(mention: Mention, facts: Mapping[str, object]) -> Iterable[Identifier]:
    for column, kind in IDENTIFIERS.items():
        number = str(facts.get(column, ""))
        key = number_key(number)
        if key is None:  # words that fill the column are no number
            continue
        is_passport = column == "passport"
        yield Identifier(
            mention=mention,
            area=mention.area,
            kind=kind,
            number=number[:60],
            key=key,
            country=facts.get("passport_country", "") if is_passport else "",
            valid_until=facts.get("passport_valid_until") if is_passport else None,
        )


def filled(facts: Mapping[str, object], **columns: str) -> dict[str, object]:
    """Model field -> value, for the columns that were told."""
    return {field: facts[column] for field, column in columns.items() if column in facts}


def permit(mention: Mention, facts: Mapping[str, object], as_of: date | None) -> PermitClaim | None:
    told = filled(
        facts, kind="permit_kind", index_code="permit_index", is_perairan="permit_is_perairan",
        issued_on="permit_issued_on",
        ends_on="permit_ends_on", extension_filed_on="extension_filed_on", extension_decided_on="extension_decided_on",
        extension_granted="extension_granted", guarantor="guarantor",
    )  # fmt: skip
    if not told:
        return None
    cut = {
        name: str(told[name])[:length]
        for name, length in (("kind", 12), ("index_code", 12), ("guarantor", 200))
        if name in told
    }
    return PermitClaim(mention=mention, area=mention.area, as_of=as_of, **told | cut)


def crossing(mention: Mention, facts: Mapping[str, object]) -> CrossingClaim | None:
    told = filled(facts, entered_on="entered_on", departed_on="departed_on")
    return CrossingClaim(mention=mention, area=mention.area, **told) if told else None


def residence(mention: Mention, facts: Mapping[str, object]) -> ResidenceClaim | None:
    """The registry of residents always speaks of where one lives; a permit does when it names a place."""
    told = filled(facts, sktt_reported_on="sktt_reported_on", sktt_issued_on="sktt_issued_on")
    is_placed = "address" in facts or (mention.kind == "permits" and "area" in facts)
    if not told and not is_placed and mention.kind != "residents":
        return None
    address = str(facts.get("address", ""))[:300]
    return ResidenceClaim(mention=mention, area=facts.get("area", mention.area), address=address, **told)


def presence(mention: Mention, facts: Mapping[str, object], told_on: date) -> PresenceClaim | None:
    told = filled(
        facts,
        checked_in_at="checked_in_at",
        checked_out_at="checked_out_at",
        reported_at="reported_at",
        seen_on="seen_on",
    )
    is_report = mention.kind == "report"
    is_lodging = mention.kind == "lodging"
    if facts.get("sight") == HERE_NO_MORE or not (told or is_report or is_lodging):
        return None
    if is_report:
        told.setdefault("seen_on", told_on)
    place = str(facts.get("place", ""))[:200]
    return PresenceClaim(mention=mention, area=facts.get("area", mention.area), place=place, **told)


def work(mention: Mention, facts: Mapping[str, object], employer) -> WorkClaim | None:
    told = filled(facts, work_area="work_area", ends_on="work_permit_ends_on")
    position = str(facts.get("position", ""))[:200]
    if not (told or position or employer):
        return None
    return WorkClaim(mention=mention, area=mention.area, employer=employer, position=position, **told)


def activity(mention: Mention, facts: Mapping[str, object], told_on: date) -> ActivityClaim | None:
    code, words = str(facts.get("sight", ""))[:30], str(facts.get("activity", ""))
    if not (code or words):
        return None
    seen_on = facts.get("seen_on") or (told_on if mention.kind == "report" else None)
    return ActivityClaim(mention=mention, area=mention.area, code=code, words=words, seen_on=seen_on)
