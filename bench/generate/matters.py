"""What is done about a chunk of persons: reports, waiting mentions, verdicts, checks, findings, requests, events."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from bench.generate.copying import Rows, number_as_id
from bench.generate.persons import SIZE, Chunk, One, moment
from bench.generate.world import REGENCY, Body, content_hash
from timpora.compliance.models import Check, Evaluation, Finding, Verdict
from timpora.compliance.rulebook import fingerprint, version_on
from timpora.core.matching import MODEL_VERSION
from timpora.foundation.events import event_digest
from timpora.foundation.installation import installation_id
from timpora.foundation.models import Event, Grant
from timpora.identity.models import Proposal, Screening
from timpora.intake.models import Report
from timpora.registers.models import Mention, PresenceClaim
from timpora.sources.models import Source
from timpora.tasks.models import Task, TaskEntry, TaskShare

REPORT, VERDICT, CHECK, FINDING, TASK, SHARE, ENTRY, TASK_GRANT, PROPOSAL, EVENT, LOOSE = range(40, 51)
FATES = ("read", "known", "new", "checking", "in_order", "done", "received")
WAITING_SHARE = 50  # one report in so many persons waits for an answer: who is this?
STATES = ("open",) * 5 + ("asked",) * 2 + ("confirmed",) * 5 + ("dismissed",) * 6 + ("lapsed",) * 2
KINDS = ("person.opened", "person.searched", "report.opened", "report.received", "check.seen", "account.signed_in")


@dataclass(slots=True)
class Matters:
    reports: Rows = field(
        default_factory=lambda: Rows(
            Report,
            "id number key content_hash source_id agency_id account_id area place seen_at sight words name_told"
            " mention_id drawn_at is_protected fate fate_at",
        )
    )
    sources: Rows = field(
        default_factory=lambda: Rows(
            Source, "id installation_id channel agency_id agency_name account_id area told_at received_at content_hash"
        )
    )
    mentions: Rows = field(
        default_factory=lambda: Rows(Mention, "id source_id row_no kind area agency_id told_at name sex nationality")
    )
    presences: Rows = field(default_factory=lambda: Rows(PresenceClaim, "id mention_id area seen_on"))
    screenings: Rows = field(
        default_factory=lambda: Rows(Screening, "mention_id area is_protected model_version at candidates waits")
    )
    proposals: Rows = field(
        default_factory=lambda: Rows(
            Proposal, "id mention_id person_id area is_protected score probability decision model_version made_at"
        )
    )
    verdicts: Rows = field(
        default_factory=lambda: Rows(
            Verdict, "id person_id area is_protected rule rule_version day verdict reason stay_version evaluated_at"
        )
    )
    evaluations: Rows = field(
        default_factory=lambda: Rows(
            Evaluation, "person_id area is_protected as_protected stay_version rulebook evaluated_at"
        )
    )
    checks: Rows = field(
        default_factory=lambda: Rows(
            Check,
            "id number person_id area is_protected verdict_id rule certainty state opened_at decided_at decided_by"
            " reason",
        )
    )
    findings: Rows = field(
        default_factory=lambda: Rows(
            Finding,
            "id number check_row_id person_id area is_protected confirmed_at confirmed_by reason outcome closed_at"
            " closed_by closing_reason",
        )
    )
    tasks: Rows = field(
        default_factory=lambda: Rows(
            Task,
            "id number kind state area is_protected from_agency_id to_agency_id check_row_id person_id topic question"
            " reason due_on made_by made_at sent_at answered_at ended_at",
        )
    )
    shares: Rows = field(
        default_factory=lambda: Rows(TaskShare, "id task_id person_id area is_protected fields values ended_at")
    )
    entries: Rows = field(
        default_factory=lambda: Rows(
            TaskEntry, "id task_id person_id area is_protected kind words account_id agency_id at"
        )
    )
    grants: Rows = field(
        default_factory=lambda: Rows(
            Grant,
            "id subject_kind subject_id verbs record_kind record_id purpose because_kind because_id begins_at"
            " revoked_at",
        )
    )
    events: Rows = field(
        default_factory=lambda: Rows(
            Event, "id at kind subject_kind subject_id area account_id installation_id count digest"
        )
    )

    def all(self) -> list[Rows]:
        return [getattr(self, name) for name in self.__slots__]


def about(chunk: Chunk, seed: int) -> Matters:
    made, chance = Matters(), Random(seed * 7_000_003 + chunk.number)
    for place, (one, told) in enumerate(chunk.reported):
        report(made, chunk, chance, one, told, chunk.number * SIZE + place)
    for place, one in enumerate(chunk.people):
        if place % WAITING_SHARE == 0:
            waiting(made, chunk, chance, one, place)
        judged(made, chunk, one)
        if one.number % 17 == 0 and not one.protected:
            asked(made, chunk, chance, one)
        looked_at(made, chunk, chance, one)
    return made


def report(made: Matters, chunk: Chunk, chance: Random, one: One, told: tuple, number: int) -> None:
    source, mention, day, account, body = told
    at = moment(day, 4)
    made.reports.add(
        number_as_id(REPORT, number), number + 1, number_as_id(REPORT + 1, number), content_hash(str(number)), source,
        body.id, account, home_of(one), "Rumah kontrakan", at, "stays", "Sudah seminggu menginap di sini.", one.name,
        mention, at, one.protected, chance.choice(FATES), at,
    )  # fmt: skip


def home_of(one: One) -> int:
    return one.last[2] or one.area


def waiting(made: Matters, chunk: Chunk, chance: Random, one: One, place: int) -> None:
    """Somebody was told of whom no number is known; half of them may be somebody on file."""
    number = chunk.number * (SIZE // WAITING_SHARE) + place // WAITING_SHARE
    area, day = one.area, chunk.today - timedelta(days=chance.randint(1, 30))
    account, body = chunk.world.reporter(area)
    source, mention, at = number_as_id(LOOSE, number), number_as_id(LOOSE + 1, number), moment(day, 5)
    name = one.name.split()[0]
    made.sources.add(source, body.id, "form", body.id, body.name, account, area, at, at, content_hash(source))
    made.mentions.add(mention, source, 0, "report", area, body.id, at, name, "", one.nationality)
    made.presences.add(number_as_id(LOOSE + 2, number), mention, area, day)
    likely = [p for p in chunk.people[place : place + 2] if not p.protected] if number % 2 else []
    made.screenings.add(mention, area, False, MODEL_VERSION, at, len(likely), True)
    for rank, person in enumerate(likely):
        made.proposals.add(number_as_id(PROPOSAL, number * 2 + rank), mention, person.id, area, False, 8.0 - rank,
                           0.7 - rank / 5, "unsure", MODEL_VERSION, at)  # fmt: skip
    number_of = 10**8 + number
    made.reports.add(
        number_as_id(REPORT, number_of), number_of, number_as_id(REPORT + 1, number_of), content_hash(str(number_of)),
        source, body.id, account, area, "Warung", at, "lives", "Orang baru di dusun ini.", name, mention, at, False,
        "received" if number % 3 else "read", at,
    )  # fmt: skip


def judged(made: Matters, chunk: Chunk, one: One) -> None:
    today, at = chunk.today, chunk.told_at
    if not one.protected:
        for place, rule in enumerate(("RESID-01", "LODGE-01")):
            made.verdicts.add(number_as_id(VERDICT, one.number * 4 + place), one.id, one.area, False, rule,
                              version_on(rule, today), today, "met", "not_applicable", 1, at)  # fmt: skip
    made.evaluations.add(one.id, one.area, one.protected, one.protected, 1, fingerprint(), at)


def asked(made: Matters, chunk: Chunk, chance: Random, one: One) -> None:
    number, today = one.number // 17 + 1, chunk.today
    state = chance.choice(STATES)
    day = today - timedelta(days=chance.randint(8, 300))
    verdict, check = number_as_id(VERDICT, one.number * 4 + 2), number_as_id(CHECK, number)
    body = chunk.world.kanim_of[one.area // REGENCY]
    desk, head = chunk.world.sections[body.id][3:5]
    certainty = chance.choice(("certain", "incomplete"))
    says = "breached" if certainty == "certain" else "unknown"
    made.verdicts.add(verdict, one.id, one.area, False, "STAY-01", version_on("STAY-01", today), day, says,
                      "permit_ended", 1, moment(day, 2))  # fmt: skip
    is_decided = state in ("confirmed", "dismissed")
    decided = moment(day + timedelta(days=4), 6) if is_decided or state == "lapsed" else None
    made.checks.add(check, number, one.id, one.area, False, verdict, "STAY-01", certainty, state, moment(day, 3),
                    decided, desk if is_decided else None, "Sudah diperiksa." if is_decided else "")  # fmt: skip
    if state == "confirmed":
        is_closed = chance.random() < 0.7
        closed = (moment(day + timedelta(days=6), 3), head, "Selesai dibina.") if is_closed else (None, None, "")
        made.findings.add(number_as_id(FINDING, number), number, check, one.id, one.area, False, decided, desk,
                          "Benar.", "guided" if is_closed else "", *closed)  # fmt: skip
    if state == "asked" or chance.random() < 0.45:
        request(made, chunk, chance, one, (number, check, day, body, desk, state == "asked"))


def request(
    made: Matters, chunk: Chunk, chance: Random, one: One, told: tuple[int, str, date, Body, str, bool]
) -> None:
    number, check, day, body, desk, is_open = told
    kind = chance.choice(("disnaker", "disnaker", "kesbangpol"))
    to = chunk.world.bodies[kind, one.area - one.area % REGENCY]
    task, sent = number_as_id(TASK, number), moment(day + timedelta(days=1), 2)
    ended = None if is_open else sent + timedelta(days=5)
    state = (
        chance.choice(("sent", "opened", "accepted")) if is_open else chance.choice(("settled", "settled", "answered"))
    )
    made.tasks.add(
        task, number, "request", state, one.area, False, body.id, to.id, check, one.id, "tka",
        "Mohon keterangan menurut catatan Saudara.", "Aturan STAY-01.", day + timedelta(days=8), desk, sent, sent,
        ended, ended if state == "settled" else None,
    )  # fmt: skip
    made.shares.add(number_as_id(SHARE, number), task, one.id, one.area, False, "{name,nationality}",
                    '{"name": "' + one.name + '", "nationality": "' + one.nationality + '"}', ended)  # fmt: skip
    made.entries.add(number_as_id(ENTRY, number * 2), task, one.id, one.area, False, "sent", "", desk, body.id, sent)
    if ended:
        answered_by = chunk.world.sections[to.id][0]
        made.entries.add(number_as_id(ENTRY, number * 2 + 1), task, one.id, one.area, False, "answer",
                         "Menurut catatan kami masih bekerja.", answered_by, to.id, ended)  # fmt: skip
    made.grants.add(number_as_id(TASK_GRANT, number), "agency", to.id, "{task.answer,task.read}", "tasks.task", task,
                    "task", "tasks.task", task, sent, ended if state == "settled" else None)  # fmt: skip


def looked_at(made: Matters, chunk: Chunk, chance: Random, one: One) -> None:
    """Two events a person, spread over the last half year."""
    office = chunk.world.sections[chunk.world.kanim_of[one.area // REGENCY].id]
    for place in range(2):
        day = chunk.today - timedelta(days=chance.randint(1, 180))
        event = Event(
            id=UUID(number_as_id(EVENT, one.number * 2 + place)), kind=chance.choice(KINDS), area=one.area, count=1,
            at=moment(day, chance.randint(1, 9)) + timedelta(seconds=chance.randrange(3600)),
            subject_kind="registers.person", subject_id=UUID(one.id), account_id=UUID(chance.choice(office)),
            installation_id=installation_id(),
        )  # fmt: skip
        made.events.add(event.id, event.at, event.kind, event.subject_kind, event.subject_id, event.area,
                        event.account_id, event.installation_id, 1, event_digest(event))  # fmt: skip
