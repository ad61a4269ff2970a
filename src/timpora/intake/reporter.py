"""Who told a report: one mask for every page, list, print and door, and the compartment of who told the member."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.intake import events
from timpora.intake.models import Informant, Report

SEE = "report.reporter"


@dataclass(frozen=True, slots=True)
class Reporter:
    """`agency` is always there to be shown."""

    agency: str
    is_masked: bool = False


def may_see(report: Report, acting: Acting) -> bool:
    return decide(acting.scopes, SEE, facts_of(report)).is_allowed


def reporter(report: Report, acting: Acting) -> Reporter:
    """The telling agency, and who works on reports of the area. Whoever it was shared with reads what was told only."""
    is_own = acting.agency is not None and acting.agency == report.agency_id
    if is_own or may_see(report, acting):
        return Reporter(report.source.agency_name)
    return Reporter(_("(disamarkan)"), is_masked=True)


def has_informant(report: Report, acting: Acting) -> bool:
    """Whether there is anything to open, for who may open it."""
    return may_see(report, acting) and Informant.objects.visible_to(acting).filter(pk=report.pk).exists()


def informant(report: Report, acting: Acting) -> str:
    """Who told the member; each read is on record. Empty where nobody is named or it is not for this member."""
    row = Informant.objects.visible_to(acting).filter(pk=report.pk).first() if may_see(report, acting) else None
    if row is None:
        return ""
    emit(events.REPORTER_READ, subject=report, by=acting)
    return row.words
