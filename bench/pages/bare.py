"""The yardstick: the same rows and template from a plain Django view with sign-in, without sharing and events."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from timpora.foundation.lists import list_page
from timpora.registers.forms import SearchForm
from timpora.registers.models import CurrentPerson, CurrentStay
from timpora.registers.views import row_of
from timpora.territory.codes import span
from timpora.territory.queries import learn
from timpora.web.urls import urlpatterns as real


@login_required
def persons(request: HttpRequest) -> HttpResponse:
    known = CurrentPerson.objects.filter(mentions_count__gt=0, is_protected=False)
    rows = (
        known.filter(area__range=span(int(request.GET["in"])))
        .order_by("sort_key", "pk")
        .defer("names", "contradictions")
    )
    page = list_page(rows, request)
    stays = CurrentStay.objects.only("permit_kind", "permit_ends_on", "last_seen_on").in_bulk([row.pk for row in page])
    learn(person.area for person in page)
    lines = [row_of(person, stays.get(person.pk)) for person in page]
    context = {"form": SearchForm(None), "page": page, "rows": lines, "is_listed": True}
    return render(request, "registers/person_list.html", context)


urlpatterns = [path("polos/", persons), *real]  # the template links to the real pages
