"""The library (*pustaka pedoman*): publishing an edition, marking it read, and who has not."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from timpora.agencies.acting import running
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency
from timpora.agencies.queries import memberships_within
from timpora.exchange import events
from timpora.exchange.bulletins import stored
from timpora.exchange.campaigns import near
from timpora.exchange.models import Guidance, GuidanceEdition, GuidanceRead
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.territory.queries import day_at

READ = "guidance.read"
READERS = [duty.code for duty in DUTIES.values() if READ in duty.verbs]


class Stale(Exception):
    """Another edition came since the page was shown; `guidance` is how it stands."""

    def __init__(self, guidance: Guidance) -> None:
        super().__init__(guidance.title)
        self.guidance = guidance


def library(acting: Acting) -> QuerySet[GuidanceEdition]:
    """The newest edition of each document for the member's area."""
    return (
        GuidanceEdition.objects.filter(
            no=F("guidance__edition"), guidance__in=Guidance.objects.filter(near(acting, READ))
        )
        .select_related("guidance__agency")
        .order_by("guidance__title", "pk")
    )


def in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))


def unread(acting: Acting, at: datetime) -> QuerySet[GuidanceEdition]:
    today = day_at(acting.area or 0, at)
    return library(acting).filter(in_force(today)).exclude(reads__account_id=acting.account)


@transaction.atomic
def publish(
    *, key: UUID, title: str, words: str, valid_from: date, valid_until: date | None, by: Acting, at: datetime,
    upload: UploadedFile | None = None,
) -> Guidance:  # fmt: skip
    """A document with its first edition, once by its key."""
    guidance, is_new = Guidance.objects.get_or_create(
        key=key, defaults={"title": title, "area": by.area, "agency_id": by.agency}
    )
    if is_new:
        add_edition(guidance, words, valid_from, valid_until, upload, by, at)
    return guidance


@transaction.atomic
def renew(
    guidance: Guidance, *, edition: int, words: str, valid_from: date, valid_until: date | None, by: Acting,
    at: datetime, upload: UploadedFile | None = None,
) -> Guidance:  # fmt: skip
    """The next edition, to be read anew by everybody."""
    now = Guidance.objects.select_for_update().get(pk=guidance.pk)
    if now.edition != edition:
        last = now.editions.get(no=now.edition)
        if (last.words, last.valid_from, last.valid_until, last.made_by) == (
            words,
            valid_from,
            valid_until,
            by.account,
        ):
            return now  # a second click
        raise Stale(now)
    now.edition += 1
    now.save()
    add_edition(now, words, valid_from, valid_until, upload, by, at)
    return now


def add_edition(
    guidance: Guidance, words: str, valid_from: date, valid_until: date | None, upload: UploadedFile | None,
    by: Acting, at: datetime,
) -> None:  # fmt: skip
    edition = GuidanceEdition(
        guidance=guidance, no=guidance.edition, words=words, valid_from=valid_from, valid_until=valid_until,
        made_by=by.account, made_at=at,
    )  # fmt: skip
    edition.attach(stored(upload, by))
    edition.save(force_insert=True)
    emit(events.GUIDANCE_PUBLISHED, subject=guidance, by=by)


@transaction.atomic
def mark_read(edition: GuidanceEdition, *, by: Acting, at: datetime) -> None:
    _row, is_new = GuidanceRead.objects.get_or_create(
        edition=edition, account_id=by.account, defaults={"agency_id": by.agency, "at": at}
    )
    if is_new:
        emit(events.GUIDANCE_READ, subject=edition.guidance, by=by)


def agencies_reading(edition: GuidanceEdition, acting: Acting, at: datetime) -> QuerySet[Agency]:
    """Agencies with members who are to read it, within the member's reach: how many (`readers`), and who did (`read`).

    Counted for the agencies of one page, not for all.
    """
    members = memberships_within(acting).filter(running(at), duty__in=READERS, agency=OuterRef("pk")).order_by()
    reads = GuidanceRead.objects.filter(edition=edition, agency=OuterRef("pk"))
    counted = {"readers": of_agency(members, Count("account_id", distinct=True)), "read": of_agency(reads, Count("pk"))}
    return Agency.objects.filter(Exists(members)).annotate(**counted).order_by("short_name", "pk")


def of_agency(rows: QuerySet[Any], counted: Count) -> Coalesce:
    return Coalesce(Subquery(rows.values("agency").annotate(n=counted).values("n")), 0)
