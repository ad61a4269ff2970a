"""What several pages of a meeting need: finding it, and saying that it is closed."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.meetings import actions
from timpora.meetings.models import Meeting

HOLD = "meeting.hold"
# Long texts of a meeting's forms: what somebody typed is shown again where it could not be kept.
TYPED = {"text": gettext_lazy("Tulisan Anda"), "words": gettext_lazy("Tulisan Anda")}
View = Callable[..., HttpResponse]


def visible_meeting(request: HttpRequest, meeting_id: UUID, verb: str | None = None) -> Meeting:
    found = Meeting.objects.visible_to(request.acting, verb).select_related(
        "team__secretariat__kind", "previous", "campaign"
    )
    return get_object_or_404(found, pk=meeting_id)


def holds(request: HttpRequest, meeting: Meeting) -> bool:
    return Meeting.objects.visible_to(request.acting, HOLD).filter(pk=meeting.pk).exists()


def to_meeting(meeting_id: UUID, part: str = "") -> HttpResponse:
    answer = redirect("meeting_page", meeting_id)
    if part:
        answer["Location"] += f"#{part}"
    return answer


def until_closed(view: View) -> View:
    """A form sent to a meeting whose minutes were settled meanwhile changes nothing and says so."""

    @wraps(view)
    def guarded(request: HttpRequest, meeting_id: UUID, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, meeting_id, *args, **kwargs)
        except actions.MeetingClosed as closed:
            said = (
                _("Rapat ini dibatalkan, jadi tidak dapat diubah lagi.")
                if isinstance(closed, actions.MeetingCancelled)
                else _(
                    "Notula rapat ini sudah disahkan, jadi tidak diubah lagi. Tulis koreksinya sebagai berita tambahan."
                )
            )
            typed = [(label, request.POST[name]) for name, label in TYPED.items() if request.POST.get(name)]
            if typed:
                context = {"title": said, "typed": typed, "url": reverse("meeting_page", args=[meeting_id])}
                return render(request, "409.html", context, status=409)
            messages.warning(request, said)
            return to_meeting(meeting_id)

    return guarded
