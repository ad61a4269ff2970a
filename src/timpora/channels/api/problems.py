"""Problem details (RFC 9457): every refusal of the API in the same few words, by its code."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"

# code -> (status, title). The code is the fragment of `type`, which leads to its words on the page of the API.
PROBLEMS: dict[str, tuple[int, str | Promise]] = {
    "unreadable": (400, _("Permintaan tidak terbaca")),
    "key_missing": (400, _("Idempotency-Key tidak ada atau bukan UUID")),
    "not_signed_in": (401, _("Token tidak ada atau tidak berlaku")),
    "refused": (403, _("Bukan untuk tugas atau token ini")),
    "not_found": (404, _("Tidak ditemukan")),
    "method": (405, _("Cara ini tidak berlaku di alamat ini")),
    "not_acceptable": (406, _("Jawaban hanya ada dalam JSON")),
    "other_content": (409, _("Kunci ini sudah dipakai untuk isi lain")),
    "too_large": (413, _("Kiriman terlalu besar")),
    "not_json": (415, _("Isi harus application/json dalam UTF-8")),
    "wrong_content": (422, _("Isi tidak sesuai")),
    "too_many": (429, _("Terlalu sering")),
    "failed": (500, _("Gagal di pihak kami")),
    "unavailable": (503, _("Sedang tidak dapat dilayani")),
}
BY_STATUS = {status: code for code, (status, _title) in PROBLEMS.items() if code != "key_missing"}


class Problem(Exception):
    """Raised anywhere in the API; becomes the answer. `errors` says what is wrong field by field."""

    def __init__(
        self, code: str, detail: str = "", *, errors: Sequence[Mapping[str, str]] = (), seconds: int = 0
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.seconds = seconds


def wrong(field: str, code: str, message: str) -> dict[str, str]:
    return {"field": field, "code": code, "message": message}


def body_of(problem: Problem, request: HttpRequest) -> dict[str, Any]:
    status, title = PROBLEMS[problem.code]
    body: dict[str, Any] = {"type": f"{DOCS}#{problem.code}", "title": str(title), "status": status}
    if problem.detail:
        body["detail"] = problem.detail
    # Under this id the event of a refusal stands on record; before a request is let in it has only the door's own.
    body["instance"] = f"urn:uuid:{request.id}"  # type: ignore[attr-defined]
    if problem.errors:
        body["errors"] = list(problem.errors)
    return body


def answer(problem: Problem, request: HttpRequest) -> JsonResponse:
    body = body_of(problem, request)
    response = JsonResponse(body, status=body["status"], content_type=MEDIA_TYPE)
    if body["status"] == 401:
        response["WWW-Authenticate"] = 'Bearer realm="timpora"'
    if problem.seconds:
        response["Retry-After"] = str(problem.seconds)
    return response
