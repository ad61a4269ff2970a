"""The register of letters, one letter with its editions and signed papers, and the files of each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.agencies.models import Agency
from timpora.documents import actions, docx, events, queries, signed
from timpora.documents import render as letters
from timpora.documents.forms import NumberForm, SignedForm
from timpora.documents.kinds import KINDS
from timpora.documents.models import Letter, SignedPaper
from timpora.documents.signing import signer_here
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.territory.queries import zone_of

READ, MAKE = "letter.read", "letter.make"
DOCX = docx.MEDIA_TYPE


@requires(READ)
@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    acting, state = request.acting, request.GET.get("keadaan", "")
    kind = request.GET["jenis"] if request.GET.get("jenis") in KINDS else ""
    rows = Letter.objects.visible_to(acting).order_by("-dated", "-made_at", "-pk")
    if kind:
        rows = rows.filter(template=kind)
    if state == "nomor":
        rows = rows.filter(waits_for_number())
    elif state == "tanda-tangan":
        papers = SignedPaper.objects.filter(letter=OuterRef("pk"), edition=OuterRef("edition"))
        rows = rows.exclude(waits_for_number()).exclude(Exists(papers))
    page = list_page(rows, request)
    context = {
        "page": page, "kinds": [(one.code, one.label) for one in KINDS.values()], "kind": kind, "state": state,
        "states": [("nomor", _("menunggu nomor")), ("tanda-tangan", _("menunggu tanda tangan"))],
        "rows": [{"letter": row, "kind": label_of(row.template)} for row in page],
        "may_set_up": acting.may("letter.setup"),
    }  # fmt: skip
    return render(request, "documents/letter_list.html", context)


def waits_for_number() -> Q:
    return Q(number="", number_mode=Letter.NumberMode.FROM_TU)


def label_of(template: str) -> object:
    return KINDS[template].label if template in KINDS else template


@requires(READ)
@require_GET
def letter_page(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = visible(request, letter_id)
    emit(events.LETTER_SHOWN, subject=letter, by=request.acting)
    return shown(request, letter)


def visible(request: HttpRequest, letter_id: UUID) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.acting), pk=letter_id)


def kept(request: HttpRequest, letter_id: UUID) -> Letter:
    """A letter of the own agency: another one's is only read."""
    rows = Letter.objects.visible_to(request.acting, MAKE).filter(agency_id=request.acting.agency)
    return get_object_or_404(rows, pk=letter_id)


def shown(request: HttpRequest, letter: Letter, status: int = 200, **bound: Form) -> HttpResponse:
    acting = request.acting
    editions, papers = list(letter.editions.order_by("-no")), list(letter.signed_papers.order_by("-made_at"))
    made_by = {row.made_by for row in [*editions, *papers]}
    names = dict(Account.objects.filter(pk__in=made_by).values_list("pk", "name"))
    numbered = letter.number_mode != Letter.NumberMode.NONE
    initial = {"number": letter.number, "edition": letter.edition, "dated": letter.dated if letter.number else None}
    signer = signer_here()
    context = {
        "letter": letter, "kind": label_of(letter.template), "zone": zone_of(letter.area), "numbered": numbered,
        "agency": Agency.objects.filter(pk=letter.agency_id).first(), "has_docx": docx.has_docx(letter.template),
        "waits": numbered and not letter.number,
        "editions": [{"row": row, "by": names.get(row.made_by, "")} for row in editions],
        "papers": [paper_told(row, names) for row in papers],
        "may_keep": acting.may(MAKE) and letter.agency_id == acting.agency, "signer": signer.name if signer else "",
        "number_form": NumberForm(initial=initial), "signed_form": SignedForm(),
    }  # fmt: skip
    return render(request, "documents/letter_page.html", context | bound, status=status)


def paper_told(row: SignedPaper, names: Mapping[UUID, str]) -> dict[str, Any]:
    is_sure = row.is_trusted and row.sameness != SignedPaper.Sameness.UNSURE
    return {
        "row": row, "by": names.get(row.made_by, ""), "tone": "ok" if is_sure else "wait",
        "signers": [one | {"at": datetime.fromisoformat(one["at"]) if one["at"] else None} for one in row.signers],
        "short": row.pages_wanted if row.pages < row.pages_wanted else 0,
    }  # fmt: skip


