"""The sheet of those who help, printable and without anybody's name; and its edit page for who leads the section."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from timpora.foundation.views import SIGNED_IN_ONLY, requires
from timpora.registers import helping
from timpora.registers.forms import HelperForm
from timpora.registers.models import Protection
from timpora.territory.queries import area_name


@requires(SIGNED_IN_ONLY)
@require_GET
def helpers(request: HttpRequest) -> HttpResponse:
    kind = next((kind for kind in Protection.Kind if kind.value == request.GET.get("jenis")), None)
    area = request.acting.area or 0
    context = {
        "kind": kind, "kinds": Protection.Kind, "helpers": helping.helpers(area, kind or ""),
        "may_edit": request.acting.may(helping.EDIT), "place": area_name(helping.own_area(request.acting)),
    }  # fmt: skip
    return render(request, "registers/helpers.html", context)


@requires(helping.EDIT)
@require_http_methods(["GET", "POST"])
def helper_edit(request: HttpRequest, helper: str) -> HttpResponse:
    kind = helping.kinds().get(helper)
    if kind is None:
        raise Http404
    area = helping.own_area(request.acting)
    now = helping.written(helper, area)
    known = {"name": now.name, "address": now.address, "phone": now.phone, "version": now.version} if now else {}
    form = HelperForm(request.POST or None, initial={"name": kind.name, "version": 0} | known)
    if not form.is_valid():
        context = {"form": form, "kind": kind, "place": area_name(area)}
        return render(request, "registers/helper_edit.html", context, status=422 if form.is_bound else 200)
    try:
        helping.write(helper, area=area, by=request.acting, at=request.acting_at, **form.cleaned_data)
    except helping.Stale as stale:
        told = form.cleaned_data
        both = [
            (_("Yang Anda tulis"), " · ".join(filter(None, (told["name"], told["address"], told["phone"])))),
            (_("Tersimpan"), " · ".join(filter(None, (stale.now.name, stale.now.address, stale.now.phone)))),
        ]
        return render(request, "409.html", {"typed": both, "url": reverse("helper_edit", args=[helper])}, status=409)
    messages.success(request, _("Alamat tersimpan."))
    return redirect("helpers")
