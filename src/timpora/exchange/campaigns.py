"""Beginning a campaign and tagging reports while it runs. It ends by its date; nobody has to close it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from timpora.agencies.queries import upwards
from timpora.core.access import reach
from timpora.exchange import events
from timpora.exchange.kinds import kinds
from timpora.exchange.models import Campaign, CampaignReport
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.intake.models import Report
from timpora.territory.codes import span
from timpora.territory.queries import day_at


class NotRunning(Exception):
    """The campaign has not begun or is over; nothing is added to it."""


class NotOfIt(Exception):
    """The report lies outside the campaign's area, or the tag is not one of its kind."""


def near(acting: Acting, verb: str) -> Q:
    """Rows whose area is the member's own, above it, or below it."""
    own = Q(area__in=upwards(acting.area) if acting.area else ())
    for low, high in reach(acting.scopes, verb):
        own |= Q(area__range=(low, high))
    return own


def campaigns_near(acting: Acting) -> QuerySet[Campaign]:
    return Campaign.objects.filter(near(acting, "campaign.read")).select_related("agency").order_by("-ends_on", "pk")


def is_running(campaign: Campaign, at: datetime) -> bool:
    return campaign.begins_on <= day_at(campaign.area, at) <= campaign.ends_on


@transaction.atomic
def begin(
    *, key: UUID, kind: str, title: str, purpose: str, area: int, begins_on: date, ends_on: date, by: Acting,
    at: datetime,
) -> Campaign:  # fmt: skip
    """Once by its key."""
    campaign, is_new = Campaign.objects.get_or_create(
        key=key,
        defaults={
            "kind": kinds()[kind].code, "title": title, "purpose": purpose, "area": area, "agency_id": by.agency,
            "begins_on": begins_on, "ends_on": ends_on, "made_by": by.account, "made_at": at,
        },
    )  # fmt: skip
    if is_new:
        emit(events.CAMPAIGN_BEGUN, subject=campaign, by=by)
    return campaign


@transaction.atomic
def tag(campaign: Campaign, report: Report, tag: str, *, by: Acting, at: datetime) -> CampaignReport:
    """A report stands in a campaign once; another tag replaces the first."""
    if not is_running(campaign, at):
        raise NotRunning
    low, high = span(campaign.area)
    if tag not in kinds()[campaign.kind].tags or not low <= report.area <= high:
        raise NotOfIt
    row, is_new = CampaignReport.objects.update_or_create(
        campaign=campaign, report=report,
        defaults={"tag": tag},
        create_defaults={
            "tag": tag, "area": report.area, "agency_id": report.agency_id, "account_id": report.account_id,
            "tagged_by": by.account, "tagged_at": at,
        },
    )  # fmt: skip
    if is_new:
        emit(events.CAMPAIGN_TAGGED, subject=campaign, by=by)
    return row


def reports_of(campaign: Campaign, acting: Acting) -> QuerySet[Report]:
    """Through the reports the member sees, never the other way: what is protected is not there."""
    return Report.objects.visible_to(acting).filter(campaigns__campaign=campaign).order_by("-seen_at", "pk")
