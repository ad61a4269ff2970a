"""What of this room may be given as the reason for looking at a person."""

from timpora.foundation.acting import Acting
from timpora.registers.purposes import Work, number
from timpora.tasks.models import Task


def task_named(reference: str, acting: Acting) -> Work | None:
    task = Task.objects.visible_to(acting).filter(number=number(reference)).first()
    if task is None:
        return None
    return Work(frozenset({task.person_id}) if task.person_id else None)
