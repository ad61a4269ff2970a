"""Whom to invite by rule, seen before it is done; the answers of the invited; reminding the silent ones."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timpora.foundation.views import requires
from timpora.meetings import actions
from timpora.meetings.forms import ReplyForm
from timpora.meetings.invite_rules import RULES, of_keys, proposed
from timpora.meetings.models import Invitation
from timpora.meetings.queries import reply_of
from timpora.meetings.views.parts import HOLD, holds, to_meeting, until_closed, visible_meeting
from timpora.territory.queries import zone_of


@requires(HOLD)
@until_closed
def invite_by_rule(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The rules are in the address; who is ticked comes back as the form's."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    told = request.POST if request.method == "POST" else request.GET
    rules = [rule for rule in told.getlist("aturan") if rule in RULES] or ["unsur"]
    found = proposed(meeting, rules, request.acting)
    if request.method == "POST":
        chosen = of_keys(found, request.POST.getlist("undang"))
        sent = actions.invite_chosen(meeting, chosen, by=request.acting, at=timezone.now())
        if sent:
            words = _("Undangan untuk %(n)d unsur dibuat. Suratnya ada di bagian Dokumen.") % {"n": len(sent)}
            messages.success(request, words)
        else:
            messages.info(request, _("Tidak ada undangan baru."))
        return to_meeting(meeting_id, "hadir")
    context = {
        "meeting": meeting,
        "rules": [(rule, label, rule in rules) for rule, (label, _finder) in RULES.items()],
        "chosen": rules,
        "found": found,
        "unsent": meeting.invitations.filter(sent_at=None).select_related("agency"),
    }
    return render(request, "meetings/invite_page.html", context)


@requires("meeting.read")
@until_closed
def reply_page(request: HttpRequest, meeting_id: UUID, invitation_id: UUID) -> HttpResponse:
    """For members of the invited agency, and for the secretariat that was told by telephone."""
    meeting = visible_meeting(request, meeting_id)
    invitation = get_object_or_404(
        Invitation.objects.select_related("agency", "meeting"), pk=invitation_id, meeting=meeting
    )
    is_own = invitation.agency_id == request.acting.agency
    if not (is_own or holds(request, meeting)) or invitation.sent_at is None:
        raise Http404
    if meeting.is_over:
        raise actions.MeetingCancelled if meeting.state == meeting.State.CANCELLED else actions.MeetingClosed
    known = reply_of(invitation, meeting)
    initial = {name: getattr(known, name) for name in ReplyForm.base_fields} if known else {}
    form = ReplyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"is_told": not is_own}
        actions.reply(invitation, **told, by=request.acting, at=timezone.now())
        messages.success(request, _("Jawaban tersimpan."))
        return to_meeting(meeting_id, "hadir")
    context = {"meeting": meeting, "invitation": invitation, "form": form, "known": known, "is_own": is_own}
    context["zone"] = zone_of(meeting.area)
    return render(request, "meetings/reply_page.html", context, status=422 if form.errors else 200)


@requires(HOLD)
@require_POST
@until_closed
def invite_remind(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    n = actions.remind(meeting, by=request.acting, at=timezone.now())
    said = ngettext("%(n)d undangan yang belum dijawab diingatkan.", "%(n)d undangan yang belum dijawab diingatkan.", n)
    messages.success(request, said % {"n": n}) if n else messages.info(request, _("Semua undangan sudah dijawab."))
    return to_meeting(meeting_id, "hadir")
