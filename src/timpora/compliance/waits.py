"""What waits here for a member: questions, certain ones first, and findings for a second person."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.compliance.models import Check, Finding
from timpora.compliance.queries import names_of, open_findings, waiting_checks
from timpora.compliance.rulebook import as_question, title
from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.waiting import Waiting
from timpora.territory.queries import area_name

CLOSING_DUTIES = ("kasi", "kakanim")
ONE_BY_ONE = 3  # the rest stands in one line
CERTAIN_ORDER, CLOSE_ORDER, INCOMPLETE_ORDER = 20, 30, 45


def checks_and_findings(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("check.decide"):
        return []
    lines = []
    for certainty, order in ((Check.Certainty.CERTAIN, CERTAIN_ORDER), (Check.Certainty.INCOMPLETE, INCOMPLETE_ORDER)):
        lines += checks_waiting(acting, certainty, order)
    return lines + findings_waiting(acting)


def checks_waiting(acting: Acting, certainty: Check.Certainty, order: int) -> list[Waiting]:
    """What was asked of an agency waits there, not here."""
    rows = waiting_checks(acting).filter(certainty=certainty, state=Check.State.OPEN)
    oldest = list(rows[: ONE_BY_ONE + 1])
    first = oldest[:ONE_BY_ONE]
    names = names_of(acting, (check.person_id for check in first))
    lines = [
        Waiting(
            order=order,
            what=_("Perlu diperiksa: %(rule)s") % {"rule": as_question(check.rule)},
            who=", ".join(filter(None, (names.get(check.person_id, ""), area_name(check.area)))),
            since=check.opened_at,
            url=reverse("check_page", args=[check.pk]),
            act=_("Periksa"),
        )
        for check in first
    ]
    url = f"{reverse('finding_list')}?kepastian={certainty}"
    return lines + rest(rows, oldest, order, url, str(certainty.label))


def findings_waiting(acting: Acting) -> list[Waiting]:
    """Whoever did not confirm it may close it; the heads are reminded."""
    if acting.duty not in CLOSING_DUTIES:
        return []
    rows = open_findings(acting).exclude(confirmed_by=acting.account)
    oldest = list(rows[: ONE_BY_ONE + 1])
    first: list[Finding] = oldest[:ONE_BY_ONE]
    names = names_of(acting, (finding.person_id for finding in first))
    lines = [
        Waiting(
            order=CLOSE_ORDER,
            what=_("Temuan menunggu orang kedua: %(rule)s") % {"rule": title(finding.check_row.rule)},
            who=", ".join(filter(None, (names.get(finding.person_id, ""), area_name(finding.area)))),
            since=finding.confirmed_at,
            url=reverse("finding_page", args=[finding.pk]),
            act=_("Tutup"),
        )
        for finding in first
    ]
    url = f"{reverse('finding_list')}?bagian=temuan"
    return lines + rest(rows, oldest, CLOSE_ORDER, url, _("Temuan menunggu orang kedua"))


def rest(rows: QuerySet, oldest: list[Check] | list[Finding], order: int, url: str, what: str) -> list[Waiting]:
    """One line for those beyond the first few; `oldest` holds one more than these, if there is one."""
    if len(oldest) <= ONE_BY_ONE:
        return []
    following = oldest[ONE_BY_ONE]
    since = following.opened_at if isinstance(following, Check) else following.confirmed_at
    return [
        Waiting(
            order=order,
            what=_("%(what)s: lainnya") % {"what": what},
            since=since,
            url=url,
            act=_("Lihat daftar"),
            count=bounded(rows) - ONE_BY_ONE,
        )
    ]
