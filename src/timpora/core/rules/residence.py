"""Rules on residence: the report to the civil registry."""

from __future__ import annotations

from datetime import date

from timpora.core.rules.expressions import Expr, texts
from timpora.core.rules.facts import Stay
from timpora.core.rules.parameters import Law
from timpora.core.rules.tables import Addressee, Table, breached, met, rule, unknown

LIMITED_STAY = texts("ITAS")
OTHER_KINDS = texts("BVK", "VOA", "ITK", "ITAP", "ITP", "ITKT", "DIPLOMATIK", "DINAS")


@rule(
    "RESID-01",
    title="A limited stay is reported to the civil registry",
    cites="UU 23/2006 jo. UU 24/2013; Perpres 96/2018 Art. 28(5)",
    addressee=Addressee.ORANG_ASING,
    since=date(2018, 10, 18),
)
def limited_stay_is_reported(stay: Stay, day: Expr, law: Law) -> Table:
    """The duty is to report, not to hold a certificate; it is never a ground for a measure of immigration."""
    term = law.days("residence.report_days")
    due_on = stay.permit_issued_on + term
    # Whether calendar or working days are meant is not settled: only the later end decides against somebody.
    lenient_due_on = stay.permit_issued_on.plus_working_days(term, law.dates("calendar.holidays"))
    return (
        met("not_applicable", when=stay.permit_kind.is_in(OTHER_KINDS)),
        met("not_for_waters", when=stay.permit_index.is_in(law.texts("residence.waters_indices"))),
        met("departed", when=stay.departed_on <= day),
        met("certificate_in_time", when=stay.sktt_issued_on <= due_on, due_on=due_on),
        met("reported_in_time", when=stay.sktt_reported_on <= due_on, due_on=due_on),
        # A certificate follows the report, so a late report leaves none in time; and whose report the registry took
        # was no crew at sea, so no index on record is none that exempts.
        breached(
            "reported_late",
            when=stay.permit_kind.is_in(LIMITED_STAY)
            & (stay.sktt_reported_on > lenient_due_on)
            & (lenient_due_on <= law.date("calendar.known_until")),
            relies_on_no=("permit_index", "departed_on", "sktt_issued_on", "is_protected"),
            due_on=lenient_due_on,
            days=stay.sktt_reported_on - lenient_due_on,
        ),
        unknown("permit_kind_not_known", when=stay.permit_kind.is_missing()),
        unknown("issue_not_known", when=stay.permit_issued_on.is_missing()),
        unknown(
            "late_by_calendar_days_only",
            when=stay.sktt_reported_on > due_on,
            due_on=due_on,
            lenient_due_on=lenient_due_on,
        ),
        unknown("report_date_not_known", when=stay.sktt_issued_on > due_on, due_on=due_on),
        unknown("term_still_running", when=day <= due_on, until=due_on, due_on=due_on),
        unknown("no_report_on_record", due_on=due_on),
    )
