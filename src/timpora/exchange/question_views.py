"""Questions: lists by tab, asking, one question with its story, the acts of both sides, and how long answers take."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import Aggregate, Count, FloatField, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.exchange import events, questions
from timpora.exchange.audience import office_named
from timpora.exchange.form_page import form_page
from timpora.exchange.forms import QuestionForm
from timpora.exchange.models import Question, QuestionEntry
from timpora.exchange.questions import OPEN, NotNow
from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires, served
from timpora.tasks.forms import AnswerForm, ReasonForm
from timpora.territory.queries import day_at, zone_of

READ, ASK, ANSWER, DRAFT = "question.read", "question.ask", "question.answer", "question_new"
TABS = {
    "masuk": gettext_lazy("Ditanyakan kepada kami"),
    "keluar": gettext_lazy("Dari kami, masih terbuka"),
    "selesai": gettext_lazy("Selesai"),
}


class Median(Aggregate):
    template = "percentile_cont(0.5) within group (order by %(expressions)s)"
    output_field = FloatField()


def tab(acting: Acting, name: str) -> QuerySet[Question]:
    seen = Question.objects.visible_to(acting).select_related("agency", "to_agency")
    if name == "keluar":
        return seen.filter(agency=acting.agency, state__in=OPEN).order_by("due_on", "number", "pk")
    if name == "selesai":
        return seen.exclude(state__in=OPEN).order_by("-number", "pk")
    return seen.filter(to_agency=acting.agency, state__in=OPEN).order_by("due_on", "number", "pk")


@requires(READ)
@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    acting = request.acting
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in TABS else "masuk"
    page, today = list_page(tab(acting, chosen), request), day_at(acting.area or 0, request.acting_at)
    context = {"tabs": TABS.items(), "chosen": chosen, "page": page, "today": today, "open_states": OPEN}
    return render(request, "exchange/question_list.html", context)


@requires(ASK)
@require_http_methods(["GET", "POST"])
def question_new(request: HttpRequest) -> HttpResponse:
    """`?kepada=` and `?perihal=` fill it in; asking for access says nothing of what there may be to open."""
    acting, at = request.acting, request.acting_at
    also = office_named(request.GET.get("kepada", ""))
    told = {"acting": acting, "at": at, "also": also}
    if request.method == "GET":
        return shown(request, QuestionForm(initial=prefilled(request), **told))
    form = QuestionForm(request.POST, **told)
    if not form.is_valid():
        return shown(request, form)
    try:
        asked = questions.ask(**form.cleaned_data, by=acting, at=at)
    except questions.OtherContent:
        context = {
            "title": _("Kiriman ini sudah dipakai untuk pertanyaan lain"), "url": reverse("question_list"),
            "typed": [(_("Pertanyaan"), form.cleaned_data["words"])],
        }  # fmt: skip
        return render(request, "409.html", context, status=409)
    drop_draft(acting, DRAFT)
    messages.success(request, _("Pertanyaan terkirim."))
    return redirect("question_page", asked[0].pk)


def shown(request: HttpRequest, form: QuestionForm) -> HttpResponse:
    return form_page(
        request, form, title=_("Pertanyaan baru"), button=_("Kirim pertanyaan"), draft=DRAFT,
        lead=_("Diajukan kepada instansi, dengan batas waktu hari kerja."),
        back=(reverse("question_list"), _("Pertanyaan")),
    )  # fmt: skip


def prefilled(request: HttpRequest) -> dict[str, object]:
    named = {"agencies": request.GET.getlist("kepada"), "topic": request.GET.get("perihal"),
             "campaign": request.GET.get("untuk")}  # fmt: skip
    return draft_of(request.acting, DRAFT) | {name: value for name, value in named.items() if value} | {"key": uuid7()}


def visible(request: HttpRequest, question_id: UUID) -> Question:
    found = Question.objects.visible_to(request.acting).select_related("agency", "to_agency", "campaign")
    return get_object_or_404(found, pk=question_id)


def asked_of_us(request: HttpRequest, question_id: UUID) -> Question:
    question = visible(request, question_id)
    if question.to_agency_id != request.acting.agency:
        raise Http404
    return question


@requires(READ)
@require_GET
def question_page(request: HttpRequest, question_id: UUID) -> HttpResponse:
    acting, question = request.acting, visible(request, question_id)
    if acting.may(ANSWER):
        question.state = questions.open_(question, by=acting, at=request.acting_at).state
    emit(events.QUESTION_SEEN, subject=question, by=acting)
    return render(request, "exchange/question_page.html", page_of(question, request))


def page_of(question: Question, request: HttpRequest) -> dict[str, object]:
    acting, is_open = request.acting, question.state in OPEN
    ours = question.agency_id == acting.agency
    is_asked = question.to_agency_id == acting.agency and acting.may(ANSWER) and is_open
    entries = QuestionEntry.objects.visible_to(acting).filter(question=question)
    also = Question.objects.visible_to(acting).filter(number=question.number).exclude(pk=question.pk)
    return {
        "question": question, "is_open": is_open, "is_asked": is_asked, "zone": zone_of(question.area),
        "is_sender": ours and acting.may(ASK) and is_open,
        "is_late": is_open and question.due_on < day_at(question.area, request.acting_at),
        "entries": entries.select_related("agency").order_by("-at", "-id"),
        "others": also.select_related("to_agency").order_by("pk") if ours else (),
        "answer_form": AnswerForm(initial=draft_of(acting, f"question-{question.pk}")) if is_asked else None,
    }  # fmt: skip


@requires(READ)
@require_GET
def question_file(request: HttpRequest, question_id: UUID, answer_id: UUID) -> HttpResponse:
    question = visible(request, question_id)
    entries = QuestionEntry.objects.visible_to(request.acting).filter(question=question, file_id__isnull=False)
    return served(get_object_or_404(entries, pk=answer_id).file, by=request.acting)


@requires(ANSWER)
@require_POST
def question_answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    question, form, by = asked_of_us(request, question_id), AnswerForm(request.POST, request.FILES), request.acting
    if not form.is_valid():
        context = page_of(question, request)
        return render(request, "exchange/question_page.html", context | {"answer_form": form}, status=422)
    told = form.cleaned_data
    said = _("Jawaban terkirim.") if told["is_final"] else _("Sebagian jawaban terkirim. Pertanyaan masih terbuka.")
    act = lambda: questions.answer(  # noqa: E731
        question, told["words"], told["is_final"], by=by, at=request.acting_at, upload=told["file"]
    )
    response = done(request, question, act, said, (_("Jawaban"), told["words"]))
    if response.status_code < 400:
        drop_draft(by, f"question-{question.pk}")
    return response


@requires(ANSWER)
@require_POST
def question_give_back(request: HttpRequest, question_id: UUID) -> HttpResponse:
    question = asked_of_us(request, question_id)
    return with_reason(request, question, questions.give_back, _("Pertanyaan dikembalikan."))


@requires(ASK)
@require_POST
def question_withdraw(request: HttpRequest, question_id: UUID) -> HttpResponse:
    question = visible(request, question_id)
    if question.agency_id != request.acting.agency:
        raise Http404
    return with_reason(request, question, questions.withdraw, _("Pertanyaan ditarik."))


def with_reason(request: HttpRequest, question: Question, act: Callable[..., Question], said: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tulis alasannya, sedikitnya 5 huruf, lalu kirim lagi."))
        return redirect("question_page", question.pk)
    reason = form.cleaned_data["reason"]
    put = lambda: act(question, reason, by=request.acting, at=request.acting_at)  # noqa: E731
    return done(request, question, put, said, (_("Alasan"), reason))


def done(
    request: HttpRequest, question: Question, act: Callable[[], object], said: str, typed: tuple[str, str]
) -> HttpResponse:
    url = reverse("question_page", args=[question.pk])
    try:
        act()
    except NotNow as late:
        state = late.question.get_state_display()
        title = _("Tidak dapat dilakukan lagi: pertanyaan ini sekarang “%(state)s”") % {"state": state}
        return render(request, "409.html", {"title": title, "typed": [typed], "url": url}, status=409)
    messages.success(request, said)
    return redirect(url)


@requires(ASK)
@require_GET
def answer_times(request: HttpRequest) -> HttpResponse:
    """By agency, never by person: the median of working days until the final answer to what we asked."""
    acting = request.acting
    asked = Question.objects.visible_to(acting).filter(agency=acting.agency).exclude(state=Question.State.WITHDRAWN)
    rows = (
        asked.values("to_agency_id", "to_agency__short_name")
        .annotate(
            asked=Count("pk"), answered=Count("took_days"), open=Count("pk", filter=Q(state__in=OPEN)),
            median=Median("took_days"),
        )
        .order_by("to_agency__short_name", "to_agency_id")
    )  # fmt: skip
    return render(request, "exchange/answer_times.html", {"page": list_page(rows, request)})
