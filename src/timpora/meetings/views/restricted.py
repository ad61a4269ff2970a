"""The restricted session: moving words into it, its page for those listed, and its notula."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timpora.documents.views import download
from timpora.foundation.drafts import drop_draft
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.views import requires
from timpora.meetings import events, restricted
from timpora.meetings.actions import restricted as acts
from timpora.meetings.forms import CloseForm
from timpora.meetings.minutes_forms import LONGEST, text_field
from timpora.meetings.models import Paragraph
from timpora.meetings.models_restricted import RestrictedAttendee, RestrictedSession
from timpora.meetings.views.parts import HOLD, until_closed, visible_meeting
from timpora.territory.forms import OneOfSeveral
from timpora.territory.queries import zone_of

READ = acts.READ


class MoveForm(forms.Form):
    text = forms.CharField(max_length=LONGEST, strip=False)
    key = forms.UUIDField()


class NoteForm(OneOfSeveral):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = text_field(gettext_lazy("Catatan sesi terbatas"), 6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid7()}, **kwargs)


class MemberForm(OneOfSeveral):
    member = forms.ModelChoiceField(label=gettext_lazy("Anggota"), queryset=None)

    def __init__(self, *args: Any, session: RestrictedSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = restricted.may_be_listed(session, timezone.now())
        self.fields["member"].label_from_instance = lambda row: f"{row.account.name} — {row.agency.short_name}"


class VisitorForm(OneOfSeveral):
    name = forms.CharField(label=gettext_lazy("Nama"), max_length=200)
    agency_name = forms.CharField(label=gettext_lazy("Instansi"), max_length=200)


def visible_session(request: HttpRequest, session_id: UUID) -> RestrictedSession:
    found = RestrictedSession.objects.visible_to(request.acting).select_related("meeting__team")
    return get_object_or_404(found, pk=session_id)


@requires(HOLD)
@require_POST
@until_closed
def restricted_move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What was refused because it names a person, moved in one act."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tidak ada tulisan yang dipindahkan. Ulangi dari isian yang ditolak."))
        return redirect("meeting_page", meeting.pk)
    told = form.cleaned_data
    session_id = acts.move(meeting, told["text"], key=told["key"], by=request.acting, at=timezone.now())
    draft = request.POST.get("draft", "")
    if draft.startswith(f"notula-{meeting.pk}-"):
        drop_draft(request.acting, draft)
    return moved(request, session_id)


@requires(HOLD)
@require_POST
@until_closed
def paragraph_move(request: HttpRequest, meeting_id: UUID, paragraph_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    found = Paragraph.objects.visible_to(request.acting, HOLD).select_related("meeting")
    paragraph = get_object_or_404(found, pk=paragraph_id, meeting=meeting)
    return moved(request, acts.move_paragraph(paragraph, by=request.acting, at=timezone.now()))


def moved(request: HttpRequest, session_id: UUID) -> HttpResponse:
    messages.success(
        request, _("Dipindahkan ke sesi terbatas. Baru Anda yang melihatnya; tambahkan peserta yang tercatat.")
    )
    return redirect("restricted_page", session_id)


@requires(READ)
def restricted_page(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = visible_session(request, session_id)
    emit(events.RESTRICTED_SHOWN, subject=session, by=request.acting)
    return page(request, session)


def page(request: HttpRequest, session: RestrictedSession, status: int = 200, **refused: forms.Form) -> HttpResponse:
    context = {
        "session": session, "meeting": session.meeting, "zone": zone_of(session.meeting.area),
        "attendees": restricted.attendees_of(session), "notes": restricted.notes_of(session),
        "is_open": session.closed_at is None,
    }  # fmt: skip
    if context["is_open"]:
        close = CloseForm(initial={"notulis": request.acting.name}, auto_id="closeform-%s")
        context |= {
            "note_form": NoteForm(), "member_form": MemberForm(session=session), "visitor_form": VisitorForm(),
            "close_form": close,
        }  # fmt: skip
    return render(request, "meetings/restricted_page.html", context | refused, status=status)


@requires(READ)
@require_POST
def restricted_write(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One of the acts on the session's page, named by the button."""
    session, by, at = visible_session(request, session_id), request.acting, timezone.now()
    name, form = form_sent(request, session)
    if not form.is_valid():
        return page(request, session, 422, **{name: form})
    told = form.cleaned_data
    try:
        match name:
            case "note_form":
                acts.write_note(session, told["text"], key=told["key"], by=by, at=at)
            case "member_form":
                acts.admit_member(session, told["member"], by=by, at=at)
            case "visitor_form":
                acts.admit_visitor(session, **told, by=by, at=at)
            case "close_form":
                acts.close_session(session, **told, by=by, at=at)
    except acts.SessionClosed:
        return settled(request, session)
    return redirect("restricted_page", session.pk)


def form_sent(request: HttpRequest, session: RestrictedSession) -> tuple[str, forms.Form]:
    match request.POST.get("act"):
        case "member":
            return "member_form", MemberForm(request.POST, session=session)
        case "visitor":
            return "visitor_form", VisitorForm(request.POST)
        case "close":
            return "close_form", CloseForm(request.POST, auto_id="closeform-%s")
        case _:
            return "note_form", NoteForm(request.POST)


@requires(READ)
@require_POST
def restricted_take_off(request: HttpRequest, session_id: UUID, attendee_id: UUID) -> HttpResponse:
    session = visible_session(request, session_id)
    attendee = get_object_or_404(RestrictedAttendee.objects.visible_to(request.acting), pk=attendee_id, session=session)
    try:
        acts.take_off(attendee, by=request.acting, at=timezone.now())
    except acts.SessionClosed:
        return settled(request, session)
    return redirect("restricted_page", session.pk)


def settled(request: HttpRequest, session: RestrictedSession) -> HttpResponse:
    title = _("Notula sesi terbatas ini sudah disahkan, jadi tidak diubah lagi.")
    typed = [(_("Tulisan Anda"), request.POST["text"])] if request.POST.get("text") else []
    return render(
        request, "409.html", {"title": title, "typed": typed, "url": f"/rapat/sesi-terbatas/{session.pk}/"}, status=409
    )


@requires(READ)
def restricted_pdf(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = visible_session(request, session_id)
    emit(events.RESTRICTED_PRINTED, subject=session, by=request.acting)
    return download(acts.content_of(session, timezone.now()), f"notula-sesi-terbatas-{session.meeting.number}.pdf")
