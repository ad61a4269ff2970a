"""The details of a meeting, moving it, and calling it off."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timpora.foundation.templatetags.timpora import tanggal
from timpora.foundation.views import requires
from timpora.meetings import actions
from timpora.meetings.forms import CancelForm, DetailsForm, MoveForm, explain
from timpora.meetings.models import Meeting
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.parts import HOLD, to_meeting, until_closed, visible_meeting
from timpora.territory.queries import zone_of


def shown(request: HttpRequest, meeting: Meeting, template: str, form: forms.Form) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "zone": zone_of(meeting.area)}
    return render(request, template, context, status=422 if form.errors else 200)


def changed_meanwhile(
    request: HttpRequest, meeting: Meeting, form: forms.Form, told: dict[str, Any], page: str
) -> HttpResponse:
    """What was typed stays to be read beside the newer state."""
    typed = [(form.fields[name].label, value) for name, value in told.items() if value]
    return render(request, "409.html", {"typed": typed, "url": reverse(page, args=[meeting.pk])}, status=409)


@requires(HOLD)
@until_closed
def meeting_details(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    initial = model_to_dict(meeting) | {"version": meeting.details_version}
    form = DetailsForm(request.POST or None, acting=request.acting, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        version = told.pop("version")
        try:
            actions.change_details(meeting, told, version=version, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            form.add_error(None, explain(named))
        except actions.DetailsChanged:
            return changed_meanwhile(request, meeting, form, told, "meeting_details")
        else:
            messages.success(request, _("Rincian rapat tersimpan."))
            return to_meeting(meeting_id)
    return shown(request, meeting, "meetings/details_page.html", form)


@requires(HOLD)
@until_closed
def meeting_move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = MoveForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at", "place", "because")}
        try:
            moved = actions.move_meeting(meeting, **told, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            form.add_error("because", explain(named))
        except actions.MeetingCollides as collides:
            words = _("Tim ini sudah memiliki rapat pada waktu itu: “%(theme)s”. Pilih waktu lain.")
            form.add_error("begins", words % {"theme": collides.other.theme})
        else:
            day = tanggal(moved.starts_at, zone_of(moved.area))
            if moved.invitations.exclude(sent_at=None).exists():
                said = _("Rapat menjadi %(day)s. Surat undangan dibuat ulang, dan yang diundang diberi tahu.")
            else:
                said = _("Rapat menjadi %(day)s.")
            messages.success(request, said % {"day": day})
            return to_meeting(meeting_id)
    return shown(request, meeting, "meetings/move_page.html", form)


@requires(HOLD)
@until_closed
def meeting_cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_meeting(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            form.add_error("because", explain(named))
        except actions.HeldAlready:
            form.add_error(None, _("Rapat ini sudah berlangsung: kehadiran atau notulanya sudah dicatat."))
        else:
            messages.success(
                request, _("Rapat dibatalkan. Yang diundang diberi tahu, dan suratnya ada di bagian Dokumen.")
            )
            return to_meeting(meeting_id)
    return shown(request, meeting, "meetings/cancel_page.html", form)
