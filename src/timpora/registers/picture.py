"""One person from all that is told: who, and the facts of the stay, each with its origin. Pure of the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from timpora.core.matching import Birth, fold_name
from timpora.registers.disagreement import disagreements
from timpora.registers.telling import Spoken, Telling, best, best_first, employers, tell
from timpora.territory.codes import span
from timpora.territory.queries import day_at

MOST_NAMES = 20
PERMIT_COLUMNS = {
    "permit_kind": "kind", "permit_index": "index_code", "permit_is_perairan": "is_perairan",
    "permit_issued_on": "issued_on",
}  # fmt: skip
EXTENSION_COLUMNS = ("extension_filed_on", "extension_decided_on", "extension_granted")
LIVES_HERE = "lives"


@dataclass(slots=True)
class Picture:
    """Values of the current tables by field. `area` is None while nobody speaks of the person."""

    area: int | None = None
    who: dict[str, Any] = field(default_factory=dict)
    stay: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Any] = field(default_factory=dict)

    def put(self, fact: str, telling: Telling | None, value: Any = None) -> None:
        if telling is None:
            return
        self.stay[fact] = telling.value if value is None else value
        self.origins[fact] = telling.origin


def picture_of(everything: Sequence[Spoken]) -> Picture:
    picture = Picture()
    if not everything:
        return picture
    permit(picture, everything)
    movement(picture, everything)
    residence(picture, everything)
    work(picture, everything)
    who(picture, everything)
    picture.area = last_known_area(everything)
    return picture


def personal(everything: Sequence[Spoken], column: str) -> list[Telling]:
    """What was read from a document outranks what was heard; among equals the last word counts."""
    return best_first(Telling(getattr(s.mention, column), s, rank=(s.authority,)) for s in everything)


def births(everything: Sequence[Spoken]) -> list[Telling]:
    tellings = []
    for spoken in everything:
        mention = spoken.mention
        if mention.birth_year:
            birth = Birth(mention.birth_year, mention.birth_month, mention.birth_day)
            tellings.append(Telling(birth, spoken, rank=(spoken.authority, birth.is_whole, birth.month is not None)))
    return best_first(tellings)


def numbers(everything: Sequence[Spoken], kind: str) -> list[Telling]:
    """The document valid longest, where its validity is told."""
    return best_first(
        Telling(row.number, spoken, row, rank=(row.valid_until or date.min,), tie=row.key)
        for spoken in everything
        for row in spoken.of("identifier")
        if row.kind == kind
    )


def who(picture: Picture, everything: Sequence[Spoken]) -> None:
    names, born = personal(everything, "name"), births(everything)
    told: dict[str, list[Telling]] = {
        "name": names,
        "sex": personal(everything, "sex"),
        "nationality": personal(everything, "nationality"),
        "passport": numbers(everything, "passport"),
        "niora": numbers(everything, "niora"),
        "employer": best_first(employers(everything)),
    }
    name, birth = first_value(names), first_value(born)
    picture.who = {fact: first_value(tellings) or "" for fact, tellings in told.items()}
    picture.who |= {
        "sort_key": (" ".join(fold_name(name or "")) or name or "")[:400],
        "names": spellings(names),
        "birth_year": birth and birth.year,
        "birth_month": birth and birth.month,
        "birth_day": birth and birth.day,
        "contradictions": disagreements(everything, names, born),
        "is_present": "departed_on" not in picture.stay,
        "mentions_count": len(everything),
    }
    for fact, tellings in (told | {"birth": born}).items():
        if tellings:
            picture.origins[fact] = tellings[0].origin


def first_value(tellings: Sequence[Telling]) -> Any:
    return tellings[0].value if tellings else None


def spellings(names: Sequence[Telling]) -> list[str]:
    """One spelling for each folded name, the best first."""
    return list({fold_name(t.value) or (t.value,): t.value for t in reversed(names)}.values())[::-1][:MOST_NAMES]


def permit(picture: Picture, everything: Sequence[Spoken]) -> None:
    """The permit that ends last; of several copies of it, the one of the office that keeps permits."""
    permits = best_first(
        Telling(
            claim, spoken, claim, rank=(claim.ends_on or date.min, spoken.mention.kind == "permits"), tie=said(claim)
        )
        for spoken in everything
        for claim in spoken.of("permitclaim")
    )
    if not permits:
        return
    ends_on = permits[0].claim.ends_on
    same = [t for t in permits if t.claim.ends_on == ends_on]
    for fact, column in PERMIT_COLUMNS.items():
        picture.put(fact, first_told(same, column))
    if ends_on:
        picture.put("permit_ends_on", permits[0], ends_on)
    if permits[0].claim.as_of:
        picture.put("permit_source_as_of", permits[0], permits[0].claim.as_of)
    # An extension filed for an earlier permit is over; one told without an end is taken for this one.
    filed = best(
        Telling(t.claim.extension_filed_on, t.spoken, t.claim, tie=t.tie)
        for t in permits
        if t.claim.ends_on in (None, ends_on)
    )
    for column in EXTENSION_COLUMNS if filed else ():
        value = getattr(filed.claim, column)
        if value is not None:
            picture.put(column, filed, value)


def said(claim: Any) -> str:
    """What a claim says, without its identity: equal moments are ordered by it."""
    silent = {"id", "mention", "area", "is_protected"}
    return repr([str(getattr(claim, f.attname)) for f in claim._meta.concrete_fields if f.name not in silent])


def first_told(tellings: Sequence[Telling], column: str) -> Telling | None:
    told = (Telling(getattr(t.claim, column), t.spoken, t.claim) for t in tellings)
    return next((t for t in told if t.value not in (None, "")), None)


def by_value(tellings: Any) -> Telling | None:
    """The highest value told, not the last word: the latest entry, the latest sighting."""
    return best(Telling(t.value, t.spoken, t.claim, rank=(t.value,)) for t in tellings if t.value is not None)


def movement(picture: Picture, everything: Sequence[Spoken]) -> None:
    entered = by_value(tell(everything, "crossingclaim", "entered_on"))
    checked_in = by_value(tell(everything, "presenceclaim", "checked_in_at"))
    departed = by_value(t for t in tell(everything, "crossingclaim", "departed_on") if was(t))
    picture.put("entered_on", entered)
    picture.put("checked_in_at", checked_in)
    if checked_in and checked_in.claim.reported_at:
        picture.put("lodging_reported_at", checked_in, checked_in.claim.reported_at)
    seen = by_value(sightings(everything))
    picture.put("last_seen_on", seen)
    if seen:
        picture.origins["last_seen_on"]["area"] = seen.claim.area
    arrivals = [entered.value] if entered else []
    arrivals += [day_at(checked_in.claim.area, checked_in.value)] if checked_in else []
    if departed and all(arrived <= departed.value for arrived in arrivals):
        picture.put("departed_on", departed)


def was(telling: Telling) -> bool:
    """A day after the telling is a plan or a slip, not something that happened."""
    return telling.value is not None and telling.value <= telling.spoken.told_on


def sightings(everything: Sequence[Spoken]) -> list[Telling]:
    """Seen, or checked in; never the day of a register, which sees nobody."""
    seen = list(tell(everything, "presenceclaim", "seen_on"))
    for telling in tell(everything, "presenceclaim", "checked_in_at"):
        if telling.value is not None:
            seen.append(Telling(day_at(telling.claim.area, telling.value), telling.spoken, telling.claim))
    return [telling for telling in seen if was(telling)]


def residence(picture: Picture, everything: Sequence[Spoken]) -> None:
    homes = list(tell(everything, "residenceclaim", "area"))
    picture.put("reported_area", best(t for t in homes if t.spoken.mention.kind == "residents"))
    lived = [t for t in tell(everything, "presenceclaim", "area") if lives_here(t.spoken)]
    # A night in a hotel is no new address, unless nothing else is known.
    picture.put("address_area", best(homes + lived) or best(tell(everything, "presenceclaim", "area")))
    for column in ("sktt_reported_on", "sktt_issued_on"):
        picture.put(column, best(tell(everything, "residenceclaim", column)))


def lives_here(spoken: Spoken) -> bool:
    return any(claim.code == LIVES_HERE for claim in spoken.of("activityclaim"))


def work(picture: Picture, everything: Sequence[Spoken]) -> None:
    employed = best_first(employers(everything))
    if employed:
        picture.put("employer_id", employed[0], employed[0].claim.employer_id)
    picture.put("work_area", best(tell(everything, "workclaim", "work_area")))
    picture.put("work_permit_ends_on", by_value(tell(everything, "workclaim", "ends_on")))
    picture.put("activity", best(tell(everything, "activityclaim", "code")))


def last_known_area(everything: Sequence[Spoken]) -> int:
    """Where last seen or living; a district told after a village within it does not blur the village."""
    placed = [Telling(s.mention.area, s, rank=(0,)) for s in everything]
    for noun, column in (("presenceclaim", "area"), ("residenceclaim", "area"), ("workclaim", "work_area")):
        placed += [Telling(t.value, t.spoken, t.claim, rank=(1,)) for t in tell(everything, noun, column) if t.value]
    ordered = best_first(placed)
    low, high = span(ordered[0].value)
    return next((t.value for t in ordered if low < t.value <= high), ordered[0].value)
