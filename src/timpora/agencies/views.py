"""Members within reach: the list, a new member, a new agency, the end of a duty; and one's own password."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from timpora.agencies import actions, handover, queries
from timpora.agencies.duties import DUTIES
from timpora.agencies.fitting import EDIT
from timpora.agencies.forms import AgencyForm, EmailForm, EndForm, MemberForm, PasswordForm
from timpora.agencies.models import Membership
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.lists import list_page
from timpora.foundation.models import Account
from timpora.foundation.signing_in import limits
from timpora.foundation.signing_in.doors import failed_password
from timpora.foundation.signing_in.factors import take_off
from timpora.foundation.views import SIGNED_IN_ONLY, Refused, requires
from timpora.territory.queries import area_name, learn

DRAFT_NEW, DRAFT_AGENCY = "member-new", "agency-new"
ENDED = "berakhir"


def line(membership: Membership) -> dict[str, object]:
    """A membership as pages show it. The end is a midnight: the last day is the one before."""
    ends_at = membership.ended_at or membership.ends_at
    return {
        "membership": membership,
        "account": membership.account,
        "agency": membership.agency,
        "duty": DUTIES[membership.duty].label,
        "areas": [area_name(area) for area in membership.areas],
        "last": ends_at - timedelta(seconds=1) if ends_at else None,
    }


@requires(EDIT)
def member_list(request: HttpRequest) -> HttpResponse:
    tab, words = request.GET.get("bagian", ""), request.GET.get("q", "")[:200].replace("\0", "")
    has_ended = tab == ENDED
    found = queries.listed(request.acting, timezone.now(), has_ended=has_ended, words=words)
    page = list_page(found, request)
    learn(area for membership in page.object_list for area in membership.areas)
    lines = [line(membership) for membership in page.object_list]
    context = {"page": page, "lines": lines, "words": words, "has_ended": has_ended}
    return render(request, "agencies/member_list.html", context)


@requires(EDIT)
def member_new(request: HttpRequest) -> HttpResponse:
    draft, chosen = draft_of(request.acting, DRAFT_NEW), request.GET.get("instansi")
    if chosen:
        draft = draft | {"agency": chosen}
    if "more" in request.POST:
        form = MemberForm(initial=request.POST.dict(), acting=request.acting)
        return render(request, "agencies/member_new.html", {"form": form, "draft_key": DRAFT_NEW})
    form = MemberForm(request.POST or None, acting=request.acting, initial=draft)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "agencies/member_new.html", {"form": form, "draft_key": DRAFT_NEW}, status=status)
    given = {name: form.cleaned_data[name] for name in ("sign_in", "name", "agency", "duty")}
    added = actions.add_member(
        **given, areas=form.areas(), ends_at=form.ends_at(), at=timezone.now(), by=request.acting
    )
    drop_draft(request.acting, DRAFT_NEW)
    if added.password:
        return password_shown(request, added.membership, added.password)
    if added.is_new:
        messages.success(request, _("Akunnya sudah ada; tugas baru ditambahkan. Kata sandinya tetap."))
    else:
        messages.info(request, _("Tugas ini sudah tercatat. Tidak ada yang berubah."))
    return redirect("member_page", added.membership.pk)


def password_shown(request: HttpRequest, membership: Membership, password: str) -> HttpResponse:
    """Straight after the post and only here: the password is kept nowhere in clear."""
    context = line(membership) | {"password": password, "sign_in_url": request.build_absolute_uri(reverse("sign_in"))}
    return render(request, "agencies/password_shown.html", context)


@requires(EDIT)
def agency_new(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None, acting=request.acting, initial=draft_of(request.acting, DRAFT_AGENCY))
    if request.method == "POST" and form.is_valid():
        agency = actions.register_agency(**form.cleaned_data, by=request.acting)
        drop_draft(request.acting, DRAFT_AGENCY)
        messages.success(request, _("Instansi terdaftar. Lanjutkan dengan anggotanya."))
        return redirect(f"{reverse('member_new')}?instansi={agency.pk}")
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/agency_new.html", {"form": form, "draft_key": DRAFT_AGENCY}, status=status)


@requires(EDIT)
def member_page(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    return member_shown(request, membership_within(request, membership_id))


def end_form(request: HttpRequest, membership: Membership, count: int) -> EndForm:
    rows = handover.successors(membership, request.acting_at) if count else ()
    return EndForm(request.POST or None, successors=rows, open_count=count)


def member_shown(
    request: HttpRequest, membership: Membership, form: EndForm | None = None, email_form: EmailForm | None = None
) -> HttpResponse:
    now = request.acting_at
    pieces = handover.open_work(membership, request.acting)
    has_ended = membership.ended_at is not None or (membership.ends_at is not None and membership.ends_at <= now)
    context = line(membership) | {
        "form": form or end_form(request, membership, len(pieces)),
        "email_form": email_form or EmailForm(initial={"email": membership.account.email}),
        "has_ended": has_ended,
        "is_own": membership.account_id == request.acting.account,
        "may_end": queries.may_end(request.acting, membership),
        "open_count": len(pieces),
        "may_renew": queries.may_renew_password(request.acting, membership.account, now),
    }
    is_wrong = any(given is not None and given.errors for given in (form, email_form))
    return render(request, "agencies/member_page.html", context, status=422 if is_wrong else 200)


@requires(EDIT)
@require_POST
def member_end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """The hand-over, if one was chosen, and the end are one act."""
    membership, at = membership_within(request, membership_id), request.acting_at
    form = end_form(request, membership, len(handover.open_work(membership, request.acting)))
    if membership.account_id == request.acting.account:
        form.add_error(None, ValidationError(_("Tugas Anda sendiri diakhiri oleh orang lain.")))
    elif not queries.may_end(request.acting, membership):
        form.add_error(None, ValidationError(_("Tugas ini memuat wewenang yang tidak Anda pegang.")))
    if not form.is_valid():
        return member_shown(request, membership, form)
    if membership.ended_at is not None:
        return ended_already(request, membership, form.cleaned_data["reason"])
    taker = form.cleaned_data.get("successor")
    act = handover.hand_over(membership, taker, by=request.acting, at=at) if taker else None
    actions.end_membership(membership, because=form.cleaned_data["reason"], at=at, by=request.acting)
    words = _("Tugas %(name)s diakhiri. Aksesnya berhenti sekarang.")
    messages.success(request, words % {"name": membership.account.name})
    return redirect("hand_over_page", act.pk) if act else redirect("member_list")


def ended_already(request: HttpRequest, membership: Membership, reason: str) -> HttpResponse:
    if (membership.ended_by_id, membership.ended_because) == (request.acting.account, reason):  # a second click
        return redirect("member_list")
    by = Account.objects.filter(pk=membership.ended_by_id).first()
    typed = [(_("Alasan"), reason), (_("Alasan yang tersimpan"), membership.ended_because)]
    context = {"by": by.name if by else "", "at": membership.ended_at, "typed": typed, "url": reverse("member_list")}
    return render(request, "409.html", context, status=409)


@requires(EDIT)
@require_POST
def member_password(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    membership = membership_within(request, membership_id)
    if not queries.may_renew_password(request.acting, membership.account, timezone.now()):
        raise Refused(EDIT)
    return password_shown(request, membership, actions.renew_password(membership.account, by=request.acting))


@requires(EDIT)
@require_POST
def member_email(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    membership, form = membership_within(request, membership_id), EmailForm(request.POST)
    if not form.is_valid():
        return member_shown(request, membership, email_form=form)
    actions.change_email(membership.account, form.cleaned_data["email"], by=request.acting)
    messages.success(request, _("Surel kantor disimpan."))
    return redirect("member_page", membership.pk)


@requires(EDIT)
@require_POST
def member_factors(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """After a lost device. The page says that the person is met first: whoever asks by telephone may be anybody."""
    membership = membership_within(request, membership_id)
    if not queries.may_renew_password(request.acting, membership.account, timezone.now()):
        raise Refused(EDIT)
    if take_off(membership.account, by=request.acting, at=timezone.now()):
        messages.success(request, _("Langkah kedua dicabut. Orangnya memasang yang baru ketika masuk lagi."))
    else:
        messages.info(request, _("Orang ini belum memasang langkah kedua. Tidak ada yang berubah."))
    return redirect("member_page", membership.pk)


@requires(SIGNED_IN_ONLY)
@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    account, at = get_object_or_404(Account, pk=request.acting.account), timezone.now()
    keys = limits.keys_of(account.sign_in, limits.address_of(request), at)
    if request.method == "POST" and (seconds := limits.wait(keys, at)):
        return limits.told_to_wait(request, seconds)
    form = PasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        actions.change_password(account, password=form.cleaned_data["new"], by=request.acting)
        update_session_auth_hash(request, account)
        messages.success(request, _("Kata sandi diganti. Perangkat lain yang memakai akun ini harus masuk lagi."))
        return redirect("home")
    if form.has_error("old", "does_not_match"):
        failed_password(request, account.sign_in, keys, at)
    status = 422 if request.method == "POST" else 200
    return render(request, "agencies/password_change.html", {"form": form}, status=status)


def membership_within(request: HttpRequest, membership_id: UUID) -> Membership:
    return get_object_or_404(queries.memberships_within(request.acting), pk=membership_id)
