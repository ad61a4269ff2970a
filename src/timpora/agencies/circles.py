"""*Lingkar kerja*: made, changed and ended; what is opened to a circle ends with it, and with leaving it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from timpora.agencies import events
from timpora.agencies.acting import Group, Within, register_group
from timpora.agencies.models import Agency, Circle, CircleMember, Membership
from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Grant

READ, MAKE = "circle.read", "circle.make"
LONGEST = timedelta(days=366)  # praktik, dapat diubah


class Changed(Exception):
    """Somebody else changed the circle meanwhile; `args[0]` is how it stands now."""


class Taken(Exception):
    """The key belongs to a circle that is there already; whose, nobody is told."""


# Through one's agency as a whole, or by oneself.
CIRCLES_OF = "select circle from agencies_circles_of(%(agency)s, %(membership)s, %(at)s)"


def within(circles: Collection[UUID], at: datetime) -> Within:
    with connection.cursor() as cursor:
        cursor.execute("select agency, membership from agencies_members_of_circles(%s, %s)", [list(circles), at])
        pairs = cursor.fetchall()
    return Within(frozenset(a for a, _m in pairs if a), frozenset(m for _a, m in pairs if m))


def names(circles: Collection[UUID]) -> dict[UUID, str]:
    """Of those that are there for the one who asks."""
    return dict(Circle.objects.filter(pk__in=circles).values_list("pk", "purpose"))


register_group(Grant.Subject.CIRCLE, Group(CIRCLES_OF, within, names))


def listed(acting: Acting) -> QuerySet[Circle]:
    return Circle.objects.visible_to(acting).select_related("agency").order_by("-begins_at", "-pk")


def may_change(circle: Circle, by: Acting) -> bool:
    """Those of the agency that made it, while they are in it."""
    return by.may(MAKE) and by.agency == circle.agency_id and decide(by.scopes, READ, facts_of(circle)).is_allowed


@transaction.atomic
def make(
    *, key: UUID, purpose: str, ends_at: datetime, agencies: Iterable[Agency], members: Iterable[Membership] = (),
    by: Acting, at: datetime,
) -> Circle:  # fmt: skip
    """Once per key. Its maker is always in it, where not as a member of the agency then alone."""
    check_end(ends_at, at)
    told = {"purpose": purpose, "agency_id": by.agency, "made_by_id": by.account, "begins_at": at, "ends_at": ends_at}
    if Circle.objects.filter(pk=key).exists():
        return Circle(pk=key, **told)
    try:
        with transaction.atomic():
            circle = Circle.objects.create(pk=key, **told)
    except IntegrityError as error:  # somebody else's, or the same form at the same moment
        raise Taken from error
    add(circle, wanted_in(circle, agencies, members, by), at)
    Grant.objects.create(
        subject_kind=Grant.Subject.CIRCLE, subject_id=circle.pk, verbs=[READ], record_kind="agencies.circle",
        record_id=circle.pk, purpose="circle", because_kind="circle", because_id=circle.pk, begins_at=at,
        ends_at=ends_at, granted_by=by.account,
    )  # fmt: skip
    emit(events.CIRCLE_MADE, subject=circle, by=by, area=by.area)
    return circle


def check_end(ends_at: datetime, at: datetime) -> None:
    if not at < ends_at <= at + LONGEST:
        raise ValueError("a circle ends after it begins, and within the longest time")


def wanted_in(
    circle: Circle, agencies: Iterable[Agency], members: Iterable[Membership], by: Acting
) -> set[tuple[str, UUID]]:
    """Column and id of each one in it; nobody shuts himself out of what he answers for."""
    wanted = {("agency_id", agency.pk) for agency in agencies} | {("membership_id", member.pk) for member in members}
    if ("agency_id", circle.agency_id) not in wanted and by.membership is not None:
        wanted.add(("membership_id", by.membership))
    return wanted


def add(circle: Circle, wanted: Iterable[tuple[str, UUID]], at: datetime) -> None:
    CircleMember.objects.bulk_create(
        CircleMember(circle=circle, joined_at=at, **{column: pk}) for column, pk in sorted(wanted)
    )


@transaction.atomic
def change(
    circle: Circle, *, ends_at: datetime, agencies: Iterable[Agency], members: Iterable[Membership], version: int,
    by: Acting, at: datetime,
) -> None:  # fmt: skip
    """Who is in it and until when. What was opened to the circle never outlives it."""
    check_end(ends_at, at)
    now = Circle.objects.select_for_update().get(pk=circle.pk)
    if now.version != version or now.ended_at is not None:
        raise Changed(now)
    wanted = wanted_in(now, agencies, members, by)
    here = {
        ("agency_id", row.agency_id) if row.agency_id else ("membership_id", row.membership_id): row
        for row in CircleMember.objects.filter(circle=now, left_at=None)
    }
    left = [row.pk for key, row in here.items() if key not in wanted]
    CircleMember.objects.filter(pk__in=left).update(left_at=at)
    add(now, wanted - set(here), at)
    opened = Grant.objects.filter(subject_kind=Grant.Subject.CIRCLE, subject_id=now.pk, revoked_at=None)
    opened.filter(because_kind="circle").update(ends_at=ends_at)
    opened.filter(ends_at__gt=ends_at).update(ends_at=ends_at)
    Circle.objects.filter(pk=now.pk).update(ends_at=ends_at, version=version + 1)
    emit(events.CIRCLE_CHANGED, subject=now, by=by, area=by.area)


@transaction.atomic
def end(circle: Circle, *, by: Acting, at: datetime) -> None:
    """At once, with everything opened to it. A second click changes nothing."""
    if not Circle.objects.filter(pk=circle.pk, ended_at=None).update(ended_at=at, version=circle.version + 1):
        return
    opened = Grant.objects.filter(subject_kind=Grant.Subject.CIRCLE, subject_id=circle.pk, revoked_at=None)
    opened.update(revoked_at=at, revoked_by=by.account)
    emit(events.CIRCLE_ENDED, subject=circle, by=by, area=by.area)
