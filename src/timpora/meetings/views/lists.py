"""The photographed attendance list: filed, looked at beside the names, and read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.views import requires, served
from timpora.meetings import actions, queries
from timpora.meetings.forms import SignedListForm
from timpora.meetings.models import SignedList
from timpora.meetings.views.door import is_uuid
from timpora.meetings.views.parts import HOLD, until_closed, visible_meeting
from timpora.territory.queries import zone_of


@requires(HOLD)
@require_POST
@until_closed
def list_file(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = SignedListForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"meeting": meeting, "form": form}
        return render(request, "meetings/list_file.html", context, status=422)
    file = form.cleaned_data["file"]
    sheet = actions.file_list(
        meeting, file.read(), name=file.name, media_type=file.content_type, by=request.acting, at=timezone.now()
    )
    return redirect("list_page", meeting.pk, sheet.pk)


@requires(HOLD)
@until_closed
def list_page(request: HttpRequest, meeting_id: UUID, sheet_id: UUID) -> HttpResponse:
    """The sheet beside the names; what is ticked is on it."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    sheet = get_object_or_404(SignedList.objects.select_related("meeting"), pk=sheet_id, meeting=meeting)
    if request.method == "POST":
        people, posts = (filter(is_uuid, request.POST.getlist(name)) for name in ("hadir", "jabatan"))
        actions.read_list(sheet, people=map(UUID, people), posts=map(UUID, posts), by=request.acting, at=timezone.now())
        n = sheet.signatures.count()
        said = ngettext("%(n)d tanda tangan tercatat.", "%(n)d tanda tangan tercatat.", n) % {"n": n}
        messages.success(request, said)
        return redirect("attendance_page", meeting.pk)
    roll = queries.roll_of(meeting)
    context = {
        "meeting": meeting,
        "sheet": sheet,
        "is_image": sheet.file_type.startswith("image/"),
        "came": [came for line in roll.lines for came in line.came] + roll.visitors,
        "absent": [line for line in roll.lines if not line.came and line.seat and line.seat.holder],
        "zone": zone_of(meeting.area),
    }
    return render(request, "meetings/list_page.html", context)


@requires(HOLD)
@require_GET
def list_sheet(request: HttpRequest, meeting_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Names, telephones and signatures: for the secretariat alone."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    return served(get_object_or_404(SignedList, pk=sheet_id, meeting=meeting).file, by=request.acting)
