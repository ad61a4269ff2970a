"""Who looked at whom, when and why: all looks, one member's, and those in an area."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from timpora.accountability import events
from timpora.accountability.forms import AreaFilter, DaysFilter, OversightFilter
from timpora.accountability.page import frame
from timpora.accountability.queries import (
    COUNTRY,
    READ,
    Question,
    by_agency,
    by_day,
    by_part,
    by_purpose,
    days_of,
    found,
    tallies,
)
from timpora.accountability.rows import reference, rows_of
from timpora.accountability.steps import unexamined
from timpora.accountability.wording import purpose_label
from timpora.agencies.models import Agency
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.models import Account
from timpora.foundation.views import requires
from timpora.territory.codes import dotted
from timpora.territory.queries import area_name


@requires(READ)
@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    acting = request.acting
    form = OversightFilter(request.GET or None)
    question = form.question if form.is_bound and form.is_valid() else Question()
    page = list_page(found(question, acting), request)
    rows = rows_of(page)  # read before this look is itself on record
    emit(events.OVERSIGHT_SEEN, by=acting, area=acting.area, words=asked_words(question))
    context = {"form": form, "page": page, "rows": rows, "subject": reference(question.subject)}
    context |= {"days": days_of(question, acting), "asked": request.GET.urlencode()}
    context |= frame("oversight", request.acting_at)
    return render(request, "accountability/oversight.html", context, status=400 if form.errors else 200)


def asked_words(question: Question) -> dict[str, object]:
    names = ("member", "account", "agency", "kind", "purpose", "area", "since", "until", "subject")
    told = {name: getattr(question, name) for name in names}
    return {name: str(value) for name, value in told.items() if value not in ("", None)}


@requires(READ)
@require_GET
def oversight_member(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One member's days and purposes, in the order of the calendar, and every look."""
    acting = request.acting
    form = DaysFilter(request.GET or None)
    asked = form.question if form.is_bound and form.is_valid() else Question()
    question = Question(account=account_id, since=asked.since, until=asked.until)
    account = Account.objects.filter(pk=account_id).first()
    counts, looks = tallies(question, acting), found(question, acting)
    if account is None or not (looks.exists() or form.is_bound or counts.exists()):
        raise Http404
    page = list_page(looks, request)
    rows = rows_of(page)
    emit(events.OVERSIGHT_SEEN, by=acting, subject=account, area=acting.area, words=asked_words(question))
    purposes = [(purpose_label(row["purpose"]), row["n"]) for row in by_purpose(counts)]
    context = {"form": form, "account": account, "page": page, "rows": rows, "tallies": by_day(counts)}
    context |= {"purposes": purposes, "days": days_of(question, acting), "unexamined": unexamined()}
    context |= frame("oversight", request.acting_at)
    return render(request, "accountability/member.html", context, status=400 if form.errors else 200)


@requires(READ)
@require_GET
def oversight_areas(request: HttpRequest) -> HttpResponse:
    """How many looks each part of an area and each agency had; the list itself is one step away."""
    acting = request.acting
    form = AreaFilter(request.GET or None)
    question = form.question if form.is_bound and form.is_valid() else Question()
    above = question.area if question.area is not None else acting.area or COUNTRY
    counts = tallies(question, acting)
    parts = [
        {"area": code, "code": dotted(code), "name": area_name(code), "n": n}
        for code, n in by_part(counts, above).items()
    ]
    found_agencies = list(by_agency(counts))
    agencies = Agency.objects.in_bulk([row["agency_id"] for row in found_agencies if row["agency_id"]])
    lines = [
        {"agency": agencies.get(row["agency_id"]), "n": row["n"], "members": row["members"]} for row in found_agencies
    ]
    lines.sort(key=lambda line: str(line["agency"] or ""))
    emit(events.OVERSIGHT_SEEN, by=acting, area=above, words=asked_words(question))
    context = {"form": form, "parts_of": parts, "agencies": lines, "above": area_name(above), "above_code": above}
    context |= {"days": days_of(question, acting), "unexamined": unexamined()} | frame(
        "oversight_areas", request.acting_at
    )
    return render(request, "accountability/areas.html", context, status=400 if form.errors else 200)
