"""Oversight: who looked at whom, when and why; whether the record is whole."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.accountability import actions, events, jobs
from timpora.accountability.forms import OversightFilter
from timpora.accountability.models import Verification
from timpora.accountability.queries import (
    READ,
    Question,
    found,
    last_verification,
    names_of,
    notes_of,
    seal_state,
)
from timpora.accountability.wording import kind_label, problem_sentence, purpose_label, subject_label
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.models import Event, EventNote
from timpora.foundation.views import requires
from timpora.territory.queries import area_name

VERIFY = "audit.verify"


@dataclass(frozen=True, slots=True)
class Row:
    event: Event
    who: str
    what: str
    about: str
    reference: str
    purpose: str
    detail: str
    where: str


@requires(READ)
@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    form = OversightFilter(request.GET or None)
    question = form.question if form.is_bound and form.is_valid() else Question()
    page = list_page(found(question, acting), request)
    rows = rows_of(list(page))  # read before this look is itself on record
    emit(events.OVERSIGHT_SEEN, by=acting, area=acting.area, words=asked_words(question))
    verification = last_verification(acting)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "subject": reference(question.subject),
        "seals": seal_state(acting, at),
        "verification": verification,
        "problems": problems_of(verification),
        "may_verify": acting.may(VERIFY),
    }
    return render(request, "accountability/oversight.html", context, status=400 if form.errors else 200)


def asked_words(question: Question) -> dict[str, object]:
    return {
        "member": question.member,
        "kind": question.kind,
        "day": str(question.day or ""),
        "subject": str(question.subject or ""),
    }


def rows_of(page: list[Event]) -> list[Row]:
    names, notes = names_of(page), notes_of(page)
    return [row_of(event, names, notes.get(event.id)) for event in page]


def row_of(event: Event, names: dict[UUID, str], note: EventNote | None) -> Row:
    return Row(
        event=event,
        who=names.get(event.account_id, "") if event.account_id else "",
        what=kind_label(event.kind),
        about=subject_label(event.subject_kind),
        reference=reference(event.subject_id),
        purpose=purpose_label(note.purpose) if note else "",
        detail=detail_of(note),
        where=area_name(event.area) if event.area is not None else "",
    )


def reference(subject: UUID | None) -> str:
    """The end of the id: its beginning is the moment it was made, and shared."""
    return subject.hex[-8:] if subject else ""


def detail_of(note: EventNote | None) -> str:
    """Where the look came from, or what was refused. Names are never part of it."""
    words = note.words if note else {}
    if "path" in words:
        return _("alamat %(path)s") % {"path": words["path"]}
    return _("dari %(work)s") % {"work": words["from"]} if "from" in words else ""


def problems_of(verification: Verification | None) -> list[str]:
    return [problem_sentence(key, details) for key, details in verification.problems] if verification else []


@requires(VERIFY)
@require_POST
def oversight_verify(request: HttpRequest) -> HttpResponse:
    actions.ask_verification(by=request.acting, at=request.acting_at)
    jobs.verify_when_asked.defer()
    messages.info(request, _("Catatan sedang diperiksa. Muat ulang halaman ini sebentar lagi untuk melihat hasilnya."))
    return redirect("oversight")
