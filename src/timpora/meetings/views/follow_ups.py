"""The matrix of follow-ups, one of them from given to closed, its evidence, and those left without an owner."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timpora.foundation.lists import list_page
from timpora.foundation.models import StoredFile
from timpora.foundation.views import requires, served
from timpora.meetings import actions, follow_ups
from timpora.meetings.actions import following
from timpora.meetings.follow_up_forms import ActForm, HandOverForm, MatrixForm
from timpora.meetings.forms import explain
from timpora.meetings.models import FollowUp, FollowUpEntry, Meeting
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.parts import HOLD
from timpora.territory.queries import day_at, zone_of

READ = "meeting.read"


@requires(READ)
def follow_up_list(request: HttpRequest) -> HttpResponse:
    return matrix_page(request)


def matrix_page(request: HttpRequest, refused: tuple[str, HandOverForm] | None = None) -> HttpResponse:
    acting, day = request.acting, day_at(request.acting.area or 0, timezone.now())
    form = MatrixForm(request.GET, acting=acting)
    told = form.cleaned_data if form.is_valid() else {}
    rows = follow_ups.matrix(
        acting, day, state=told.get("state", ""), agency=told["agency"].pk if told.get("agency") else None,
        team=told["team"].pk if told.get("team") else None, words=told.get("q", ""),
    )  # fmt: skip
    without = follow_ups.ownerless(acting, day) if acting.may(HOLD) else []
    keys = [f"{one.team.pk}:{one.agency.pk}" for one in without]
    forms = [
        refused[1] if refused and refused[0] == key else HandOverForm(acting=acting, of=str(nth))
        for nth, key in enumerate(keys)
    ]
    context = {
        "form": form, "page": list_page(rows, request), "day": day, "is_filtered": any(told.values()),
        "without": list(zip(without, keys, forms, strict=True)),
    }  # fmt: skip
    return render(request, "meetings/follow_up_list.html", context, status=422 if refused else 200)


@requires(READ)
def follow_up_page(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """One follow-up: what is asked, its story, and what the member can do now."""
    row = get_object_or_404(FollowUp.objects.visible_to(request.acting).select_related("agency"), pk=follow_up_id)
    if request.method != "POST":
        return page(request, row)
    act = request.POST.get("act", "")
    rule = following.RULES.get(act)  # type: ignore[call-overload]
    if rule is None or rule.who not in following.roles(row, request.acting):
        raise Http404
    form = ActForm(request.POST, request.FILES, act=act)
    if form.is_valid():
        try:
            actions.move_on(row, act, **form.cleaned_data, by=request.acting, at=timezone.now())
            messages.success(request, _("Tindak lanjut no. %(number)d diperbarui.") % {"number": row.number})
            return redirect("follow_up_page", row.pk)
        except PersonNamed as named:
            form.add_error("words", explain(named))
        except following.SamePerson:
            form.add_error(None, _("Yang melaporkan tidak menutup. Minta rekan di sekretariat untuk menutupnya."))
        except following.NoTeamAbove:
            form.add_error(None, _("Tim di atas tim ini belum tercatat, jadi belum dapat dinaikkan."))
        except actions.NotNow as stands:
            return otherwise(request, stands.current, form)
    return page(request, row, form)


def page(request: HttpRequest, row: FollowUp, refused: ActForm | None = None) -> HttpResponse:
    acts = following.possible(row, request.acting)
    forms = [refused if refused and refused.act == act else ActForm(act=act) for act in acts]
    if refused and refused.act not in acts:
        forms.append(refused)
    context = {
        "row": row, "forms": forms, "entries": follow_ups.entries_of(row, request.acting), "zone": zone_of(row.area),
        "day": day_at(row.area, timezone.now()), "teams": follow_ups.carried_out_by(row),
        "has_meeting": Meeting.objects.visible_to(request.acting).filter(pk=row.meeting_id).exists(),
    }  # fmt: skip
    return render(request, "meetings/follow_up_page.html", context, status=422 if refused else 200)


def otherwise(request: HttpRequest, current: FollowUp, form: ActForm) -> HttpResponse:
    """Somebody was faster: how it stands, and what was typed."""
    last = current.entries.order_by("-at", "-id").first()
    typed = [(_("Tulisan Anda"), form.cleaned_data["words"])]
    if last:
        typed.append((_("Yang tersimpan"), f"{last.get_act_display()}: {last.words}"))
    context = {
        "by": last.by if last else "", "at": last.at if last else None, "typed": typed,
        "url": reverse("follow_up_page", args=[current.pk]),
    }  # fmt: skip
    return render(request, "409.html", context, status=409)


@requires(READ)
def follow_up_evidence(request: HttpRequest, follow_up_id: UUID, evidence_id: UUID) -> HttpResponse:
    entries = FollowUpEntry.objects.visible_to(request.acting).filter(file__isnull=False)
    row = get_object_or_404(entries, pk=evidence_id, follow_up=follow_up_id)
    told = {"name": row.file_name, "media_type": row.file_type, "sha256": row.file_hash}
    return served(StoredFile(id=row.file_id, area=row.area, **told), by=request.acting)


@requires(HOLD)
@require_POST
def follow_up_hand_over(request: HttpRequest) -> HttpResponse:
    """All that one agency left in one team, in one act."""
    acting, key = request.acting, request.POST.get("of", "")
    day = day_at(acting.area or 0, timezone.now())
    found = {f"{one.team.pk}:{one.agency.pk}": one for one in follow_ups.ownerless(acting, day)}
    if key not in found:  # handed over meanwhile
        messages.info(request, _("Tindak lanjut itu sudah diserahkan."))
        return redirect("follow_up_list")
    form = HandOverForm(request.POST, acting=acting, of=str(list(found).index(key)))
    if form.is_valid():
        try:
            count = actions.hand_over(found[key].rows, **form.cleaned_data, by=acting, at=timezone.now())
            said = ngettext("%(n)d tindak lanjut diserahkan.", "%(n)d tindak lanjut diserahkan.", count)
            messages.success(request, said % {"n": count})
            return redirect("follow_up_list")
        except PersonNamed as named:
            form.add_error("words", explain(named))
        except actions.AgencyLeft as left:
            form.add_error("agency", left_words(left))
    return matrix_page(request, (key, form))


def left_words(left: actions.AgencyLeft) -> str:
    return _("%(agency)s tidak lagi menjadi unsur tim ini. Pilih instansi yang menggantikannya.") % {
        "agency": left.agency.short_name
    }


@requires(READ)
def follow_ups_kept(request: HttpRequest) -> HttpResponse:
    day = day_at(request.acting.area or 0, timezone.now())
    rows = follow_ups.who_keeps(request.acting, day)
    context = {"rows": rows, "since": day - follow_ups.YEAR, "day": day, "fewest": follow_ups.FEWEST}
    return render(request, "meetings/follow_ups_kept.html", context)
