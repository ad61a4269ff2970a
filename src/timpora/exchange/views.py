"""The page on which a member checks a status, the one that says who did, and the number of the duty desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from timpora.agencies.models import Agency
from timpora.exchange import events
from timpora.exchange.checking import LimitReached, Unfit, check_status
from timpora.exchange.forms import PicketForm, StatusForm
from timpora.exchange.models import Picket, StatusAsked
from timpora.exchange.picket import Stale, change_number
from timpora.exchange.purposes import purposes
from timpora.exchange.references import CHECK
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.territory.queries import area_name, day_at, learn, office_of, zone_of


@requires(CHECK)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("document")
def status_check(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    form, status, code = StatusForm(request.POST or None, acting=acting, at=at), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            status = check_status(**form.cleaned_data, by=acting, at=at)
        except Unfit as unfit:
            for field, sentence in unfit.sentences.items():
                form.add_error(field, sentence)
        except LimitReached as limit:
            form.add_error(None, str(limit))
            code = 429
    if form.errors and code == 200:
        code = 422
    return render(request, "exchange/status_check.html", {"form": form, "status": status}, status=code)


@requires("asked.read")
@require_GET
def status_asked(request: HttpRequest) -> HttpResponse:
    """Agency, member, purpose, reference, when: of whom was asked, and with what answer, stands nowhere."""
    page = list_page(StatusAsked.objects.visible_to(request.acting).order_by("-at", "-pk"), request)
    shown = list(page)
    names = dict(Account.objects.filter(pk__in={row.account_id for row in shown}).values_list("pk", "name"))
    learn(row.area for row in shown)
    agencies = Agency.objects.in_bulk({row.agency_id for row in shown})
    rows = [
        {
            "at": row.at, "zone": zone_of(row.area), "agency": agencies[row.agency_id].short_name,
            "member": names.get(row.account_id, ""), "purpose": str(purposes().get(row.purpose, row.purpose)),
            "reference": row.reference, "area": area_name(row.area),
        }
        for row in shown
    ]  # fmt: skip
    emit(events.ASKED_SEEN, by=request.acting, area=request.acting.area, count=max(1, len(rows)))
    return render(request, "exchange/status_asked.html", {"page": page, "rows": rows})


@requires("picket.edit")
@require_http_methods(["GET", "POST"])
def picket(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    office = office_of(acting.area or 0, day_at(acting.area or 0, at))
    if office is None:
        return render(request, "exchange/picket.html")
    now = Picket.objects.filter(office=office).first()
    initial = {"phone": now.phone if now else "", "version": now.version if now else 0}
    form = PicketForm(request.POST or None, initial=initial)
    if not form.is_valid():
        context = {"form": form, "office": office, "now": now}
        return render(request, "exchange/picket.html", context, status=422 if form.is_bound else 200)
    typed = form.cleaned_data["phone"]
    try:
        change_number(office, typed, version=form.cleaned_data["version"], by=acting, at=at)
    except Stale as stale:
        both = [(_("Nomor yang Anda tulis"), typed), (_("Nomor sekarang"), stale.now)]
        return render(request, "409.html", {"typed": both, "url": reverse("picket")}, status=409)
    messages.success(request, _("Nomor piket tersimpan."))
    return redirect("picket")
