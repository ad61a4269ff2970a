"""A small district around one person, told in a file and in reports, and all that followed."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from timpora.accountability.models import Extract, Sampled, Turn, Unusual
from timpora.accountability.tests import factories as oversight
from timpora.agencies.models import Agency, Circle, HandOver, Membership
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, VILLAGE, acting, agency, member
from timpora.agreements.models import Agreement, Clause, Obligation, Party
from timpora.compliance.actions import decide
from timpora.compliance.models import Check, Finding
from timpora.documents.models import Letter, LetterEdition, SignedPaper
from timpora.exchange.models import Bulletin, Campaign, Guidance, Question
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.foundation.models import Account
from timpora.identity.actions import judge
from timpora.identity.models import Judgement, Screening
from timpora.intake import files
from timpora.intake.models import Batch, Report
from timpora.intake.tests import factories as intake
from timpora.meetings import actions as meetings
from timpora.meetings.actions import restricted
from timpora.meetings.models import (
    AgendaLine,
    Attendance,
    FollowUp,
    FollowUpEntry,
    Invitation,
    Material,
    Meeting,
    Paragraph,
    RestrictedAttendee,
    RestrictedSession,
    SignedList,
)
from timpora.registers.models import Mention, Person, Protection, UrgentAccess
from timpora.tasks import actions as tasks
from timpora.tasks.models import Task, TaskEntry
from timpora.teams.actions import NewSeat
from timpora.teams.models import Decree, Seat
from timpora.teams.tests.team import make_team
from timpora.territory.tests.factories import tanah_bumbu

PASSPORT, ON_FILE = "ZQ8675309", "OKONKWO ZEBULON"
HEADERS = [
    "Nama Lengkap", "L/P", "Kewarganegaraan", "Tgl. Lahir", "No. Paspor", "Izin Tinggal", "Indeks", "Tgl. Terbit",
    "Berlaku s.d.", "Kecamatan",
]  # fmt: skip
# Whatever would tell who this is: parts of the name, the number, the whole birth date in any spelling.
SECRET = re.compile(r"okonkwo|zebulon|8675309|17[ /.-](?:09|sep\w*)[ /.-](?:19)?83|1983-09-17", re.IGNORECASE)


@dataclass
class District:
    person: Person
    check: Check
    finding: Finding
    task: Task
    report: Report
    waiting: Mention  # a mention that may be the person, not answered yet
    batch: Batch
    meeting: Meeting
    helper: Agency
    members: dict[str, Account] = field(default_factory=dict)

    def ids(self) -> dict[str, list[UUID]]:
        """All that speaks of the person, by the name that addresses give it, and one of each other thing."""
        pks = lambda model, **told: list(model.objects.filter(**told).values_list("pk", flat=True))  # noqa: E731
        return {
            "report_id": pks(Report), "batch_id": pks(Batch), "person_id": [self.person.pk],
            "mention_id": [*pks(Mention, person=self.person), self.waiting.pk],
            "judgement_id": pks(Judgement, person=self.person), "check_id": pks(Check), "finding_id": pks(Finding),
            "membership_id": pks(Membership)[:1], "hand_over_id": pks(HandOver), "urgent_id": pks(UrgentAccess),
            "circle_id": pks(Circle)[:1] or [UUID(int=1)],
            "bulletin_id": pks(Bulletin) or [UUID(int=1)], "question_id": pks(Question) or [UUID(int=1)],
            "answer_id": [UUID(int=1)], "guidance_id": pks(Guidance) or [UUID(int=1)],
            "campaign_id": pks(Campaign) or [UUID(int=1)],
            "agreement_id": pks(Agreement), "party_id": pks(Party)[:1], "clause_id": pks(Clause)[:1],
            "obligation_id": pks(Obligation)[:1],
            "task_id": pks(Task), "team_id": [self.meeting.team_id], "seat_id": pks(Seat)[:1],
            "decree_id": pks(Decree)[:1],
            "meeting_id": [self.meeting.pk], "line_id": pks(AgendaLine)[:1], "invitation_id": pks(Invitation)[:1],
            "letter_id": pks(Letter)[:1], "edition_id": pks(LetterEdition)[:1], "paper_id": pks(SignedPaper)[:1],
            "attendance_id": pks(Attendance), "follow_up_id": pks(FollowUp),
            "paragraph_id": pks(Paragraph), "media_id": [UUID(int=1)],
            "evidence_id": pks(FollowUpEntry) or [UUID(int=1)],
            "session_id": pks(RestrictedSession), "attendee_id": pks(RestrictedAttendee),
            "material_id": pks(Material) or [UUID(int=1)], "sheet_id": pks(SignedList) or [UUID(int=1)],
            "entry_id": pks(TaskEntry), "token_id": [UUID(int=1)], "protection_id": pks(Protection) or [UUID(int=1)],
            "tie_id": [UUID(int=1)],
            "account_id": [self.members["ayu"].pk], "unusual_id": pks(Unusual)[:1], "turn_id": pks(Turn)[:1],
            "sample_id": pks(Sampled)[:1], "extract_id": pks(Extract)[:1],
        }  # fmt: skip


def day(offset: int) -> str:
    return (timezone.now().date() + timedelta(days=offset)).strftime("%d/%m/%Y")


def rows() -> list[list[str]]:
    issued, stay = day(-400), ["ITAS", "E23"]
    return [
        [ON_FILE, "L", "Nigeria", "17/09/1983", PASSPORT, *stay, issued, day(-35), "Kusan Hilir"],
        ["TANAKA HIROSHI", "L", "Jepang", "03/02/1979", "TK1234567", *stay, issued, day(200), "Kusan Hilir"],
        ["JANSEN ANNA", "P", "Belanda", "31/02/1988", "NX1234567", *stay, issued, day(200), "Kusan Hilir"],
        [ON_FILE, "L", "Nigeria", "1983-09-17?", PASSPORT, *stay, issued, day(-35), "Kusan Hilir"],
    ]


def told(by: Account, hours: int = 30, **more) -> Report:
    """As a village head types it."""
    words = {"sight": "works", "place": "bengkel dekat pasar", "name": "Zebulon Okonkwo", "nationality": "Nigeria"}
    seen_at = timezone.now() - timedelta(hours=hours)
    return intake.report(by, at=timezone.now(), **words | {"birth_year": "1983", "seen_at": seen_at} | more)


def build(ayu: Account, budi: Account, kanim: Agency) -> District:
    """The person in a register, seen after the permit ended; asked about, confirmed; a rakor with that number."""
    tanah_bumbu()
    now = timezone.now()
    eka = member("eka", "Eka Rahman", "kades", agency("desa", "Desa Pejala", 6310022003), 6310022003)
    helper = agency("disdukcapil", "Disdukcapil Tanah Bumbu")
    head = member("rini", "Rini Astuti", "instansi", helper, TANAH_BUMBU)
    second = member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA), NewSeat(helper, "Kepala Dinas"))
    batch = brought_in(ayu, now)
    report = told(eka, area=6310022003, words="Zebulon memperbaiki mesin.")
    settle()
    answer(ayu, report)
    told_again = told(eka, 20, area=6310022003, place="dermaga", words="Orang yang sama, Zebulon.")
    settle()
    check = Check.objects.get(rule="STAY-01")
    task = asked(ayu, check, helper, now)
    finding = confirmed(ayu, check, now)
    meeting = called(budi, team, now)
    oversight.one_of_each(ayu, budi, now)
    return District(
        person=check.person, check=check, finding=finding, task=task, report=report, batch=batch, meeting=meeting,
        waiting=Mention.objects.get(source=told_again.source), helper=helper,
        members={"eka": eka, "rini": head, "sinta": second},
    )  # fmt: skip


def brought_in(by: Account, now: datetime) -> Batch:
    who, content = acting(by), intake.as_csv(HEADERS, *rows())
    told = {"kind": "permits", "name": "izin.csv", "content": content, "area": TANAH_BUMBU}
    with acting_in_database(who):
        at_hand = {"agency": Agency.objects.get(pk=who.agency), "as_of": now.date() - timedelta(days=1)}
        return files.accept(files.preview(**told, **at_hand, by=who, at=now), by=who, at=now)


def answer(by: Account, report: Report) -> None:
    waiting = Screening.objects.get(waits=True, mention__source=report.source_id)
    proposal = waiting.mention.proposals.get()
    who = acting(by)
    with acting_in_database(who):
        judge(waiting.mention, proposal.person, "same", by=who, at=timezone.now())
    settle()


def asked(by: Account, check: Check, helper: Agency, now: datetime) -> Task:
    who = acting(by)
    with acting_in_database(who):
        task = tasks.draft(
            to_agency=helper, topic="adminduk", question="Apakah masih terdaftar?", reason="Menyiapkan pemeriksaan.",
            due_on=now.date() + timedelta(days=7), area=check.area, check=check, fields=("name", "passport"), by=who,
            at=now,
        )  # fmt: skip
        return tasks.send(task, by=who, at=now)


def confirmed(by: Account, check: Check, now: datetime) -> Finding:
    who = acting(by)
    check.refresh_from_db()
    with acting_in_database(who):
        finding = decide(check, answer="confirm", reason="Sudah dicek.", version=check.version, by=who, at=now)
    assert finding is not None
    settle()
    return finding


def called(by: Account, team, now: datetime) -> Meeting:
    who = acting(by)
    with acting_in_database(who):
        meeting = meetings.call_meeting(
            team, theme="Rakor triwulan", place="Aula", starts_at=now + timedelta(days=9), by=who, at=now
        )
        meetings.invite(meeting, by=who, at=now)
    Attendance.objects.create(meeting=meeting, area=meeting.area, agency_name="Kanim", name="Maya", came_at=now)
    FollowUp.objects.create(
        number=9002, meeting=meeting, area=meeting.area, words="Data penghuni diperbarui", agency=team.secretariat,
        position="Kepala", due_on=date(2030, 1, 1),
    )  # fmt: skip
    with acting_in_database(who):
        meetings.write_paragraph(meeting, text="Pendataan berjalan.", key=meeting.pk, by=who, at=now)
        restricted.move(meeting, f"Perkara {ON_FILE}", key=meeting.pk, by=who, at=now)
    return meeting


__all__ = ["ON_FILE", "PASSPORT", "SECRET", "VILLAGE", "District", "build", "told"]
