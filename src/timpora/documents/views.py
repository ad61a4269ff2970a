"""One letter and its file."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from timpora.agencies.models import Agency
from timpora.documents import events, queries
from timpora.documents.models import Letter
from timpora.foundation.events import emit
from timpora.foundation.views import requires
from timpora.territory.queries import zone_of


@requires("letter.read")
def letter_page(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = get_object_or_404(Letter.objects.visible_to(request.acting), pk=letter_id)
    emit(events.LETTER_SHOWN, subject=letter, by=request.acting)
    agency = Agency.objects.filter(pk=letter.agency_id).first()
    return render(
        request, "documents/letter_page.html", {"letter": letter, "agency": agency, "zone": zone_of(letter.area)}
    )


@requires("letter.read")
def letter_file(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = get_object_or_404(Letter.objects.visible_to(request.acting), pk=letter_id)
    emit(events.LETTER_OPENED, subject=letter, by=request.acting)
    return pdf_response(queries.content_of(letter), f"{letter.template}-{letter.dated:%Y-%m-%d}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
