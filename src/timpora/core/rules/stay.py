"""Rules on the stay itself: is it covered by a permit, and does that permit end soon."""

from __future__ import annotations

from datetime import date

from timpora.core.rules.expressions import Expr, texts
from timpora.core.rules.facts import Stay
from timpora.core.rules.parameters import Law
from timpora.core.rules.tables import Addressee, Table, breached, due, met, rule, unknown

# Given and kept by the foreign ministry: what immigration holds of them says nothing about their end.
DIPLOMATIC_KINDS = texts("DIPLOMATIK", "DINAS")


@rule(
    "STAY-01",
    title="A stay is covered by a permit",
    cites="UU 6/2011 Art. 78",
    addressee=Addressee.ORANG_ASING,
    since=date(2011, 5, 5),
)
def stay_is_covered(stay: Stay, day: Expr, law: Law) -> Table:
    return (
        met("not_applicable", when=stay.permit_kind.is_in(DIPLOMATIC_KINDS)),
        met("departed", when=stay.departed_on <= day),
        met("covered", when=day <= stay.permit_ends_on, until=stay.permit_ends_on),
        # An extension filed in time keeps the stay lawful while it is decided.
        met("extension_pending", when=(stay.extension_filed_on <= stay.permit_ends_on) & stay.extension_is_open),
        # Our copy of the permit may still show the old end.
        unknown("extension_granted", when=stay.extension_granted, extension_decided_on=stay.extension_decided_on),
        unknown(
            "extension_decision_not_known",
            when=stay.extension_decided_on.is_known() & stay.extension_granted.is_missing(),
        ),
        # Nobody is accused by a missing exit record, nor by a copy older than the question.
        # Immigration keeps the applications, and a permit of its own that names no kind is not a diplomatic one.
        breached(
            "permit_ended",
            when=(stay.last_seen_on > stay.permit_ends_on) & (stay.permit_source_as_of > stay.permit_ends_on),
            relies_on_no=(
                "permit_kind",
                "departed_on",
                "extension_filed_on",
                "extension_decided_on",
                "extension_granted",
                "is_protected",
            ),
            days=stay.last_seen_on - stay.permit_ends_on,
        ),
        unknown("permit_not_known", when=stay.permit_ends_on.is_missing(), last_seen_on=stay.last_seen_on),
        unknown(
            "not_seen_or_not_known_since",
            permit_ends_on=stay.permit_ends_on,
            last_seen_on=stay.last_seen_on,
            permit_source_as_of=stay.permit_source_as_of,
        ),
    )


@rule(
    "STAY-02",
    title="A permit ends soon",
    cites="UU 6/2011 Art. 78",
    addressee=Addressee.ORANG_ASING,
    since=date(2011, 5, 5),
)
def permit_ends_soon(stay: Stay, day: Expr, law: Law) -> Table:
    notice = law.days("stay.ends_soon_days")
    return (
        met("not_applicable", when=stay.permit_kind.is_in(DIPLOMATIC_KINDS)),
        met("departed", when=stay.departed_on <= day),
        # From the next day on it is the question of STAY-01.
        met("already_ended", when=stay.permit_ends_on < day),
        met(
            "not_yet",
            when=day + notice < stay.permit_ends_on,
            until=stay.permit_ends_on - notice - 1,
            permit_ends_on=stay.permit_ends_on,
        ),
        met(
            "extension_pending",
            when=(stay.extension_filed_on <= stay.permit_ends_on) & stay.extension_is_open,
            until=stay.permit_ends_on,
        ),
        met(
            "extension_granted",
            when=stay.extension_granted,
            until=stay.permit_ends_on,
            extension_decided_on=stay.extension_decided_on,
        ),
        due("ends_soon", when=day <= stay.permit_ends_on, until=stay.permit_ends_on, days=stay.permit_ends_on - day),
        unknown("permit_not_known"),
    )
