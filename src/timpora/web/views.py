"""Home, help, choosing the duty, and the sign of life."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.agencies import events
from timpora.agencies.acting import live_memberships
from timpora.agencies.duties import DUTIES
from timpora.foundation.events import emit
from timpora.foundation.views import SIGNED_IN_ONLY, comes_first, public, requires
from timpora.keeping.health import BROKEN, signs_of_life
from timpora.territory.queries import area_name
from timpora.web.help import Part, parts_of
from timpora.web.home import lines_for, only_sends, own_reports
from timpora.web.queue import queue_at
from timpora.web.search import Asked, answer


@requires(SIGNED_IN_ONLY)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    context = {
        "lines": lines_for(acting, at),
        "only_sends": only_sends(acting),
        "own": own_reports(acting),
        "queue": queue_at(at),
        "now": at,
    }
    return render(request, "web/home.html", context)


@requires(SIGNED_IN_ONLY)
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    parts: list[Part] = parts_of(request.acting)
    return render(request, "web/help.html", {"parts": parts})


@requires(SIGNED_IN_ONLY)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    asked = Asked(request.GET.get("q", ""))
    context = {"query": asked.text, "groups": answer(asked, request.acting) if asked else []}
    return render(request, "web/search.html", context | {"may_persons": request.acting.may("person.read")})


@comes_first
@requires(SIGNED_IN_ONLY)
@require_POST
def choose_duty(request: HttpRequest) -> HttpResponse:
    """Act in another of one's live duties; anything else changes nothing. The home page shows what waits in it."""
    wanted = request.POST.get("membership", "")
    membership = next((m for m in live_memberships(request.user, timezone.now()) if str(m.pk) == wanted), None)
    if membership is None:
        messages.warning(request, _("Tugas itu sudah berakhir atau bukan milik Anda. Tidak ada yang berubah."))
        return redirect("home")
    if membership.pk != request.acting.membership:
        request.session["membership"] = str(membership.pk)
        emit(events.DUTY_CHOSEN, subject=membership, by=request.acting)
    words = _("Anda sekarang bertugas sebagai %(duty)s · %(agency)s · %(area)s.")
    told = {"duty": DUTIES[membership.duty].label, "agency": membership.agency.short_name}
    messages.success(request, words % (told | {"area": area_name(membership.areas[0])}))
    target = request.POST.get("next", "/")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if is_ours else "/")


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """For whoever watches from outside: well or not, and nothing else. `timpora doctor` says what."""
    is_well = not any(finding.state == BROKEN for finding in signs_of_life(timezone.now()))
    told = {"status": "ok" if is_well else "not ok"}
    return JsonResponse(told, status=200 if is_well else 503, headers={"Cache-Control": "no-store"})
