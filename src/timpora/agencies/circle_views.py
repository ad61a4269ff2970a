"""Pages of circles: those one is in, a new one, who is in it until when, its end."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.agencies import circles
from timpora.agencies.circle_forms import CircleForm, CircleNewForm
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Circle, CircleMember
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.views import Refused, requires
from timpora.territory.queries import zone_of


def found(request: HttpRequest, circle_id: UUID) -> Circle:
    return get_object_or_404(circles.listed(request.acting), pk=circle_id)


def changeable(request: HttpRequest, circle_id: UUID) -> Circle:
    circle = found(request, circle_id)
    if not circles.may_change(circle, request.acting):
        raise Refused(circles.MAKE)
    return circle


def midnight_after(request: HttpRequest, day) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone_of(request.acting.area))


@requires(circles.READ)
def circle_list(request: HttpRequest) -> HttpResponse:
    page = list_page(circles.listed(request.acting), request)
    return render(request, "agencies/circle_list.html", {"page": page})


@requires(circles.READ)
def circle_page(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    circle = found(request, circle_id)
    rows = CircleMember.objects.visible_to(request.acting).filter(circle=circle)
    rows = rows.select_related("agency", "membership__account", "membership__agency").order_by("joined_at", "pk")
    context = {
        "circle": circle,
        "last": last_day(circle),
        "here": [member_line(row) for row in rows if row.left_at is None],
        "left": [member_line(row) for row in rows if row.left_at is not None],
        "may_change": circles.may_change(circle, request.acting),
    }
    return render(request, "agencies/circle_page.html", context)


def last_day(circle: Circle) -> datetime:
    return circle.ends_at - timedelta(seconds=1)


def member_line(row: CircleMember) -> dict[str, object]:
    if row.agency is not None:
        return {"name": row.agency.name, "more": _("seluruh instansi"), "row": row}
    membership = row.membership
    more = f"{DUTIES[membership.duty].label} · {membership.agency.short_name}"
    return {"name": membership.account.name, "more": more, "row": row}


@requires(circles.MAKE)
def circle_new(request: HttpRequest) -> HttpResponse:
    form = CircleNewForm(request.POST or None, initial={"key": uuid7()}, acting=request.acting, at=request.acting_at)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            circle = circles.make(
                key=told["key"], purpose=told["purpose"], ends_at=midnight_after(request, told["until"]),
                agencies=told["agencies"], members=told["members"], by=request.acting, at=request.acting_at,
            )  # fmt: skip
        except circles.Taken:
            typed = [(_("Untuk apa"), told["purpose"])]
            context = {"title": _("Formulir ini sudah pernah dikirim"), "typed": typed, "url": reverse("circle_list")}
            return render(request, "409.html", context, status=409)
        messages.success(request, _("Lingkar kerja dibuat. Hanya anggotanya yang mengetahuinya."))
        return redirect("circle_page", circle.pk)
    return render(request, "agencies/circle_form.html", {"form": form}, status=422 if form.errors else 200)


@requires(circles.MAKE)
def circle_edit(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    circle = changeable(request, circle_id)
    now = CircleMember.objects.filter(circle=circle, left_at=None)
    initial = {
        "until": last_day(circle).astimezone(zone_of(request.acting.area)).date(),
        "agencies": [str(row.agency_id) for row in now if row.agency_id],
        "members": [str(row.membership_id) for row in now if row.membership_id],
        "version": circle.version,
    }
    form = CircleForm(
        request.POST or None, initial=initial, acting=request.acting, at=request.acting_at, kept=list(now)
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            circles.change(
                circle, ends_at=midnight_after(request, told["until"]), agencies=told["agencies"],
                members=told["members"], version=told["version"], by=request.acting, at=request.acting_at,
            )  # fmt: skip
        except circles.Changed:
            return changed(request, circle, form)
        messages.success(request, _("Lingkar kerja diubah. Berlaku pada pembukaan halaman berikutnya."))
        return redirect("circle_page", circle.pk)
    context = {"form": form, "circle": circle}
    return render(request, "agencies/circle_form.html", context, status=422 if form.errors else 200)


def changed(request: HttpRequest, circle: Circle, form: CircleForm) -> HttpResponse:
    names = [agency.name for agency in form.cleaned_data["agencies"]]
    names += [member.account.name for member in form.cleaned_data["members"]]
    typed = [(_("Sampai tanggal"), form.cleaned_data["until"]), (_("Anggota"), ", ".join(names))]
    context = {"typed": typed, "url": reverse("circle_page", args=[circle.pk])}
    return render(request, "409.html", context, status=409)


@requires(circles.MAKE)
@require_POST
def circle_end(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    circle = changeable(request, circle_id)
    circles.end(circle, by=request.acting, at=request.acting_at)
    messages.success(request, _("Lingkar kerja berakhir. Yang dibagikan kepadanya sudah tertutup."))
    return redirect("circle_list")
