"""Urgent access: asking for one file, and the list that a supervisor closes and the inspector reads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.agencies.models import Agency
from timpora.foundation.lists import list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.registers import urgent
from timpora.registers.forms import CloseUrgentForm, UrgentForm
from timpora.registers.models import Person, UrgentAccess

OPEN, CLOSED, WRONG = "", "ditutup", "tidak-wajar"


@requires(urgent.ASK)
@require_http_methods(["GET", "POST"])
def urgent_ask(request: HttpRequest) -> HttpResponse:
    """A miss, a protected person and a wrong nationality have one and the same answer."""
    form = UrgentForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, 422 if form.errors else 200)
    told = form.cleaned_data
    try:
        row = urgent.ask(
            told["number"], told["nationality"], reason=told["reason"], by=request.acting, at=request.acting_at
        )
    except urgent.WithinReach as here:
        messages.info(request, _("Orang ini ada di wilayah tugas Anda; akses mendesak tidak diperlukan."))
        return redirect("person_page", here.args[0])
    except urgent.TooManyOpen:
        words = _("Beberapa akses mendesak Anda belum ditutup atasan. Mintalah ia menutupnya dahulu.")
        form.add_error(None, ValidationError(words))
        return shown(request, form, 409)
    if row.person_id is None:
        return shown(request, form, 404)
    messages.warning(request, _("Data ini terbuka selama satu jam. Kantor pemilik data dan atasan Anda diberi tahu."))
    return redirect("person_page", row.person_id)


def shown(request: HttpRequest, form: UrgentForm, status: int) -> HttpResponse:
    return render(request, "registers/urgent_ask.html", {"form": form, "is_miss": status == 404}, status=status)


@requires(urgent.SEE)
@require_GET
def urgent_list(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("bagian", OPEN)
    rows = UrgentAccess.objects.visible_to(request.acting).order_by("-asked_at", "pk")
    if tab == WRONG:
        rows = rows.filter(is_proper=False)
    else:
        rows = rows.filter(closed_at__isnull=tab != CLOSED)
    page = list_page(rows, request)
    context = {"page": page, "lines": lines_of(list(page), request), "tab": tab}
    return render(request, "registers/urgent_list.html", context)


def lines_of(rows: list[UrgentAccess], request: HttpRequest) -> list[dict[str, Any]]:
    by, now = request.acting, request.acting_at
    accounts = {row.account_id for row in rows} | {row.closed_by for row in rows}
    names = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name"))
    agencies = dict(Agency.objects.filter(pk__in={row.agency_id for row in rows}).values_list("pk", "short_name"))
    there = set(Person.objects.visible_to(by).filter(pk__in=[r.person_id for r in rows]).values_list("pk", flat=True))
    return [
        {
            "row": row,
            "who": names.get(row.account_id, ""),
            "agency": agencies.get(row.agency_id, ""),
            "closed_by": names.get(row.closed_by, "") if row.closed_by else "",
            "is_running": row.person_id is not None and row.closed_at is None and row.until > now,
            "is_there": row.person_id in there,
            "may_close": row.closed_at is None and urgent.may_close(row, by),
        }
        for row in rows
    ]


@requires(urgent.CLOSE)
@require_POST
def urgent_close(request: HttpRequest, urgent_id: UUID) -> HttpResponse:
    row = get_object_or_404(UrgentAccess.objects.visible_to(request.acting, urgent.CLOSE), pk=urgent_id)
    form = CloseUrgentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih wajar atau tidak wajar, dan tuliskan sebabnya, sedikitnya 10 huruf."))
        return redirect("urgent_list")
    told = form.cleaned_data
    urgent.close(row, is_proper=told["is_proper"], words=told["words"], by=request.acting, at=request.acting_at)
    messages.success(request, _("Akses mendesak ini ditutup."))
    return redirect("urgent_list")
