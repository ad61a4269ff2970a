"""Reads of verdicts, checks and findings, each through the reach of who asks."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from timpora.compliance.models import Check, Finding, Verdict
from timpora.compliance.rulebook import lodging_codes
from timpora.core.rules import Verdict as Says
from timpora.foundation.acting import Acting
from timpora.registers.models import CurrentPerson
from timpora.territory.codes import span

WAITING = (Check.State.OPEN, Check.State.ASKED)
ENDED = (Check.State.DISMISSED, Check.State.LAPSED)
SIMILAR_SHOWN = 10


def verdict_totals(within: tuple[int, int] | None = None) -> dict[str, dict[str, int]]:
    """How often each rule says what, in an inclusive range of areas. Shielded persons are in no total."""
    rows = Verdict.objects.filter(superseded_at=None, is_protected=False)
    if within is not None:
        rows = rows.filter(area__range=within)
    totals: dict[str, dict[str, int]] = {}
    for rule, verdict, count in rows.values_list("rule", "verdict").annotate(n=Count("id")).order_by("rule", "verdict"):
        totals.setdefault(rule, {})[verdict] = count
    return totals


def in_area(area: int | None) -> Q:
    return Q(area__range=span(area)) if area else Q()


def waiting_checks(acting: Acting) -> QuerySet[Check]:
    """Certain ones first, the oldest first among them. Nobody is asked about who is protected."""
    return (
        Check.objects.visible_to(acting)
        .filter(state__in=WAITING, is_protected=False)
        .select_related("verdict")
        .order_by("certainty", "opened_at", "number")
    )


def ended_checks(acting: Acting) -> QuerySet[Check]:
    return (
        Check.objects.visible_to(acting)
        .filter(state__in=ENDED)
        .select_related("verdict")
        .order_by("-decided_at", "-number")
    )


def open_findings(acting: Acting) -> QuerySet[Finding]:
    rows = Finding.objects.visible_to(acting).filter(closed_at=None)
    return rows.select_related("check_row__verdict").order_by("confirmed_at", "number")


def closed_findings(acting: Acting) -> QuerySet[Finding]:
    rows = Finding.objects.visible_to(acting).exclude(closed_at=None)
    return rows.select_related("check_row__verdict").order_by("-closed_at", "-number")


class LateLodging(TypedDict):
    place: str
    area: int
    late: int
    silent: int
    last_on: date


def lodgings_past_target(acting: Acting, area: int | None = None) -> QuerySet:
    """By lodging: guests reported past the service target, and guests with no report on record. No guest is named."""
    late, silent = Q(verdict=Says.BREACHED), Q(verdict=Says.UNKNOWN, reason="no_report_on_record")
    rows = Verdict.objects.visible_to(acting).filter(
        late | silent, in_area(area), superseded_at=None, rule__in=lodging_codes()
    )
    places = rows.annotate(place=KeyTextTransform("place", "details")).values("place", "area")
    return places.annotate(
        late=Count("id", filter=late), silent=Count("id", filter=silent), last_on=Max("day")
    ).order_by("-late", "-silent", "area", "place")


def names_of(acting: Acting, persons: Iterable[UUID]) -> dict[UUID, str]:
    """Fetched apart: a person out of reach must not take the row that speaks of them off the list."""
    return {row.person_id: row.name for row in CurrentPerson.objects.among(acting, set(persons), only=("name",))}


def similar_checks(check: Check, acting: Acting) -> list[Check]:
    """Earlier questions of the same rule about the same person, the latest first."""
    same = Check.objects.visible_to(acting).filter(person_id=check.person_id, rule=check.rule).exclude(pk=check.pk)
    return list(same.select_related("verdict").order_by("-opened_at")[:SIMILAR_SHOWN])


def live_verdicts(person_id: UUID, acting: Acting, codes: Iterable[str]) -> list[Verdict]:
    live = "person_id = %s and rule = any(%s) and superseded_at is null"
    return Verdict.objects.read(acting, live, [person_id, list(codes)], then="order by rule")
