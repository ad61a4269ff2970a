"""The tabs of the finding list and their rows, ready for the template."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timpora.compliance.models import Check, Finding, Verdict
from timpora.compliance.proof import sentence
from timpora.compliance.queries import (
    closed_findings,
    ended_checks,
    in_area,
    lodgings_past_target,
    names_of,
    open_findings,
    waiting_checks,
)  # fmt: skip
from timpora.compliance.rulebook import as_question, title
from timpora.foundation.access import with_related
from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.templatetags.timpora import address
from timpora.territory.queries import area_name, day_at, learn

OPEN, FINDINGS, ENDED, LODGING = "periksa", "temuan", "selesai", "penginapan"
SAID = ("area", "rule", "reason", "details")  # what the sentence of a verdict is made of
TONES = {Check.Certainty.CERTAIN: "wait", Check.Certainty.INCOMPLETE: "neutral"}


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str | Promise
    empty: str | Promise


TABS = (
    Tab(OPEN, _("Perlu diperiksa"), _("Tidak ada yang perlu diperiksa.")),
    Tab(FINDINGS, _("Temuan"), _("Tidak ada temuan yang belum ditutup.")),
    Tab(ENDED, _("Selesai"), _("Belum ada yang selesai.")),
    Tab(LODGING, _("Penginapan"), _("Semua penginapan melapor dalam target layanan.")),
)
ENDED_CHECKS, ENDED_FINDINGS = "pemeriksaan", "temuan"


def rows_of(tab: str, acting: Acting, narrowed: dict[str, Any], kind: str) -> QuerySet:
    area, rule, certainty = narrowed.get("wilayah"), narrowed.get("aturan"), narrowed.get("kepastian")
    if tab == LODGING:
        return lodgings_past_target(acting, area)
    if tab == FINDINGS or (tab == ENDED and kind == ENDED_FINDINGS):
        rows = open_findings(acting) if tab == FINDINGS else closed_findings(acting)
        return rows.filter(in_area(area), Q(check_row__rule=rule) if rule else Q())
    rows = waiting_checks(acting) if tab == OPEN else ended_checks(acting)
    return rows.filter(in_area(area), Q(rule=rule) if rule else Q(), Q(certainty=certainty) if certainty else Q())


def counts(acting: Acting, listed: dict[str, int]) -> dict[str, int]:
    """Of the tabs in which somebody waits; `listed` was counted for its page."""
    waiting = {OPEN: waiting_checks(acting), FINDINGS: open_findings(acting)}
    return {tab: listed[tab] if tab in listed else bounded(rows) for tab, rows in waiting.items()}


def lodging_lines(rows: list[dict[str, Any]], acting: Acting) -> list[dict[str, Any]]:
    learn(row["area"] for row in rows)
    return [row | {"where": area_name(row["area"])} for row in rows]


def check_lines(keys: list[UUID], acting: Acting) -> list[dict[str, Any]]:
    checks = with_related(Check.objects.among(acting, keys), "verdict", acting, SAID)
    return lines(keys, checks, of_check, acting)


def finding_lines(keys: list[UUID], acting: Acting) -> list[dict[str, Any]]:
    found = with_related(Finding.objects.among(acting, keys), "check_row", acting, ("rule", "verdict"))
    checks = with_related([finding.check_row for finding in found], "verdict", acting, SAID)
    judged = {check.pk for check in checks}
    return lines(keys, [finding for finding in found if finding.check_row_id in judged], of_finding, acting)


def lines(
    keys: list[UUID], rows: Iterable[Any], write: Callable[[Any], dict[str, Any]], acting: Acting
) -> list[dict[str, Any]]:
    """In the order of the keys."""
    there = {row.pk: row for row in rows}
    learn(row.area for row in there.values())
    names = names_of(acting, (row.person_id for row in there.values()))
    return [
        write(row) | {"who": names.get(row.person_id, ""), "where": area_name(row.area)}
        for key in keys
        if (row := there.get(key))
    ]


def of_check(check: Check) -> dict[str, Any]:
    return asked(check.rule, check.verdict) | {
        "rule": as_question(check.rule),
        "numbered": numbered(check.number),
        "url": address(check.pk, "check_page"),
        "state": check.get_certainty_display() if check.decided_at is None else check.get_state_display(),
        "tone": TONES[check.certainty] if check.decided_at is None else "ok",
        "also": check.get_state_display() if check.state == Check.State.ASKED else "",
        "since": day_at(check.area, check.decided_at or check.opened_at),
    }


def of_finding(finding: Finding) -> dict[str, Any]:
    return asked(finding.check_row.rule, finding.check_row.verdict) | {
        "numbered": numbered(finding.number),
        "url": address(finding.pk, "finding_page"),
        "state": finding.get_outcome_display() if finding.closed_at else _("Menunggu orang kedua"),
        "tone": "ok" if finding.closed_at else "wait",
        "since": day_at(finding.area, finding.closed_at or finding.confirmed_at),
    }


def numbered(number: int) -> str:
    return gettext("nomor %(n)s") % {"n": number}


def asked(rule: str, verdict: Verdict) -> dict[str, Any]:
    return {"rule": title(rule), "code": rule, "sentence": sentence(verdict)}
