"""The agenda: built anew, lines added, ordered and left out; the order of the ceremony; files for those who come."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.views import requires, served
from timpora.meetings import actions
from timpora.meetings.forms import LineForm, MaterialForm, ProgrammeForm, explain, refuse
from timpora.meetings.models import AgendaLine, Material
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.programme import items
from timpora.meetings.views.details import changed_meanwhile
from timpora.meetings.views.meetings import page_context
from timpora.meetings.views.parts import HOLD, to_meeting, until_closed, visible_meeting


@requires(HOLD)
@require_POST
@until_closed
def agenda_build(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    actions.build_agenda(meeting, by=request.acting, at=timezone.now())
    messages.success(request, _("Agenda diperbarui dari yang masih terbuka."))
    return to_meeting(meeting_id, "agenda")


@requires(HOLD)
@require_POST
@until_closed
def agenda_add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A line; with it the leaflet that is handed out, where one is."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = LineForm(request.POST, request.FILES)
    if form.is_valid():
        told, leaflet, now = form.cleaned_data, form.cleaned_data["leaflet"], timezone.now()
        try:
            line = actions.add_line(meeting, kind=told["kind"], words=told["words"], by=request.acting, at=now)
            if leaflet:
                actions.give_material(
                    meeting, leaflet.read(), title=told["words"][:200], name=leaflet.name,
                    media_type=leaflet.content_type, line=line, by=request.acting, at=now,
                )  # fmt: skip
            return to_meeting(meeting_id, "agenda")
        except PersonNamed as named:
            refuse(form, "words", named)
    return render(request, "meetings/meeting_page.html", page_context(request, meeting, line_form=form), status=422)


@requires(HOLD)
@require_POST
@until_closed
def agenda_leave_out(request: HttpRequest, meeting_id: UUID, line_id: UUID) -> HttpResponse:
    """Leave out, take in again, or move one place: the button says which."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    line = get_object_or_404(AgendaLine, pk=line_id, meeting=meeting)
    act, told = request.POST.get("act"), {"by": request.acting, "at": timezone.now()}
    if act in ("up", "down"):
        actions.move_line(line, is_up=act == "up", **told)
    else:
        actions.leave_out(line, is_out=act != "take_in", **told)
    return to_meeting(meeting_id, "agenda")


@requires(HOLD)
@until_closed
def programme_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    initial = {"programme": "\n".join(items(meeting)), "version": meeting.details_version}
    form = ProgrammeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {"programme": form.cleaned_data["programme"]}
        version = form.cleaned_data["version"]
        try:
            actions.change_details(meeting, told, version=version, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            form.add_error("programme", explain(named))
        except actions.DetailsChanged:
            return changed_meanwhile(request, meeting, form, told, "programme_page")
        else:
            messages.success(request, _("Susunan acara tersimpan."))
            return to_meeting(meeting_id, "susunan-acara")
    context = {"meeting": meeting, "form": form}
    return render(request, "meetings/programme_page.html", context, status=422 if form.errors else 200)


@requires(HOLD)
@require_POST
@until_closed
def material_give(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = MaterialForm(request.POST, request.FILES)
    if form.is_valid():
        file, told = form.cleaned_data["file"], form.cleaned_data
        try:
            actions.give_material(
                meeting, file.read(), title=told["title"], name=file.name, media_type=file.content_type,
                handling=told["handling"], by=request.acting, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Bahan rapat tersimpan."))
            return to_meeting(meeting_id, "bahan")
        except PersonNamed as named:
            form.add_error("title", explain(named))
    context = page_context(request, meeting, material_form=form)
    return render(request, "meetings/meeting_page.html", context, status=422)


@requires(HOLD)
@require_POST
@until_closed
def material_take_back(request: HttpRequest, meeting_id: UUID, material_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    material = get_object_or_404(Material.objects.select_related("meeting"), pk=material_id, meeting=meeting)
    if actions.take_back_material(material, by=request.acting, at=timezone.now()):
        messages.info(request, _("Bahan “%(title)s” ditarik.") % {"title": material.title})
    return to_meeting(meeting_id, "bahan")


@requires("meeting.read")
@require_GET
def material_file(request: HttpRequest, meeting_id: UUID, material_id: UUID) -> HttpResponse:
    """To whoever may read the meeting up to the material's level."""
    meeting = visible_meeting(request, meeting_id)
    standing = Material.objects.visible_to(request.acting).filter(meeting=meeting, taken_back_at=None)
    return served(get_object_or_404(standing, pk=material_id).file, by=request.acting)
