"""What of this room may be given as the reason for looking at a person."""

from timpora.foundation.acting import Acting
from timpora.intake.models import Report
from timpora.registers.models import Mention
from timpora.registers.purposes import Work, number


def report_named(reference: str, acting: Acting) -> Work | None:
    """A report is about the person its mention was linked to; while it is linked to nobody it names nobody."""
    report = Report.objects.visible_to(acting).filter(number=number(reference)).first()
    if report is None:
        return None
    mention = Mention.objects.visible_to(acting).filter(pk=report.mention_id).first() if report.mention_id else None
    return Work(frozenset({mention.person_id}) if mention and mention.person_id else None)
