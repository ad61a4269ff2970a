"""One of each thing that has a page, all of Batulicin: what nobody from another office may ever meet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from timpora.accountability.tests import factories as oversight
from timpora.agencies import circles
from timpora.agencies.models import Agency, Circle, HandOver, Membership
from timpora.agencies.tests.cast import acting, agency
from timpora.agreements import actions as agreements
from timpora.agreements.tests.pks import drafted
from timpora.channels.api import tokens
from timpora.channels.api.models import Token
from timpora.compliance.models import Check, Finding
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.core.matching import MODEL_VERSION
from timpora.documents.models import Letter, SignedPaper
from timpora.exchange import bulletins, campaigns, guidance, questions
from timpora.exchange.audience import Audience
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account
from timpora.identity.models import Judgement, Screening
from timpora.intake.tests import factories as intake
from timpora.meetings import actions as meetings
from timpora.meetings.actions import restricted
from timpora.meetings.models import (
    Attendance,
    FollowUp,
    FollowUpEntry,
    Material,
    MediaItem,
    Meeting,
    Paragraph,
    RestrictedAttendee,
    RestrictedSession,
    SignedList,
)
from timpora.registers import protection
from timpora.registers.models import FamilyTie, Person, Protection, UrgentAccess
from timpora.registers.tests.factories import mention, person, source
from timpora.tasks.models import Task, TaskEntry
from timpora.teams.actions import NewSeat
from timpora.teams.models import Team
from timpora.teams.tests.team import make_team


@dataclass(frozen=True, slots=True)
class World:
    """Ids by the name that addresses give them."""

    ids: dict[str, UUID]

    def address(self, route: str) -> str:
        for name, value in self.ids.items():
            route = route.replace(f"<uuid:{name}>", str(value))
        return f"/{route}"


def build(ayu: Account, budi: Account, kanim: Agency) -> World:
    """Everything by Ayu and Budi of Batulicin, about one person in order and one who is shielded."""
    now = timezone.now()
    report = intake.report(ayu, at=now)
    batch = intake.previewed(ayu, intake.as_csv(intake.PERMIT_HEADERS, intake.ROOSTER))
    check = check_of(seen_after_the_end(kanim))
    finding = Finding.objects.create(
        number=9001, check_row=check, person=check.person, area=check.area, confirmed_at=now, confirmed_by=budi.pk,
        reason="Sudah dicocokkan dengan paspor.",
    )  # fmt: skip
    task = request_to(agency("disdukcapil", "Disdukcapil Tanah Bumbu"), kanim, check, ayu)
    entry = TaskEntry.objects.create(
        task=task, area=task.area, kind="sent", account_id=ayu.pk, agency_id=kanim.pk, at=now
    )
    waiting = mention(source(content="unlinked"), name="PARK MIN SEO")
    Screening.objects.create(
        mention=waiting, area=waiting.area, model_version=MODEL_VERSION, at=now, candidates=0, waits=True
    )
    judgement = Judgement.objects.create(
        mention=waiting, person=check.person, area=waiting.area, answer="unsure", account_id=ayu.pk, at=now
    )
    shield = protected(budi)
    team, meeting = meeting_of(ayu, budi, kanim)
    letter = Letter.objects.filter(area=team.area).first()
    paper = signed_paper_of(letter)
    follow_up = FollowUp.objects.create(
        number=9002, meeting=meeting, area=meeting.area, words="Data penghuni diperbarui", agency=kanim,
        position="Kepala", due_on=date(2030, 1, 1),
    )  # fmt: skip
    came = Attendance.objects.create(meeting=meeting, area=meeting.area, agency_name="Kanim", name="Maya", came_at=now)
    paragraph = Paragraph.objects.create(
        meeting=meeting, area=meeting.area, text="Pendataan berjalan", order=1, key=meeting.pk, made_by=ayu.pk,
        changed_at=now, changed_by=ayu.name,
    )  # fmt: skip
    media = MediaItem.objects.create(
        area=meeting.area, outlet="Kabar Rekaan", title="Rapat digelar", published_on=now.date(), key=meeting.pk,
        made_by=ayu.pk, changed_at=now, changed_by=ayu.name,
    )  # fmt: skip
    evidence = FollowUpEntry.objects.create(
        follow_up=follow_up, meeting=meeting, area=meeting.area, act="report", words="Sudah", at=now, by_id=ayu.pk,
        by=ayu.name, agency_id=kanim.pk,
    )  # fmt: skip
    session, attendee = restricted_of(budi, meeting, now)
    rows = {
        "session_id": session,
        "attendee_id": attendee,
        "media_id": media,
        "evidence_id": evidence,
        "paragraph_id": paragraph,
        "report_id": report, "batch_id": batch, "person_id": check.person, "mention_id": waiting,
        "judgement_id": judgement, "check_id": check, "finding_id": finding, "task_id": task, "entry_id": entry,
        "team_id": team, "seat_id": team.seats.first(), "decree_id": team.decrees.first(),
        "meeting_id": meeting, "line_id": meeting.agenda.first(), "invitation_id": meeting.invitations.first(),
        "attendance_id": came, "material_id": material_of(meeting, ayu, now), "sheet_id": sheet_of(meeting, ayu, now),
        "follow_up_id": follow_up, "letter_id": letter, "paper_id": paper, "edition_id": letter.editions.first(),
        "circle_id": circle_of(ayu, now), "tie_id": tie_of(check.person, ayu, now),
        **exchanged(budi, kanim),
        **agreed(budi, kanim),
        "token_id": token_of(ayu, now), "protection_id": shield, "membership_id": Membership.objects.get(account=ayu),
        "hand_over_id": handed_over(ayu, budi), "urgent_id": asked_urgently(ayu),
    }  # fmt: skip
    return World({name: row.pk for name, row in rows.items()} | oversight.one_of_each(ayu, budi, now))


def signed_paper_of(letter: Letter) -> SignedPaper:
    told = {"edition": 1, "way": "pen", "sameness": "unsure", "pages": 1, "made_by": letter.made_by}
    file = {"file": letter.file, "file_hash": letter.file_hash, "file_type": "application/pdf"}
    return SignedPaper.objects.create(letter=letter, area=letter.area, made_at=letter.made_at, **told, **file)


def token_of(somebody: Account, now: datetime) -> Token:
    at_work = Membership.objects.get(account=somebody)
    ends_at = now + timedelta(days=9)
    told = {"name": "Server", "uses": ["reports"], "addresses": [], "ends_at": ends_at, "at": now}
    return tokens.make(membership=at_work, **told, by=acting(somebody))[0]


def agreed(budi: Account, kanim: Agency) -> dict[str, Model]:
    """A draft of the office, so that everything in it can still be changed."""
    by, now, other = acting(budi), timezone.now(), agency("disnaker", "Disnaker Tanah Bumbu")
    with acting_in_database(by):
        draft = drafted(by, (kanim, other, "permits"))
        words = {"words": "Mengirim laporan", "due_on": now.date()}
        owed = agreements.add_obligation(draft, agency=kanim, **words, by=by, at=now)
    return {"agreement_id": draft, "party_id": draft.parties.first(), "clause_id": draft.clauses.first(),
            "obligation_id": owed}  # fmt: skip


def exchanged(budi: Account, kanim: Agency) -> dict[str, Model]:
    """Of the office to another agency of its district."""
    by, now, to = acting(budi), timezone.now(), agency("disdukcapil", "Disdukcapil Tanah Bumbu")
    told, day = {"by": by, "at": now}, now.date() + timedelta(days=9)
    with acting_in_database(by):
        bulletin = bulletins.publish(
            key=uuid7(), audience=Audience("agencies", named=(to.pk,)), title="Layanan", words="Pindah ruang.",
            handling=0, valid_until=day, **told,
        )  # fmt: skip
        (question,) = questions.ask(key=uuid7(), agencies=[to], topic="data", words="Berapa?", working_days=5, **told)
        entry = questions.story(question, "answer", words="Lima.", **told)
        entry.save()
        book = guidance.publish(
            key=uuid7(), title="Melapor", words="Tulis.", valid_from=now.date(), valid_until=None, **told
        )
        campaign = campaigns.begin(
            key=uuid7(), kind="wisata", title="Wisata", purpose="Penginapan melapor.", area=by.area or 0,
            begins_on=now.date(), ends_on=day, **told,
        )  # fmt: skip
    return {"bulletin_id": bulletin, "question_id": question, "answer_id": entry, "guidance_id": book,
            "campaign_id": campaign}  # fmt: skip


def tie_of(somebody: Person, by: Account, now: datetime) -> FamilyTie:
    told = {"kind": "spouse", "relative": "Siti Rahmah", "basis": "Akta No. 12"}
    return FamilyTie.objects.create(person=somebody, area=somebody.area, recorded_at=now, recorded_by=by.pk, **told)


def circle_of(somebody: Account, now: datetime) -> Circle:
    by, ends_at = acting(somebody), now + timedelta(days=9)
    with acting_in_database(by):
        return circles.make(key=uuid7(), purpose="Pendataan proyek", ends_at=ends_at, agencies=[], by=by, at=now)


def handed_over(ayu: Account, budi: Account) -> HandOver:
    giver, taker = Membership.objects.get(account=ayu), Membership.objects.get(account=budi)
    return HandOver.objects.create(giver=giver, taker=taker, at=timezone.now(), by=budi)


def asked_urgently(ayu: Account) -> UrgentAccess:
    by, now = acting(ayu), timezone.now()
    reason = "Keluarga korban harus dihubungi malam ini."
    return UrgentAccess.objects.create(
        area=by.area, agency_id=by.agency, account_id=by.account, reason=reason, asked_at=now, until=now
    )


def request_to(to: Agency, by: Agency, check: Check, member: Account) -> Task:
    now = timezone.now()
    return Task.objects.create(
        number=9003, state="sent", area=check.area, from_agency=by, to_agency=to, check_row=check,
        person_id=check.person_id, topic="adminduk", question="Masih terdaftar?", reason="Menyiapkan pemeriksaan",
        due_on=date(2030, 1, 1), made_by=member.pk, made_at=now, sent_at=now,
    )  # fmt: skip


def protected(keyholder: Account) -> Protection:
    who, member = person(mention(source(content="shielded"), name="WARD ANNA", passport="X7654321")), acting(keyholder)
    with acting_in_database(member):
        protection.protect(who.pk, kind="trafficking", note="rumah aman", area=who.area, by=member, at=timezone.now())
    return Protection.objects.get(person=who)


def restricted_of(budi: Account, meeting: Meeting, now: datetime) -> tuple[RestrictedSession, RestrictedAttendee]:
    member = acting(budi)
    with acting_in_database(member):
        restricted.move(meeting, "Perkara WARD ANNA", key=uuid7(), by=member, at=now)
    return RestrictedSession.objects.get(), RestrictedAttendee.objects.get()


def material_of(meeting: Meeting, somebody: Account, now: datetime) -> Material:
    by, told = acting(somebody), {"name": "paparan.pdf", "media_type": "application/pdf"}
    with acting_in_database(by):
        return meetings.give_material(meeting, b"%PDF-", title="Paparan kebijakan", **told, by=by, at=now)


def sheet_of(meeting: Meeting, somebody: Account, now: datetime) -> SignedList:
    by, told = acting(somebody), {"name": "lembar.jpg", "media_type": "image/jpeg"}
    with acting_in_database(by):
        return meetings.file_list(meeting, b"\xff\xd8\xff", **told, by=by, at=now)


def meeting_of(ayu: Account, budi: Account, kanim: Agency) -> tuple[Team, Meeting]:
    team, member, now = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor")), acting(ayu), timezone.now()
    with acting_in_database(member):
        meeting = meetings.call_meeting(
            team, theme="Rakor triwulan", place="Aula", starts_at=now + timedelta(days=9), by=member, at=now
        )
        meetings.add_line(meeting, kind="briefing", words="Paparan", by=member, at=now)
        meetings.invite(meeting, by=member, at=now)
    return team, meeting
