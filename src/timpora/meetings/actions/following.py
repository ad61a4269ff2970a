"""The life of a follow-up: taken on, reported with evidence, closed by a second person, or passed on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from timpora.agencies.models import Agency
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Grant
from timpora.meetings import events, queries
from timpora.meetings.actions.state import open_to
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.models_follow_ups import FollowUpEntry
from timpora.meetings.pasted import plain
from timpora.meetings.person_words import refuse_person_data
from timpora.teams.models import Seat, Team
from timpora.teams.queries import team_above
from timpora.territory.queries import day_at

Act, Step, State = FollowUpEntry.Act, FollowUp.Step, FollowUp.State
OWNER, SECRETARIAT, EITHER = "owner", "secretariat", "either"
HOLD = "meeting.hold"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do it, in which steps, and where it leads. Without `words` nothing need be said."""

    who: str
    steps: frozenset[str]
    step: str = ""
    state: str = State.OPEN
    words: bool = True


ALL = frozenset(Step.values)
RULES = {
    Act.ACCEPT: Rule(OWNER, frozenset({Step.GIVEN, Step.RETURNED}), Step.ACCEPTED, words=False),
    Act.REFUSE: Rule(OWNER, frozenset({Step.GIVEN, Step.RETURNED}), Step.REFUSED),
    # What an agency says aloud in the meeting is reported by the secretariat; somebody else closes it then.
    Act.REPORT: Rule(EITHER, ALL - {Step.REPORTED}, Step.REPORTED, words=False),
    Act.RETURN: Rule(SECRETARIAT, frozenset({Step.REPORTED, Step.REFUSED}), Step.RETURNED),
    Act.CLOSE: Rule(SECRETARIAT, frozenset({Step.REPORTED}), Step.REPORTED, State.DONE),
    Act.DROP: Rule(SECRETARIAT, ALL, "", State.DROPPED),
    Act.ESCALATE: Rule(SECRETARIAT, ALL),
}


class NotNow(Exception):
    """It stands otherwise meanwhile, so that this cannot be done; `current` is how."""

    def __init__(self, current: FollowUp) -> None:
        super().__init__(f"follow-up {current.number}: {current.state}, {current.step}")
        self.current = current


class SamePerson(Exception):
    """Who reported does not close."""


class NoTeamAbove(Exception):
    """No team stands above this one on record."""


class AgencyLeft(Exception):
    """The agency was dissolved, or left the team."""

    def __init__(self, agency: Agency) -> None:
        super().__init__(agency.short_name)
        self.agency = agency


def roles(follow_up: FollowUp, by: Acting) -> set[str]:
    """What the member is to this follow-up."""
    holds = FollowUp.objects.visible_to(by, HOLD).filter(pk=follow_up.pk).exists()
    owner = {OWNER, EITHER} if by.agency == follow_up.agency_id else set()
    return owner | ({SECRETARIAT, EITHER} if holds else set())


def possible(follow_up: FollowUp, by: Acting) -> list[str]:
    """What this member can do with it now, in the order of the rules."""
    if follow_up.state != State.OPEN:
        return []
    mine = roles(follow_up, by)
    acts = [act for act, rule in RULES.items() if rule.who in mine and follow_up.step in rule.steps]
    closed = {Act.ESCALATE} if follow_up.escalated_to else set()
    if Act.CLOSE in acts and reporter(follow_up) == by.account:
        closed.add(Act.CLOSE)
    return [act.value for act in acts if act not in closed]


def reporter(follow_up: FollowUp) -> object:
    return follow_up.entries.filter(act=Act.REPORT).order_by("-at", "-id").values_list("by_id", flat=True).first()


@transaction.atomic
def move_on(
    follow_up: FollowUp, act: str, *, words: str, by: Acting, at: datetime, file: UploadedFile | None = None
) -> FollowUp:
    """One act of its life. Sent again it is the same act; what cannot be done any more is refused."""
    current = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    words, rule = plain(words), RULES[Act(act)]
    last = current.entries.order_by("-at", "-id").first()
    if last and (last.act, last.words, last.by_id) == (act, words, by.account):
        return current
    if current.state != State.OPEN or current.step not in rule.steps or rule.who not in roles(current, by):
        raise NotNow(current)
    if act == Act.CLOSE and reporter(current) == by.account:
        raise SamePerson
    if words:
        refuse_person_data(words, area=current.area, acting=by, known=officials(current))
    if act == Act.ESCALATE:
        escalate(current, by, at)
    current.step, current.state = rule.step or current.step, rule.state
    if rule.state != State.OPEN:
        current.result, current.ended_at, current.ended_by = words, at, by.account
    current.version += 1
    current.save(update_fields=["step", "state", "result", "ended_at", "ended_by", "version", "escalated_to"])
    entry(current, act, words, by, at, file=file)
    ended = rule.state != State.OPEN
    emit(events.FOLLOW_UP_ENDED if ended else events.FOLLOW_UP_MOVED, subject=current, by=by)
    return current


