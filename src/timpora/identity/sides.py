"""A mention beside a person, field by field, with what differs marked inside the words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.core.matching import Evidence, Relation
from timpora.core.matching.comparators import differing
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.registers.models import Identifier, Mention, Person
from timpora.registers.queries import live, with_claims
from timpora.registers.telling import Spoken
from timpora.registers.wording import SEXES, birth_text, country, masked

type Span = tuple[int, int]

MOST_TOLD = 50  # mentions of one person that are read for the page, the last first
LABELS: dict[str, str | Promise] = {
    "name": _("Nama"),
    "birth_date": _("Tanggal lahir"),
    "sex": _("Jenis kelamin"),
    "nationality": _("Kewarganegaraan"),
    **{kind.value: kind.label for kind in Identifier.Kind},
}
EMPLOYER = _("Pemberi kerja")
INCOMPLETE = ("year_agrees", "year_and_month_agree")  # one side tells less, nothing differs
RELATIONS: dict[Relation, tuple[str | Promise, str]] = {
    Relation.SAME: (_("sama"), "ok"),
    Relation.CLOSE: (_("mirip"), "wait"),
    Relation.DIFFERENT: (_("berbeda"), "stop"),
    Relation.SILENT: (_("hanya di satu sisi"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value as told; `key` is the form in which it was compared."""

    key: str
    text: str
    agency: str
    told_on: date
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    label: str | Promise
    left: tuple[Value, ...]
    right: tuple[Value, ...]
    word: str | Promise = ""
    tone: str = ""


def told_by(mention: Mention) -> list[Spoken]:
    return with_claims(Mention.objects.filter(pk=mention.pk).select_related("source"))


def told_of_person(person: Person, acting: Acting, *, but: Mention) -> list[Spoken]:
    """What others told, the last first."""
    told = live(Mention.objects.visible_to(acting).filter(person=person).exclude(pk=but.pk))
    return with_claims(told.select_related("source").order_by("-told_at", "pk")[:MOST_TOLD])


def side_by_side(left: Sequence[Spoken], right: Sequence[Spoken], evidence: Iterable[Evidence]) -> list[Row]:
    """Without a person on the right (nobody on file is like this) there is nothing to compare."""
    said = {item.feature: item for item in evidence}
    rows = [compared(feature, left, right, said.get(feature)) for feature in LABELS]
    rows.append(Row(EMPLOYER, told_values(EMPLOYER, left), told_values(EMPLOYER, right)))
    return [row for row in rows if row.left or row.right]


def compared(feature: str, left: Sequence[Spoken], right: Sequence[Spoken], evidence: Evidence | None) -> Row:
    ours, theirs = told_values(feature, left), told_values(feature, right)
    if evidence is None or not right:
        return Row(LABELS[feature], ours, theirs)
    word, tone = RELATIONS[evidence.relation]
    return Row(LABELS[feature], marked(ours, evidence, 0), marked(theirs, evidence, 1), word, tone)


def told_values(feature: str | Promise, everything: Iterable[Spoken]) -> tuple[Value, ...]:
    """Each value once, with who told it last."""
    found: dict[str, Value] = {}
    for spoken in everything:
        for key, text in values_in(feature, spoken):
            if key:
                value = Value(key, text, spoken.source.agency_name, spoken.told_on, (Part(text),))
                found.setdefault(key, value)
    return tuple(found.values())


def values_in(feature: str | Promise, spoken: Spoken) -> Iterator[tuple[str, str]]:
    mention = spoken.mention
    if feature == "name":
        yield mention.name, mention.name
    elif feature == "birth_date":
        birth = birth_text(mention.birth_year, mention.birth_month, mention.birth_day)
        yield birth, tanggal_pendek(birth)
    elif feature == "sex":
        yield mention.sex, str(SEXES.get(mention.sex, ""))
    elif feature == "nationality":
        yield mention.nationality, country(mention.nationality)
    elif feature == EMPLOYER:
        yield from ((row.employer.name, row.employer.name) for row in spoken.of("workclaim") if row.employer)
    else:
        yield from ((row.key, masked(row, False)) for row in spoken.of("identifier") if row.kind == feature)


def marked(values: Iterable[Value], evidence: Evidence, side: int) -> tuple[Value, ...]:
    """Marks the value that was compared, where the two differ: single characters of a number, words of a name."""
    is_apart = evidence.relation in (Relation.CLOSE, Relation.DIFFERENT) and evidence.key not in INCOMPLETE
    if not is_apart and not any(evidence.spans):
        return tuple(values)
    compared_text: Any = evidence.details.get(("left", "right")[side])
    spans = inside_words(evidence)[side]
    return tuple(mark(value, spans, any(evidence.spans)) if value.key == compared_text else value for value in values)


def inside_words(evidence: Evidence) -> tuple[Sequence[Span], Sequence[Span]]:
    """Where one word stands against one other, only the letters that differ."""
    if evidence.feature != "name" or any(len(spans) != 1 for spans in evidence.spans):
        return evidence.spans
    (left,), (right,) = evidence.spans
    words = [str(evidence.details[name])[slice(*place)].upper() for name, place in (("left", left), ("right", right))]
    ours, theirs = differing(*words)
    return moved(ours, left[0]), moved(theirs, right[0])


def moved(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)


def mark(value: Value, spans: Sequence[Span], is_inside: bool) -> Value:
    if not is_inside:
        return replace(value, parts=(Part(value.text, is_marked=True),))
    # Numbers are compared without their dashes and blanks, so the places hold in the key.
    return replace(value, parts=tuple(cut(value.key, spans)))


def cut(text: str, spans: Sequence[Span]) -> Iterator[Part]:
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Part(text[at:start])
        yield Part(text[start:end], is_marked=True)
        at = max(at, end)
    if at < len(text):
        yield Part(text[at:])