@requires(READ)
@require_GET
def letter_file(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = visible(request, letter_id)
    emit(events.LETTER_OPENED, subject=letter, by=request.acting)
    return download(queries.content_of(letter), f"{letter.template}-{letter.dated:%Y-%m-%d}.pdf")


@requires(READ)
@require_GET
def letter_docx(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """To be uploaded to SRIKANDI, or edited: in the office's own template, where it has one on that day."""
    letter = visible(request, letter_id)
    if not docx.has_docx(letter.template):
        raise Http404
    own = queries.own_template(letter.agency_id, letter.template, letter.dated)
    emit(events.LETTER_OPENED, subject=letter, by=request.acting)
    content = docx.docx(letter.template, letter.data, own)
    return download(content, f"{letter.template}-{letter.dated:%Y-%m-%d}.docx", DOCX)


@requires(READ)
@require_GET
def edition_file(request: HttpRequest, letter_id: UUID, edition_id: UUID) -> HttpResponse:
    letter = visible(request, letter_id)
    edition = get_object_or_404(letter.editions, pk=edition_id)
    emit(events.LETTER_OPENED, subject=letter, by=request.acting)
    return download(queries.content_of_edition(edition), f"{letter.template}-edisi-{edition.no}.pdf")


@requires(READ)
@require_GET
def signed_file(request: HttpRequest, letter_id: UUID, paper_id: UUID) -> HttpResponse:
    letter = visible(request, letter_id)
    paper = get_object_or_404(letter.signed_papers, pk=paper_id)
    emit(events.LETTER_OPENED, subject=letter, by=request.acting)
    name = f"{letter.template}-bertanda-tangan.{paper.file_type.rpartition('/')[2]}"
    return download(queries.content_of_signed(paper), name, paper.file_type)


@requires(MAKE)
@require_POST
def letter_number(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter, form = kept(request, letter_id), NumberForm(request.POST)
    if not form.is_valid():
        return shown(request, letter, 422, number_form=form)
    try:
        actions.enter_number(letter, **form.cleaned_data, by=request.acting, at=request.acting_at)
    except actions.Stale as stale:
        typed = [
            (_("Nomor yang Anda tulis"), form.cleaned_data["number"]),
            (_("Nomor yang tersimpan"), stale.letter.number or "—"),
        ]
        return render(request, "409.html", {"typed": typed, "url": page_of(letter)}, status=409)
    messages.success(request, _("Nomor dan tanggal tersimpan. Surat dibuat ulang dengan nomor itu."))
    return redirect("letter_page", letter.pk)


@requires(MAKE)
@require_POST
def letter_sign(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter, form = kept(request, letter_id), SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, letter, 422, signed_form=form)
    upload = form.cleaned_data["file"]
    told = {"content": upload.read(), "name": upload.name, "media_type": upload.content_type}
    try:
        signed.keep_signed(letter, way=form.cleaned_data["way"], **told, by=request.acting, at=request.acting_at)
    except signed.Refused as refused:
        form.add_error("file", str(refused))
        return shown(request, letter, 422, signed_form=form)
    messages.success(request, _("Surat bertanda tangan tersimpan."))
    return redirect("letter_page", letter.pk)


@requires(MAKE)
@require_POST
def letter_sign_here(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = kept(request, letter_id)
    try:
        signed.sign_here(letter, by=request.acting, at=request.acting_at)
    except signed.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Surat ditandatangani dengan sertifikat latihan."))
    return redirect("letter_page", letter.pk)


def page_of(letter: Letter) -> str:
    return reverse("letter_page", args=[letter.pk])


def letter_response(template: str, data: Mapping[str, object], name: str, format: str) -> HttpResponse:
    """The paper in the form that was asked for; another form than these two is not there."""
    made = {"pdf": (letters.pdf, "application/pdf"), "docx": (docx.docx, DOCX)}.get(format)
    if made is None:
        raise Http404
    make, media_type = made
    return download(make(template, data), f"{name}.{format}", media_type)


def download(content: bytes, name: str, media_type: str = "application/pdf") -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
