"""Bulletins: the list, one bulletin with who has read it, publishing, correcting, withdrawing, reminding."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.agencies.audience import people
from timpora.exchange import bulletins, events
from timpora.exchange.form_page import form_page
from timpora.exchange.forms import BulletinForm, CorrectionForm, ReadersForm
from timpora.exchange.models import Bulletin, BulletinEdition, BulletinReader
from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires, served
from timpora.tasks.forms import ReasonForm
from timpora.territory.queries import day_at, zone_of

READ, SEND, DRAFT = "bulletin.read", "bulletin.send", "bulletin_new"
TABS = {"masuk": gettext_lazy("Untuk kami"), "terbit": gettext_lazy("Dari kami")}


def read_by(acting: Acting) -> Exists:
    own = BulletinReader.objects.filter(bulletin=OuterRef("pk"), agency=acting.agency, edition__gte=OuterRef("edition"))
    return Exists(own)


def tab(acting: Acting, name: str) -> QuerySet[Bulletin]:
    seen = Bulletin.objects.visible_to(acting).select_related("agency").order_by("-number")
    ours = Q(agency=acting.agency)
    return seen.filter(ours) if name == "terbit" else seen.exclude(ours).annotate(is_read=read_by(acting))


@requires(READ)
@require_GET
def bulletin_list(request: HttpRequest) -> HttpResponse:
    acting = request.acting
    tabs = TABS if acting.may(SEND) else {"masuk": TABS["masuk"]}
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in tabs else "masuk"
    page = list_page(tab(acting, chosen), request)
    context = {
        "tabs": tabs.items(),
        "chosen": chosen,
        "page": page,
        "today": day_at(acting.area or 0, request.acting_at),
    }
    return render(request, "exchange/bulletin_list.html", context)


def visible(request: HttpRequest, bulletin_id: UUID, verb: str = READ) -> Bulletin:
    found = Bulletin.objects.visible_to(request.acting, verb).select_related("agency")
    return get_object_or_404(found, pk=bulletin_id)


def own(request: HttpRequest, bulletin_id: UUID) -> Bulletin:
    bulletin = visible(request, bulletin_id, SEND)
    if bulletin.agency_id != request.acting.agency:
        raise Http404
    return bulletin


@requires(READ)
@require_GET
def bulletin_page(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    acting, bulletin = request.acting, visible(request, bulletin_id)
    is_ours = bulletin.agency_id == acting.agency
    bulletins.open_(bulletin, by=acting, at=request.acting_at)
    emit(events.BULLETIN_SEEN, subject=bulletin, by=acting)
    editions = BulletinEdition.objects.visible_to(acting).filter(bulletin=bulletin).order_by("-no")
    readers = bulletin.readers.select_related("agency").order_by("agency__short_name", "pk") if is_ours else ()
    context = {
        "bulletin": bulletin, "is_ours": is_ours and acting.may(SEND), "editions": editions, "newest": editions.first(),
        "page": list_page(readers, request) if is_ours else None, "zone": zone_of(bulletin.area),
        "is_over": bulletin.valid_until < day_at(bulletin.area, request.acting_at),
    }  # fmt: skip
    return render(request, "exchange/bulletin_page.html", context)


@requires(READ)
@require_GET
def bulletin_file(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin = visible(request, bulletin_id)
    newest = get_object_or_404(bulletin.editions, no=bulletin.edition, file_id__isnull=False)
    if bulletin.withdrawn_at is not None and bulletin.agency_id != request.acting.agency:
        raise Http404
    return served(newest.file, by=request.acting)


@requires(SEND)
@require_http_methods(["GET", "POST"])
def bulletin_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    if request.method == "GET":
        draft = draft_of(acting, DRAFT) | {"key": uuid7()}
        return render(
            request, "exchange/bulletin_new.html", {"form": BulletinForm(initial=draft, acting=acting, at=at)}
        )
    form = BulletinForm(request.POST, request.FILES, acting=acting, at=at)
    if "look" in request.POST:  # without scripts; the page says that an attachment has to be chosen again
        form = BulletinForm(initial=request.POST.dict() | lists_of(request.POST), acting=acting, at=at)
        return render(request, "exchange/bulletin_new.html", {"form": form} | readers(request, request.POST))
    if not form.is_valid():
        return render(request, "exchange/bulletin_new.html", {"form": form}, status=422)
    told = form.cleaned_data
    said = {name: told[name] for name in ("key", "audience", "title", "words", "handling", "valid_until")}
    try:
        bulletin = bulletins.publish(**said, upload=told["file"], by=acting, at=at)
    except bulletins.OtherContent:
        typed = [(_("Judul"), told["title"]), (_("Isi"), told["words"])]
        title = _("Kiriman ini sudah dipakai untuk buletin lain")
        return render(
            request, "409.html", {"title": title, "typed": typed, "url": reverse("bulletin_list")}, status=409
        )
    drop_draft(acting, DRAFT)
    messages.success(request, _("Buletin terbit."))
    return redirect("bulletin_page", bulletin.pk)


@requires(SEND)
@require_GET
def bulletin_readers(request: HttpRequest) -> HttpResponse:
    """The part of the form that says who would read it, for the choice as it stands."""
    return render(request, "exchange/bulletin_readers.html", readers(request, request.GET))


def lists_of(told: QueryDict) -> dict[str, list[str]]:
    return {"agencies": told.getlist("agencies")}


def readers(request: HttpRequest, told: QueryDict) -> dict[str, object]:
    """Nothing to say as long as nobody is chosen, or as the choice is none of those offered."""
    form = ReadersForm(told, acting=request.acting, at=request.acting_at)
    if not form.is_valid():
        return {"readers": [], "people": 0}
    chosen = form.cleaned_data
    found = bulletins.would_read(chosen["audience"], chosen["handling"], by=request.acting, at=request.acting_at)
    return {"readers": found, "people": people(found), "is_asked": True}


@requires(SEND)
@require_http_methods(["GET", "POST"])
def bulletin_correct(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    acting, at, bulletin = request.acting, request.acting_at, own(request, bulletin_id)
    today = day_at(bulletin.area, at)
    initial = {name: getattr(bulletin, name) for name in ("title", "words", "valid_until", "edition")}
    form = CorrectionForm(request.POST or None, request.FILES or None, initial=initial, today=today)
    if not form.is_valid():
        return form_page(
            request, form, title=_("Ralat buletin no. %(n)s") % {"n": bulletin.number}, button=_("Terbitkan ralat"),
            lead=_("Ralat menjadi edisi baru. Edisi lama tetap tersimpan."),
            back=(reverse("bulletin_page", args=[bulletin.pk]), _("Buletin")),
        )  # fmt: skip
    told = form.cleaned_data
    said = {name: told[name] for name in ("edition", "title", "words", "valid_until")}
    try:
        bulletins.correct(bulletin, **said, upload=told["file"], by=acting, at=at)
    except bulletins.Stale as stale:
        both = [(_("Isi yang Anda tulis"), told["words"]), (_("Isi sekarang"), stale.bulletin.words)]
        url = reverse("bulletin_page", args=[bulletin.pk])
        return render(request, "409.html", {"typed": both, "url": url}, status=409)
    messages.success(request, _("Ralat terbit. Setiap instansi diminta membacanya lagi."))
    return redirect("bulletin_page", bulletin.pk)


@requires(SEND)
@require_POST
def bulletin_withdraw(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin, form = own(request, bulletin_id), ReasonForm(request.POST)
    if form.is_valid():
        bulletins.withdraw(bulletin, form.cleaned_data["reason"], by=request.acting, at=request.acting_at)
        messages.success(request, _("Buletin ditarik."))
    else:
        messages.warning(request, _("Tulis alasannya, sedikitnya 5 huruf, lalu kirim lagi."))
    return redirect("bulletin_page", bulletin.pk)


@requires(SEND)
@require_POST
def bulletin_remind(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin = own(request, bulletin_id)
    told = bulletins.remind(bulletin, by=request.acting, at=request.acting_at)
    if told:
        messages.success(request, _("%(n)s instansi diingatkan.") % {"n": told})
    else:
        messages.info(request, _("Semua sudah membaca, atau sudah diingatkan hari ini."))
    return redirect("bulletin_page", bulletin.pk)


def unread(acting: Acting, today: object) -> QuerySet[Bulletin]:
    live = tab(acting, "masuk").filter(withdrawn_at=None, valid_until__gte=today, is_read=False)
    return live.order_by(F("handling").desc(), "number")
