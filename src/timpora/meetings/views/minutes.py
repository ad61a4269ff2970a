"""Minutes live, decisions with owner and date, the end of follow-ups and of the meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.documents import render as letters_as_pdf
from timpora.documents.views import download
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.meetings import actions, events, letters, queries
from timpora.meetings.forms import CloseForm, EndForm, FollowUpForm, MinutesForm, explain
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.meetings import page_context
from timpora.meetings.views.parts import HOLD, to_meeting, until_closed, visible_meeting
from timpora.territory.queries import zone_of


def draft_key(meeting: Meeting) -> str:
    return f"minutes-{meeting.pk}"


@requires(HOLD)
@until_closed
def minutes_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    if meeting.state == Meeting.State.CLOSED:
        raise actions.MeetingClosed
    if request.method != "POST":
        return minutes_shown(request, meeting, MinutesForm(initial=kept(request, meeting)))
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return minutes_shown(request, meeting, form, status=422)
    try:
        actions.write_minutes(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
    except PersonNamed as named:
        form.add_error("minutes", explain(named))
        return minutes_shown(request, meeting, form, status=422)
    except actions.ChangedMeanwhile as changed:
        return both_texts(request, changed.current, form)
    drop_draft(request.acting, draft_key(meeting))
    messages.success(request, _("Notula tersimpan."))
    return redirect("minutes_page", meeting.pk)


def kept(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    """What stands saved, under the draft that was typed and not sent. A draft keeps the version it was written on."""
    saved = {"version": meeting.version, "minutes": meeting.minutes, "notulis": meeting.notulis or request.acting.name}
    return saved | draft_of(request.acting, draft_key(meeting))


def minutes_shown(request: HttpRequest, meeting: Meeting, form: MinutesForm, status: int = 200) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "agenda": queries.agenda_of(meeting),
        "draft_key": draft_key(meeting),
        "has_draft": bool(draft_of(request.acting, draft_key(meeting))),
        "zone": zone_of(meeting.area),
    }
    return render(request, "meetings/minutes_page.html", context, status=status)


def both_texts(request: HttpRequest, current: Meeting, form: MinutesForm) -> HttpResponse:
    """Two wrote at once: both texts side by side, and one's own to go on with on the newer version."""
    mine = form.cleaned_data
    merged = MinutesForm(initial=mine | {"version": current.version})
    context = {
        "meeting": current,
        "mine": mine["minutes"],
        "form": merged,
        "draft_key": draft_key(current),
        "zone": zone_of(current.area),
    }
    return render(request, "meetings/minutes_conflict.html", context, status=409)


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
            form.add_error("words", explain(named))
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
            form.add_error("result", explain(named))
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


@requires("meeting.read")
def minutes_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The notula as it stands; once settled, the letter under Documents is the one that counts."""
    meeting = visible_meeting(request, meeting_id)
    emit(events.MINUTES_PRINTED, subject=meeting, by=request.acting)
    data = letters.minutes(meeting, request.acting, timezone.now()) | {"about": meeting.theme}
    return download(letters_as_pdf.pdf("notula", data), f"notula-rapat-{meeting.number}.pdf")
