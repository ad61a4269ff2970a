"""Handing open work over: the list before, the act, and the record after."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.agencies import handover, queries
from timpora.agencies.fitting import EDIT
from timpora.agencies.forms import HandOverForm
from timpora.agencies.models import HandOver
from timpora.agencies.views import line, membership_within
from timpora.foundation.views import SIGNED_IN_ONLY, requires


@requires(EDIT)
def member_hand_over(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    membership, at = membership_within(request, membership_id), request.acting_at
    pieces = handover.open_work(membership, request.acting)
    form = HandOverForm(request.POST or None, successors=handover.successors(membership, at))
    if request.method == "POST" and form.is_valid():
        act = handover.hand_over(
            membership,
            form.cleaned_data["successor"],
            by=request.acting,
            at=at,
            is_hidden=form.cleaned_data["is_hidden"],
        )
        if act is None:
            messages.info(request, _("Tidak ada lagi pekerjaan terbuka atas nama ini. Tidak ada yang berubah."))
            return redirect("member_page", membership.pk)
        messages.success(request, told(act))
        return redirect("hand_over_page", act.pk)
    context = line(membership) | {"form": form, "pieces": pieces}
    return render(request, "agencies/member_hand_over.html", context, status=422 if form.errors else 200)


def told(act: HandOver) -> str:
    count = act.pieces.count()
    words = ngettext(
        "%(n)s pekerjaan diserahkan kepada %(name)s.", "%(n)s pekerjaan diserahkan kepada %(name)s.", count
    )
    return words % {"n": count, "name": act.taker.account.name}


@requires(SIGNED_IN_ONLY)
def hand_over_page(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """The record: for both sides, and for those who keep the giver's membership."""
    acting = request.acting
    both = Q(giver=acting.membership) | Q(taker=acting.membership)
    kept = Q(giver__in=queries.memberships_within(acting))
    rows = HandOver.objects.select_related("giver__account", "giver__agency", "taker__account", "by")
    act = rows.filter(both | kept if acting.membership else Q(pk=None), pk=hand_over_id).first()
    if act is None:
        raise Http404
    context = {"act": act, "giver": line(act.giver), "taker": line(act.taker), "kinds": handover.handed(act, acting)}
    return render(request, "agencies/hand_over_page.html", context)
