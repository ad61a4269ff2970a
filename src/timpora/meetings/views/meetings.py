"""The list, one meeting from commitment to document, and preparing it: agenda and invitation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.lists import PER_PAGE, bounded, list_page
from timpora.foundation.views import requires
from timpora.meetings import actions, chat, minutes, queries, restricted, series
from timpora.meetings.actions.minutes import highest
from timpora.meetings.forms import CloseForm, FollowUpForm, GuestForm, LineForm, MaterialForm, MeetingForm, explain
from timpora.meetings.minutes_forms import AddendumForm
from timpora.meetings.models import Material, Meeting
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.programme import items
from timpora.meetings.views.parts import HOLD, holds, to_meeting, until_closed, visible_meeting
from timpora.teams.models import Team
from timpora.territory.queries import area_name, day_at, zone_of

DRAFT_NEW = "meeting-new"
SHOWN = 50  # follow-ups of earlier meetings, the longest due
CALLED_WITH = ("team", "kind", "theme", "place", "starts_at", "ends_at", "day_told")


@requires("meeting.read")
def meeting_list(request: HttpRequest) -> HttpResponse:
    is_past = request.GET.get("tab") == "selesai"
    found = Meeting.objects.visible_to(request.acting).select_related("team")
    found = (
        found.filter(state__in=Meeting.OVER).order_by("-starts_at")
        if is_past
        else found.exclude(state__in=Meeting.OVER).order_by("starts_at")
    )
    page = list_page(found, request)
    rows = [(meeting, zone_of(meeting.area), area_name(meeting.area)) for meeting in page]
    return render(request, "meetings/meeting_list.html", {"page": page, "rows": rows, "is_past": is_past})


@requires(HOLD)
def meeting_new(request: HttpRequest) -> HttpResponse:
    initial = asked_for(request) | draft_of(request.acting, DRAFT_NEW) | by_team(request)
    form = MeetingForm(request.POST or None, acting=request.acting, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in CALLED_WITH}
        try:
            meeting = actions.call_meeting(**told, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            form.add_error("theme", explain(named))
        except actions.MeetingCollides as collides:
            form.add_error(
                "begins",
                _("Tim ini sudah memiliki rapat pada waktu itu: “%(theme)s”. Pilih waktu lain.")
                % {"theme": collides.other.theme},
            )
        else:
            drop_draft(request.acting, DRAFT_NEW)
            messages.success(
                request, _("Rapat disiapkan. Agenda terisi dari yang masih terbuka; periksa, lalu kirim undangan.")
            )
            return redirect("meeting_page", meeting.pk)
    return render(request, "meetings/meeting_new.html", {"form": form}, status=422 if form.errors else 200)


def by_team(request: HttpRequest) -> dict[str, str]:
    return {"team": request.GET["tim"]} if request.GET.get("tim") else {}


def asked_for(request: HttpRequest) -> dict[str, Any]:
    """For a named team the day on which it is due, at the hour and place of the last time, named by its pattern."""
    try:
        team = Team.objects.visible_to(request.acting, HOLD).filter(pk=UUID(request.GET.get("tim", ""))).first()
    except ValueError:
        team = None
    if team is None:
        return {}
    now = timezone.now()
    known, today = series.rhythm_of(team, now), day_at(team.area, now)
    day = max(known.due, today) if known.due else today
    told: dict[str, Any] = {"day": day, "theme": series.theme_for(known.theme_pattern, day)}
    last = Meeting.objects.visible_to(request.acting).filter(team=team).order_by("starts_at").last()
    return told | like_last(last) if last else told


def like_last(last: Meeting) -> dict[str, Any]:
    zone = zone_of(last.area)
    ends = last.ends_at and last.ends_at.astimezone(zone).time()
    return {"begins": last.starts_at.astimezone(zone).time(), "ends": ends, "place": last.place}


@requires("meeting.read")
def meeting_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id)
    return render(request, "meetings/meeting_page.html", page_context(request, meeting))


def page_context(request: HttpRequest, meeting: Meeting, **replaced: object) -> dict[str, object]:
    """All of the page; `replaced` puts back a form that was refused, with what was typed."""
    acting, day = request.acting, day_at(meeting.area, timezone.now())
    roll = queries.roll_of(meeting)
    commitments = queries.commitments_before(meeting, acting)
    context: dict[str, object] = {
        "meeting": meeting,
        "zone": zone_of(meeting.area),
        "moves": list(meeting.moves.order_by("-at")),
        "day": day,
        "commitments": list(commitments[:SHOWN]),
        "commitments_count": bounded(commitments),
        "agenda": list(queries.agenda_of(meeting)),
        "left_out": list(meeting.agenda.filter(left_out_by__isnull=False)),
        "programme": items(meeting),
        "materials": materials_of(meeting, acting),
        "roll": roll,
        "page": Paginator(roll.lines, PER_PAGE).get_page(request.GET.get("page")),
        "quorum": queries.quorum_of(meeting),
        "shown_visitors": roll.visitors[:PER_PAGE],
        "own_invitations": [r for r in roll.lines if r.invitation.agency_id == acting.agency and r.invitation.sent_at],
        "follow_ups": list(meeting.follow_ups.select_related("agency").order_by("number")),
        "documents": queries.documents_of(meeting, acting),
        "line": chat.line(meeting, request.build_absolute_uri(reverse("meeting_page", args=[meeting.pk]))),
        "is_held_by_me": holds(request, meeting),
        "is_open": not meeting.is_over,
        "minutes": minutes.points_of(meeting, acting),
        "restricted": restricted.sessions_of(meeting, acting),
        "addenda": list(minutes.addenda_of(meeting, acting)),
        "unsent": sum(row.invitation.sent_at is None for row in roll.lines),
    }
    if context["is_held_by_me"]:
        context["addendum_form"] = None if context["is_open"] else AddendumForm(highest=highest(acting, meeting))
    if context["is_held_by_me"] and context["is_open"]:
        invited = [row.invitation.agency for row in roll.lines]
        context |= {
            "line_form": LineForm(),
            "material_form": MaterialForm(),
            "guest_form": GuestForm(acting=acting),
            "follow_up_form": FollowUpForm(acting=acting, invited=invited, team=meeting.team),
            "close_form": CloseForm(initial={"notulis": meeting.notulis or acting.name, "chair": meeting.chair}),
        }
    return context | replaced


def materials_of(meeting: Meeting, acting: Acting) -> list[Material]:
    """Those up to the member's level: of the others not even the title is said."""
    standing = Material.objects.visible_to(acting).filter(meeting=meeting, taken_back_at=None)
    return list(standing.order_by("given_at", "id"))


@requires(HOLD)
@require_POST
@until_closed
def meeting_invite(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    sent = actions.invite(meeting, by=request.acting, at=timezone.now())
    if sent:
        messages.success(
            request, _("Undangan untuk %(n)d unsur dibuat. Suratnya ada di bagian Dokumen.") % {"n": len(sent)}
        )
    elif meeting.invitations.exists():
        messages.info(request, _("Semua unsur sudah diundang."))
    else:
        messages.warning(
            request, _("Tim ini belum memiliki unsur. Tambahkan unsur di halaman tim, lalu kirim undangan.")
        )
    return to_meeting(meeting_id, "hadir")


@requires(HOLD)
@require_POST
@until_closed
def meeting_guest(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = GuestForm(request.POST, acting=request.acting)
    if form.is_valid():
        try:
            actions.invite_other(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
            return to_meeting(meeting_id, "hadir")
        except PersonNamed as named:
            form.add_error("addressee", explain(named))
    return render(request, "meetings/meeting_page.html", page_context(request, meeting, guest_form=form), status=422)
