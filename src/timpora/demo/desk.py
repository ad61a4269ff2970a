"""A few days of work at the desks: matches answered, checks decided, other agencies asked, two persons shielded."""

from datetime import date, datetime, timedelta

from timpora.agencies.queries import competent_for
from timpora.compliance.actions import CONFIRM, DISMISS, close, decide
from timpora.compliance.models import Check, Finding
from timpora.compliance.queries import waiting_checks
from timpora.demo.district import SOUTH_KALIMANTAN, TANAH_BUMBU
from timpora.demo.institutions import acting, agency, member_of
from timpora.demo.population import Population
from timpora.demo.told import concern
from timpora.foundation.acting import Acting, acting_in_database
from timpora.identity.actions import judge
from timpora.identity.models import Judgement
from timpora.identity.queries import Filter, best_of, waiting
from timpora.intake.actions import mark_read
from timpora.intake.models import Report
from timpora.registers.actions import protect
from timpora.registers.models import CurrentPerson, Mention, Protection
from timpora.tasks.actions import accept, answer, draft, draft_for_check, give_back, open_, pass_on, send, settle
from timpora.tasks.models import Task

ANSWERED = 5  # matches that a member has already looked at
SHIELDS = (
    (Protection.Kind.TRAFFICKING, "Kemungkinan korban; pendampingan oleh UPTD PPA sedang berjalan."),
    (Protection.Kind.WITNESS, "Saksi dalam perkara yang ditangani penyidik."),
)


def shield_two(people: Population, now: datetime) -> None:
    ayu = acting("ayu")
    for person, (kind, note) in zip(people.of_story("shielded"), SHIELDS, strict=False):
        with acting_in_database(ayu):
            row = CurrentPerson.objects.visible_to(ayu).get(passport=person.passport)
            protect(row.person_id, kind=kind, note=note, area=row.area, by=ayu, at=now)


def answer_matches(now: datetime) -> None:
    """The clearest ones are the same person; about one nobody is sure yet."""
    ayu = acting("ayu")
    with acting_in_database(ayu):
        rows = {row.pk: row for row in Mention.objects.among(ayu, waiting(ayu, Filter(), None))}
        clearest = sorted(best_of(ayu, list(rows)).values(), key=lambda found: -found[0].probability)[:ANSWERED]
        for place, (best, *_others) in enumerate(clearest, start=1):
            verdict = Judgement.Answer.UNSURE if place == ANSWERED else Judgement.Answer.SAME
            judge(rows[best.mention_id], best.person, verdict, by=ayu, at=now)


def read_reports(now: datetime) -> None:
    """All but the newest have been read."""
    ayu = acting("ayu")
    with acting_in_database(ayu):
        for report in list(Report.objects.visible_to(ayu).order_by("-seen_at")[2:]):
            mark_read(report, by=ayu, at=now)


def refer_concern(day: date, now: datetime) -> None:
    budi = acting("budi")
    with acting_in_database(budi):
        report = Report.objects.visible_to(budi).get(words=concern().words)
        competent = competent_for("narkotika", report.area)[0]
        referral = draft(
            kind=Task.Kind.REFERRAL, report=report, topic="narkotika", to_agency=competent, question=report.words,
            reason="", area=report.area, due_on=day + timedelta(days=14), by=budi, at=now,
        )  # fmt: skip
        send(referral, by=budi, at=now)


def transfer_report(day: date, now: datetime) -> None:
    """What one sees at a workplace goes to the labour office, which sends it back, and then to the inspectors."""
    ayu = acting("ayu")
    with acting_in_database(ayu):
        reports = Report.objects.visible_to(ayu).filter(is_protected=False, handling=0).exclude(words=concern().words)
        report = reports.filter(sight=Report.Sight.WORKS).order_by("number").first() or reports[0]
        transfer = draft(
            kind=Task.Kind.TRANSFER, report=report, topic="", to_agency=agency("disnaker", TANAH_BUMBU), reason="",
            question="Menyangkut norma kerja di tempat itu, bukan izin tinggal.", area=report.area, opens_records=True,
            open_until=day + timedelta(days=30), due_on=day + timedelta(days=7), by=ayu, at=now,
        )  # fmt: skip
        send(transfer, by=ayu, at=now)
    citra = acting("citra")  # with what was opened to her just now
    with acting_in_database(citra):
        give_back(transfer, "Norma kerja diawasi oleh pengawas ketenagakerjaan provinsi.", by=citra, at=now)
    with acting_in_database(ayu):
        inspectors = agency("pengawas_naker", SOUTH_KALIMANTAN)
        pass_on(transfer, inspectors, "Sesuai saran dinas.", due_on=day + timedelta(days=7), by=ayu, at=now)
    eka = acting("eka")
    with acting_in_database(eka):
        accept(transfer, by=eka, at=now)


