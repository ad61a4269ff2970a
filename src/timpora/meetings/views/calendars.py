"""The calendar of a month, and the address for a calendar program: shown once, taken back at any time."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.views import public, requires
from timpora.meetings import calendars
from timpora.statistics import months
from timpora.territory.queries import area_name, day_at, learn, zone_of

FURTHEST = 366 * 50  # days from today that an address may ask for


@requires("meeting.read")
def calendar_page(request: HttpRequest) -> HttpResponse:
    today = day_at(request.acting.area or 0, timezone.now())
    asked = months.read(request.GET.get("bulan", ""))
    month = asked if asked and abs(asked - today) < timedelta(days=FURTHEST) else months.first(today)
    days = calendars.of_month(month, request.acting)
    learn(meeting.area for _day, found in days for meeting in found)
    rows = [(day, [(m, zone_of(m.area), area_name(m.area)) for m in found]) for day, found in days]
    context = {
        "month": month,
        "today": today,
        "days": rows,
        "before": months.before(month),
        "after": months.before(month, -1),
    }
    return render(request, "meetings/calendar_page.html", context | {"title": months.said(month)})


@requires("meeting.read")
@require_GET
def calendar_address(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/calendar_address.html", {"live": calendars.address_of(request.acting)})


@requires("meeting.read")
@require_POST
def calendar_address_make(request: HttpRequest) -> HttpResponse:
    """The address itself is on this page only: what is kept of it cannot be turned back."""
    secret = calendars.make_address(by=request.acting, at=timezone.now())
    url = settings.ADDRESS + reverse("calendar_feed", args=[secret])
    context = {"live": calendars.address_of(request.acting), "url": url}
    return render(request, "meetings/calendar_address.html", context)


@requires("meeting.read")
@require_POST
def calendar_address_revoke(request: HttpRequest) -> HttpResponse:
    if calendars.revoke_address(by=request.acting, at=timezone.now()):
        messages.success(request, _("Alamat kalender dicabut. Kalender yang memakainya tidak diperbarui lagi."))
    return redirect("calendar_address")


@public
@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For a calendar program, which cannot sign in: whoever has the address reads what stands on an invitation."""
    calendar = calendars.read(secret, timezone.now())
    if calendar is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="rapat.ics"'}
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)
