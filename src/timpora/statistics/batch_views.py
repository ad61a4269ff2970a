"""An agency's own file, given back: each row as told and as we read it, what was wrong, and whether we know who."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from timpora.documents.views import download
from timpora.foundation.events import emit
from timpora.foundation.views import requires
from timpora.intake.models import Batch
from timpora.intake.queries import may_read_cells
from timpora.statistics import events, returned


@requires("batch.read")
@require_GET
def returned_xlsx(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    return give_back(request, batch_id, "xlsx")


@requires("batch.read")
@require_GET
def returned_csv(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    return give_back(request, batch_id, "csv")


def give_back(request: HttpRequest, batch_id: UUID, format: str) -> HttpResponse:
    batch = get_object_or_404(Batch.objects.visible_to(request.acting).select_related("file"), pk=batch_id)
    if batch.state != Batch.State.ACCEPTED or not may_read_cells(batch, request.acting):
        raise Http404(_("Berkas ini tidak dikembalikan kepada Anda."))
    rows = returned.rows_of(batch, request.acting)
    emit(events.BATCH_RETURNED, subject=batch, by=request.acting, count=len(rows))
    return download(*returned.workbook(batch, rows, format))
