"""Reads of agencies: who is competent for a concern in a place, and who in an agency may do what."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from timpora.agencies.acting import running
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency, Membership
from timpora.agencies.reference import kinds_for
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
