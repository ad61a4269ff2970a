"""Invented stays and invented tables, dense around the days on which answers change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import reduce
from operator import and_

from hypothesis import strategies as st

from timpora.core.rules.expressions import Day, Expr, Kind, Operation
from timpora.core.rules.facts import FACTS, Stay
from timpora.core.rules.parameters import Law, Parameters
from timpora.core.rules.tables import Addressee, Line, Rule, Table, Verdict, breached, due, make_rule, met, unknown
from timpora.rulebook_files import load

LAW: Parameters = load().law_on(date(2026, 3, 1))
BASE = date(2026, 3, 1)

days = st.integers(-45, 45).map(lambda offset: BASE + timedelta(days=offset))
zones = st.sampled_from((7, 8, 9, 0, -11)).map(lambda hours: timezone(timedelta(hours=hours)))
moments = st.builds(
    lambda day, hour, minute, zone: datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone),
    st.integers(-3, 3).map(lambda offset: BASE + timedelta(days=offset)),
    st.integers(0, 23),
    st.sampled_from((0, 1, 59)),
    zones,
)
kinds = st.sampled_from(("ITAS", "ITAS", "ITAS", "ITK", "ITAP", "DIPLOMATIK", "DINAS", "itas"))
texts = {"permit_kind": kinds, "permit_index": st.sampled_from(("PERAIRAN", "E23"))}
by_kind: Mapping[Kind, st.SearchStrategy[object]] = {
    Kind.DATE: days,
    Kind.MOMENT: moments,
    Kind.FLAG: st.booleans(),
    Kind.TEXT: st.sampled_from(("a", "b")),
}


@st.composite
def stays(draw: st.DrawFn, names: tuple[str, ...] = tuple(FACTS)) -> dict[str, object]:
    """Each fact absent, or told; protection is rare, or nothing would ever be breached."""
    told: dict[str, object] = {}
    for name in names:
        chance = 9 if name == "is_protected" else 1
        if draw(st.integers(0, chance)) == 0:
            told[name] = draw(texts.get(name, by_kind[FACTS[name].kind]))
    return told


FEW = ("departed_on", "last_seen_on", "permit_ends_on", "extension_granted", "is_protected", "permit_kind")


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Expr:
    if depth and draw(st.booleans()):
        if draw(st.integers(0, 3)) == 0:
            return ~draw(conditions(depth - 1))
        left, right = draw(conditions(depth - 1)), draw(conditions(depth - 1))
        return left & right if draw(st.booleans()) else left | right
    stay = Stay()
    date_facts = (stay.departed_on, stay.last_seen_on, stay.permit_ends_on)
    first, second = draw(st.sampled_from(date_facts)), draw(st.sampled_from((*date_facts, Day())))
    any_fact = draw(st.sampled_from(tuple(FACTS[name] for name in FEW)))
    choices: tuple[Expr, ...] = (
        stay.extension_granted,
        stay.permit_kind.equals("ITAS"),
        first <= second,
        first > second + draw(st.integers(0, 9)),
        (first - second) >= draw(st.integers(-5, 5)),
        any_fact.is_known(),
        any_fact.is_missing(),
    )
    return draw(st.sampled_from(choices))


@st.composite
def tables(draw: st.DrawFn) -> Rule:
    """Any table an author could write, also a foolish one."""
    lines: list[Line] = []
    for number in range(draw(st.integers(1, 4))):
        when = draw(conditions())
        verdict = draw(st.sampled_from((Verdict.MET, Verdict.BREACHED, Verdict.BREACHED, Verdict.DUE, Verdict.UNKNOWN)))
        relied = tuple(name for name in FEW if draw(st.booleans()))
        match verdict:
            case Verdict.BREACHED:
                lines.append(breached(f"reason_{number}", when=when, relies_on_no=relied))
            case Verdict.DUE:
                lines.append(due(f"reason_{number}", when=when))
            case Verdict.MET:
                lines.append(met(f"reason_{number}", when=when))
            case Verdict.UNKNOWN:
                lines.append(unknown(f"reason_{number}", when=when))
    return rule_of(*lines, unknown("nothing_holds"))


def rule_of(*lines: Line) -> Rule:
    def definition(stay: Stay, day: Expr, law: Law) -> Table:
        return tuple(lines)

    return make_rule(
        definition,
        "TEST-01",
        title="An invented rule",
        cites="none",
        addressee=Addressee.INSTANSI,
        since=date(2011, 5, 5),
        until=None,
    )


def every_operator() -> Expr:
    """One condition that uses all of the language."""
    stay, day, law = Stay(), Day(), Law()
    term = law.days("residence.report_days")
    parts: tuple[Operation, ...] = (
        (stay.last_seen_on + 2 < day) | (stay.last_seen_on - term >= stay.permit_ends_on),
        (stay.permit_issued_on.plus_working_days(term, law.dates("calendar.holidays")) > day)
        | stay.entered_on.is_known(),
        ~(stay.checked_in_at + law.hours("lodging.report_hours") < stay.lodging_reported_at)
        | stay.activity.equals("a"),
        (stay.checked_in_at.local_day() <= day) | stay.extension_granted.equals(True),
        stay.permit_kind.is_in(law.texts("residence.waters_indices")) | stay.permit_kind.is_missing(),
        stay.permit_ends_on.equals(law.date("calendar.known_until")) | (stay.last_seen_on >= date(2026, 2, 20)),
    )
    return reduce(and_, parts)
