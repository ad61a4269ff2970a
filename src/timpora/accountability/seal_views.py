"""Whether the record is whole, and lists as files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.accountability import actions, events, jobs
from timpora.accountability.models import Extract
from timpora.accountability.page import frame
from timpora.accountability.queries import READ, last_verification
from timpora.accountability.watching import is_silent
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.models import Seal
from timpora.foundation.views import SIGNED_IN_ONLY, requires

VERIFY = "audit.verify"


@requires(SIGNED_IN_ONLY)
@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """Open to every member: whether the record is whole is nobody's secret, and it names no one."""
    acting, at = request.acting, request.acting_at
    context = {
        "last": Seal.objects.order_by("-no").first(),
        "verification": last_verification(),
        "is_silent": is_silent(at),
        "may_verify": acting.may(VERIFY),
    }
    context |= frame("seals", at) | {"parts": frame("seals", at)["parts"] if acting.may(READ) else ()}
    return render(request, "accountability/seals.html", context)


@requires(VERIFY)
@require_POST
def oversight_verify(request: HttpRequest) -> HttpResponse:
    actions.ask_verification(by=request.acting, at=request.acting_at)
    jobs.verify_when_asked.defer()
    messages.info(request, _("Catatan sedang diperiksa. Muat ulang halaman ini sebentar lagi untuk melihat hasilnya."))
    return redirect("seals")


@requires(READ)
@require_http_methods(["GET", "POST"])
def extract_list(request: HttpRequest) -> HttpResponse:
    """The inspector's own files; a new one is asked for with the filter of the list of looks."""
    acting, at = request.acting, request.acting_at
    if request.method == "POST":
        asked = QueryDict(request.POST.get("asked", "")[:2000]).items()
        question = {name: text.replace("\0", "") for name, text in asked if "\0" not in name}
        actions.ask_extract(question, by=acting, at=at)
        jobs.extract_when_asked.defer()
        messages.info(request, _("Unduhan sedang disiapkan. Muat ulang halaman ini sebentar lagi."))
        return redirect("extract_list")
    rows = Extract.objects.visible_to(acting).filter(account_id=acting.account).defer("content").order_by("-asked_at")
    context = {"page": list_page(rows, request)} | frame("extract_list", at)
    return render(request, "accountability/extract_list.html", context)


@requires(READ)
@require_GET
def extract_file(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    own = Extract.objects.visible_to(request.acting).filter(account_id=request.acting.account)
    row = get_object_or_404(own, pk=extract_id)
    if row.content is None:
        raise Http404
    emit(events.EXTRACT_TAKEN, by=request.acting, subject=row)
    response = HttpResponse(row.content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pengawasan-{row.pk.hex[-8:]}.csv"'
    return response