def officials(follow_up: FollowUp) -> set[str]:
    """Whoever was let in to the follow-up alone does not see who sat in the meeting."""
    meeting = Meeting.objects.select_related("team").filter(pk=follow_up.meeting_id).first()
    return queries.officials_of(meeting) if meeting else set()


def entry(
    follow_up: FollowUp, act: str, words: str, by: Acting, at: datetime, file: UploadedFile | None = None
) -> FollowUpEntry:
    kept = kept_file(file, follow_up, by) if file else {}
    told = {"act": act, "words": words, "at": at, "by_id": by.account, "by": by.name, "agency_id": by.agency}
    return FollowUpEntry.objects.create(
        follow_up=follow_up, meeting_id=follow_up.meeting_id, area=follow_up.area, **told, **kept
    )


def kept_file(upload: UploadedFile, follow_up: FollowUp, by: Acting) -> dict[str, object]:
    area = by.area if by.area is not None else follow_up.area
    row = files.store(upload.read(), name=str(upload.name), media_type=str(upload.content_type), area=area, by=by)
    return {"file": row, "file_name": row.name, "file_type": row.media_type, "file_hash": row.sha256}


def escalate(follow_up: FollowUp, by: Acting, at: datetime) -> None:
    """The team above meets it on its agenda, and its members see this one follow-up wherever they sit."""
    team = Team.objects.get(pk=Meeting.objects.values_list("team", flat=True).get(pk=follow_up.meeting_id))
    above = team_above(by, team.area, team.kind)
    team_id = team.parent_id or (above.pk if above else None)
    if team_id is None:
        raise NoTeamAbove
    follow_up.escalated_to = team_id
    open_to_team(follow_up, team_id, at)


def open_to_team(follow_up: FollowUp, team_id: object, at: datetime) -> None:
    """One follow-up, with nothing else of the meeting."""
    Grant.objects.get_or_create(
        subject_kind=Grant.Subject.TEAM, subject_id=team_id, record_id=follow_up.pk, revoked_at=None,
        because_kind="follow_up", because_id=follow_up.pk,
        defaults={
            "verbs": ["meeting.read"], "record_kind": "meetings.followup", "purpose": "meeting", "begins_at": at,
        },
    )  # fmt: skip


def carry(meeting: Meeting, *, by: Acting, at: datetime) -> int:
    """Whatever this meeting found open and leaves open goes on to the next one."""
    rows = list(queries.open_before(meeting, by))
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(carried=F("carried") + 1)
    for row in rows:
        entry(row, Act.CARRY, f"Rapat no. {meeting.number}", by, at)
    return len(rows)


@transaction.atomic
def hand_over(
    follow_ups: Iterable[FollowUp], *, agency: Agency, position: str, words: str, by: Acting, at: datetime
) -> int:
    """All that was without an owner goes to another agency in one act, which takes it on anew."""
    wanted = [row.pk for row in follow_ups]
    rows = FollowUp.objects.select_for_update(of=("self",)).filter(pk__in=wanted, state=State.OPEN).order_by("pk")
    moved = 0
    for row in rows:
        meeting = Meeting.objects.select_related("team").get(pk=row.meeting_id)
        refuse_left(agency, meeting.team, day_at(row.area, at))
        if row.agency_id == agency.pk:
            continue
        refuse_person_data(f"{words}\n{position}", area=row.area, acting=by, known=queries.officials_of(meeting))
        former = row.agency.short_name
        row.agency, row.position, row.step, row.version = agency, position, Step.GIVEN, row.version + 1
        row.save(update_fields=["agency", "position", "step", "version"])
        entry(row, Act.HAND_OVER, f"{former} → {agency.short_name}. {plain(words)}".strip(), by, at)
        open_to(agency, meeting, at)
        emit(events.FOLLOW_UP_HANDED_OVER, subject=row, by=by)
        moved += 1
    return moved


def refuse_left(agency: Agency, team: Team, day: date) -> None:
    if (agency.valid_until is not None and agency.valid_until < day) or agency.pk in left_team(team, day):
        raise AgencyLeft(agency)


def left_team(team: Team, day: date) -> set[object]:
    """Agencies that had a seat in the team and have none on the day."""
    seats = Seat.objects.filter(team=team).values_list("position__agency", "ends_on")
    sitting = {agency for agency, ends_on in seats if ends_on is None or ends_on >= day}
    return {agency for agency, _ends_on in seats} - sitting
