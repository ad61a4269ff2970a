"""The API as a whole: its description, its errors, and which token opens which address."""

import logging
from functools import cache
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from timpora.channels.api import problems, schemas
from timpora.channels.api.field_errors import errors_of
from timpora.channels.api.middleware import unavailable
from timpora.channels.api.operations import router
from timpora.channels.api.problems import Problem
from timpora.channels.api.reading import StrictParser
from timpora.foundation.patience import is_away
from timpora.foundation.views import Refused

log = logging.getLogger(__name__)
ROOT = "/api/v1/"


class Api(NinjaAPI):
    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        """Problems have a media type of their own; an item of a batch is described although it is read by hand."""
        schema = super().get_openapi_schema(**how)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:
                        response["content"] = {problems.MEDIA_TYPE: response["content"].pop("application/json")}
        components = schema["components"]["schemas"]
        components["BatchIn"]["properties"]["reports"]["items"] = {"$ref": "#/components/schemas/BatchItem"}
        item = schemas.BatchItem.model_json_schema(ref_template="#/components/schemas/{model}")
        components["BatchItem"] = item
        return schema

    def on_exception(self, request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
        """The transaction goes back, and a refusal comes on record: the acting middleware reads `failure`."""
        request.failure = exc  # type: ignore[attr-defined]
        return problems.answer(problem_of(exc, request), request)


def problem_of(exc: Any, request: HttpRequest) -> Problem:
    match exc:
        case Problem():
            return exc
        case ValidationError():
            return Problem("wrong_content", errors=errors_of(exc.errors))
        case HttpError() if isinstance(exc.__cause__, Problem):  # the framework wraps what the parser raised
            return exc.__cause__
        case HttpError():
            return Problem(problems.BY_STATUS.get(exc.status_code, "unreadable"))
        case Refused():
            return Problem("refused", _("Token atau tugas ini tidak memegang: %(verb)s.") % {"verb": exc.verb})
        case Http404():
            return Problem("not_found")
        case RequestDataTooBig():
            return Problem("too_large")
        case SuspiciousOperation():
            return Problem("unreadable")
        case _ if is_away(exc):
            log.error("request %s: %s", request.id, type(exc).__name__)  # type: ignore[attr-defined]
            return unavailable()
    where = innermost(exc)
    log.error("request %s: %s at %s", request.id, type(exc).__name__, where)  # type: ignore[attr-defined]
    return Problem("failed", _("Kesalahan ini tercatat. Kirim lagi nanti dengan kunci yang sama."))


def innermost(exc: BaseException) -> str:
    """Where it happened, without the values: a log carries no personal data."""
    step = exc.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step else "?"


api = Api(
    title="Timpora", version="1", openapi_url=None, docs_url=None, parser=StrictParser(),
    description="API Timpora: laporan dan pemeriksaan status. Galat menurut RFC 9457.",
)  # fmt: skip
api.add_router("", router)


def patterns() -> list[URLPattern]:
    """The framework's patterns, each marked with the verb that a token must hold."""
    verbs = {path: operation.auth_param.verb for path, operation in operations()}
    found = [p for p in api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
    for pattern in found:
        pattern.callback.bearer = verbs[str(pattern.pattern)]  # type: ignore[attr-defined]
    return found


def operations() -> list[tuple[str, Any]]:
    """Route as Django writes it, and the operation; one address has one operation."""
    return [
        (path.replace("{", "<").replace("}", ">"), operation)
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]


@cache
def described() -> OpenAPISchema:
    return api.get_openapi_schema(path_prefix=ROOT)
