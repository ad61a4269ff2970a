"""Teams: the tree, one team, registering a decree, seats and holders."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.foundation.views import requires
from timpora.teams import actions, events, queries
from timpora.teams.coverage import without_team
from timpora.teams.forms import INCOMPLETE, MOST_SEATS, DecreeForm, HolderForm, SeatForm, SeatFormSet, TeamFilter
from timpora.teams.models import Seat, Team
from timpora.teams.sections import sections_of
from timpora.territory.codes import COUNTRY
from timpora.territory.queries import day_at

DRAFT_NEW = "team-new"


@requires("team.read")
def team_list(request: HttpRequest) -> HttpResponse:
    day, asked = day_at(request.acting.area or COUNTRY, timezone.now()), request.GET
    own, state = asked.get("milik") == "kami", asked.get("keadaan", "")
    level = asked["tingkat"] if asked.get("tingkat") in Team.Level.values else ""
    words = asked.get("q", "").replace("\0", "").strip()[:100]
    teams = queries.listed(request.acting, day, state=state, level=level, own=own, words=words)
    page = list_page(teams, request)
    regencies = [team.area for team in page if team.level == Team.Level.KABUPATEN_KOTA]
    without = {} if own or state or words else without_team(regencies, day, request.acting)
    context = {
        "page": page,
        "lines": queries.lines(page, day, without),
        "filter": TeamFilter(asked),
        "is_filtered": bool(own or state or level or words),
    }
    return render(request, "teams/team_list.html", context)


@requires("team.read")
def team_page(request: HttpRequest, team_id: UUID) -> HttpResponse:
    return team_shown(request, visible_team(request, team_id))


def team_shown(request: HttpRequest, team: Team, seat_form: SeatForm | None = None) -> HttpResponse:
    day = day_at(team.area, timezone.now())
    if seat_form is None and Team.objects.visible_to(request.acting, "team.edit").filter(pk=team.pk).exists():
        seat_form = SeatForm(agencies=queries.agencies_for(request.acting))
    context = {
        "team": team,
        "seats": queries.seats_on(team, day),
        "decree": queries.decree_on(team.decrees.all(), day),
        "decrees": team.decrees.order_by("-valid_from", "-dated"),
        "below": Team.objects.visible_to(request.acting).filter(parent=team).count(),
        "has_phones": is_office(request, team),
        "line": f"{team.name}: {request.build_absolute_uri(reverse('team_page', args=[team.pk]))}",
        "sections": sections_of(team, request.acting),
        "seat_form": seat_form,
    }
    refused = seat_form is not None and seat_form.errors
    return render(request, "teams/team_page.html", context, status=422 if refused else 200)


@requires("team.read")
@require_GET
def team_phones(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """The list of telephones, to read, to print and to copy into a chat; each look is on record."""
    team = visible_team(request, team_id)
    if not is_office(request, team):
        raise Http404("telephones are with the secretariat")
    seats = queries.seats_on(team, day_at(team.area, timezone.now()))
    emit(events.PHONES_SHOWN, subject=team, by=request.acting)
    told = [(row, row.holder.phone if row.holder else "") for row in seats]
    return render(request, "teams/team_phones.html", {"team": team, "rows": told, "text": phone_text(team, seats)})


def phone_text(team: Team, seats: list[queries.SeatOn]) -> str:
    """Plain lines, as a chat shows them."""
    lines = [team.name, ""]
    for row in seats:
        if row.holder is None:
            lines.append(f"{row.title} ({row.agency.short_name}): {_('kosong')}")
            continue
        phone = row.holder.phone or _("nomor belum ada")
        lines.append(f"{row.title} ({row.agency.short_name}): {row.holder.name}, {phone}")
    return "\n".join(lines)


@requires("team.edit")
def team_new(request: HttpRequest) -> HttpResponse:
    agencies, draft = queries.agencies_for(request.acting), draft_of(request.acting, DRAFT_NEW)
    form = DecreeForm(request.POST or None, acting=request.acting, initial=draft)
    given = {"prefix": "seats", "form_kwargs": {"agencies": agencies}, "initial": drafted_seats(draft)}
    seats = SeatFormSet(request.POST or None, **given)
    if request.method == "POST" and form.is_valid() and seats.is_valid():
        chosen = [
            actions.NewSeat(row["agency"], row["title"], row["role"]) for row in seats.cleaned_data if row.get("agency")
        ]
        team = actions.decree_team(**form.cleaned_data, seats=chosen, by=request.acting, at=timezone.now())
        drop_draft(request.acting, DRAFT_NEW)
        messages.success(request, _("SK dan unsur tim tersimpan."))
        return redirect("team_page", team.pk)
    return render(
        request, "teams/team_new.html", {"form": form, "seats": seats}, status=422 if request.method == "POST" else 200
    )


def drafted_seats(draft: dict[str, str]) -> list[dict[str, str]]:
    """The rows of a draft that say something; a draft is the form's fields by name."""
    names = ("agency", "title", "role")
    rows = [{name: draft.get(f"seats-{place}-{name}", "") for name in names} for place in range(MOST_SEATS)]
    return [row for row in rows if row["agency"] or row["title"]]


