"""A child who accompanies a parent: said on the child's page by a document number of the parent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timpora.core.matching import number_key
from timpora.foundation.acting import Acting
from timpora.foundation.views import requires
from timpora.registers.forms import AccompanyForm
from timpora.registers.models import Identifier, Person
from timpora.registers.protection import NoParent, accompany
from timpora.registers.telling import DOCUMENTS
from timpora.registers.views import visible


def parent_with(number: str, acting: Acting) -> Person | None:
    """The one person in reach who bears this number."""
    key = number_key(number)
    told = (
        Identifier.objects.visible_to(acting).filter(kind__in=DOCUMENTS, key=key) if key else Identifier.objects.none()
    )
    found = set(told.values_list("mention__person", flat=True)) - {None}
    return Person.objects.visible_to(acting).filter(pk__in=found).first() if len(found) == 1 else None


@requires("person.protect")
@require_http_methods(["GET", "POST"])
def person_accompany(request: HttpRequest, person_id: UUID) -> HttpResponse:
    child = visible(request, person_id, "person.protect")
    form = AccompanyForm(request.POST or None)
    if form.is_valid() and said(request, child, form):
        return redirect("person_page", child.pk)
    context = {"form": form, "person": child}
    return render(request, "registers/person_accompany.html", context, status=422 if form.errors else 200)


def said(request: HttpRequest, child: Person, form: AccompanyForm) -> bool:
    number = form.cleaned_data["number"]
    parent = parent_with(number, request.acting) if number else None
    if number and parent is None:
        form.add_error("number", _("Tidak ada satu orang dengan nomor ini di wilayah Anda. Periksa nomornya."))
        return False
    try:
        accompany(child, parent, by=request.acting, at=request.acting_at)
    except NoParent:
        form.add_error(
            "number", _("Orang ini tidak dapat menjadi orang tua yang disertai: ia sendiri menyertai orang lain.")
        )
        return False
    messages.success(
        request, _("Tersimpan. Anak mengikuti orang tuanya.") if parent else _("Tersimpan. Anak tidak lagi menyertai.")
    )
    return True
