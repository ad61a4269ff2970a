"""Who told a report: one mask for every page, list, print and door."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.intake.models import Report

SEE = "report.reporter"


@dataclass(frozen=True, slots=True)
class Reporter:
    """`agency` is always there to be shown; `informant` is empty where nobody is named or it is not for this member."""

    agency: str
    informant: str = ""
    is_masked: bool = False


def reporter(report: Report, acting: Acting) -> Reporter:
    """The telling agency, and who works on reports of the area. Whoever it was shared with reads what was told only."""
    is_own = acting.agency is not None and acting.agency == report.agency_id
    if is_own or decide(acting.scopes, SEE, facts_of(report)).is_allowed:
        return Reporter(report.source.agency_name, report.informant or "")
    return Reporter(_("(disamarkan)"), is_masked=True)
