"""Agreements: the list, one in readable clauses, its draft step by step, taking effect, ending; what flows by law."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.agencies.models import Agency
from timpora.agreements import actions, ending, events, paper, queries
from timpora.agreements.forms import (
    EDIT,
    AgreementForm,
    ClauseForm,
    EndForm,
    EvidenceForm,
    ObligationForm,
    PaperForm,
    PartyForm,
)
from timpora.agreements.models import Agreement, Clause, Obligation, Party
from timpora.agreements.reference import categories, flows, grounds_on
from timpora.agreements.wording import effect_of
from timpora.documents.paper_field import kind_of
from timpora.documents.views import download, letter_response
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.territory.queries import area_name, day_at, learn

READ = "agreement.read"
DRAFT_NEW = "agreement-new"
DELIVERIES = 50


@requires(READ)
@require_GET
def agreement_list(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    day, state = day_at(acting.area or 0, at), request.GET.get("keadaan", "")
    kind = request.GET["jenis"] if request.GET.get("jenis") in Agreement.Kind.values else ""
    page = list_page(queries.listed(acting, kind, state, day), request)
    learn(row.area for row in page)
    rows = [
        {"agreement": row, "state": queries.STATES[queries.state_on(row, day)], "area": area_name(row.area)}
        for row in page
    ]
    states = [(code, words) for code, (words, _tone) in queries.STATES.items() if code != queries.NOT_YET]
    context = {
        "page": page, "rows": rows, "states": states, "kinds": Agreement.Kind.choices, "state": state, "kind": kind,
        "may_edit": acting.may(EDIT),
    }  # fmt: skip
    return render(request, "agreements/agreement_list.html", context)


@requires(READ)
@require_GET
def flow_list(request: HttpRequest) -> HttpResponse:
    """*Dasar berbagi data*: what flows without any agreement, and what is off until one opens it."""
    acting = request.acting
    day = day_at(acting.area or 0, request.acting_at)
    now = grounds_on(day)
    context = {
        "flows": [flow.said() | {"flow": flow} for flow in now],
        "later": [flow.said() | {"flow": flow} for flow in flows() if flow not in now],
        "off": list(categories().values()),
    }
    return render(request, "agreements/flow_list.html", context)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    initial = draft_of(acting, DRAFT_NEW) | {"key": uuid7()}
    form = AgreementForm(request.POST or None, acting=acting, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            agreement = actions.draft_agreement(**words, by=acting, at=at)
        except actions.Taken:
            typed = [(_("Tentang"), words["title"])]
            context = {"title": _("Formulir ini sudah pernah dikirim"), "typed": typed}
            return render(request, "409.html", context | {"url": reverse("agreement_list")}, status=409)
        drop_draft(acting, DRAFT_NEW)
        messages.success(request, _("Konsep tersimpan. Lengkapi para pihak dan data yang diberikan."))
        return redirect("agreement_page", agreement.pk)
    context = {"form": form, "draft_key": DRAFT_NEW}
    return render(request, "agreements/agreement_form.html", context, status=422 if form.errors else 200)


def visible(request: HttpRequest, agreement_id: UUID, verb: str = READ) -> Agreement:
    rows = Agreement.objects.visible_to(request.acting, verb).select_related("parent")
    return get_object_or_404(rows, pk=agreement_id)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def agreement_edit(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    agreement = visible(request, agreement_id, EDIT)
    if agreement.in_force_at is not None:
        return not_now(request, agreement)
    key = f"agreement-edit-{agreement.pk}"
    typed = draft_of(acting, key)
    saved = {name: getattr(agreement, name) for name in AgreementForm.base_fields if name != "key"}
    initial = saved | typed if typed.get("version") == str(agreement.version) else saved
    form = AgreementForm(request.POST or None, acting=acting, agreement=agreement, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            actions.change_agreement(
                agreement, version=form.cleaned_data["version"] or 0, words=words, by=acting, at=at
            )
        except actions.Stale as stale:
            return both_texts(request, form, stale.agreement)
        except actions.NotNow:
            return not_now(request, agreement)
        drop_draft(acting, key)
        messages.success(request, _("Konsep tersimpan."))
        return redirect("agreement_page", agreement.pk)
    context = {"form": form, "draft_key": key, "agreement": agreement}
    return render(request, "agreements/agreement_form.html", context, status=422 if form.errors else 200)


def both_texts(request: HttpRequest, form: AgreementForm, current: Agreement) -> HttpResponse:
    """What was typed, and under each the text that stands there now where it differs. The draft keeps it as well."""
    typed, said = [], dict(Agreement.AtEnd.choices)
    for name, value in form.cleaned_data.items():
        if name == "version":
            continue
        label, stands = form.fields[name].label, getattr(current, name)
        typed.append((label, said.get(value, value) or "—"))
        if stands != value:
            now = _("%(label)s, yang tersimpan sekarang") % {"label": label}
            typed.append((now, said.get(stands, stands) or "—"))
    by = Account.objects.filter(pk=current.changed_by).values_list("name", flat=True).first()
    context = {
        "typed": typed, "by": by, "at": current.changed_at, "url": reverse("agreement_edit", args=[current.pk]),
    }  # fmt: skip
    return render(request, "409.html", context, status=409)


def not_now(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    title = _("Perjanjian ini bukan konsep lagi. Perubahan dibuat sebagai perjanjian baru.")
    context = {"title": title, "url": reverse("agreement_page", args=[agreement.pk])}
    return render(request, "409.html", context, status=409)


@requires(READ)
@require_GET
def agreement_page(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    return shown(request, visible(request, agreement_id))


def keeps(request: HttpRequest, agreement: Agreement) -> bool:
    return Agreement.objects.visible_to(request.acting, EDIT).filter(pk=agreement.pk).exists()


def shown(
    request: HttpRequest, agreement: Agreement, status: int = 200, evidence: dict[UUID, EvidenceForm] | None = None,
    **bound: django_forms.Form,
) -> HttpResponse:  # fmt: skip
    """`evidence` and `bound` are forms that were refused, to be shown as they came; `evidence` by its obligation."""
    acting, at = request.acting, request.acting_at
    day = day_at(agreement.area, at)
    state = queries.state_on(agreement, day)
    parties, clauses = list(queries.parties_of(agreement)), list(queries.clauses_of(agreement))
    may_edit = keeps(request, agreement)
    is_draft = state == queries.DRAFT
    words, tone = queries.STATES[state]
    context = {
        "agreement": agreement, "area": area_name(agreement.area), "state": words, "tone": tone, "parties": parties,
        "effects": [effect_of(clause, state, at) for clause in clauses],
        "lacking": queries.missing(agreement, parties, clauses) if is_draft else [],
        "obligations": [
            (row, (evidence or {}).get(row.pk) or EvidenceForm(auto_id=f"bukti-{row.pk}-%s"))
            for row in queries.obligations_of(agreement)
        ],
        "deliveries": deliveries_of(agreement), "rollout": queries.rollout_of(clauses, agreement, day, acting),
        "own_agency": acting.agency, "is_draft": is_draft, "may_write": may_edit and is_draft,
        "may_attach": may_edit, "may_end": may_edit and state in (queries.IN_FORCE, queries.NOT_YET),
        "has_data": agreement.kind != Agreement.Kind.NK,
        "paper_form": PaperForm(),
    }  # fmt: skip
    if context["may_write"]:
        agencies = [party.agency for party in parties]
        context |= {
            "party_form": PartyForm(acting=acting),
            "clause_form": ClauseForm(agreement=agreement, agencies=agencies),
            "obligation_form": ObligationForm(agencies=agencies),
        }
    return render(request, "agreements/agreement_page.html", context | bound, status=status)


def deliveries_of(agreement: Agreement) -> list[dict[str, Any]]:
    rows = list(agreement.deliveries.select_related("agency", "clause").order_by("-at")[:DELIVERIES])
    names = dict(Account.objects.filter(pk__in={row.account_id for row in rows}).values_list("pk", "name"))
    return [
        {"row": row, "what": categories()[row.clause.category], "by": names.get(row.account_id, "")} for row in rows
    ]


@requires(EDIT)
@require_POST
def party_add(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    agreement = visible(request, agreement_id, EDIT)
    form = PartyForm(request.POST, acting=request.acting)
    return added(request, agreement, form, "party_form", actions.add_party)


@requires(EDIT)
@require_POST
def clause_add(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    agreement = visible(request, agreement_id, EDIT)
    form = ClauseForm(request.POST, agreement=agreement, agencies=party_agencies(agreement))
    return added(request, agreement, form, "clause_form", actions.add_clause)


@requires(EDIT)
@require_POST
def obligation_add(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    agreement = visible(request, agreement_id, EDIT)
    form = ObligationForm(request.POST, agencies=party_agencies(agreement))
    return added(request, agreement, form, "obligation_form", actions.add_obligation)


def party_agencies(agreement: Agreement) -> list[Agency]:
    return [party.agency for party in queries.parties_of(agreement)]


def added(request: HttpRequest, agreement: Agreement, form: django_forms.Form, name: str, act: Any) -> HttpResponse:
    if not form.is_valid():
        return shown(request, agreement, 422, **{name: form})
    try:
        act(agreement, **form.cleaned_data, by=request.acting, at=request.acting_at)
    except actions.NotNow:
        return not_now(request, agreement)
    except actions.Unfit:
        form.add_error(
            None, _("Nota Kesepakatan adalah payung dan tidak membuka data. Buat PKS atau rencana kerja di bawahnya.")
        )
        return shown(request, agreement, 422, **{name: form})
    messages.success(request, _("Tersimpan."))
    return redirect("agreement_page", agreement.pk)


@requires(EDIT)
@require_POST
def party_remove(request: HttpRequest, agreement_id: UUID, party_id: UUID) -> HttpResponse:
    return removed(request, visible(request, agreement_id, EDIT), Party, party_id)


@requires(EDIT)
@require_POST
def clause_remove(request: HttpRequest, agreement_id: UUID, clause_id: UUID) -> HttpResponse:
    return removed(request, visible(request, agreement_id, EDIT), Clause, clause_id)


@requires(EDIT)
@require_POST
def obligation_remove(request: HttpRequest, agreement_id: UUID, obligation_id: UUID) -> HttpResponse:
    return removed(request, visible(request, agreement_id, EDIT), Obligation, obligation_id)


def removed(
    request: HttpRequest, agreement: Agreement, model: type[Party | Clause | Obligation], pk: UUID
) -> HttpResponse:
    row = get_object_or_404(model.objects.select_related("agreement"), pk=pk, agreement=agreement)
    try:
        actions.remove(row, by=request.acting, at=request.acting_at)
    except actions.NotNow:
        return not_now(request, agreement)
    return redirect("agreement_page", agreement.pk)


@requires(EDIT)
@require_POST
def agreement_begin(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    agreement = visible(request, agreement_id, EDIT)
    try:
        actions.take_effect(agreement, by=request.acting, at=request.acting_at)
    except actions.NotNow:
        return not_now(request, agreement)
    except actions.Incomplete as incomplete:
        words = ", ".join(map(str, incomplete.lacking))
        messages.error(request, _("Belum dapat diberlakukan. Masih kurang: %(words)s.") % {"words": words})
    else:
        messages.success(request, _("Perjanjian diberlakukan."))
    return redirect("agreement_page", agreement.pk)


@requires(EDIT)
@require_POST
def agreement_end(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    agreement, form = visible(request, agreement_id, EDIT), EndForm(request.POST)
    if form.is_valid():
        ending.end(agreement, because=form.cleaned_data["reason"], by=request.acting, at=request.acting_at)
        messages.success(request, _("Perjanjian diakhiri. Sejak sekarang tidak ada lagi data yang terbuka karenanya."))
    else:
        messages.error(request, _("Tuliskan alasan, sedikitnya 10 huruf. Perjanjian tetap berlaku."))
    return redirect("agreement_page", agreement.pk)


@requires(READ)
@require_POST
def obligation_fulfil(request: HttpRequest, agreement_id: UUID, obligation_id: UUID) -> HttpResponse:
    """By the agency that owes it, or by the office that keeps the agreement."""
    agreement, acting = visible(request, agreement_id), request.acting
    owed = get_object_or_404(queries.obligations_of(agreement), pk=obligation_id)
    if owed.agency_id != acting.agency and not keeps(request, agreement):
        raise Http404
    form = EvidenceForm(request.POST, request.FILES, auto_id=f"bukti-{owed.pk}-%s")
    if not form.is_valid():
        return shown(request, agreement, 422, evidence={owed.pk: form})
    file = form.cleaned_data["file"]
    told = {"content": file.read(), "name": file.name, "media_type": file.content_type} if file else {}
    ending.fulfil(owed, evidence=form.cleaned_data["evidence"], by=acting, at=request.acting_at, **told)
    messages.success(request, _("Kewajiban dicatat sudah dipenuhi."))
    return redirect("agreement_page", agreement.pk)


@requires(EDIT)
@require_POST
def agreement_attach(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    agreement, form = visible(request, agreement_id, EDIT), PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, agreement, 422, paper_form=form)
    file = form.cleaned_data["file"]
    told = {"content": file.read(), "name": file.name, "media_type": file.content_type}
    actions.attach(agreement, **told, by=request.acting, at=request.acting_at)
    messages.success(request, _("Naskah tersimpan."))
    return redirect("agreement_page", agreement.pk)


@requires(READ)
@require_GET
def agreement_file(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    return opened(request, visible(request, agreement_id))


@requires(READ)
@require_GET
def obligation_file(request: HttpRequest, agreement_id: UUID, obligation_id: UUID) -> HttpResponse:
    agreement = visible(request, agreement_id)
    return opened(request, get_object_or_404(Obligation, pk=obligation_id, agreement=agreement))


def opened(request: HttpRequest, row: Agreement | Obligation) -> HttpResponse:
    if row.file_id is None:
        raise Http404
    content = actions.content_of(row)
    emit(events.AGREEMENT_PAPER_MADE, subject=row, by=request.acting)
    kind = kind_of(content) or "application/octet-stream"
    return download(content, f"perjanjian-{row.pk}.{kind.rpartition('/')[2]}", kind)


@requires(READ)
@require_GET
def agreement_paper(request: HttpRequest, agreement_id: UUID, format: str) -> HttpResponse:
    agreement = visible(request, agreement_id)
    made = letter_response("perjanjian", paper.words_of(agreement), f"perjanjian-{agreement.pk}", format)
    emit(events.AGREEMENT_PAPER_MADE, subject=agreement, by=request.acting)
    return made
