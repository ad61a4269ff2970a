"""Adding and ending family facts, while one serves the person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from timpora.foundation.views import requires
from timpora.registers import family, purposes
from timpora.registers.forms import FamilyForm, LiftForm
from timpora.registers.models import FamilyTie, Person
from timpora.registers.views import visible


def serves(request: HttpRequest, person: Person) -> bool:
    purpose = purposes.remembered(request, str(person.pk))
    return purpose is not None and purpose.code in family.SERVICE


@requires(family.EDIT)
@require_http_methods(["GET", "POST"])
def family_add(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = visible(request, person_id)
    if not serves(request, person):  # the person's page asks for the purpose
        messages.error(request, _("Fakta keluarga dibuka untuk keperluan layanan saja."))
        return redirect("person_page", person.pk)
    form = FamilyForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render(request, "registers/family_add.html", context, status=422 if form.is_bound else 200)
    family.record(person, by=request.acting, at=request.acting_at, **form.cleaned_data)
    messages.success(request, _("Fakta keluarga tersimpan."))
    return redirect("person_page", person.pk)


@requires(family.EDIT)
@require_POST
def family_end(request: HttpRequest, person_id: UUID, tie_id: UUID) -> HttpResponse:
    person = visible(request, person_id)
    tie = get_object_or_404(FamilyTie.objects.visible_to(request.acting, family.EDIT), pk=tie_id, person=person)
    form = LiftForm(request.POST)
    if form.is_valid():
        family.end(tie, because=form.cleaned_data["reason"][:300], by=request.acting, at=request.acting_at)
        messages.success(request, _("Fakta keluarga ini diakhiri."))
    else:
        messages.error(request, _("Tuliskan alasannya, sedikitnya 10 huruf."))
    return redirect("person_page", person.pk)
