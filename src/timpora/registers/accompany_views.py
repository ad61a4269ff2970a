"""A child who accompanies a parent: said on the child's page by a document number of the parent."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timpora.core.matching import number_key
from timpora.foundation.acting import Acting
from timpora.foundation.views import requires
from timpora.registers.childhood import birthday
from timpora.registers.forms import AccompanyForm
from timpora.registers.models import CurrentPerson, Identifier, Person
from timpora.registers.protection import NoParent, accompany
from timpora.registers.telling import DOCUMENTS
from timpora.registers.views import visible
from timpora.territory.queries import day_at


def bearers(number: str, acting: Acting) -> list[Person]:
    """Those in reach who bear this number; of more than one nobody knows which is meant."""
    key = number_key(number)
    told = Identifier.objects.visible_to(acting).filter(kind__in=DOCUMENTS, key=key).values("mention__person")
    return list(Person.objects.visible_to(acting).filter(pk__in=told)[:2]) if key else []


def is_adult(person: Person, acting: Acting, at: datetime) -> bool:
    """As far as it is known."""
    known = CurrentPerson.objects.visible_to(acting).filter(pk=person.pk)
    birth = known.values_list("birth_year", "birth_month", "birth_day").first()
    grown_up = birthday(*birth) if birth else None
    return grown_up is not None and day_at(person.area, at) >= grown_up


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
    number, acting, at = form.cleaned_data["number"], request.acting, request.acting_at
    found = bearers(number, acting) if number else []
    if number and len(found) != 1:
        several = _("Nomor ini tercatat atas nama lebih dari satu orang. Tulis nomor dokumen lain milik orang tuanya.")
        nobody = _("Tidak ada orang dengan nomor ini di wilayah Anda. Periksa nomornya, lalu kirim lagi.")
        form.add_error("number", several if found else nobody)
        return False
    parent = found[0] if found else None
    if child.follows_id == (parent.pk if parent else None):
        messages.info(request, _("Sudah tercatat demikian. Tidak ada yang berubah."))
        return True
    if parent and is_adult(child, acting, at):
        form.add_error(None, _("Orang ini sudah berusia 18 tahun, jadi tidak dicatat sebagai anak yang menyertai."))
        return False
    try:
        accompany(child, parent, by=acting, at=at)
    except NoParent:
        form.add_error(
            "number",
            _("Nomor ini milik anak itu sendiri, atau salah satunya sudah menyertai atau disertai orang lain."),
        )
        return False
    messages.success(
        request, _("Tersimpan. Anak mengikuti orang tuanya.") if parent else _("Tersimpan. Anak tidak lagi menyertai.")
    )
    return True
