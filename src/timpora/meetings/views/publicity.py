"""After the meeting: the press release with its second person, the media log, and all decisions on a subject."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import PER_PAGE, list_page
from timpora.foundation.views import requires
from timpora.meetings import decisions, press
from timpora.meetings.actions import publicity as acts
from timpora.meetings.models import Meeting
from timpora.meetings.models_publicity import MediaItem, PressRelease
from timpora.meetings.views.parts import HOLD, visible_meeting
from timpora.territory.forms import AreaField, day_field
from timpora.territory.queries import zone_of

READ = "meeting.read"


class ReleaseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    headline = forms.CharField(label=gettext_lazy("Judul"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Isi"), max_length=20_000, strip=False, widget=forms.Textarea(attrs={"rows": 14})
    )


class MediaForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    meeting = forms.ModelChoiceField(label=gettext_lazy("Rapat"), queryset=Meeting.objects.none(), required=False)
    outlet = forms.CharField(label=gettext_lazy("Media"), max_length=160)
    title = forms.CharField(label=gettext_lazy("Judul berita"), max_length=300)
    published_on = day_field(gettext_lazy("Tanggal terbit"))
    link = forms.URLField(label=gettext_lazy("Tautan"), max_length=500, required=False, assume_scheme="https")
    wrong = forms.CharField(
        label=gettext_lazy("Yang keliru"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    asked = forms.CharField(
        label=gettext_lazy("Yang diminta dari media"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    asked_on = day_field(gettext_lazy("Diminta pada"), required=False)
    came = forms.CharField(
        label=gettext_lazy("Hasilnya"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, request: HttpRequest, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid7(), "version": 0} | (initial or {}), **kwargs)
        meetings = Meeting.objects.visible_to(request.acting, HOLD).order_by("-starts_at")
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = lambda row: f"{row.number}: {row.theme}"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("asked")) != bool(told.get("asked_on")) and not self.errors:
            self.add_error("asked_on", _("Permintaan ditulis bersama tanggalnya. Lengkapi keduanya, atau kosongkan."))
        return told


class SubjectForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Pokok"), max_length=100, required=False)
    area = AreaField(label=gettext_lazy("Wilayah"), required=False)


@requires(HOLD)
def press_release(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Drafted from the meeting until somebody wrote it; then read and approved by a second person."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    release = PressRelease.objects.filter(meeting=meeting).first()
    if request.method != "POST":
        return release_shown(request, meeting, release, None)
    if request.POST.get("act") == "approve" and release is not None:
        return approved(request, meeting, release)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            acts.write_release(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
            drop_draft(request.acting, f"press-{meeting.pk}")
            messages.success(request, _("Siaran pers disimpan. Orang kedua membaca dan menyetujuinya."))
            return redirect("press_release", meeting.pk)
        except acts.NotFit as unfit:
            for sentence in unfit.wrong:
                form.add_error("text", sentence)
        except acts.ReleaseStands as stands:
            return as_it_stands(request, meeting, stands.current, form.cleaned_data["text"])
    return release_shown(request, meeting, release, form)


def release_shown(
    request: HttpRequest, meeting: Meeting, release: PressRelease | None, refused: ReleaseForm | None
) -> HttpResponse:
    if release is None:
        headline, text = press.draft(meeting, request.acting)
        initial = {"version": 0, "headline": headline, "text": text}
    else:
        initial = {"version": release.version, "headline": release.headline, "text": release.text}
    is_open = release is None or release.approved_by is None
    is_mine = release is not None and release.written_by == request.acting.account
    form = refused or ReleaseForm(initial=initial | draft_of(request.acting, f"press-{meeting.pk}"))
    context = {
        "meeting": meeting, "release": release, "form": form if is_open else None, "zone": zone_of(meeting.area),
        "draft_key": f"press-{meeting.pk}", "may_approve": release and is_open and not is_mine,
    }  # fmt: skip
    return render(request, "meetings/press_page.html", context, status=422 if refused else 200)


def approved(request: HttpRequest, meeting: Meeting, release: PressRelease) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        told = int(version) if version.isdecimal() and len(version) < 9 else 0
        acts.approve_release(release, version=told, by=request.acting, at=timezone.now())
    except acts.SamePerson:
        messages.warning(request, _("Yang menulis tidak menyetujui. Minta rekan di sekretariat membacanya."))
    except acts.NotFit as unfit:
        messages.warning(request, " ".join(unfit.wrong))
    except acts.ReleaseStands as stands:
        return as_it_stands(request, meeting, stands.current, "")
    else:
        messages.success(
            request, _("Disetujui. Suratnya menunggu tanda tangan kepala kantor; tidak ada yang terkirim sendiri.")
        )
    return redirect("press_release", meeting.pk)


def as_it_stands(request: HttpRequest, meeting: Meeting, current: PressRelease, typed: str) -> HttpResponse:
    texts = [(_("Tulisan Anda"), typed), (_("Yang tersimpan"), current.text)] if typed else []
    context = {
        "by": current.approved_by_name or current.written_by_name, "at": current.approved_at or current.written_at,
        "typed": texts, "url": reverse("press_release", args=[meeting.pk]),
    }  # fmt: skip
    return render(request, "409.html", context, status=409)


@requires(READ)
def media_list(request: HttpRequest) -> HttpResponse:
    rows = MediaItem.objects.visible_to(request.acting).select_related("meeting").order_by("-published_on", "-id")
    return render(request, "meetings/media_list.html", {"page": list_page(rows, request)})


@requires(HOLD)
def media_new(request: HttpRequest) -> HttpResponse:
    initial = draft_of(request.acting, "media-new")
    form = MediaForm(request.POST or None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        area = told["meeting"].area if told["meeting"] else request.acting.area
        acts.log_media(**told, area=area, by=request.acting, at=timezone.now())
        drop_draft(request.acting, "media-new")
        return redirect("media_list")
    context = {"form": form, "draft_key": "media-new"}
    return render(request, "meetings/media_page.html", context, status=422 if form.errors else 200)


@requires(HOLD)
def media_page(request: HttpRequest, media_id: UUID) -> HttpResponse:
    item = get_object_or_404(MediaItem.objects.visible_to(request.acting, HOLD), pk=media_id)
    names = (
        "key",
        "version",
        "meeting",
        "outlet",
        "title",
        "published_on",
        "link",
        "wrong",
        "asked",
        "asked_on",
        "came",
    )
    draft_key = f"media-{item.pk}"
    initial = {name: getattr(item, name) for name in names} | draft_of(request.acting, draft_key)
    form = MediaForm(request.POST or None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        try:
            acts.change_media(item, **told, by=request.acting, at=timezone.now())
        except acts.ItemChanged as changed:
            now, mine = changed.current, form.cleaned_data
            typed = [
                (_("Tulisan Anda"), f"{mine['wrong']}\n{mine['asked']}\n{mine['came']}".strip()),
                (_("Yang tersimpan"), f"{now.wrong}\n{now.asked}\n{now.came}".strip()),
            ]
            context = {
                "by": now.changed_by, "at": now.changed_at, "typed": typed, "url": reverse("media_page", args=[now.pk])
            }  # fmt: skip
            return render(request, "409.html", context, status=409)
        drop_draft(request.acting, draft_key)
        return redirect("media_list")
    context = {"form": form, "item": item, "draft_key": draft_key}
    return render(request, "meetings/media_page.html", context, status=422 if form.errors else 200)


@requires(READ)
def decision_list(request: HttpRequest) -> HttpResponse:
    """Words and area narrow it; without either, the newest decisions within reach."""
    form = SubjectForm(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    rows = decisions.decided(request.acting, told.get("q", ""), told.get("area"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "is_filtered": any(told.values())}
    return render(request, "meetings/decision_list.html", context, status=422 if form.errors else 200)
