"""Home, help, choosing the duty, and the sign of life."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from timpora.agencies import events
from timpora.agencies.acting import live_memberships
from timpora.foundation.events import emit
from timpora.foundation.views import SIGNED_IN_ONLY, public, requires


@requires(SIGNED_IN_ONLY)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html")


@requires(SIGNED_IN_ONLY)
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html")


@requires(SIGNED_IN_ONLY)
@require_POST
def choose_duty(request: HttpRequest) -> HttpResponse:
    """Act in another of one's live duties; anything else changes nothing."""
    wanted = request.POST.get("membership", "")
    membership = next((m for m in live_memberships(request.user, timezone.now()) if str(m.pk) == wanted), None)
    if membership is not None:
        request.session["membership"] = str(membership.pk)
        emit(events.DUTY_CHOSEN, subject=membership, by=request.acting)
    target = request.POST.get("next", "/")
    return redirect(target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else "/")


@public
def healthz(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "ok"})
