"""A refused page says which duties open it and what the member can do about it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from timpora.agencies.acting import live_memberships
from timpora.agencies.duties import DUTIES
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
    }


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
