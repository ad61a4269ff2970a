"""The description of the API, for programs and for people, and the pages of one's own tokens."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.agencies.models import Membership
from timpora.channels.api import tokens
from timpora.channels.api.forms import TokenForm
from timpora.channels.api.models import Token
from timpora.channels.api.problems import PROBLEMS
from timpora.channels.api.v1 import described
from timpora.foundation.views import SIGNED_IN_ONLY, public, requires

SCHEMAS = "#/components/schemas/"


@public
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described())


@public
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """The same description as a page, without a script or a font from elsewhere."""
    schema = described()
    shown = [
        {
            "method": method.upper(), "path": path, "summary": said(told, "summary"),
            "description": said(told, "description"), "headers": headers_of(told),
            "fields": fields_of(told, schema), "statuses": list(told["responses"]),
        }
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]  # fmt: skip
    problems = [{"code": code, "status": status, "title": title} for code, (status, title) in PROBLEMS.items()]
    return render(request, "api/docs.html", {"operations": shown, "problems": problems})


def said(told: dict[str, Any], part: str) -> str:
    """The words were marked where they are written; here they are said in the reader's language."""
    words = told.get(part)
    return _(words) if words else ""


def headers_of(operation: dict[str, Any]) -> list[str]:
    return [told["name"] for told in operation.get("parameters", ()) if told["in"] == "header"]


def fields_of(operation: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """What is sent, field by field; of a batch the fields of one item as well."""
    body = operation.get("requestBody")
    if body is None:
        return []
    named = body["content"]["application/json"]["schema"]["$ref"].removeprefix(SCHEMAS)
    components = schema["components"]["schemas"]
    fields = lines_of(components[named])
    items = components[named]["properties"].get("reports", {}).get("items", {})
    return fields + (lines_of(components[items["$ref"].removeprefix(SCHEMAS)], "reports[].") if items else [])


def lines_of(component: dict[str, Any], before: str = "") -> list[dict[str, Any]]:
    return [
        {
            "name": before + name, "is_required": name in component.get("required", ()),
            "words": said(told, "description"), "choices": told.get("enum", []),
        }
        for name, told in component["properties"].items()
    ]  # fmt: skip


@requires(SIGNED_IN_ONLY)
@require_GET
def token_list(request: HttpRequest) -> HttpResponse:
    at = request.acting_at
    own = Token.objects.filter(membership__account=request.acting.account).select_related("membership__agency")
    rows = [
        {
            "token": token, "uses": [use.label for use in tokens.uses_of(token.verbs).values()],
            "is_live": token.revoked_at is None and token.ends_at > at and token.membership.ended_at is None,
        }
        for token in own.order_by("-made_at")[: tokens.MOST * 2]
    ]  # fmt: skip
    context = {"rows": rows, "may_make": bool(tokens.uses_of(request.acting.verbs))}
    return render(request, "api/token_list.html", context)


@requires(SIGNED_IN_ONLY)
@require_http_methods(["GET", "POST"])
def token_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    form = TokenForm(request.POST or None, acting=acting, at=at)
    if request.method == "POST" and form.is_valid():
        membership = get_object_or_404(Membership, pk=acting.membership)
        told = {name: form.cleaned_data[name] for name in ("name", "uses", "addresses")}
        try:
            token, secret = tokens.make(membership=membership, **told, ends_at=form.ends_at(), at=at, by=acting)
        except tokens.TooMany:
            form.add_error(None, _("Token Anda sudah terlalu banyak. Cabut dahulu yang tidak dipakai."))
        else:
            return render(request, "api/token_shown.html", {"token": token, "secret": secret})
    status = 422 if request.method == "POST" else 200
    has_uses = bool(tokens.uses_of(acting.verbs))
    return render(request, "api/token_new.html", {"form": form, "has_uses": has_uses}, status=status)


@requires(SIGNED_IN_ONLY)
@require_POST
def token_revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = get_object_or_404(Token, pk=token_id, membership__account=request.acting.account)
    tokens.revoke(token, by=request.acting, at=request.acting_at)
    messages.success(request, _("Token dicabut. Program yang memakainya ditolak sejak sekarang."))
    return redirect("token_list")
