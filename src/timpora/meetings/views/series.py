"""How often teams meet: the list with those past their time, and one team's own word."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timpora.foundation.lists import list_page
from timpora.foundation.views import requires
from timpora.meetings import actions, series
from timpora.meetings.forms import SeriesForm, explain
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.parts import HOLD
from timpora.teams.models import Team
from timpora.territory.queries import area_name, learn


@requires("meeting.read")
def series_list(request: HttpRequest) -> HttpResponse:
    now, is_late = timezone.now(), request.GET.get("tab") != "semua"
    teams = Team.objects.visible_to(request.acting)
    found = (
        series.late(request.acting, now) if is_late else series.with_rhythm(teams, now).order_by("area", "name", "id")
    )
    page = list_page(found.select_related("series"), request)
    learn(team.area for team in page)
    held = set(
        Team.objects.visible_to(request.acting, HOLD).filter(pk__in=[t.pk for t in page]).values_list("pk", flat=True)
    )
    rows = [(team, series.rhythm(team, now), area_name(team.area), team.pk in held) for team in page]
    context = {"page": page, "rows": rows, "is_late": is_late}
    return render(request, "meetings/series_list.html", context)


@requires(HOLD)
def series_edit(request: HttpRequest, team_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.visible_to(request.acting, HOLD), pk=team_id)
    known = series.rhythm_of(team, timezone.now())
    initial = {"every_months": known.every, "theme_pattern": known.theme_pattern, "version": known.version}
    form = SeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_series(team, **form.cleaned_data, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            form.add_error("theme_pattern", explain(named))
        except actions.SeriesChanged:
            typed = [(form.fields[name].label, form.cleaned_data[name]) for name in ("every_months", "theme_pattern")]
            context = {"typed": typed, "url": reverse("series_edit", args=[team.pk])}
            return render(request, "409.html", context, status=409)
        else:
            messages.success(request, _("Jadwal rutin tersimpan."))
            return redirect("team_page", team.pk)
    context = {"team": team, "form": form, "known": known, "practice": series.practice()}
    return render(request, "meetings/series_edit.html", context, status=422 if form.errors else 200)
