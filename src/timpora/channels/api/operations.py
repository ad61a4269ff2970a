"""The operations under /api/v1/: reports in, their fate out, status checks."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from ninja import Header, Router, Status
from pydantic import ValidationError

from timpora.channels.api import problems, schemas
from timpora.channels.api.bearer import Token
from timpora.channels.api.field_errors import errors_of
from timpora.channels.api.problems import Problem, wrong
from timpora.channels.api.sending import line_up, send
from timpora.exchange import shared
from timpora.exchange.checking import LimitReached, Unfit, check_status
from timpora.exchange.events import SHARED_LISTED
from timpora.intake.models import Report
from timpora.territory.codes import dotted

router = Router()
SHARED_PAGE = 200
ALWAYS = (400, 401, 403, 404, 405, 406, 413, 429, 500, 503)
WITH_BODY = (415, 422)


def answers(status: int, schema: type, *more: int) -> dict[int, type]:
    return {status: schema} | dict.fromkeys((*ALWAYS, *more), schemas.ProblemOut)


@router.post(
    "reports", auth=Token("report.send"), response=answers(201, schemas.Receipt, 409, *WITH_BODY),
    summary=N_("Kirim satu laporan"), operation_id="send_report",
    description=N_("Kirim ulang dengan kunci yang sama tidak mengubah apa pun: tanda terimanya sama."),
)  # fmt: skip
def send_report(
    request: HttpRequest, told: schemas.ReportIn, idempotency_key: str = Header("", alias="Idempotency-Key")
):
    key = key_in(idempotency_key)
    line_up(request.acting)
    return Status(201, send(told, key=key, by=request.acting, at=request.acting_at))


def key_in(header: str) -> UUID:
    try:
        return UUID(header.strip())
    except ValueError as error:
        expected = _(
            "Kirim Idempotency-Key: sebuah UUID buatan pengirim, misalnya 0198f0c2-7d4e-7c1a-9b1e-3f5a6b7c8d9e."
        )
        raise Problem("key_missing", expected) from error


@router.post(
    "reports/batch", auth=Token("report.send"), response=answers(200, schemas.BatchOut, *WITH_BODY),
    summary=N_("Kirim banyak laporan"), operation_id="send_reports",
    description=N_("Setiap laporan dijawab sendiri, dalam urutan kirimnya; yang ditolak tidak menahan yang lain."),
)  # fmt: skip
def send_reports(request: HttpRequest, told: schemas.BatchIn):
    line_up(request.acting)
    results = [result_of(item, request) for item in told.reports]
    received = sum(result["status"] == 201 for result in results)
    return {"received": received, "refused": len(results) - received, "results": results}


def result_of(item: Any, request: HttpRequest) -> dict[str, Any]:
    told_key = item.get("key") if isinstance(item, dict) else None
    key = told_key if isinstance(told_key, str) and len(told_key) <= 80 and told_key.isprintable() else None
    try:
        told = item_of(item)
        with transaction.atomic():
            receipt = send(told, key=told.key, by=request.acting, at=request.acting_at)  # type: ignore[attr-defined]
        return {"key": str(told.key), "status": 201, "report": receipt}
    except Problem as problem:
        body = problems.body_of(problem, request)
        return {"key": key, "status": body["status"], "problem": body}


def item_of(item: Any) -> schemas.BatchItem:
    try:
        return schemas.BatchItem.model_validate(item)
    except ValidationError as error:
        raise Problem("wrong_content", errors=errors_of(error.errors(include_url=False))) from error


@router.get(
    "reports/{uuid:report_id}", auth=Token("report.read"), response=answers(200, schemas.ReportOut),
    summary=N_("Baca laporan sendiri dan kelanjutannya"), operation_id="read_report",
    description=N_("Laporan orang lain, juga dari instansi yang sama, tidak ditemukan di sini."),
)  # fmt: skip
def read_report(request: HttpRequest, report_id: UUID):
    acting = request.acting
    own = Report.objects.visible_to(acting).filter(account_id=acting.account)
    report = own.select_related("source").filter(pk=report_id).first()
    if report is None:
        raise Http404
    return {
        "id": report.pk, "number": report.number, "area": dotted(report.area), "seen_at": report.seen_at.isoformat(),
        "received_at": report.source.received_at.isoformat(), "fate": report.fate,
        "fate_message": str(Report.Fate(report.fate).label),
        "history": [
            {"fate": step["fate"], "message": str(Report.Fate(step["fate"]).label), "at": step["at"]}
            for step in report.history
        ],
    }  # fmt: skip


@router.get(
    "shared/{slug:category}", auth=Token("shared.read"), response=answers(200, schemas.SharedOut, 422),
    summary=N_("Baca data bersama menurut perjanjian"), operation_id="read_shared",
    description=N_("Hanya yang dibuka perjanjian yang sedang berlaku; setiap halaman dicatat pada perjanjiannya."),
)  # fmt: skip
def read_shared(request: HttpRequest, category: str, after: UUID | None = None):
    """Pages go on after an id, so that a row that comes between two requests moves nothing."""
    found = shared.opened(category, request.acting)
    if found is None:
        raise Http404
    rows = shared.shown(found, request.acting).order_by("pk")
    rows = list((rows.filter(pk__gt=after) if after else rows)[: SHARED_PAGE + 1])
    page = rows[:SHARED_PAGE]
    shared.deliver(found, page, way="api", by=request.acting, at=request.acting_at)
    shared.record(SHARED_LISTED, found, [row.pk for row in page], by=request.acting)
    return {
        "category": category, "purpose": found.purpose, "columns": list(found.category.shows),
        "rows": shared.as_data(found, page), "next": str(page[-1].pk) if len(rows) > SHARED_PAGE else None,
    }  # fmt: skip


@router.post(
    "check-status", auth=Token("status.check"), response=answers(200, schemas.StatusOut, *WITH_BODY),
    summary=N_("Periksa status dokumen"), operation_id="check_status",
    description=N_("Salah satu dari tiga jawaban, untuk pekerjaan yang sedang terbuka. Setiap pemeriksaan tercatat."),
)  # fmt: skip
def status(request: HttpRequest, asked: schemas.StatusIn):
    try:
        return check_status(**asked.model_dump(), by=request.acting, at=request.acting_at).as_data()
    except Unfit as unfit:
        errors = [wrong(field, "unfit", sentence) for field, sentence in unfit.sentences.items()]
        raise Problem("wrong_content", errors=errors) from unfit
    except LimitReached as limit:
        # Answered, not raised: that the limit was met must stay on record, and a raised problem rolls back.
        return problems.answer(Problem("too_many", str(limit), seconds=limit.seconds), request)
