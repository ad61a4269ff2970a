"""A form says in which duty it was opened. Sent in another duty it is not carried out; what was typed is kept."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from timpora.foundation.drafts import NEVER_KEPT, words_in
from timpora.foundation.models import Draft

FIELD, HEADER = "acting_in", "X-Acting-In"
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def first_of_all(request: HttpRequest, view: object) -> HttpResponse | None:
    """What stands before the view: something the member owes, or a form that another duty opened."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting is None or getattr(view, "comes_first", False) or getattr(view, "public", False):
        return None
    if acting.owes:
        return led_to(request, acting.owes)
    opened_in = duty_named(request)
    if opened_in and opened_in != str(acting.membership):
        return not_carried_out(request, opened_in)
    return None


def duty_named(request: HttpRequest) -> str:
    if request.method not in WRITES:
        return ""
    return request.headers.get(HEADER) or request.POST.get(FIELD, "")


def led_to(request: HttpRequest, page: str) -> HttpResponse:
    if wants_data(request):
        told = {
            "type": "about:blank",
            "title": _("Ada yang harus Anda selesaikan dahulu; buka halaman itu di peramban."),
            "status": 403,
            "page": reverse(page),
        }
        return JsonResponse(told, status=403, content_type="application/problem+json")
    if request.method in WRITES:
        keep_typed(request)
    target = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse(page)}?{urlencode({'next': target})}")


def wants_data(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def not_carried_out(request: HttpRequest, opened_in: str) -> HttpResponse:
    is_kept, came_from = keep_typed(request), request.META.get("HTTP_REFERER", "")
    origin = f"{request.scheme}://{request.get_host()}"
    page = came_from.removeprefix(origin) if came_from.startswith(f"{origin}/") else "/"
    context = {"opened_in": opened_in, "is_kept": is_kept, "typed": prose(request), "page": page}
    return render(request, "409_duty.html", context, status=409)


def keep_typed(request: HttpRequest) -> bool:
    """As the draft of the form, where the form has one: it is there again when the page is opened anew."""
    form, words = request.POST.get("draft_key", "")[:120].replace("\0", ""), words_in(request)
    if not form or not words:
        return False
    account = request.acting.account  # type: ignore[attr-defined]
    kept = Draft.objects.filter(account_id=account, form=form)
    if not kept.update(words=words, version=F("version") + 1):
        Draft.objects.create(account_id=account, form=form, words=words)
    return True


def prose(request: HttpRequest) -> list[str]:
    """What would have to be thought of again: whole words, not choices and numbers."""
    told = [text.strip() for name, texts in request.POST.lists() if name not in NEVER_KEPT for text in texts]
    return [text for text in told if " " in text]
