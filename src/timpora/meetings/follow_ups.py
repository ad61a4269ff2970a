"""Reading follow-ups: the matrix with its filters, those without an owner, and which agencies keep theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.models import Grant
from timpora.meetings.actions.following import left_team
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.models_follow_ups import FollowUpEntry
from timpora.teams.models import Team
from timpora.territory.codes import span

FEWEST = 5  # an agency with fewer is not compared: praktik, dapat diubah
YEAR = timedelta(days=365)


def matrix(
    acting: Acting, day: date, *, state: str = "", agency: UUID | None = None, team: UUID | None = None, words: str = ""
) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.visible_to(acting).select_related("agency")
    if state == "late":
        rows = rows.filter(state=FollowUp.State.OPEN, due_on__lt=day)
    elif state in FollowUp.State.values:
        rows = rows.filter(state=state)
    elif state in FollowUp.Step.values:
        rows = rows.filter(state=FollowUp.State.OPEN, step=state)
    if agency:
        rows = rows.filter(agency=agency)
    if team:
        rows = rows.filter(Q(meeting__in=Meeting.objects.filter(team=team).values("pk")) | Q(escalated_to=team))
    for word in words.split():
        rows = rows.filter(Q(words__icontains=word) | Q(result__icontains=word))
    return rows.order_by("due_on", "number")


def agencies_owing(acting: Acting) -> QuerySet[Agency]:
    owed = FollowUp.objects.visible_to(acting).order_by().values("agency").distinct()
    return Agency.objects.filter(pk__in=owed).order_by("short_name")


@dataclass(frozen=True, slots=True)
class Ownerless:
    """The open follow-ups of one team whose agency left it or was dissolved."""

    team: Team
    agency: Agency
    rows: list[FollowUp]


def ownerless(acting: Acting, day: date, verb: str = "meeting.hold") -> list[Ownerless]:
    rows = FollowUp.objects.visible_to(acting, verb).filter(state=FollowUp.State.OPEN)
    found = rows.select_related("agency", "meeting__team").order_by("agency__short_name", "number")
    left: dict[UUID, set[object]] = {}
    grouped: dict[tuple[UUID, UUID], list[FollowUp]] = {}
    for row in found:
        team, agency = row.meeting.team, row.agency
        if team.pk not in left:
            left[team.pk] = left_team(team, day)
        if agency.pk in left[team.pk] or (agency.valid_until and agency.valid_until < day):
            grouped.setdefault((team.pk, agency.pk), []).append(row)
    return [Ownerless(rows[0].meeting.team, rows[0].agency, rows) for rows in grouped.values()]


def entries_of(follow_up: FollowUp, acting: Acting) -> QuerySet[FollowUpEntry]:
    return FollowUpEntry.objects.visible_to(acting).filter(follow_up=follow_up).order_by("at", "id")


def carried_out_by(follow_up: FollowUp) -> list[str]:
    """Teams let in to carry it out, as far as they are in reach."""
    grants = Grant.objects.filter(because_kind="follow_up", because_id=follow_up.pk, revoked_at=None)
    ids = grants.exclude(subject_id=follow_up.escalated_to).values("subject_id")
    return list(Team.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True))


def teams_below(team: Team, acting: Acting) -> QuerySet[Team]:
    """Those that carry out what this team decides."""
    below = Q(parent=team.pk) | Q(area__range=span(team.area), level=Team.Level.KECAMATAN)
    return Team.objects.visible_to(acting).filter(below).exclude(pk=team.pk).order_by("area", "name")


@dataclass(frozen=True, slots=True)
class Kept:
    agency: Agency
    due: int
    kept: int

    @property
    def share(self) -> int:
        return round(100 * self.kept / self.due)


def who_keeps(acting: Acting, day: date) -> list[Kept]:
    """Agencies by follow-ups kept on time over a year: reported by the day they were due, and closed since. Never by
    reports, findings or persons; and no agency of which fewer than five fell due."""
    fell_due = FollowUp.objects.visible_to(acting).filter(due_on__gt=day - YEAR, due_on__lte=day)
    fell_due = fell_due.exclude(state=FollowUp.State.DROPPED).select_related("agency")
    reported = FollowUpEntry.objects.visible_to(acting).filter(
        act=FollowUpEntry.Act.REPORT, at__date__lte=F("follow_up__due_on")
    )
    on_time = dict(reported.values_list("follow_up").annotate(first=Min("at")).values_list("follow_up", "first"))
    by_agency: dict[Agency, list[bool]] = {}
    for row in fell_due:
        by_agency.setdefault(row.agency, []).append(row.state == FollowUp.State.DONE and row.pk in on_time)
    found = [Kept(agency, len(kept), sum(kept)) for agency, kept in by_agency.items() if len(kept) >= FEWEST]
    return sorted(found, key=lambda one: (-one.kept / one.due, -one.due, one.agency.short_name))


def numbers(rows: Iterable[FollowUp]) -> str:
    return ", ".join(str(row.number) for row in rows)
