"""The library: the list, one document to read and mark, who has not read it, and new editions."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.exchange import guidance as library
from timpora.exchange.form_page import form_page
from timpora.exchange.forms import EditionForm, GuidanceForm
from timpora.exchange.models import Guidance, GuidanceEdition, GuidanceRead
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires, served
from timpora.territory.queries import day_at, zone_of

READ, PUBLISH, DRAFT = "guidance.read", "guidance.publish", "guidance_new"


@requires(READ)
@require_GET
def guidance_list(request: HttpRequest) -> HttpResponse:
    acting = request.acting
    own = GuidanceRead.objects.filter(edition=OuterRef("pk"), account_id=acting.account)
    page = list_page(library.library(acting).annotate(is_read=Exists(own)), request)
    return render(request, "exchange/guidance_list.html", {"page": page, "today": today(request)})


def today(request: HttpRequest) -> object:
    return day_at(request.acting.area or 0, request.acting_at)


def newest(request: HttpRequest, guidance_id: UUID) -> GuidanceEdition:
    return get_object_or_404(library.library(request.acting), guidance_id=guidance_id)


def own(request: HttpRequest, guidance_id: UUID) -> Guidance:
    guidance = newest(request, guidance_id).guidance
    if guidance.agency_id != request.acting.agency:
        raise Http404
    return guidance


@requires(READ)
@require_GET
def guidance_page(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    acting, edition = request.acting, newest(request, guidance_id)
    is_ours = edition.guidance.agency_id == acting.agency and acting.may(PUBLISH)
    context = {
        "edition": edition, "is_ours": is_ours, "zone": zone_of(edition.guidance.area), "today": today(request),
        "read": edition.reads.filter(account_id=acting.account).first(),
        "editions": edition.guidance.editions.order_by("-no"),
    }  # fmt: skip
    if is_ours:
        context["page"] = list_page(library.agencies_reading(edition, acting, request.acting_at), request)
    return render(request, "exchange/guidance_page.html", context)


@requires(READ)
@require_GET
def guidance_file(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    edition = newest(request, guidance_id)
    if edition.file_id is None:
        raise Http404
    return served(edition.file, by=request.acting)


@requires(READ)
@require_POST
def guidance_mark_read(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    """The edition that was on the screen: of a newer one nothing is marked."""
    edition = newest(request, guidance_id)
    if request.POST.get("edition") != str(edition.no):
        messages.warning(request, _("Edisi baru terbit sejak halaman ini dibuka. Bacalah edisi baru ini dahulu."))
    else:
        library.mark_read(edition, by=request.acting, at=request.acting_at)
        messages.success(request, _("Tercatat sudah dibaca."))
    return redirect("guidance_page", guidance_id)


@requires(PUBLISH)
@require_http_methods(["GET", "POST"])
def guidance_new(request: HttpRequest) -> HttpResponse:
    initial = {"valid_from": today(request)} | draft_of(request.acting, DRAFT) | {"key": uuid7()}
    form = GuidanceForm(request.POST or None, request.FILES or None, initial=initial)
    if not form.is_valid():
        return form_page(
            request, form, title=_("Pedoman baru"), lead=_("Dibaca semua anggota di wilayah tugas Anda."),
            back=(reverse("guidance_list"), _("Pustaka pedoman")), button=_("Terbitkan"), draft=DRAFT,
        )  # fmt: skip
    told = form.cleaned_data
    said = {name: told[name] for name in ("key", "title", "words", "valid_from", "valid_until")}
    guidance = library.publish(**said, upload=told["file"], by=request.acting, at=request.acting_at)
    drop_draft(request.acting, DRAFT)
    messages.success(request, _("Pedoman terbit."))
    return redirect("guidance_page", guidance.pk)


@requires(PUBLISH)
@require_http_methods(["GET", "POST"])
def guidance_renew(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    guidance = own(request, guidance_id)
    last = guidance.editions.get(no=guidance.edition)
    initial = {"words": last.words, "valid_from": today(request), "edition": guidance.edition}
    form = EditionForm(request.POST or None, request.FILES or None, initial=initial)
    if not form.is_valid():
        return form_page(
            request, form, title=_("Edisi baru pedoman"), lead=guidance.title, button=_("Terbitkan"),
            back=(reverse("guidance_page", args=[guidance.pk]), guidance.title),
        )  # fmt: skip
    told = form.cleaned_data
    said = {name: told[name] for name in ("edition", "words", "valid_from", "valid_until")}
    try:
        library.renew(guidance, **said, upload=told["file"], by=request.acting, at=request.acting_at)
    except library.Stale as stale:
        now = stale.guidance.editions.get(no=stale.guidance.edition)
        both = [(_("Isi yang Anda tulis"), told["words"]), (_("Isi sekarang"), now.words)]
        url = reverse("guidance_page", args=[guidance.pk])
        return render(request, "409.html", {"typed": both, "url": url}, status=409)
    messages.success(request, _("Edisi baru terbit. Setiap anggota diminta membacanya lagi."))
    return redirect("guidance_page", guidance.pk)
