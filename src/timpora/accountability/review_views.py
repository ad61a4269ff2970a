"""The review list, its answers, the supervisor's explanation, and the sample."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.accountability import actions, events, jobs
from timpora.accountability.forms import ReasonForm, SampleForm, UnusualForm
from timpora.accountability.models import Sampled, Turn, Unusual
from timpora.accountability.page import frame
from timpora.accountability.queries import READ, events_in_reach, names
from timpora.accountability.review_queries import (
    ANSWERED,
    ASKED,
    WAITING,
    coverage,
    in_state,
    questions_to,
    samples,
    unusual,
)
from timpora.accountability.rows import reference, rows_of
from timpora.accountability.supervisors import KEEPS_MEMBERS
from timpora.accountability.thresholds import own_file, thresholds
from timpora.accountability.wording import (
    FIGURES,
    kind_label,
    purpose_label,
    unusual_sentence,
    unusual_title,
)
from timpora.agencies.models import Agency
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires
from timpora.territory.queries import area_name, zone_of

STATES = {
    WAITING: gettext_lazy("Menunggu jawaban"),
    ASKED: gettext_lazy("Menunggu atasan"),
    ANSWERED: gettext_lazy("Sudah dijawab"),
}


@requires(READ)
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in STATES else WAITING
    page = list_page(in_state(unusual(request.acting), chosen), request)
    called = names(row.account_id for row in page if row.account_id)
    rows = [
        {"row": row, "title": unusual_title(row.code), "sentence": unusual_sentence(row.code, row.details),
         "who": called.get(row.account_id, ""), "where": area_name(row.area)}
        for row in page
    ]  # fmt: skip
    emit(events.OVERSIGHT_SEEN, by=request.acting, area=request.acting.area, words={"list": "review"})
    context = {"states": STATES.items(), "chosen": chosen, "page": page, "rows": rows, "rules": rules()}
    context |= {"own_file": own_file().name} | frame("review_list", request.acting_at)
    return render(request, "accountability/review_list.html", context)


def rules() -> list[tuple[str, str]]:
    return [(unusual_title(code), str(FIGURES[code]) % figures) for code, figures in thresholds().items()]


@requires(READ)
@require_POST
def review_now(request: HttpRequest) -> HttpResponse:
    jobs.examine_now.defer()
    messages.info(request, _("Peristiwa yang sudah disegel sedang ditinjau. Muat ulang halaman ini sebentar lagi."))
    return redirect("review_list")


@requires(READ)
@require_http_methods(["GET", "POST"])
def review_page(request: HttpRequest, unusual_id: UUID) -> HttpResponse:
    acting = request.acting
    row = get_object_or_404(Unusual.objects.visible_to(acting), pk=unusual_id)
    form = UnusualForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and answered(request, row, form):
        return redirect("review_page", row.pk)
    evidence = rows_of(evidence_of(row, request))
    emit(events.OVERSIGHT_SEEN, by=acting, subject=row, area=row.area)
    turns = list(Turn.objects.filter(unusual=row).order_by("-at"))
    called = names(filter(None, (row.account_id, *(turn.account_id for turn in turns))))
    history = [
        {"at": t.at, "text": f"{t.get_answer_display()}: {t.words}", "by": called.get(t.account_id)} for t in turns
    ]
    context = {"row": row, "form": form, "rows": evidence, "history": history, "who": called.get(row.account_id, "")}
    context |= {"title": unusual_title(row.code), "sentence": unusual_sentence(row.code, row.details)}
    context |= {
        "agency": Agency.objects.filter(pk=row.agency_id).first(),
        "where": area_name(row.area),
        "zone": zone_of(row.area),
    }
    context |= {"reference": reference(row.subject_id)} | frame("review_list", request.acting_at)
    return render(request, "accountability/review_page.html", context, status=400 if form.errors else 200)


def evidence_of(row: Unusual, request: HttpRequest):
    moments = [datetime.fromisoformat(at) for at, _id in row.events]
    ids = [event_id for _at, event_id in row.events]
    return events_in_reach(request.acting).filter(at__in=moments, id__in=ids).order_by("at", "id")


def answered(request: HttpRequest, row: Unusual, form: UnusualForm) -> bool:
    told = {"code": row.code, "details": row.details, "day": row.day.isoformat()}
    told["member"] = names([row.account_id])[row.account_id] if row.account_id else ""
    answer, words = Turn.Answer(form.cleaned_data["answer"]), form.cleaned_data["words"]
    try:
        actions.answer_unusual(row, answer=answer, words=words, by=request.acting, at=request.acting_at, told=told)
    except actions.NobodyToAsk:
        form.add_error(
            "answer", _("Tidak ada atasan yang tercatat untuk anggota ini. Teruskan, atau hubungi instansinya.")
        )
        return False
    messages.success(request, _("Jawaban tercatat. Riwayatnya tidak dapat diubah."))
    return True


@requires(KEEPS_MEMBERS)
@require_http_methods(["GET", "POST"])
def explain(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    """The supervisor's page: only what the inspector asked, and an answer in words."""
    question = get_object_or_404(questions_to(request.acting), pk=turn_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.explain(question, words=form.cleaned_data["reason"], by=request.acting, at=request.acting_at)
        except actions.AlreadyAnswered:  # a second click, or another supervisor in the same moment
            messages.info(request, _("Penjelasan untuk hal ini sudah terkirim; yang pertama tetap."))
        else:
            messages.success(request, _("Penjelasan terkirim kepada pengawas internal."))
        return redirect("home")
    told = question.told
    context = {"question": question, "form": form, "member": told.get("member", ""), "day": told.get("day", "")}
    context |= {"title": unusual_title(told["code"]), "sentence": unusual_sentence(told["code"], told["details"])}
    context["asker"] = names([question.account_id]).get(question.account_id, "")
    return render(request, "accountability/explain.html", context, status=400 if form.errors else 200)


@requires(READ)
@require_GET
def sample_list(request: HttpRequest) -> HttpResponse:
    is_answered = request.GET.get("tab") == ANSWERED
    return sample_page(request, is_answered)


def sample_page(request: HttpRequest, is_answered: bool, wrong: tuple[UUID, SampleForm] | None = None) -> HttpResponse:
    acting = request.acting
    page = list_page(samples(acting, answered=is_answered), request)
    called = names(row.account_id for row in page)
    forms = {wrong[0]: wrong[1]} if wrong else {}
    rows = [
        {"row": row, "who": called.get(row.account_id, ""), "what": kind_label(row.kind), "where": area_name(row.area),
         "purpose": purpose_label(row.purpose), "reference": reference(row.subject_id),
         "form": forms.get(row.pk) or SampleForm(auto_id=f"id_{row.pk.hex[-8:]}_%s")}
        for row in page
    ]  # fmt: skip
    emit(events.OVERSIGHT_SEEN, by=acting, area=acting.area, words={"list": "sample"})
    done, drawn = coverage(acting)
    context = {"page": page, "rows": rows, "is_answered": is_answered, "done": done, "drawn": drawn}
    context |= {"answered_tab": ANSWERED} | frame("sample_list", request.acting_at)
    return render(request, "accountability/sample_list.html", context, status=400 if wrong else 200)


@requires(READ)
@require_POST
def sample_answer(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    row = get_object_or_404(Sampled.objects.visible_to(request.acting), pk=sample_id)
    form = SampleForm(request.POST, auto_id=f"id_{row.pk.hex[-8:]}_%s")
    if not form.is_valid():
        return sample_page(request, False, (row.pk, form))
    told = form.cleaned_data
    try:
        actions.answer_sample(row, answer=told["answer"], words=told["words"], by=request.acting, at=request.acting_at)
    except actions.AlreadyAnswered:
        messages.info(request, _("Uji petik ini sudah dijawab; jawaban pertama tetap."))
    else:
        messages.success(request, _("Jawaban uji petik tercatat."))
    return redirect("sample_list")
