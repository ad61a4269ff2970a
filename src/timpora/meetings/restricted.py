"""Reading a restricted session: for those whom it lists."""

from datetime import datetime

from django.db.models import QuerySet

from timpora.agencies.acting import running
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.foundation.acting import Acting
from timpora.meetings.models import Meeting
from timpora.meetings.models_restricted import RestrictedAttendee, RestrictedNote, RestrictedSession
from timpora.teams.models import Seat

READ = "restricted.read"


def sessions_of(meeting: Meeting, acting: Acting) -> list[RestrictedSession]:
    return list(
        RestrictedSession.objects.visible_to(acting).filter(meeting=meeting).order_by("opened_at").defer("paper")
    )


def attendees_of(session: RestrictedSession) -> QuerySet[RestrictedAttendee]:
    return session.attendees.filter(left_at=None).order_by("listed_at", "id")


def notes_of(session: RestrictedSession) -> QuerySet[RestrictedNote]:
    return session.notes.order_by("at", "id")


def may_be_listed(session: RestrictedSession, at: datetime) -> QuerySet[Membership]:
    """Members of the agencies seated or invited, in a duty that may attend."""
    meeting = session.meeting
    seated = Seat.objects.filter(team=meeting.team_id, ends_on=None).values("position__agency")
    duties = [duty.code for duty in DUTIES.values() if READ in duty.verbs]
    rows = Membership.objects.filter(running(at), duty__in=duties, account__is_active=True)
    rows = (
        rows.filter(agency__in=seated)
        | rows.filter(agency__in=meeting.invitations.values("agency"))
        | rows.filter(agency=meeting.team.secretariat_id)
    )
    listed = session.attendees.filter(left_at=None, account__isnull=False).values("account")
    return (
        rows.exclude(account__in=listed)
        .select_related("account", "agency")
        .order_by("agency__short_name", "account__name")
    )
