"""Looks at one person: found by number or reference, named only for a reason that is itself on record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.accountability import events
from timpora.accountability.forms import DaysFilter, PersonForm, ReasonForm
from timpora.accountability.page import frame
from timpora.accountability.persons import looks_at, name_of, persons_meant
from timpora.accountability.queries import READ, Question, days_of, moments_of
from timpora.accountability.rows import reference, rows_of
from timpora.accountability.views import asked_words
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires
from timpora.registers.models import Person


@requires(READ)
@require_http_methods(["GET", "POST"])
def oversight_find(request: HttpRequest) -> HttpResponse:
    """The number is posted, so that it stands in no address and no log."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    context = frame("oversight_find", request.acting_at) | {"form": form}
    if form.is_valid():
        typed = form.cleaned_data["who"]
        persons = persons_meant(typed)
        words = {"query": key_ring().blind_index(typed.strip()), "found": len(persons)}
        emit(events.OVERSIGHT_SEEN, by=request.acting, area=request.acting.area, words=words)
        if len(persons) == 1:
            return redirect("oversight_person", persons[0])
        context |= {"persons": [(pk, reference(pk)) for pk in persons], "is_asked": True}
    return render(request, "accountability/find.html", context, status=400 if form.errors else 200)


@requires(READ)
@require_GET
def oversight_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A reference of which nothing is on record within reach shows an empty list: it says nothing about a person."""
    acting = request.acting
    form = DaysFilter(request.GET or None)
    question = form.question if form.is_bound and form.is_valid() else Question()
    page = list_page(looks_at(person_id, *moments_of(question, acting), acting), request)
    rows = rows_of(page)
    subject = Person(pk=person_id)
    emit(events.OVERSIGHT_SEEN, by=acting, subject=subject, area=acting.area, words=asked_words(question))
    context = {"form": form, "page": page, "rows": rows, "person_id": person_id, "reference": reference(person_id)}
    context |= {"days": days_of(question, acting), "name": name_of(person_id), "reason": ReasonForm()}
    context |= frame("oversight_find", request.acting_at)
    return render(request, "accountability/person.html", context, status=400 if form.errors else 200)


@requires(READ)
@require_POST
def oversight_name(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """First the reason is on record; then the door behind the name opens for an hour."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis alasan melihat nama, sedikitnya 10 huruf."))
        return redirect("oversight_person", person_id)
    words = {"reason": form.cleaned_data["reason"]}
    emit(events.NAME_SHOWN, by=request.acting, subject=Person(pk=person_id), area=request.acting.area, words=words)
    if not name_of(person_id):
        messages.info(request, _("Nama tidak dapat ditampilkan: tidak ada di wilayah Anda, atau tidak untuk dibuka."))
    return redirect("oversight_person", person_id)
