"""Decisions with owner and date, the end of follow-ups, and the end of the meeting itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.meetings import actions
from timpora.meetings.forms import CloseForm, EndForm, FollowUpForm, refuse
from timpora.meetings.models import FollowUp
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.meetings import page_context
from timpora.meetings.views.parts import HOLD, to_meeting, until_closed, visible_meeting


@requires(HOLD)
@require_POST
@until_closed
def follow_up_decide(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    invited = [row.agency for row in meeting.invitations.select_related("agency")]
    form = FollowUpForm(request.POST, acting=request.acting, invited=invited)
    if form.is_valid():
        try:
            actions.decide_follow_up(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
            return to_meeting(meeting_id, "tindak-lanjut")
        except PersonNamed as named:
            refuse(form, "words", named)
    return render(
        request, "meetings/meeting_page.html", page_context(request, meeting, follow_up_form=form), status=422
    )


@requires(HOLD)
@require_POST
def follow_up_end(request: HttpRequest, meeting_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """From the page of any meeting of the team: the follow-up may be an earlier one's."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    follow_up = get_object_or_404(
        FollowUp.objects.visible_to(request.acting, HOLD), pk=follow_up_id, meeting__team=meeting.team
    )
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end_follow_up(follow_up, **form.cleaned_data, by=request.acting, at=timezone.now())
            messages.success(request, _("Tindak lanjut no. %(number)d diakhiri.") % {"number": follow_up.number})
            return to_meeting(meeting_id, "tindak-lanjut")
        except PersonNamed as named:
            refuse(form, "result", named)
        except actions.EndedAlready as ended:
            return ended_already(request, meeting_id, ended.current, form)
    context = page_context(request, meeting, end_form=form, ending=follow_up)
    return render(request, "meetings/meeting_page.html", context, status=422)


def ended_already(request: HttpRequest, meeting_id: UUID, current: FollowUp, form: EndForm) -> HttpResponse:
    by = Account.objects.filter(pk=current.ended_by).first()
    context = {
        "by": by.name if by else "",
        "at": current.ended_at,
        "typed": [(_("Hasil"), form.cleaned_data["result"]), (_("Hasil yang tersimpan"), current.result)],
        "url": reverse("meeting_page", args=[meeting_id]),
    }
    return render(request, "409.html", context, status=409)


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
