"""What is kept with a decree: its file, and the ceremony (*pengukuhan*)."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet

from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import Kind, emit
from timpora.foundation.models import StoredFile
from timpora.teams import events
from timpora.teams.models import Decree


class ChangedMeanwhile(ValueError):
    """Somebody else wrote to this decree since the page was opened."""


def together_with(decree: Decree, by: Acting) -> QuerySet[Decree]:
    """The decree as entered for this team, and for the others that it made and that the member keeps."""
    low = decree.area - decree.area % 10**6
    same = Q(area__range=(low, low + 10**6 - 1), number=decree.number, dated=decree.dated, issuer=decree.issuer)
    kept = Decree.objects.visible_to(by, "team.edit").filter(same).values("pk")
    return Decree.objects.filter(Q(pk=decree.pk) | Q(pk__in=kept))


@transaction.atomic
def attach_file(decree: Decree, content: bytes, *, name: str, media_type: str, by: Acting) -> int:
    """One paper, one file: all teams of the same decree get it. Returns how many. A newer file takes its place."""
    file = files.store(content, name=name, media_type=media_type, area=decree.area, by=by)
    number = together_with(decree, by).update(
        file=file, file_name=file.name, file_type=file.media_type, file_hash=file.sha256
    )
    emit(events.DECREE_FILED, subject=decree, by=by, count=number)
    return number


def file_of(decree: Decree) -> StoredFile:
    """Enough of the stored file to serve it; its own row need not be in reach."""
    return StoredFile(
        id=decree.file_id, name=decree.file_name, media_type=decree.file_type, sha256=decree.file_hash, area=decree.area
    )


@transaction.atomic
def inaugurate(decree: Decree, *, on: date, place: str, person: str, version: int, everywhere: bool, by: Acting) -> int:
    """Record the ceremony, for this team or for all teams of the decree that have none. Returns how many."""
    told = {"inaugurated_on": on, "inaugurated_in": place, "inaugurated_by": person}
    others = together_with(decree, by).filter(inaugurated_on=None) if everywhere else Decree.objects.none()
    return write(decree, told, others, version=version, kind=events.TEAM_INAUGURATED, by=by)


@transaction.atomic
def correct(decree: Decree, told: dict[str, object], *, version: int, everywhere: bool, by: Acting) -> int:
    """What was copied wrongly from the paper, here or for all teams of the decree. Returns how many."""
    others = together_with(decree, by) if everywhere else Decree.objects.none()
    return write(decree, told, others, version=version, kind=events.DECREE_CORRECTED, by=by)


def write(
    decree: Decree, told: dict[str, object], others: QuerySet[Decree], *, version: int, kind: Kind, by: Acting
) -> int:
    others = Decree.objects.filter(pk__in=list(others.exclude(pk=decree.pk).values_list("pk", flat=True)))
    before = Decree.objects.get(pk=decree.pk)
    if all(getattr(before, field) == value for field, value in told.items()):
        return 0  # sent twice
    if not Decree.objects.filter(pk=decree.pk, version=version).update(**told, version=version + 1):
        raise ChangedMeanwhile
    number = 1 + others.update(**told, version=F("version") + 1)
    was = {field: str(getattr(before, field) or "") for field in told}
    emit(kind, subject=decree, by=by, count=number, words=was)  # the words as they were
    return number
