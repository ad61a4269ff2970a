"""How an agency numbers its letters, and its own templates."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.agencies.models import Agency
from timpora.documents import docx, numbering, own_templates, queries
from timpora.documents.forms import SeriesForm, TemplateForm
from timpora.documents.kinds import KINDS
from timpora.documents.models import OwnTemplate, Series
from timpora.documents.views import DOCX, download, label_of
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.territory.queries import day_at

SETUP = "letter.setup"


@requires(SETUP)
@require_GET
def letter_setup(request: HttpRequest) -> HttpResponse:
    return shown(request)


def shown(request: HttpRequest, status: int = 200, **bound: Any) -> HttpResponse:
    acting = request.acting
    day = day_at(acting.area or 0, request.acting_at)
    series = list(Series.objects.filter(agency=acting.agency).order_by("kind", "-valid_from", "-made_at"))
    own = list(OwnTemplate.objects.filter(agency=acting.agency).order_by("kind", "-valid_from", "-made_at"))
    accounts = {row.made_by for row in [*series, *own]}
    names = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name"))
    context = {
        "agency": Agency.objects.filter(pk=acting.agency).first(),
        "series": [
            {"row": row, "kind": label_of(row.kind) if row.kind else _("Semua jenis surat"),
             "by": names.get(row.made_by), "example": example(row),
             "in_force": numbering.series_on(row.agency_id, row.kind, day) == row}
            for row in series
        ],
        "own": [
            {"row": row, "kind": label_of(row.kind), "by": names.get(row.made_by),
             "in_force": queries.own_template_row(row.agency_id, row.kind, day) == row}
            for row in own
        ],
        "kinds": [kind for kind in KINDS.values() if kind.layout],
        "series_form": SeriesForm(initial={"valid_from": day}),
        "template_form": TemplateForm(initial={"valid_from": day}),
    }  # fmt: skip
    return render(request, "documents/letter_setup.html", context | bound, status=status)


def example(row: Series) -> str:
    if not row.pattern:
        return ""
    return numbering.written(row.pattern, row.unit, row.classification, row.begins_with, row.valid_from)


@requires(SETUP)
@require_POST
def series_set(request: HttpRequest) -> HttpResponse:
    form = SeriesForm(request.POST)
    if not form.is_valid():
        return shown(request, 422, series_form=form)
    numbering.set_series(**form.cleaned_data, agency=own_agency(request), by=request.acting, at=request.acting_at)
    messages.success(request, _("Penomoran tersimpan."))
    return redirect("letter_setup")


@requires(SETUP)
@require_POST
def template_set(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, 422, template_form=form)
    told = form.cleaned_data
    upload = told["file"]
    content = upload.read() if upload else b""
    try:
        own_templates.set_template(
            agency=own_agency(request), kind=told["kind"], content=content, name=upload.name if upload else "",
            valid_from=told["valid_from"], by=request.acting, at=request.acting_at,
        )  # fmt: skip
    except own_templates.Refused as refused:
        form.add_error("file", str(refused))
        return shown(request, 422, template_form=form)
    messages.success(request, _("Templat tersimpan. Lihat pratinjaunya sebelum dipakai."))
    return redirect("letter_setup")


def own_agency(request: HttpRequest) -> Agency:
    agency = Agency.objects.filter(pk=request.acting.agency).first()
    if agency is None:
        raise Http404
    return agency


@requires(SETUP)
@require_GET
def template_file(request: HttpRequest, letter_kind: str) -> HttpResponse:
    """The built-in one, to begin from."""
    if letter_kind not in KINDS or not docx.has_docx(letter_kind):
        raise Http404
    return download(docx.built_in(letter_kind), f"templat-{letter_kind}.docx", DOCX)


@requires(SETUP)
@require_GET
def template_preview(request: HttpRequest, letter_kind: str) -> HttpResponse:
    """The one in force today, filled with invented words."""
    kind = KINDS.get(letter_kind)
    if kind is None or not kind.layout or request.acting.agency is None:
        raise Http404
    day = day_at(request.acting.area or 0, request.acting_at)
    content = queries.own_template(request.acting.agency, letter_kind, day) or docx.built_in(letter_kind)
    return download(own_templates.preview(kind, content), f"pratinjau-{letter_kind}.docx", DOCX)
