"""Rules on lodging: a service target for those who keep a lodging, never a duty of the guest."""

from __future__ import annotations

from datetime import date

from timpora.core.rules.expressions import Expr, local_day
from timpora.core.rules.facts import Stay
from timpora.core.rules.parameters import Law
from timpora.core.rules.tables import Addressee, Table, breached, met, rule, unknown


@rule(
    "LODGE-01",
    title="A lodging reports its guest within the service target",
    cites="UU 6/2011 Art. 72 jo. UU 63/2024",
    addressee=Addressee.PENGELOLA_PENGINAPAN,
    since=date(2015, 5, 29),
)
def lodging_is_reported(stay: Stay, day: Expr, law: Law) -> Table:
    """The law has them give data when an officer asks; the hours are a request, so late means late for a target."""
    checked_in = stay.checked_in_at
    due_at = stay.checked_in_at + law.hours("lodging.report_hours")
    return (
        met("not_applicable", when=stay.checked_in_at.is_missing() & stay.lodging_reported_at.is_missing()),
        unknown("check_in_not_known", when=checked_in.is_missing(), lodging_reported_at=stay.lodging_reported_at),
        met("reported_in_time", when=stay.lodging_reported_at <= due_at, due_at=due_at),
        breached(
            "reported_late",
            when=stay.lodging_reported_at > due_at,
            relies_on_no=("is_protected",),
            due_at=due_at,
        ),
        unknown("target_still_running", when=day <= local_day(due_at), until=local_day(due_at), due_at=due_at),
        unknown("no_report_on_record", checked_in_at=stay.checked_in_at, due_at=due_at),
    )
