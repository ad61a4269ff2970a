"""The list of foreigners on file with its search, and one person's page. Every look is on record with its purpose."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import Kind, emit
from timpora.foundation.lists import key_page
from timpora.foundation.models import Account
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.foundation.views import requires
from timpora.registers import actions, events, family, purposes
from timpora.registers.forms import LiftForm, ProtectForm, PurposeForm, SearchForm
from timpora.registers.models import CurrentPerson, CurrentStay, Person, Protection
from timpora.registers.protection import KEY, LIFT, NotYet
from timpora.registers.queries import timeline
from timpora.registers.readers import readers_of, sees_nik
from timpora.registers.search import Question, found
from timpora.registers.sections import sections_of
from timpora.registers.urgent import opened_through
from timpora.registers.wording import birth_text, country, facts_of_page, numbers_of, permit_name, place, told_of
from timpora.territory.queries import learn

LISTED = ("name", "nationality", "birth_year", "birth_month", "birth_day", "area", "is_present",
          "is_protected")  # fmt: skip
LISTED_STAY = ("permit_kind", "permit_ends_on", "last_seen_on")


@requires("person.read")
def person_list(request: HttpRequest) -> HttpResponse:
    known = purposes.purpose_of(request, purposes.SEARCH)
    form = SearchForm(request.GET if submitted(request) else None, remembered=known.code if known else "")
    if not form.is_bound:
        context = listed(request, Question(), known)
    elif form.is_valid():
        said = form.cleaned_data["purpose"]
        purpose = known if known and known.code == said else purposes.remember(request, purposes.SEARCH, said)
        context = listed(request, form.question, purpose) | {"is_search": True}
    else:
        context = {}
    return render(request, "registers/person_list.html", {"form": form} | context, status=400 if form.errors else 200)


def submitted(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in ("q", "area", "kind", "presence"))


def listed(request: HttpRequest, question: Question, purpose: purposes.Purpose | None) -> dict[str, Any]:
    page = key_page(found(question, request.acting).values_list("pk", flat=True), request)
    people = {row.pk: row for row in CurrentPerson.objects.among(request.acting, page, only=LISTED)}
    stays = {row.pk: row for row in CurrentStay.objects.among(request.acting, page, only=LISTED_STAY)}
    learn(person.area for person in people.values())
    rows = [row_of(people[pk], stays.get(pk)) for pk in page if pk in people]
    shown = [str(pk) for pk in page]
    words = {"query": key_ring().blind_index(repr(question)), "found": page.paginator.count, "shown": shown}
    emit(
        events.PERSONS_SEARCHED, by=request.acting, area=question.area or request.acting.area, count=max(1, len(shown)),
        purpose=purpose.code if purpose else "", words=words | (purpose.words if purpose else {}),
    )  # fmt: skip
    return {"page": page, "rows": rows, "is_listed": True}


def row_of(person: CurrentPerson, stay: CurrentStay | None) -> dict[str, Any]:
    ends_on = stay.permit_ends_on if stay else None
    return {
        "person": person,
        "nationality": country(person.nationality),
        "birth": birth_text(person.birth_year, person.birth_month, person.birth_day),
        "permit": permit_name(stay.permit_kind) if stay else "",
        "until": _("sampai %(day)s") % {"day": tanggal_pendek(ends_on)} if ends_on else "",
        "seen_on": stay.last_seen_on if stay else None,
        "area": place(person.area),
    }


def visible(request: HttpRequest, person_id: UUID, verb: str | None = None) -> Person:
    """A citizen is no foreigner: the file is there for services only."""
    person = Person.objects.one(request.acting, person_id, verb=verb)
    if person is None or (person.is_citizen and not request.acting.may(family.READ)):
        raise Http404
    return person


@requires("person.read")
def person_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return opened(request, person_id, "registers/person_page.html", events.PERSON_OPENED)


@requires("person.read")
def person_print(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return opened(request, person_id, "registers/person_print.html", events.PERSON_PRINTED)


def opened(request: HttpRequest, person_id: UUID, template: str, kind: Kind) -> HttpResponse:
    """The file, once the purpose is known; till then the question for it."""
    person = visible(request, person_id)
    through = opened_through(request.acting, person)
    purpose = purposes.Purpose(purposes.URGENT, through) if through else purposes.purpose_of(request, str(person.pk))
    if purpose is None:
        return ask_purpose(request, person, PurposeForm(initial=searched_for(request)))
    emit(kind, by=request.acting, subject=person, purpose=purpose.code, words=purpose.words)
    context = page_of(request, person) | {"purpose": purposes.LABELS[purpose.code], "is_urgent": bool(through)}
    if kind is events.PERSON_OPENED:  # family facts are not printed
        context["family"] = family.ties_of(person, purpose.code, by=request.acting)
        context["may_edit_family"] = request.acting.may(family.EDIT)
    return render(request, template, context)


def searched_for(request: HttpRequest) -> dict[str, str]:
    purpose = purposes.remembered(request, purposes.SEARCH)
    return {"purpose": purpose.code} if purpose else {}


def ask_purpose(request: HttpRequest, person: Person, form: PurposeForm, status: int = 200) -> HttpResponse:
    action = f"{reverse('person_purpose', args=[person.pk])}?{urlencode({'to': request.path})}"
    return render(request, "registers/person_purpose.html", {"form": form, "action": action}, status=status)


@requires("person.read")
@require_POST
def person_purpose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = visible(request, person_id)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return ask_purpose(request, person, form, status=400)
    purposes.remember(request, str(person.pk), form.cleaned_data["purpose"])
    printed = reverse("person_print", args=[person.pk])
    return redirect(printed if request.GET.get("to") == printed else reverse("person_page", args=[person.pk]))


def page_of(request: HttpRequest, person: Person) -> dict[str, Any]:
    acting = request.acting
    current = CurrentPerson.objects.one(acting, person.pk)
    stay = CurrentStay.objects.one(acting, person.pk)
    story = timeline(person, acting, current)
    shields: list[Protection] = []
    if person.is_protected:
        stands = "person_id = %s and lifted_at is null"
        shields = Protection.objects.read(acting, stands, [person.pk], then="order by set_at", verb=KEY)
    return {
        "person": person,
        "current": current,
        "stay": stay,
        "facts": facts_of_page(person, current, stay) if current and stay else [],
        "numbers": numbers_of(story.told, sees_nik=sees_nik(acting)),
        "entries": [told_of(spoken) for spoken in story.told],
        "beyond": story.beyond,
        "readers": readers_of(person, request.acting_at),
        "sections": sections_of(person, acting),
        "shields": [shield_of(row, request) for row in shields],
        "parent": Person.objects.one(acting, person.follows_id) if person.follows_id else None,
        "children": Person.objects.read(acting, "follows_id = %s", [person.pk], then="order by id"),
        "may_protect": not person.is_protected and decide(acting.scopes, "person.protect", facts_of(person)).is_allowed,
        "area": place(person.area),
        "now": request.acting_at,
    }


def shield_of(row: Protection, request: HttpRequest) -> dict[str, Any]:
    ids = [row.person_id, row.pk]
    names = dict(Account.objects.filter(pk__in=[row.set_by, row.lift_asked_by]).values_list("pk", "name"))
    return {
        "row": row,
        "set_by": names.get(row.set_by, ""),
        "asked_by": names.get(row.lift_asked_by, ""),
        "asked_by_me": row.lift_asked_by == request.acting.account,
        "may_lift": request.acting.may(LIFT),
        "ask_url": reverse("person_lift_ask", args=ids) if row.person_id else "",
        "lift_url": reverse("person_lift", args=ids) if row.person_id else "",
    }


@requires("person.protect")
def person_protect(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = visible(request, person_id, "person.protect")
    form = ProtectForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "person": person, "current": getattr(person, "current", None)}
        return render(request, "registers/person_protect.html", context, status=400 if form.errors else 200)
    told = form.cleaned_data
    by, at = request.acting, request.acting_at
    actions.protect(person.pk, area=person.area, by=by, at=at, **told)
    messages.success(request, _("Orang ini sekarang dilindungi. Hanya pemegang kunci yang masih dapat melihatnya."))
    still_there = Person.objects.visible_to(request.acting).filter(pk=person.pk).exists()
    if still_there:
        return redirect("person_page", person.pk)
    return redirect(f"{reverse('helpers')}?jenis={told['kind']}")  # nothing on it says who is helped


def shield(request: HttpRequest, person_id: UUID, protection_id: UUID) -> Protection:
    rows = Protection.objects.visible_to(request.acting, KEY)
    row = rows.filter(pk=protection_id, person=visible(request, person_id)).first()
    if row is None:
        raise Http404
    return row


def ask_to_lift(request: HttpRequest, row: Protection) -> None:
    form = LiftForm(request.POST)
    if form.is_valid():
        actions.ask_lift(row, form.cleaned_data["reason"], by=request.acting, at=request.acting_at)
        messages.success(request, _("Pencabutan sudah diminta. Pemegang kunci kedua yang memutuskannya."))
    else:
        messages.error(request, _("Tuliskan alasan pencabutan, sedikitnya 10 huruf. Pelindungan tetap berlaku."))


def lift(request: HttpRequest, row: Protection) -> None:
    try:
        actions.lift(row, by=request.acting, at=request.acting_at)
    except NotYet:
        messages.error(request, _("Pelindungan dicabut oleh pemegang kunci kedua, bukan oleh yang memintanya."))
    else:
        messages.success(request, _("Pelindungan ini dicabut."))


@requires(LIFT)
@require_POST
def person_lift_ask(request: HttpRequest, person_id: UUID, protection_id: UUID) -> HttpResponse:
    ask_to_lift(request, shield(request, person_id, protection_id))
    return redirect("person_page", person_id)


@requires(LIFT)
@require_POST
def person_lift(request: HttpRequest, person_id: UUID, protection_id: UUID) -> HttpResponse:
    lift(request, shield(request, person_id, protection_id))
    return redirect("person_page", person_id)
