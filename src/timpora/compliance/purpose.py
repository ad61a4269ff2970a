"""What of this room may be given as the reason for looking at a person."""

from timpora.compliance.models import Check
from timpora.foundation.acting import Acting
from timpora.registers.purposes import Work, number


def check_named(reference: str, acting: Acting) -> Work | None:
    """A question, or the finding it became: both go by the number of the question."""
    check = Check.objects.visible_to(acting).filter(number=number(reference)).first()
    return Work(frozenset({check.person_id})) if check else None