@requires("team.edit")
@require_POST
def seat_add(request: HttpRequest, team_id: UUID) -> HttpResponse:
    team = visible_team(request, team_id, "team.edit")
    form, now = SeatForm(request.POST, agencies=queries.agencies_for(request.acting)), timezone.now()
    if form.is_valid() and not form.cleaned_data["agency"]:
        form.add_error(None, INCOMPLETE)
    if form.errors:
        return team_shown(request, team, form)
    actions.add_seat(team, **form.cleaned_data, begins_on=day_at(team.area, now), by=request.acting, at=now)
    messages.success(request, _("Unsur ditambahkan."))
    return redirect("team_page", team.pk)


@requires("team.edit")
def seat_page(request: HttpRequest, team_id: UUID, seat_id: UUID) -> HttpResponse:
    """Who holds this seat: the change of holder, and the end of the seat."""
    team = visible_team(request, team_id, "team.edit")
    seat = get_object_or_404(team.seats.select_related("position__agency"), pk=seat_id, ends_on=None)
    day = day_at(team.area, timezone.now())
    form = HolderForm(request.POST or None, initial={"begins_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_holder(
                seat.position, **form.cleaned_data, area=team.area, by=request.acting, at=timezone.now()
            )
        except actions.HeldAlready as held:
            words = _("Jabatan ini sudah dipegang sejak %(day)s. Isi tanggal mulai sesudahnya.") % {
                "day": tanggal_pendek(held.since)
            }
            form.add_error("begins_on", words)
        else:
            messages.success(request, _("Pemegang jabatan diperbarui."))
            return redirect("team_page", team.pk)
    held = seat.position.holdings.order_by("-begins_on")
    context = {"team": team, "seat": seat, "form": form, "held": held}
    return render(request, "teams/seat_page.html", context, status=422 if form.errors else 200)


@requires("team.edit")
@require_POST
def seat_end(request: HttpRequest, team_id: UUID, seat_id: UUID) -> HttpResponse:
    team = visible_team(request, team_id, "team.edit")
    seat = get_object_or_404(Seat, pk=seat_id, team=team)
    now = timezone.now()
    if actions.end_seat(seat, on=day_at(team.area, now), by=request.acting, at=now):
        messages.success(request, _("Unsur diakhiri per hari ini."))
    return redirect("team_page", team.pk)


def visible_team(request: HttpRequest, team_id: UUID, verb: str | None = None) -> Team:
    return get_object_or_404(
        Team.objects.visible_to(request.acting, verb).select_related("secretariat", "parent"), pk=team_id
    )


def is_office(request: HttpRequest, team: Team) -> bool:
    """Secretariat of this very team: numbers of telephones are for nobody else."""
    return any(
        Team.objects.visible_to(request.acting, verb).filter(pk=team.pk).exists()
        for verb in ("meeting.hold", "team.edit")
    )