def ask_registry(now: datetime) -> None:
    """A late report is asked about first; the registry had mistyped the day, so nothing was wrong."""
    ayu = acting("ayu")
    with acting_in_database(ayu):
        check = waiting_checks(ayu).filter(rule="RESID-01").first()
        if check is None:
            return
        task = send(draft_for_check(check, by=ayu, at=now), by=ayu, at=now)
    answered(task, "Tanggal lapor pada berkas keliru ketik; buku register mencatat pelaporan pada hari kelima.", now)
    with acting_in_database(ayu):
        settle(Task.objects.get(pk=task.pk), "Terima kasih, data sudah cukup.", by=ayu, at=now)
        check = Check.objects.visible_to(ayu).get(pk=check.pk)
        decide(
            check,
            answer=DISMISS,
            reason="Keliru ketik di berkas; lapor tepat waktu.",
            version=check.version,
            by=ayu,
            at=now,
        )


def answered(task: Task, words: str, now: datetime) -> None:
    member = member_of(task.to_agency_id)
    with acting_in_database(member):
        task = Task.objects.visible_to(member).get(pk=task.pk)
        open_(task, by=member, at=now)
        accept(task, by=member, at=now)
        answer(task, words, True, by=member, at=now)


def ask_inspectors(day: date, now: datetime) -> None:
    """One general request is overdue, and nothing of a person is in it."""
    ayu, then = acting("ayu"), now - timedelta(days=10)
    inspectors = agency("pengawas_naker", SOUTH_KALIMANTAN)
    with acting_in_database(ayu):
        task = draft(
            to_agency=inspectors, topic="tka", area=TANAH_BUMBU, due_on=day - timedelta(days=2), by=ayu, at=then,
            question="Mohon jadwal pembinaan pemberi kerja di Kecamatan Mantewe untuk triwulan ini.",
            reason="Tindak lanjut rapat koordinasi yang lalu.",
        )  # fmt: skip
        send(task, by=ayu, at=then)
    eka = acting("eka")
    with acting_in_database(eka):
        open_(Task.objects.visible_to(eka).get(pk=task.pk), by=eka, at=then)


def decide_stays(now: datetime) -> None:
    """Two confirmed, of which a second person closes one; a third one waits for an answer."""
    ayu, budi = acting("ayu"), acting("budi")
    with acting_in_database(ayu):
        certain = list(waiting_checks(ayu).filter(rule="STAY-01", certainty=Check.Certainty.CERTAIN)[:2])
        findings = [confirm(check, ayu, now) for check in certain]
        for check in waiting_checks(ayu).filter(rule="STAY-01", certainty=Check.Certainty.INCOMPLETE)[:2]:
            send(draft_for_check(check, by=ayu, at=now), by=ayu, at=now)
    with acting_in_database(budi):
        for finding in findings[:1]:
            row = Finding.objects.visible_to(budi).get(pk=finding.pk)
            reason = "Perpanjangan diurus dengan pendampingan; dokumen sudah lengkap."
            close(row, outcome=Finding.Outcome.IN_ORDER, reason=reason, version=row.version, by=budi, at=now)


def confirm(check: Check, by: Acting, now: datetime) -> Finding | None:
    reason = "Sudah dicek pada salinan terbaru dan keterangan petugas pemantau."
    return decide(check, answer=CONFIRM, reason=reason, version=check.version, by=by, at=now)
