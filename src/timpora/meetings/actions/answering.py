"""What the invited answer, by themselves or as told to the secretariat; and reminding those who are silent."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from timpora.foundation import outbox
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.figures import figure
from timpora.meetings import events
from timpora.meetings.actions.sending import tell
from timpora.meetings.actions.state import locked
from timpora.meetings.models import Invitation, Meeting, Reply

REMIND = "invitation.remind_days"
REST = timedelta(days=1)  # between the letter and the first reminder


@transaction.atomic
def reply(
    invitation: Invitation,
    *,
    answer: str,
    by: Acting,
    at: datetime,
    delegate_name: str = "",
    delegate_position: str = "",
    is_told: bool = False,
) -> Reply:
    """The latest word on a date stands; saying the same again adds nothing."""
    meeting = locked(invitation.meeting)
    if answer != Reply.Answer.DELEGATES:
        delegate_name = delegate_position = ""
    said = {"answer": answer, "delegate_name": delegate_name, "delegate_position": delegate_position}
    last = invitation.replies.filter(starts_at=meeting.starts_at).order_by("at", "id").last()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    row = Reply.objects.create(
        meeting=meeting, invitation=invitation, area=meeting.area, starts_at=meeting.starts_at, is_told=is_told,
        by=by.account, at=at, **said,
    )  # fmt: skip
    emit(events.REPLIED, subject=row, by=by)
    return row


def silent(meeting: Meeting) -> QuerySet[Invitation]:
    """Invitations that went out and were not answered for the date as it stands."""
    answered = Reply.objects.filter(invitation=OuterRef("pk"), starts_at=meeting.starts_at)
    return meeting.invitations.filter(~Exists(answered), sent_at__isnull=False).select_related("agency")


@transaction.atomic
def remind(meeting: Meeting, *, by: Acting | None, at: datetime) -> int:
    """A line without content to the members of every agency that is silent; returns how many invitations those are."""
    meeting = locked(meeting)
    waiting = list(silent(meeting))
    if not waiting:
        return 0
    tell(meeting, {row.agency for row in waiting}, at)
    Invitation.objects.filter(pk__in=[row.pk for row in waiting]).update(reminded_at=at)
    emit(events.INVITED_REMINDED, subject=meeting, by=by, count=len(waiting))
    return len(waiting)


def remind_next(at: datetime) -> int:
    """Of the meetings that are near one whose silent ones were not reminded yet; 0 when there is none."""
    if not outbox.is_on():
        return 0
    near = at + timedelta(days=figure(REMIND).value)
    answered = Reply.objects.filter(invitation=OuterRef("pk"), starts_at=OuterRef("meeting__starts_at"))
    unheard = Invitation.objects.filter(
        ~Exists(answered), meeting=OuterRef("pk"), sent_at__lte=at - REST, reminded_at=None
    )
    coming = Meeting.objects.filter(Exists(unheard), state=Meeting.State.INVITED, starts_at__range=(at, near))
    meeting = coming.order_by("starts_at", "id").select_for_update(of=("self",), skip_locked=True).first()
    return remind(meeting, by=None, at=at) if meeting else 0
