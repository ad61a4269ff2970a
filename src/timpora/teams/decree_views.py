"""One decree: what it covers, its file, and the ceremony."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.forms import Form, model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from timpora.documents.actions import make_letter
from timpora.documents.kinds import FieldsMissing
from timpora.documents.views import letter_response
from timpora.foundation.events import emit
from timpora.foundation.templatetags.timpora import tanggal
from timpora.foundation.views import requires, served
from timpora.teams import decree_paper as new_decree
from timpora.teams import events, papers
from timpora.teams.forms import CorrectionForm, FileForm, InaugurationForm
from timpora.teams.models import Decree, Team
from timpora.territory.queries import area_name, day_at, learn

SHOWN_AREAS = 200


@requires("team.read")
@require_GET
def decree_page(request: HttpRequest, team_id: UUID, decree_id: UUID) -> HttpResponse:
    return decree_shown(request, *visible_decree(request, team_id, decree_id))


def decree_shown(
    request: HttpRequest, team: Team, decree: Decree, file: FileForm | None = None,
    ceremony: InaugurationForm | None = None, correction: CorrectionForm | None = None,
) -> HttpResponse:  # fmt: skip
    told = {"on": decree.inaugurated_on, "place": decree.inaugurated_in, "person": decree.inaugurated_by}
    learn(decree.areas[:SHOWN_AREAS])
    context = {
        "team": team,
        "decree": decree,
        "areas": [area_name(area) for area in decree.areas[:SHOWN_AREAS]],
        "together": papers.together_with(decree, request.acting).count(),
        "may_edit": may_edit(request, team),
        "file_form": file or FileForm(),
        "ceremony_form": ceremony or InaugurationForm(initial=told | {"version": decree.version}),
        "correction_form": correction or CorrectionForm(initial=model_to_dict(decree)),
    }
    refused = any(form is not None and form.errors for form in (file, ceremony, correction))
    return render(request, "teams/decree_page.html", context, status=422 if refused else 200)


@requires("team.read")
@require_GET
def decree_file(request: HttpRequest, team_id: UUID, decree_id: UUID) -> HttpResponse:
    _team, decree = visible_decree(request, team_id, decree_id)
    if decree.file_id is None:
        raise Http404("no file")
    emit(events.DECREE_OPENED, subject=decree, by=request.acting)
    return served(papers.file_of(decree), by=request.acting)


@requires("team.edit")
@require_POST
def decree_attach(request: HttpRequest, team_id: UUID, decree_id: UUID) -> HttpResponse:
    team, decree = visible_decree(request, team_id, decree_id, "team.edit")
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return decree_shown(request, team, decree, file=form)
    upload = form.cleaned_data["file"]
    number = papers.attach_file(
        decree, upload.read(), name=upload.name or "", media_type=upload.content_type, by=request.acting
    )
    said = ngettext("Berkas SK tersimpan untuk %(n)d tim.", "Berkas SK tersimpan untuk %(n)d tim.", number)
    messages.success(request, said % {"n": number})
    return redirect("decree_page", team.pk, decree.pk)


@requires("team.edit")
@require_POST
def decree_inaugurate(request: HttpRequest, team_id: UUID, decree_id: UUID) -> HttpResponse:
    team, decree = visible_decree(request, team_id, decree_id, "team.edit")
    form = InaugurationForm(request.POST)
    if not form.is_valid():
        return decree_shown(request, team, decree, ceremony=form)
    try:
        papers.inaugurate(decree, **form.cleaned_data, by=request.acting)
    except papers.ChangedMeanwhile:
        return conflict(request, team, decree, form)
    messages.success(request, _("Pengukuhan tercatat."))
    return redirect("decree_page", team.pk, decree.pk)


@requires("team.edit")
@require_POST
def decree_correct(request: HttpRequest, team_id: UUID, decree_id: UUID) -> HttpResponse:
    team, decree = visible_decree(request, team_id, decree_id, "team.edit")
    form = CorrectionForm(request.POST)
    if form.is_valid():
        told = dict(form.cleaned_data)
        version, everywhere = told.pop("version"), told.pop("everywhere")
        try:
            papers.correct(decree, told, version=version, everywhere=everywhere, by=request.acting)
        except papers.ChangedMeanwhile:
            return conflict(request, team, decree, form)
        except IntegrityError:
            form.add_error("number", _("Nomor SK itu sudah tercatat untuk tim ini. Periksa nomornya."))
    if form.errors:
        return decree_shown(request, team, decree, correction=form)
    messages.success(request, _("Catatan SK diperbaiki."))
    return redirect("decree_page", team.pk, decree.pk)


def conflict(request: HttpRequest, team: Team, decree: Decree, form: Form) -> HttpResponse:
    """Somebody else was first: what was typed is shown to be taken over."""
    shown = [field for field in form if not field.is_hidden]
    typed = [(field.label, tanggal(value) if isinstance(value, date) else value)
             for field in shown if (value := form.cleaned_data[field.name]) and value is not True]  # fmt: skip
    url = reverse("decree_page", args=[team.pk, decree.pk])
    return render(request, "409.html", {"typed": typed, "url": url}, status=409)


def visible_decree(
    request: HttpRequest, team_id: UUID, decree_id: UUID, verb: str | None = None
) -> tuple[Team, Decree]:
    teams = Team.objects.visible_to(request.acting, verb)
    team = get_object_or_404(teams.select_related("secretariat"), pk=team_id)
    return team, get_object_or_404(Decree.objects.filter(team=team), pk=decree_id)


def may_edit(request: HttpRequest, team: Team) -> bool:
    return Team.objects.visible_to(request.acting, "team.edit").filter(pk=team.pk).exists()


@requires("team.edit")
@require_GET
def decree_paper(request: HttpRequest, team_id: UUID, format: str) -> HttpResponse:
    """The next decree from the seats as they stand today, to be edited; nothing is kept of it."""
    team = edited(request, team_id)
    emit(events.DECREE_OPENED, subject=team, by=request.acting)
    try:
        return letter_response("sk_tim", new_decree.words_of(team, today(team)), "sk-tim-pora", format)
    except FieldsMissing:
        return no_seats(request, team)


@requires("team.edit")
@require_POST
def decree_paper_keep(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Entered in the register of letters, where it gets its number and its signature."""
    team = edited(request, team_id)
    day = today(team)
    data = new_decree.words_of(team, day)
    try:
        letter = make_letter(
            template="sk_tim", data=data, about=str(data["about"])[:300], dated=day, area=team.area,
            agency_id=team.secretariat_id, by=request.acting, at=timezone.now(),
        )  # fmt: skip
    except FieldsMissing:
        return no_seats(request, team)
    return redirect("letter_page", letter.pk)


def edited(request: HttpRequest, team_id: UUID) -> Team:
    rows = Team.objects.visible_to(request.acting, "team.edit").select_related("secretariat__kind")
    return get_object_or_404(rows, pk=team_id)


def today(team: Team) -> date:
    return day_at(team.area, timezone.now())


def no_seats(request: HttpRequest, team: Team) -> HttpResponse:
    messages.error(
        request, _("Naskah SK belum dapat dibuat: tim ini belum mempunyai unsur. Tambahkan unsurnya dahulu.")
    )
    return redirect("team_page", team.pk)
