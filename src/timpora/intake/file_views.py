"""Pages of files: the list, sending one, looking before saving, what came of it, undoing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.agencies.models import Agency
from timpora.documents.views import download
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires
from timpora.intake import events, files, grounds, queries, workbooks
from timpora.intake.forms import BatchForm, ReasonForm
from timpora.intake.layouts import columns
from timpora.intake.models import Batch
from timpora.intake.sheets import Unreadable
from timpora.territory.queries import area_name, zone_of


@requires("batch.read")
@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    page = list_page(queries.batches(request.acting), request)
    agencies = Agency.objects.in_bulk({batch.agency_id for batch in page})
    for batch in page:
        batch.agency, batch.zone = agencies[batch.agency_id], zone_of(batch.area)
    return render(request, "intake/batch_list.html", {"page": page, "may_send": request.acting.may(files.SEND)})


@requires(files.SEND)
@require_http_methods(["GET", "POST"])
def batch_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    form = BatchForm(request.POST or None, request.FILES or None, acting=acting, at=at)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            batch = files.preview(
                kind=told["kind"], name=told["file"].name, content=told["file"].read(), as_of=told["as_of"],
                area=told["area"], agency=Agency.objects.get(pk=acting.agency), by=acting, at=at,
            )  # fmt: skip
        except (Unreadable, files.NotAllowed) as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("batch_page", batch.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/batch_new.html", {"form": form, "kinds": Batch.Kind.choices}, status=status)


@requires("batch.read")
@require_GET
def batch_page(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = found(request, batch_id)
    emit(events.BATCH_OPENED, subject=batch, by=request.acting)
    return show(request, batch)


def found(request: HttpRequest, batch_id: UUID) -> Batch:
    batches = Batch.objects.visible_to(request.acting).select_related("file", "source")
    return get_object_or_404(batches, pk=batch_id)


def show(request: HttpRequest, batch: Batch, form: ReasonForm | None = None, status: int = 200) -> HttpResponse:
    problems = queries.problems_of(batch, request.acting, request.acting_at)
    refusals = [(problem, sentence) for problem, sentence in problems if not problem.is_note]
    may_read_cells = queries.may_read_cells(batch, request.acting)
    context = {
        "batch": batch,
        "agency": Agency.objects.get(pk=batch.agency_id),
        "place": area_name(batch.area),
        "zone": zone_of(batch.area),
        "ground": grounds.said(batch),
        "refusals": refusals,
        "has_more_refusals": batch.rejected > len({problem.row for problem, _sentence in refusals}),
        "notes": [(problem, sentence) for problem, sentence in problems if problem.is_note],
        "may_read_cells": may_read_cells,
        "has_rejects": may_read_cells and batch.rejected and batch.state != Batch.State.PREVIEWED,
        "columns": [(c["header"], columns()[c["column"]].said if c["column"] else "") for c in batch.columns],
        "may_save": batch.state == Batch.State.PREVIEWED and request.acting.may(files.SEND),
        "may_undo": batch.state != Batch.State.UNDONE and request.acting.may(files.UNDO),
        "reason_form": form,
    }
    return render(request, "intake/batch_page.html", context, status=status)


@requires(files.SEND)
@require_POST
def batch_accept(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = found(request, batch_id)
    try:
        files.accept(batch, by=request.acting, at=request.acting_at)
    except (Unreadable, files.NotAllowed) as refusal:
        messages.error(request, str(refusal))
    return redirect("batch_page", batch.pk)


@requires(files.UNDO)
@require_POST
def batch_undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = found(request, batch_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, batch, form, status=422)
    try:
        files.undo(batch, because=form.cleaned_data["reason"], by=request.acting, at=request.acting_at)
    except files.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Berkas %(number)s dibatalkan seluruhnya.") % {"number": batch.number})
    return redirect("batch_page", batch.pk)


@requires("batch.read")
@require_GET
def batch_rejects(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = found(request, batch_id)
    is_saved = batch.state != Batch.State.PREVIEWED
    if not (is_saved and batch.rejected and queries.may_read_cells(batch, request.acting)):
        raise Http404
    rows = list(queries.rejected_rows(batch, request.acting))
    emit(events.REJECTS_TAKEN, subject=batch, by=request.acting, count=len(rows))
    return download(*workbooks.rejects_of(batch, rows))


@requires(files.SEND)
@require_GET
def batch_template(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Batch.Kind.values:
        raise Http404
    return download(workbooks.template(kind), f"contoh-{kind}.xlsx", workbooks.MEDIA_TYPES["xlsx"])
