"""The other papers of a meeting and the monthly report: drawn from what is known, or kept as a letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.documents import docx
from timpora.documents import render as letters_as_pdf
from timpora.documents.actions import make_letter
from timpora.documents.kinds import KINDS, FieldsMissing
from timpora.documents.queries import own_template
from timpora.documents.views import DOCX, download
from timpora.foundation.events import emit
from timpora.foundation.views import requires
from timpora.meetings import events, monthly
from timpora.meetings.models import Meeting
from timpora.meetings.papers import PAPERS
from timpora.meetings.views.parts import HOLD, visible_meeting
from timpora.statistics import months
from timpora.territory.queries import day_at

MONTHS = 6


@requires(HOLD)
@require_GET
def meeting_papers(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    context = {"meeting": meeting, "kinds": [KINDS[code] for code in PAPERS]}
    return render(request, "meetings/meeting_papers.html", context)


@requires(HOLD)
@require_GET
def meeting_paper(request: HttpRequest, meeting_id: UUID, paper: str, format: str) -> HttpResponse:
    """As it would stand today; nothing is kept of it."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    data = words_of(meeting, paper, request)
    emit(events.PAPER_PRINTED, subject=meeting, by=request.acting)
    return drawn(request, paper, data, f"{paper}-rapat-{meeting.number}", format)


def words_of(meeting: Meeting, paper: str, request: HttpRequest) -> dict[str, Any]:
    if paper not in PAPERS:
        raise Http404
    data = PAPERS[paper](meeting, request.acting, timezone.now())
    return {"about": f"{KINDS[paper].label} {meeting.theme}"[:300]} | data


def drawn(request: HttpRequest, paper: str, data: dict[str, Any], name: str, format: str) -> HttpResponse:
    if format == "pdf":
        return download(letters_as_pdf.pdf(paper, data), f"{name}.pdf")
    if format != "docx":
        raise Http404
    day = day_at(request.acting.area or 0, timezone.now())
    own = own_template(request.acting.agency, paper, day) if request.acting.agency else None
    return download(docx.docx(paper, data, own), f"{name}.docx", DOCX)


@requires(HOLD)
@require_POST
def meeting_paper_keep(request: HttpRequest, meeting_id: UUID, paper: str) -> HttpResponse:
    """Enter it in the register of letters, where it gets its number and its signatures."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    data, at = words_of(meeting, paper, request), timezone.now()
    try:
        letter = make_letter(
            template=paper, data=data, about=str(data["about"]), dated=day_at(meeting.area, at), area=meeting.area,
            agency_id=request.acting.agency or meeting.team.secretariat_id, by=request.acting, at=at,
            secrecy=str(data.get("security", "Biasa")).lower(),
        )  # fmt: skip
    except FieldsMissing as missing:
        words = {"names": ", ".join(missing.missing)}
        messages.error(request, _("Naskah belum dapat dibuat. Masih kurang: %(names)s.") % words)
        return redirect("meeting_papers", meeting.pk)
    return redirect("letter_page", letter.pk)


@requires(HOLD)
@require_GET
def monthly_report(request: HttpRequest) -> HttpResponse:
    this = months.first(day_at(request.acting.area or 0, timezone.now()))
    shown = [months.before(this, back) for back in range(MONTHS)]
    month = months.read(request.GET.get("bulan", "")) or shown[1]
    context = {
        "month": month, "name": months.said(month), "param": f"{month:%Y-%m}",
        "months": [(f"{one:%Y-%m}", months.said(one)) for one in shown], "rows": monthly.places(request.acting, month),
    }  # fmt: skip
    return render(request, "meetings/monthly_report.html", context)


@requires(HOLD)
@require_GET
def monthly_paper(request: HttpRequest, month: str, format: str) -> HttpResponse:
    data = monthly_words(request, month)
    emit(events.PAPER_PRINTED, by=request.acting, area=request.acting.area)
    return drawn(request, "laporan_bulanan", data, f"laporan-bulanan-{month}", format)


@requires(HOLD)
@require_POST
def monthly_keep(request: HttpRequest, month: str) -> HttpResponse:
    data, at, acting = monthly_words(request, month), timezone.now(), request.acting
    letter = make_letter(
        template="laporan_bulanan", data=data, about=str(data["about"]), dated=day_at(acting.area or 0, at),
        area=acting.area or 0, agency_id=acting.agency, by=acting, at=at,
    )  # fmt: skip
    return redirect("letter_page", letter.pk)


def monthly_words(request: HttpRequest, month: str) -> dict[str, Any]:
    asked = months.read(month)
    if asked is None or request.acting.agency is None:
        raise Http404
    return monthly.report(asked, request.acting, timezone.now())
