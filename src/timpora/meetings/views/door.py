"""At the door: the sign with the QR, what a phone shows there, and the secretary's word on what was typed."""

import math
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation.acting import acting_in_database
from timpora.foundation.lists import PER_PAGE
from timpora.foundation.signing_in import limits
from timpora.foundation.views import public, requires
from timpora.meetings import actions, door, queries
from timpora.meetings.forms import DoorForm
from timpora.meetings.models import DoorEntry, Meeting
from timpora.meetings.views.parts import HOLD, until_closed, visible_meeting
from timpora.territory.queries import zone_of


@requires(HOLD)
def door_sign(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """To be printed and hung at the door."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    context = {
        "meeting": meeting,
        "zone": zone_of(meeting.area),
        "image": door.sign(meeting),
        "url": door.url(meeting),
        "opens": door.opens_at(meeting),
        "closes": door.closes_at(meeting),
    }
    return render(request, "meetings/door_sign.html", context)


@public
def door_page(request: HttpRequest, token: str) -> HttpResponse:
    """Without signing in. The clock that counts is ours, whatever the phone's says."""
    meeting_id = door.meeting_of(token)
    if meeting_id is None:
        raise Http404
    now = timezone.now()
    with acting_in_database(door.at_the_door(meeting_id)):
        meeting = Meeting.objects.filter(pk=meeting_id).first()
        if meeting is None:
            raise Http404
        context = {"meeting": meeting, "zone": zone_of(meeting.area), "opens": door.opens_at(meeting)}
        if meeting.is_over or now > door.closes_at(meeting):
            return render(request, "meetings/door_shut.html", context | {"is_after": True}, status=410)
        if now < door.opens_at(meeting):
            return render(request, "meetings/door_shut.html", context, status=403)
        return entered(request, meeting, context, now)


def entered(request: HttpRequest, meeting: Meeting, context: dict[str, object], now: datetime) -> HttpResponse:
    form = DoorForm(request.POST or None)
    if request.method == "POST":
        keys = [(door.LIMIT, limits.digest(door.LIMIT, limits.address_of(request), str(meeting.pk)))]
        seconds = limits.wait(keys, now)
        if seconds or meeting.door_entries.filter(settled_at=None).count() >= door.MOST_WAITING:
            words = _("Terlalu banyak isian dari jaringan ini. Isi di meja penerima tamu, atau tunggu %(n)s menit.")
            minutes = math.ceil((seconds or 60) / 60)
            told = {"words": words % {"n": minutes}, "title": _("Tunggu sebentar")}
            return render(request, "account/wait.html", told, status=429)
        limits.count(keys, now, None)
        if form.is_valid():
            entry, is_new = actions.enter(meeting, **form.cleaned_data, at=now)
            return render(request, "meetings/door_done.html", context | {"entry": entry, "is_new": is_new})
    agencies = sorted({row.agency.short_name for row in meeting.invitations.select_related("agency")})
    told = context | {"form": form, "agencies": agencies}
    return render(request, "meetings/door_page.html", told, status=422 if form.errors else 200)


def waiting_entries(meeting: Meeting, number: str | None):
    waiting = meeting.door_entries.filter(settled_at=None).order_by("at", "id")
    return Paginator(waiting, PER_PAGE).get_page(number)


@requires(HOLD)
def door_entries(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    roll, page = queries.roll_of(meeting), waiting_entries(meeting, request.GET.get("page"))
    rows = [(entry, actions.line_for(entry, roll)) for entry in page]
    context = {"meeting": meeting, "page": page, "rows": rows, "zone": zone_of(meeting.area)}
    return render(request, "meetings/door_entries.html", context)


@requires(HOLD)
@require_POST
@until_closed
def door_settle(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One line, or all that stand on the page: the button names them."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    now, is_right = timezone.now(), request.POST.get("act") != "refuse"
    wanted = [value for value in request.POST.getlist("isian") if is_uuid(value)][:PER_PAGE]
    entries = list(
        DoorEntry.objects.select_related("meeting").filter(pk__in=wanted, meeting=meeting).order_by("at", "id")
    )
    for entry in entries:
        line = actions.line_for(entry, queries.roll_of(meeting)) if is_right else None
        actions.settle_entry(entry, line=line, is_right=is_right, by=request.acting, at=now)
    if entries:
        said = _("%(n)d isian masuk daftar hadir.") if is_right else _("%(n)d isian dikesampingkan.")
        messages.success(request, said % {"n": len(entries)})
    return redirect("door_entries", meeting.pk)


def is_uuid(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True
