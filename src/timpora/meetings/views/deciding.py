"""Decisions with owner and date, and the end of the meeting itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation.views import requires
from timpora.meetings import actions
from timpora.meetings.forms import CloseForm, FollowUpForm, refuse
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.follow_ups import left_words
from timpora.meetings.views.meetings import page_context
from timpora.meetings.views.parts import HOLD, to_meeting, until_closed, visible_meeting


@requires(HOLD)
@require_POST
@until_closed
def follow_up_decide(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    invited = [row.agency for row in meeting.invitations.select_related("agency")]
    form = FollowUpForm(request.POST, acting=request.acting, invited=invited, team=meeting.team)
    if form.is_valid():
        try:
            actions.decide_follow_up(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
            return to_meeting(meeting_id, "tindak-lanjut")
        except PersonNamed as named:
            refuse(form, "words", named)
        except actions.AgencyLeft as left:
            form.add_error("agency", left_words(left))
    return render(
        request, "meetings/meeting_page.html", page_context(request, meeting, follow_up_form=form), status=422
    )


@requires(HOLD)
@require_POST
@until_closed
def meeting_close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return render(
            request, "meetings/meeting_page.html", page_context(request, meeting, close_form=form), status=422
        )
    actions.close_meeting(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
    messages.success(
        request,
        _("Notula disahkan dan tersimpan sebagai surat. Tindak lanjut yang terbuka akan membuka rapat berikutnya."),
    )
    return to_meeting(meeting_id, "dokumen")
