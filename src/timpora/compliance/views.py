"""Pages of checks and findings: the list, the proof with its answer, the closing by a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from timpora.compliance import events, listing
from timpora.compliance.actions import ANSWERS, CONFIRM, DISMISS, WAITING, Changed, SamePerson, close, decide
from timpora.compliance.addresses import address, person_address
from timpora.compliance.forms import CloseForm, DecideForm, FilterForm
from timpora.compliance.models import Check, Finding, Verdict
from timpora.compliance.proof import proof_of, sentence
from timpora.compliance.queries import names_of, similar_checks
from timpora.compliance.rulebook import as_question, title
from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.lists import key_page, list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.territory.queries import area_path, day_at, zone_of


@requires("check.read")
@require_GET
def finding_list(request: HttpRequest) -> HttpResponse:
    asked_tab, kind = request.GET.get("bagian", listing.OPEN), request.GET.get("jenis", listing.ENDED_CHECKS)
    tab = next((tab for tab in listing.TABS if tab.key == asked_tab), None)
    if tab is None:
        raise Http404(f"no such tab: {asked_tab}")
    form = FilterForm(request.GET)
    narrowed = form.cleaned_data if form.is_valid() else {}
    acting, is_narrowed = request.acting, any(narrowed.values()) or not form.is_valid()
    rows = listing.rows_of(tab.key, acting, narrowed, kind)
    page = list_page(rows, request) if rows.model is Verdict else key_page(rows.values_list("pk", flat=True), request)
    write = {Verdict: listing.lodging_lines, Check: listing.check_lines, Finding: listing.finding_lines}[rows.model]
    context = {
        "tabs": listing.TABS,
        "tab": tab,
        "kind": kind,
        "counts": listing.counts(acting, {} if is_narrowed else {tab.key: page.paginator.count}),
        "form": form,
        "is_narrowed": is_narrowed,
        "page": page,
        "lines": write(list(page), acting),
    }
    return render(request, "compliance/finding_list.html", context)


@requires("check.read")
@require_http_methods(["GET", "POST"])
def check_page(request: HttpRequest, check_id: UUID) -> HttpResponse:
    rows = Check.objects.visible_to(request.acting).select_related("verdict", "finding")
    check = get_object_or_404(rows, pk=check_id)
    if request.method == "POST":
        return check_decide(request, check)
    emit(events.CHECK_SEEN, subject=check, by=request.acting, purpose="check")
    draft = draft_of(request.acting, f"check:{check.pk}")
    form = DecideForm(initial={"version": check.version, "reason": draft.get("reason", "")})
    return check_shown(request, check, form)


@requires("check.decide")
def check_decide(request: HttpRequest, check: Check) -> HttpResponse:
    form, answer = DecideForm(request.POST), request.POST.get("answer", "")
    if answer not in ANSWERS:
        form.add_error(None, _("Pilih jawaban: Benar atau Keliru."))
    if not form.is_valid():
        return check_shown(request, check, form, status=422)
    told = form.cleaned_data
    try:
        finding = decide(
            check, answer=answer, reason=told["reason"], version=told["version"], by=request.acting, at=timezone.now()
        )
    except Check.DoesNotExist:
        raise Http404 from None
    except Changed as changed:
        return conflict(request, changed.row, address("check_page", check.pk), told["reason"])
    drop_draft(request.acting, f"check:{check.pk}")
    if finding is not None:
        messages.success(
            request,
            _("Tersimpan sebagai temuan %(number)d. Orang kedua yang akan menutupnya.") % {"number": finding.number},
        )
        return redirect("finding_page", finding.pk)
    messages.success(request, _("Tersimpan: tidak ada pelanggaran."))
    return redirect("check_page", check.pk)


def check_shown(request: HttpRequest, check: Check, form: DecideForm, status: int = 200) -> HttpResponse:
    acting, today = request.acting, day_at(check.area, timezone.now())
    finding = getattr(check, "finding", None)
    context = about(request, check) | {
        "check": check,
        "question": as_question(check.rule),
        "tone": listing.TONES[Check.Certainty(check.certainty)],
        "proof": proof_of(check.verdict, today),
        "form": form,
        "is_waiting": check.state in WAITING,
        "may_decide": acting.may("check.decide") and check.state in WAITING,
        "answers": {"confirm": CONFIRM, "dismiss": DISMISS},
        "ask_url": address("task_for_check", check.pk)
        if acting.may("task.send") and check.state == Check.State.OPEN
        else "",
        "decided_by": member_name(check.decided_by),
        "finding": finding,
        "similar": [{"check": other, "sentence": sentence(other.verdict)} for other in similar_checks(check, acting)],
    }
    return render(request, "compliance/check_page.html", context, status=status)


@requires("check.read")
@require_http_methods(["GET", "POST"])
def finding_page(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    rows = Finding.objects.visible_to(request.acting).select_related("check_row__verdict")
    finding = get_object_or_404(rows, pk=finding_id)
    if request.method == "POST":
        return finding_close(request, finding)
    emit(events.FINDING_SEEN, subject=finding, by=request.acting, purpose="check")
    draft = draft_of(request.acting, f"finding:{finding.pk}")
    kept = {name: draft.get(name, "") for name in ("outcome", "reason")}
    return finding_shown(request, finding, CloseForm(initial={"version": finding.version} | kept))


@requires("check.decide")
def finding_close(request: HttpRequest, finding: Finding) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return finding_shown(request, finding, form, status=422)
    told = form.cleaned_data
    try:
        close(finding, **told, by=request.acting, at=timezone.now())
    except Finding.DoesNotExist:
        raise Http404 from None
    except SamePerson:
        form.add_error(
            None, _("Anda yang menyatakan temuan ini benar. Mintalah orang kedua, misalnya Kepala Seksi, menutupnya.")
        )
        return finding_shown(request, finding, form, status=422)
    except Changed as changed:
        return conflict(request, changed.row, address("finding_page", finding.pk), told["reason"])
    drop_draft(request.acting, f"finding:{finding.pk}")
    messages.success(request, _("Temuan %(number)d ditutup.") % {"number": finding.number})
    return redirect("finding_page", finding.pk)


def finding_shown(request: HttpRequest, finding: Finding, form: CloseForm, status: int = 200) -> HttpResponse:
    acting, check = request.acting, finding.check_row
    is_own = finding.confirmed_by == acting.account
    context = about(request, check) | {
        "finding": finding,
        "heading": _("Temuan: %(rule)s") % {"rule": title(check.rule)},
        "check": check,
        "proof": proof_of(check.verdict, day_at(finding.area, timezone.now())),
        "form": form,
        "is_own": is_own,
        "ask_url": address("task_new", finding=finding.pk) if may_ask(acting, finding) else "",
        "may_close": acting.may("check.decide") and finding.closed_at is None and not is_own,
        "confirmed_by": member_name(finding.confirmed_by),
        "closed_by": member_name(finding.closed_by),
    }
    return render(request, "compliance/finding_page.html", context, status=status)


def may_ask(acting: Acting, finding: Finding) -> bool:
    return acting.may("task.send") and finding.closed_at is None


def about(request: HttpRequest, check: Check) -> dict[str, object]:
    """Who and where, and the way to the person with the purpose of this check."""
    may_open = request.acting.may("person.read")
    return {
        "who": names_of(request.acting, [check.person_id]).get(check.person_id, ""),
        "where": area_path(check.area),
        "zone": zone_of(check.area),
        "person_url": person_address(check.person_id, check.number) if may_open else "",
    }


def member_name(account_id: UUID | None) -> str:
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    return account.name if account else ""


def conflict(request: HttpRequest, row: Check | Finding, url: str, reason: str) -> HttpResponse:
    by = member_name(row.decided_by if isinstance(row, Check) else row.closed_by)
    at = row.decided_at if isinstance(row, Check) else row.closed_at
    stored = row.reason if isinstance(row, Check) else row.closing_reason
    typed = [(_("Alasan"), reason)] + ([(_("Alasan yang tersimpan"), stored)] if by else [])
    context = {"url": url, "typed": typed} | ({"by": by, "at": at} if by else {})
    if not by:
        context["title"] = _("Data baru masuk sebelum Anda menyimpan")
    return render(request, "409.html", context, status=409)
