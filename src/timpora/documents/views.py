"""One letter and its file."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from timpora.agencies.models import Agency
from timpora.documents import events, queries
from timpora.documents import render as letters
from timpora.documents.models import Letter
from timpora.foundation.events import emit
from timpora.foundation.views import requires
from timpora.territory.queries import zone_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    return download(queries.content_of(letter), f"{letter.template}-{letter.dated:%Y-%m-%d}.pdf")


def letter_response(template: str, data: Mapping[str, object], name: str, format: str) -> HttpResponse:
    """The paper in the form that was asked for; another form than these two is not there."""
    made = {"pdf": (letters.pdf, "application/pdf"), "docx": (letters.docx, DOCX)}.get(format)
    if made is None:
        raise Http404
    make, media_type = made
    return download(make(template, data), f"{name}.{format}", media_type)


def download(content: bytes, name: str, media_type: str = "application/pdf") -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
