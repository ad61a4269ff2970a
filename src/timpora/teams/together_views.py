"""The form by which one decree makes the teams of all kecamatan of a regency: look first, then one act."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.views import requires
from timpora.teams import together
from timpora.teams.forms import TogetherForm, regencies_for
from timpora.teams.officers import read_officers
from timpora.territory.codes import dotted
from timpora.territory.models import Area
from timpora.territory.queries import area_name, districts_of

USUAL_FIRST = ("ketua", "koordinator", "sekretaris", "danramil", "kapolsek")


@requires("team.edit")
def team_together(request: HttpRequest) -> HttpResponse:
    regencies = regencies_for(request.acting)
    if "wilayah" not in request.GET:
        choices = [(regency, f"?wilayah={regency.dotted}") for regency in regencies]
        return render(request, "teams/together_where.html", {"choices": choices})
    regency = next((area for area in regencies if area.dotted == request.GET["wilayah"]), None)
    if regency is None:
        raise Http404("no regency of this reach")
    return made_or_shown(request, regency, list(districts_of(regency.code)))


def made_or_shown(request: HttpRequest, regency: Area, districts: list[Area]) -> HttpResponse:
    acting, key = request.acting, f"teams-together-{regency.dotted}"
    there = together.existing_teams([district.code for district in districts], acting)
    labels = [(district.code, label_of(district, there)) for district in districts]
    initial = first_values(districts) | lists(draft_of(acting, key))
    form = TogetherForm(request.POST or None, acting=acting, districts=labels, initial=initial)
    context: dict[str, Any] = {"form": form, "regency": area_name(regency.code), "draft_key": key}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = [district for district in districts if district.code in told["districts"]]
        officers, problems = read_officers(told["officers"], {d.code: d.name for d in chosen})
        planned = together.plan(chosen, officers, acting)
        if not problems and request.POST.get("step") == "make":
            try:
                made = together.make_together(planned, paper_of(told), told["usual"], by=acting, at=timezone.now())
            except together.HoldersDiffer as differ:
                problems = differ.problems
            else:
                drop_draft(acting, key)
                said = ngettext("SK tercatat untuk %(n)d tim.", "SK tercatat untuk %(n)d tim.", len(made))
                messages.success(request, said % {"n": len(made)})
                return redirect(f"{reverse('team_coverage')}?wilayah={dotted(regency.code)}")
        usual = [together.USUAL[name][1] for name in told["usual"]]
        context |= {"planned": planned, "problems": problems, "officers": len(officers), "usual": usual}
    refused = bool(form.errors or context.get("problems"))
    return render(request, "teams/together.html", context, status=422 if refused else 200)


def label_of(district: Area, there: dict[int, Any]) -> str:
    team = there.get(district.code)
    return f"{district.name} — {team.name}" if team else district.name


def first_values(districts: list[Area]) -> dict[str, Any]:
    return {"districts": [district.code for district in districts], "usual": list(USUAL_FIRST)}


def lists(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft keeps a list of one as the one."""
    alone = {name: [draft[name]] for name in ("districts", "usual") if isinstance(draft.get(name), str)}
    return draft | alone


def paper_of(told: dict[str, Any]) -> together.Paper:
    names = ("number", "dated", "issuer", "valid_from", "valid_until", "secretariat")
    return together.Paper(**{name: told[name] for name in names})
