"""*Data bersama*: what agreements open to the member's agency, one category, one row, printing, taking a file."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from timpora.agreements.models import Delivery
from timpora.agreements.reference import purposes
from timpora.exchange import events, shared
from timpora.exchange.shared import READ, Asked, Opened
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires
from timpora.registers.models import PermitClaim
from timpora.territory.forms import AreaField

PRINTED = 500


class SharedForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Nama atau nomor"), max_length=80, required=False,
        help_text=gettext_lazy("Awal nama, atau nomor dokumen seutuhnya."),
    )  # fmt: skip
    area = AreaField(label=gettext_lazy("Wilayah"), required=False)
    permit = forms.ChoiceField(
        label=gettext_lazy("Izin tinggal"), choices=[("", gettext_lazy("Semua")), *PermitClaim.Kind.choices],
        required=False,
    )  # fmt: skip

    @property
    def question(self) -> Asked:
        told = self.cleaned_data
        return Asked(told["q"].strip(), told["area"], told["permit"])


@requires(READ)
@require_GET
def shared_index(request: HttpRequest) -> HttpResponse:
    found = shared.all_opened(request.acting)
    rows = [{"category": one.category, "clauses": [(c, purposes()[c.purpose]) for c in one.clauses]} for one in found]
    closed = shared.closed(request.acting, request.acting_at)
    return render(request, "exchange/shared_index.html", {"rows": rows, "closed": closed})


def open_now(request: HttpRequest, category: str) -> Opened:
    """Not there without a clause in force: the same answer for what never was and for what has ended."""
    found = shared.opened(category, request.acting)
    if found is None:
        raise Http404
    return found


@requires(READ)
@require_GET
def shared_list(request: HttpRequest, category: str) -> HttpResponse:
    found = open_now(request, category)
    form = SharedForm(request.GET)
    context: dict[str, Any] = {"opened": found, "form": form, "purpose": purposes()[found.purpose]}
    if not form.is_valid():
        return render(request, "exchange/shared_list.html", context, status=400)
    acting = request.acting
    page = list_page(shared.shown(found, acting, form.question), request)
    rows = list(page.object_list)
    shared.record(events.SHARED_LISTED, found, [row.pk for row in rows], by=acting, question=form.question)
    shown = list(zip([row.pk for row in rows], shared.sentences(found, rows), strict=True))
    context |= {"page": page, "labels": shared.labels(found), "rows": shown}
    return render(request, "exchange/shared_list.html", context)


@requires(READ)
@require_GET
def shared_row(request: HttpRequest, category: str, person_id: UUID) -> HttpResponse:
    found = open_now(request, category)
    row = shared.shown(found, request.acting).filter(pk=person_id).first()
    if row is None:
        raise Http404
    shared.record(events.SHARED_OPENED, found, [row.pk], by=request.acting, subject=row.person)
    facts = list(zip(shared.labels(found), shared.sentences(found, [row])[0], strict=True))
    context = {"opened": found, "facts": facts, "clause": found.clauses[0], "purpose": purposes()[found.purpose]}
    return render(request, "exchange/shared_row.html", context)


def to_list(request: HttpRequest, category: str) -> HttpResponse:
    """The list as it was asked for, which also says what of the question cannot be read."""
    asked = {name: request.POST.get(name, "") for name in SharedForm.base_fields}
    return redirect(f"{reverse('shared_list', args=[category])}?{urlencode(asked)}")


@requires(READ)
@require_POST
def shared_print(request: HttpRequest, category: str) -> HttpResponse:
    """By a form of its own: a print leaves the house, so it is counted under its agreement like a file."""
    found, form = open_now(request, category), SharedForm(request.POST)
    if not form.is_valid():
        return to_list(request, category)
    acting, at = request.acting, request.acting_at
    rows = list(shared.shown(found, acting, form.question)[: PRINTED + 1])
    more, rows = len(rows) > PRINTED, rows[:PRINTED]
    shared.deliver(found, rows, way=Delivery.Way.PRINT, by=acting, at=at)
    shared.record(events.SHARED_PRINTED, found, [row.pk for row in rows], by=acting, question=form.question)
    context = {
        "opened": found, "labels": shared.labels(found), "rows": shared.sentences(found, rows), "at": at,
        "purpose": purposes()[found.purpose], "most": PRINTED if more else None,
    }  # fmt: skip
    return render(request, "exchange/shared_print.html", context)


@requires(READ)
@require_POST
def shared_export(request: HttpRequest, category: str) -> HttpResponse:
    found, form = open_now(request, category), SharedForm(request.POST)
    if not form.is_valid():
        return to_list(request, category)
    acting, at = request.acting, request.acting_at
    try:
        content = shared.export(found, form.question, by=acting, at=at)
    except shared.TooMany:
        words = _("Lebih dari %(most)s baris. Persempit dengan wilayah atau jenis izin, lalu ambil lagi.")
        messages.warning(request, words % {"most": shared.MOST})
        return to_list(request, category)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="data-bersama-{category}.csv"'
    return response
