"""The queue of mentions without a person, one mention against its candidates, the answer, and taking it back."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.lists import BOUND, key_page, list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.identity import events, queries
from timpora.identity.actions import AlreadyAnswered, judge, undo
from timpora.identity.evidence import read, sentences
from timpora.identity.forms import QueueForm
from timpora.identity.models import Judgement, Proposal
from timpora.identity.queries import FEW, OPEN_TABS, Filter, Tab
from timpora.identity.rows import (
    answer_lines,
    answered_lines,
    answers_on,
    candidate_lines,
    mention_line,
    page_address,
    waiting_lines,
)
from timpora.identity.sides import side_by_side, told_by, told_of_person
from timpora.identity.wording import LIKELIHOOD
from timpora.intake.models import Report
from timpora.registers.models import Mention, Person
from timpora.registers.wording import told_of
from timpora.territory.codes import span

JUDGE = "person.judge"
PURPOSE = "match"
MOST_STORIES = 5
TABS = {
    Tab.WAITING: gettext_lazy("Menunggu"),
    Tab.UNSURE: gettext_lazy("Belum yakin"),
    Tab.UNKNOWN: gettext_lazy("Belum dikenal"),
    Tab.ANSWERED: gettext_lazy("Terakhir dijawab"),
    Tab.CONFIRMED: gettext_lazy("Cocok penuh"),
}
Answer = Judgement.Answer


def filter_of(request: HttpRequest) -> tuple[QueueForm, Filter]:
    form = QueueForm(request.GET or None)
    tab = request.GET.get("tab", "")
    chosen = Tab(tab) if tab in list(Tab) else Tab.WAITING
    if not form.is_valid():
        return form, Filter(chosen)
    area = form.cleaned_data["area"]
    return form, Filter(chosen, span(area) if area is not None else None, form.cleaned_data["kind"])


def list_query(request: HttpRequest) -> dict[str, str]:
    """Tab and filters stay in the address from one mention to the next."""
    return {key: value for key in ("tab", "area", "area_code", "kind") if (value := request.GET.get(key))}


def queue_address(query: dict[str, str]) -> str:
    return reverse("match_queue") + (f"?{urlencode(query)}" if query else "")


@requires(JUDGE)
@require_GET
def match_queue(request: HttpRequest) -> HttpResponse:
    form, wanted = filter_of(request)
    query, is_open = list_query(request), wanted.tab in OPEN_TABS
    if is_open:
        page = key_page(queries.waiting(request.acting, wanted, BOUND + 1), request)
    else:
        page = list_page(queries.answered(request.acting, wanted), request)
    context = {
        "form": form,
        "page": page,
        "rows": waiting_lines(page, request.acting, query) if is_open else answered_lines(page),
        "tab": wanted.tab,
        "is_open": is_open,
        "is_narrowed": bool(wanted.area or wanted.kind),
        "tabs": tabs(request.acting, wanted, query, page.paginator.count),
    }
    return render(request, "identity/match_queue.html", context)


def tabs(acting: Acting, wanted: Filter, query: dict[str, str], listed: int) -> list[dict[str, object]]:
    """The one that is `listed` was counted for its page; of the other open ones a few are counted."""
    others = [replace(wanted, tab=tab) for tab in OPEN_TABS if tab != wanted.tab]
    counts = {other.tab: queries.a_few(acting, other) for other in others} | {wanted.tab: listed}
    return [
        {
            "label": label,
            "url": queue_address(query | {"tab": tab.value}),
            "is_active": tab == wanted.tab,
            "count": counts[tab] if tab in OPEN_TABS else None,
            "bound": BOUND if tab == wanted.tab else FEW,
        }
        for tab, label in TABS.items()
    ]


def mention_there(request: HttpRequest, mention_id: UUID) -> Mention:
    """A mention without a person is there if the queue shows it; one with its person, if the member may see it."""
    mentions = Mention.objects.visible_to(request.acting, JUDGE).filter(withdrawn_at=None, source__withdrawn_at=None)
    mention = get_object_or_404(mentions.select_related("source", "person"), pk=mention_id)
    if mention.person_id is None and not queries.waits(request.acting, mention_id):
        raise Http404("it does not wait for this member")
    return mention


@requires(JUDGE)
@require_GET
def match_page(request: HttpRequest, mention_id: UUID) -> HttpResponse:
    mention = mention_there(request, mention_id)
    _form, wanted = filter_of(request)
    query = list_query(request)
    candidates = candidates_of(mention, request.acting)
    asked = [row for row in candidates if str(row.person_id) == request.GET.get("calon")]
    chosen = next(iter(asked or candidates), None)
    following = queries.next_waiting(request.acting, wanted, mention.pk) if wanted.tab in OPEN_TABS else None
    context = compared(mention, chosen, request.acting) | {
        "mention": mention,
        "line": mention_line(mention),
        "report": Report.objects.visible_to(request.acting).filter(source_id=mention.source_id).first(),
        "candidates": candidate_lines(candidates, chosen, query),
        "chosen": chosen,
        "answers": answer_lines(answers_on([mention], request.acting)),
        "version": queries.version_of(mention),
        "query": urlencode(query),
        "queue_url": queue_address(query),
        "next_url": page_address(following, query) if following else "",
    }
    return render(request, "identity/match_page.html", context)


def candidates_of(mention: Mention, acting: Acting) -> list[Proposal]:
    """The open ones first; those about whom somebody is not sure stay in view until it is settled."""
    if mention.person_id:
        return []
    refused = queries.said_on(mention).filter(answer=Answer.DIFFERENT).values("person")
    rows = queries.proposals(acting).filter(mention=mention).exclude(person__in=refused).select_related("person")
    return sorted(rows, key=lambda row: (row.answered_at is not None, -row.probability, row.pk))


def compared(mention: Mention, chosen: Proposal | None, acting: Acting) -> dict[str, object]:
    """Both sides. Looking at the person is on record."""
    linked = Person.objects.visible_to(acting).filter(pk=mention.person_id).first() if mention.person_id else None
    person = chosen.person if chosen else linked
    said = queries.said_on(mention).filter(answer=Answer.SAME).first() if linked else None
    evidence = read(chosen.evidence if chosen else said.evidence if said else [])
    if person:
        emit(events.CANDIDATES_SEEN, subject=person, by=acting, purpose=PURPOSE, words={"mention": str(mention.pk)})
    left = told_by(mention)
    right = told_of_person(person, acting, but=mention) if person else []
    return {
        "person": person,
        "likelihood": LIKELIHOOD[chosen.decision] if chosen else "",
        "rows": side_by_side(left, right, evidence),
        "sentences": sentences(evidence),
        "stories": [told_of(spoken) for spoken in left],
        "their_stories": [told_of(spoken) for spoken in right[:MOST_STORIES]],
    }


@requires(JUDGE)
@require_POST
def match_answer(request: HttpRequest, mention_id: UUID) -> HttpResponse:
    mention = mention_there(request, mention_id)
    answer = request.POST.get("answer", "")
    if answer not in Answer.values:
        messages.error(request, _("Jawaban belum dipilih. Pilih salah satu tombol di bawah perbandingan."))
        return redirect("match_page", mention_id=mention.pk)
    person = None if answer == Answer.NEW else person_there(request)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    try:
        judge(mention, person, answer, by=request.acting, at=request.acting_at, version=version)
    except AlreadyAnswered as error:
        return too_late(request, mention, Answer(answer), error.first)
    messages.success(request, _("Jawaban tersimpan. Masih dapat dibatalkan pada “Terakhir dijawab”."))
    return redirect(onward(request, mention))


def person_there(request: HttpRequest) -> Person:
    try:
        wanted = UUID(request.POST.get("person", ""))
    except ValueError as error:
        raise Http404("no person was named") from error
    return get_object_or_404(Person.objects.visible_to(request.acting, JUDGE), pk=wanted)


def too_late(request: HttpRequest, mention: Mention, answer: Answer, first: Judgement | None) -> HttpResponse:
    """What the other said stands; the page shows it and what was not kept."""
    account = Account.objects.filter(pk=first.account_id).first() if first and first.account_id else None
    context = {
        "title": _("Sudah dijawab: %(answer)s") % {"answer": first.get_answer_display()} if first else "",
        "by": account.name if account else (_("aturan cocok penuh") if first else ""),
        "at": first.at if first else None,
        "url": page_address(mention.pk, list_query(request)),
        "typed": [(_("Jawaban Anda"), answer.label)],
    }
    return render(request, "409.html", context, status=409)


def onward(request: HttpRequest, mention: Mention) -> str:
    """The same mention while candidates are open, then the next one of the list one came from."""
    _form, wanted = filter_of(request)
    query = list_query(request)
    if queries.waits(request.acting, mention.pk, Tab.WAITING):
        return page_address(mention.pk, query)
    if wanted.tab not in OPEN_TABS:
        wanted = Filter(Tab.WAITING, wanted.area, wanted.kind)
    following = queries.next_waiting(request.acting, wanted, mention.pk)
    return page_address(following, query) if following else queue_address(query)


@requires(JUDGE)
@require_POST
def match_undo(request: HttpRequest, judgement_id: UUID) -> HttpResponse:
    judgement = get_object_or_404(Judgement.objects.visible_to(request.acting, JUDGE), pk=judgement_id)
    because = request.POST.get("reason", "")[:2000].replace("\0", "")
    undo(judgement, because=because, by=request.acting, at=request.acting_at)
    messages.success(request, _("Jawaban dibatalkan. Keterangan ini menunggu dicocokkan lagi."))
    return redirect("match_page", mention_id=judgement.mention_id)
