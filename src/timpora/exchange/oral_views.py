"""What an agency said at a meeting or by telephone, written down by an officer: the agency is the source."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timpora.exchange import events
from timpora.exchange.form_page import form_page
from timpora.exchange.forms import OralForm
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.views import requires
from timpora.intake import actions
from timpora.sources.models import Source
from timpora.territory.queries import zone_of

DRAFT = "oral_new"


@requires("oral.record")
@require_http_methods(["GET", "POST"])
def oral_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    if request.method == "GET":
        now = at.astimezone(zone_of(acting.area or 0)).replace(tzinfo=None)
        initial = {"seen_at": now, "people": 1} | draft_of(acting, DRAFT) | {"key": uuid7()}
        return shown(request, OralForm(initial=initial, acting=acting, at=at))
    form = OralForm(request.POST, acting=acting, at=at)
    if form.is_valid():
        told = form.cleaned_data
        try:
            report = actions.receive(
                key=told["key"], seen=form.seen(), by=acting, at=at, channel=Source.Channel.ORAL,
                said_by=told["agency"],
            )  # fmt: skip
        except actions.OutOfReach as refusal:
            form.add_error("area", str(refusal))
        except (actions.OtherContent, actions.ReceivedBefore):
            title = _("Kiriman ini sudah dipakai untuk masukan lain")
            context = {"title": title, "typed": [(_("Yang disampaikan"), told["words"])], "url": reverse("oral_new")}
            return render(request, "409.html", context, status=409)
        else:
            emit(events.ORAL_RECORDED, subject=report, by=acting)
            drop_draft(acting, DRAFT)
            messages.success(request, _("Masukan lisan tercatat sebagai laporan no. %(n)s.") % {"n": report.number})
            return redirect("report_page", report.pk)
    return shown(request, form)


def shown(request: HttpRequest, form: OralForm) -> HttpResponse:
    return form_page(
        request, form, title=_("Masukan lisan, dicatat oleh petugas"), button=_("Simpan"), draft=DRAFT,
        back=(reverse("report_list"), _("Laporan")),
        lead=_(
            "Yang disampaikan instansi dalam rapat atau lewat telepon. Instansi itu sumbernya; Anda hanya mencatat."
        ),
    )  # fmt: skip
