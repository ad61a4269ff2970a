"""A refused page says which duties open it and what the member can do about it."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.agencies.acting import live_memberships
from timpora.agencies.duties import DUTIES
from timpora.agencies.queries import members_over
from timpora.foundation.acting import Acting
from timpora.web.verbs import said


def explained(verb: str, acting: Acting, request: HttpRequest) -> dict[str, str]:
    """Two sentences for the page of a refusal: what is missing, whom to ask."""
    if acting.membership is None:
        return {
            "missing": _("Akun Anda belum, atau tidak lagi, memegang tugas di suatu instansi."),
            "ask": _("Minta admin instansi Anda mencatat tugas Anda beserta wilayahnya."),
        }
    open_to = [duty for duty in DUTIES.values() if verb in duty.verbs]
    words = {"act": said(verb), "duties": ", ".join(str(duty.label) for duty in open_to)}
    return {
        "missing": _("Halaman ini untuk %(act)s. Yang berwenang: %(duties)s.") % words,
        "ask": own_way(verb, request)
        or _("Bila pekerjaan Anda memerlukannya, sebutkan pekerjaan itu kepada admin instansi Anda."),
    } | whom_to_ask(acting, request)


def why_not(request: HttpRequest) -> dict[str, str]:
    """For the page of a record that is not there, or not for this member: what would open such a record, whom to ask.

    It reads the address and the member, never the record: the same words in the same time, whatever exists.
    """
    match, acting = request.resolver_match, getattr(request, "acting", None)
    verb = getattr(match.func, "requires", "") if match else ""
    if acting is None or acting.membership is None or not verb or not match.kwargs:
        return {}
    open_to = [str(duty.label) for duty in DUTIES.values() if verb in duty.on_area]
    words = {"act": said(verb), "duties": ", ".join(open_to)}
    named = _("Tugas: %(duties)s, di wilayah catatan itu.")
    by_duty = named if open_to else _("Tugas yang memuat wewenang itu, di wilayahnya.")
    return {"act": _("Alamat ini untuk %(act)s.") % words, "by_duty": by_duty % words} | whom_to_ask(acting, request)


def whom_to_ask(acting: Acting, request: HttpRequest) -> dict[str, str]:
    """The office that works on reports of the member's own area; it knows whether there is something to open."""
    serving = members_over("report.close", acting.area, request.acting_at) if acting.area is not None else []
    owner = min((member.agency for member in serving), key=lambda agency: (-agency.area, agency.name), default=None)
    if owner is None or owner.pk == acting.agency:
        return {}
    url = ""
    if acting.may("question.ask"):
        url = f"{reverse('question_new')}?{urlencode({'kepada': owner.pk, 'perihal': 'akses'})}"
    return {"owner": owner.name, "ask_url": url}


def own_way(verb: str, request: HttpRequest) -> str:
    """The member's own other duty may open it: then nobody needs to be asked."""
    for membership in live_memberships(request.user, request.acting_at):
        duty = DUTIES[membership.duty]
        if verb in duty.verbs:
            words = {"duty": duty.label}
            return (
                _("Anda juga bertugas sebagai %(duty)s: pilih tugas itu di kanan atas, lalu buka lagi halaman ini.")
                % words
            )
    return ""
