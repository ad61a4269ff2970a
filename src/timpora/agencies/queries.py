"""Reads of agencies: who is competent for a concern in a place, who in an agency may do what, members within reach."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Lower

from timpora.agencies.acting import live_memberships, running
from timpora.agencies.duties import DUTIES
from timpora.agencies.fitting import EDIT, holds_all_of, is_within, ranges
from timpora.agencies.models import Agency, Membership
from timpora.agencies.reference import kinds_for
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.territory.codes import parent


def upwards(area: int) -> list[int]:
    """The area and all above it, the nearest first."""
    chain = [area]
    while (above := parent(chain[-1])) is not None:
        chain.append(above)
    return chain


def competent_for(topic: str, area: int) -> list[Agency]:
    """Agencies to which a concern of this topic is put: in the order of their kinds, the nearest of a kind first."""
    kinds, chain = kinds_for(topic), upwards(area)
    found = Agency.objects.filter(kind__in=kinds, area__in=chain, valid_until=None).select_related("kind")
    return sorted(found, key=lambda agency: (kinds.index(agency.kind_id), chain.index(agency.area), agency.name))


def agencies_around(area: int) -> list[Agency]:
    """All that can be asked about something here: of the area, of what lies above it, and of its regency's parts."""
    chain = upwards(area)
    regency = next((code for code in chain if code % 10**6 == 0 and code % 10**8), chain[0])
    within = Q(area__gte=regency, area__lt=regency + 10**6) & ~Q(kind__in=("desa", "kelurahan"))
    own_village = Q(area=area)
    found = Agency.objects.filter(Q(area__in=chain) | within | own_village, valid_until=None).select_related("kind")
    return sorted(
        found, key=lambda agency: (chain.index(agency.area) if agency.area in chain else len(chain), agency.name)
    )


def members_who_may(verbs: Iterable[str], agency: Agency, at: datetime) -> list[Membership]:
    """Live memberships of an agency whose duty holds all these verbs."""
    duties = [duty.code for duty in DUTIES.values() if duty.verbs.issuperset(verbs)]
    return list(
        Membership.objects.filter(running(at), agency=agency, duty__in=duties)
        .select_related("account")
        .order_by("account__name")
    )


def members_of_agencies(verbs: Iterable[str], agencies: Iterable[Agency], at: datetime) -> list[Membership]:
    """The same of many agencies, in one question."""
    duties = [duty.code for duty in DUTIES.values() if duty.verbs.issuperset(verbs)]
    live = Membership.objects.filter(running(at), agency__in=list(agencies), duty__in=duties)
    return list(live.select_related("account").order_by("account__name"))


def members_over(verb: str, area: int, at: datetime) -> list[Membership]:
    """Live memberships with this verb on every row of this area."""
    duties = [duty.code for duty in DUTIES.values() if verb in duty.on_area]
    here = Q(pk__in=())
    for code in upwards(area):
        here |= Q(areas__contains=[code])
    return list(Membership.objects.filter(running(at), here, duty__in=duties).select_related("account", "agency"))


def agencies_within(acting: Acting) -> list[Agency]:
    """Agencies whose members the member keeps. Not those above his areas: records are opened to an agency as a whole,
    so a seat in a provincial agency would show what other offices asked of it."""
    inside = Q(pk__in=())
    for low, high in ranges(acting):
        inside |= Q(area__gte=low, area__lte=high)
    return list(Agency.objects.filter(inside, valid_until=None).select_related("kind").order_by("area", "short_name"))


def memberships_within(acting: Acting) -> QuerySet[Membership]:
    """Memberships of which every area lies inside the member's reach."""
    reach = ranges(acting)
    if not reach:
        return Membership.objects.none()
    inside = " || ".join(f"(@ >= {low} && @ <= {high})" for low, high in reach)
    outside = Func(
        F("areas"),
        Value(f"$[*] ? (!({inside}))"),
        function="jsonb_path_exists",
        template="%(function)s(%(expressions)s::jsonpath)",
        output_field=BooleanField(),
    )
    return Membership.objects.alias(is_outside=outside).filter(is_outside=False).select_related("account", "agency")


def listed(acting: Acting, at: datetime, *, has_ended: bool, words: str) -> QuerySet[Membership]:
    """One tab of the list, by agency and then by name."""
    found = memberships_within(acting).filter(~running(at) if has_ended else running(at))
    for word in words.split():
        found = found.filter(Q(account__name__icontains=word) | Q(account__sign_in__icontains=word))
    return found.order_by(Lower("agency__short_name"), "agency_id", Lower("account__name"), "-begins_at", "id")


def may_renew_password(acting: Acting, account: Account, at: datetime) -> bool:
    """Who makes a password could sign in with it: so only for members whose every duty is below one's own, and never
    for those who keep members themselves."""
    duties = list(live_memberships(account, at))
    reach = ranges(acting)
    return (
        account.is_active
        and account.pk != acting.account
        and bool(duties)
        and all(is_below(acting, m) and all(is_within(area, reach) for area in m.areas) for m in duties)
    )


def is_below(acting: Acting, membership: Membership) -> bool:
    duty = DUTIES[membership.duty]
    return holds_all_of(acting, duty) and EDIT not in duty.verbs


def may_end(acting: Acting, membership: Membership) -> bool:
    """Nobody ends a duty of which he does not hold every verb, nor his own."""
    return membership.account_id != acting.account and holds_all_of(acting, DUTIES[membership.duty])
