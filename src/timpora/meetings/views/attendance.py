"""Who comes: one touch for the invited, a line for a visitor, the list as PDF."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.shortcuts import redirect as go
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.documents import render as letters_as_pdf
from timpora.documents.views import download
from timpora.foundation.events import emit
from timpora.foundation.lists import PER_PAGE
from timpora.foundation.views import requires
from timpora.meetings import actions, events, letters, queries
from timpora.meetings.forms import AttendanceForm, SignedListForm
from timpora.meetings.models import Attendance, Invitation, Meeting
from timpora.meetings.queries import Roll, RollLine
from timpora.meetings.views.parts import HOLD, holds, until_closed, visible_meeting
from timpora.territory.queries import zone_of


@requires(HOLD)
def attendance_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    return page(request, meeting, AttendanceForm())


def page(
    request: HttpRequest, meeting: Meeting, form: AttendanceForm, for_line: UUID | None = None, status: int = 200
) -> HttpResponse:
    roll, words = queries.roll_of(meeting), request.GET.get("cari", "").replace("\0", "").strip()[:100]
    context = {
        "meeting": meeting,
        "roll": roll,
        "page": Paginator(found_in(roll, words), PER_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "is_long": roll.invited > PER_PAGE,
        "waiting": meeting.door_entries.filter(settled_at=None).count(),
        "sheets": list(meeting.signed_lists.order_by("uploaded_at")),
        "list_form": SignedListForm(),
        "form": form,
        "for_line": for_line,
        "zone": zone_of(meeting.area),
        "is_open": not meeting.is_over,
        "capacities": Attendance.Capacity.choices,
    }
    return render(request, "meetings/attendance_page.html", context, status=status)


def found_in(roll: Roll, words: str) -> list[RollLine | Attendance]:
    """The invited and then the visitors in whom every one of the words is found."""
    wanted = words.casefold().split()
    lines = [(line, [line.unsur, *(came.name for came in line.came)]) for line in roll.lines]
    for line, told in lines:
        told += [line.seat.holder.name] if line.seat and line.seat.holder else []
    rows = lines + [(came, [came.name, came.agency_name]) for came in roll.visitors]
    return [row for row, told in rows if all(word in " ".join(told).casefold() for word in wanted)]


@requires(HOLD)
@require_POST
@until_closed
def attendance_mark(request: HttpRequest, meeting_id: UUID, invitation_id: UUID) -> HttpResponse:
    """The one touch: the holder of the post came. With a name it is somebody who represents the post."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    get_object_or_404(Invitation, pk=invitation_id, meeting=meeting)
    line = next(row for row in queries.roll_of(meeting).lines if row.invitation.pk == invitation_id)
    told = queries.holder_of(line) if "name" not in request.POST else of_form(request, line)
    if told is None:
        messages.warning(request, _("Tulis nama yang hadir untuk jabatan ini."))
    else:
        actions.mark_present(meeting, invitation=line.invitation, **told, by=request.acting, at=timezone.now())
    return go("attendance_page", meeting.pk)


def of_form(request: HttpRequest, line: RollLine) -> dict[str, str] | None:
    agency = line.invitation.agency.short_name
    form = AttendanceForm({**request.POST.dict(), "agency_name": agency})
    if not form.is_valid():
        return None
    return form.cleaned_data | {"position": form.cleaned_data["position"] or line.invitation.addressee}


@requires(HOLD)
@require_POST
@until_closed
def attendance_add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody who was not invited."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = AttendanceForm(request.POST)
    if not form.is_valid():
        return page(request, meeting, form, status=422)
    actions.mark_present(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
    return go("attendance_page", meeting.pk)


@requires(HOLD)
@require_POST
@until_closed
def attendance_take_back(request: HttpRequest, meeting_id: UUID, attendance_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    attendance = get_object_or_404(Attendance.objects.select_related("meeting"), pk=attendance_id, meeting=meeting)
    if actions.take_back(attendance, by=request.acting, at=timezone.now()):
        messages.info(request, _("Tanda hadir %(name)s ditarik.") % {"name": attendance.name})
    return go("attendance_page", meeting.pk)


@requires("meeting.read")
def attendance_list(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The list as PDF: blank for signing, or filled. Telephone numbers only on the secretariat's own copy."""
    meeting = visible_meeting(request, meeting_id)
    is_filled = request.GET.get("isi") == "hadir"
    has_phones = holds(request, meeting) and request.GET.get("salinan") != "luar"
    data = letters.attendance(meeting, timezone.now(), is_filled=is_filled, has_phones=has_phones)
    emit(events.ATTENDANCE_PRINTED, subject=meeting, by=request.acting)
    return download(letters_as_pdf.pdf("daftar_hadir", data), f"daftar-hadir-rapat-{meeting.number}.pdf")
