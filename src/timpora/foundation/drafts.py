"""Drafts on the server: what somebody typed and has not sent, by account and form; where two devices differ, both."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation.acting import Acting
from timpora.foundation.models import Draft
from timpora.foundation.views import SIGNED_IN_ONLY, comes_first, requires

NEVER_KEPT = (
    "csrfmiddlewaretoken",
    "acting_in",
    "draft_key",
    "password",
    "old",
    "new",
    "again",
)  # of a form, in a draft
MOST = 100_000  # characters
# What no database text holds: a NUL, and half a sign. A whole sign is written as two halves, first and second.
UNKEPT = re.compile(r"\\u0000|\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]")


@comes_first
@requires(SIGNED_IN_ONLY)
@require_POST
def draft_save(request: HttpRequest, form: str) -> HttpResponse:
    """Keep what was typed. The body is the form's fields; files and secrets are never part of a draft.

    `If-Match` is the version the page was filled from, 0 for none. Where the draft went on elsewhere meanwhile, the
    answer is 409 and this text is kept beside the other one.
    """
    words, version = words_in(request), request.headers.get("If-Match", "0").strip('"')
    if words is None or not version.isdecimal() or len(version) > 9 or "\0" in form:
        return JsonResponse({"title": _("Isi konsep tidak terbaca.")}, status=400)
    account = request.acting.account  # type: ignore[attr-defined]
    form = form[:120]
    draft, is_new = Draft.objects.get_or_create(account_id=account, form=form, defaults={"words": words})
    if is_new:
        return JsonResponse({"version": draft.version})
    mine = Draft.objects.filter(pk=draft.pk, version=int(version))
    if mine.update(words=words, version=int(version) + 1):
        return JsonResponse({"version": int(version) + 1})
    if words != draft.words:
        Draft.objects.filter(pk=draft.pk).update(other=words)
    return JsonResponse(
        {
            "title": _(
                "Konsep ini juga diubah di tempat lain. Kedua tulisan disimpan; muat ulang halaman untuk melihatnya."
            ),
            "version": draft.version,
        },
        status=409,
    )


def words_in(request: HttpRequest) -> dict[str, Any] | None:
    """The fields that may be kept; None where the body is none."""
    if request.content_type == "application/json":
        try:
            words = json.loads(request.body or b"{}")
        except (ValueError, RecursionError):
            return None
    else:
        words = {key: values if len(values) > 1 else values[0] for key, values in request.POST.lists()}
    if not isinstance(words, dict) or len(json.dumps(words)) > MOST or UNKEPT.search(json.dumps(words)):
        return None
    return {key: value for key, value in words.items() if key not in NEVER_KEPT}


def draft_of(acting: Acting, form: str) -> dict[str, Any]:
    draft = stored(acting, form)
    return draft.words if draft else {}


def stored(acting: Acting, form: str) -> Draft | None:
    return Draft.objects.filter(account_id=acting.account, form=form[:120]).first()


def drop_draft(acting: Acting, form: str) -> None:
    Draft.objects.filter(account_id=acting.account, form=form[:120]).delete()
