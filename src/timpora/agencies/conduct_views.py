"""The code of conduct: reading and accepting it, and writing a new version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from timpora.agencies import conduct
from timpora.agencies.forms import AcceptForm, ConductForm
from timpora.agencies.models import Conduct
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.views import SIGNED_IN_ONLY, comes_first, requires

CONDUCT_EDIT = "conduct.edit"
DRAFT = "conduct-edit"


@comes_first
@requires(SIGNED_IN_ONLY)
def conduct_page(request: HttpRequest) -> HttpResponse:
    """Readable at any time; whoever has not accepted this version yet is asked here."""
    row = conduct.in_force()
    if row is None:
        raise Http404
    accepted = conduct.acceptance_of(request.user, row)
    form = AcceptForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != row.version:
            messages.info(request, _("Kode etik baru saja diperbarui. Bacalah versi terbaru di bawah ini."))
            return redirect(request.get_full_path())
        conduct.accept(row, by=request.acting, at=request.acting_at)
        messages.success(request, _("Terima kasih. Persetujuan Anda tercatat."))
        return redirect(target_of(request))
    context = {"conduct": row, "parts": parts_of(row), "accepted": accepted, "form": form}
    context["may_edit"] = request.acting.may(CONDUCT_EDIT)
    return render(request, "agencies/conduct.html", context, status=422 if form.errors else 200)


def target_of(request: HttpRequest) -> str:
    target = request.GET.get("next", "/")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else "/"


def parts_of(row: Conduct) -> list[dict[str, object]]:
    blocks = (block.strip() for block in row.text.replace("\r\n", "\n").split("\n\n"))
    return [{"text": block.removeprefix("## "), "is_heading": block.startswith("## ")} for block in blocks if block]


@requires(CONDUCT_EDIT)
def conduct_edit(request: HttpRequest) -> HttpResponse:
    row = conduct.in_force()
    told = {"text": row.text, "version": row.version} if row else {"version": 0}
    typed = draft_of(request.acting, DRAFT).get("text")  # what was typed before another version had to be accepted
    form = ConductForm(request.POST or None, initial=told | ({"text": typed} if typed else {}))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            conduct.publish(given["text"], after=given["version"], by=request.acting, at=request.acting_at)
        except conduct.Superseded:
            form.add_error(None, ValidationError(_("Orang lain menerbitkan versi baru lebih dahulu. Bacalah dahulu.")))
        else:
            drop_draft(request.acting, DRAFT)
            messages.success(request, _("Versi baru berlaku. Setiap anggota diminta menyetujuinya."))
            return redirect("conduct")
    context = {"form": form, "draft_key": DRAFT}
    return render(request, "agencies/conduct_edit.html", context, status=422 if form.errors else 200)
