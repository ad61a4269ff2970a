"""What stands in the database after the demo was built, counted by queries; shielded persons are in no count."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils.translation import gettext as _

from timpora.compliance.models import Check, Finding
from timpora.compliance.queries import verdict_totals
from timpora.demo.district import KOTABARU, TANAH_BUMBU
from timpora.demo.institutions import accounts
from timpora.demo.models import Build
from timpora.identity.models import Judgement, Screening
from timpora.identity.queries import live
from timpora.intake.models import Batch, Report
from timpora.meetings.models import Attendance, FollowUp, Meeting
from timpora.registers.models import CurrentPerson
from timpora.tasks.models import Task
from timpora.territory.codes import dotted
from timpora.territory.queries import day_at, districts_of

COUNTS = ("read", "accepted", "rejected", "duplicates")
type Counted = dict[str, Any]


def summary(build: Build) -> Counted:
    nihil = areas_without_anybody()
    return {
        "day": build.day.isoformat(),
        "files": Batch.objects.filter(state=Batch.State.ACCEPTED).aggregate(
            count=Count("pk"), **{name: Sum(name, default=0) for name in COUNTS}
        ),
        "reports": Report.objects.filter(is_protected=False).count(),
        "persons": persons(),
        "matching": matching(),
        "verdicts": verdict_totals(),
        "checks": by(Check.objects.filter(is_protected=False, state__in=("open", "asked")), "certainty"),
        "findings": {
            "open": Finding.objects.filter(is_protected=False, closed_at=None).count(),
            "closed": Finding.objects.filter(is_protected=False).exclude(closed_at=None).count(),
        },
        "tasks": by(Task.objects.filter(is_protected=False), "state") | {"overdue": overdue(build)},
        "meeting": meeting(),
        "nihil": {"count": len(nihil), "areas": nihil},
        "accounts": accounts(),
    }


def persons() -> dict[str, int]:
    shown = CurrentPerson.objects.filter(is_protected=False)
    return {"on_file": shown.count(), "present": shown.filter(is_present=True).count()}


def matching() -> dict[str, int]:
    """Mentions, not persons. Shielded ones are left out here too: the difference of two totals would count them."""
    shown = live(Judgement.objects.filter(is_protected=False)).exclude(mention__person=None)
    linked = by(shown, "answer")
    waits = Screening.objects.filter(is_protected=False, waits=True, mention__person=None, mention__withdrawn_at=None)
    return {
        "matched": linked.get(Judgement.Answer.SAME, 0),
        "waiting": waits.filter(mention__source__withdrawn_at=None).count(),
        "new": linked.get(Judgement.Answer.NEW, 0),
    }


def by(rows: QuerySet[Any], column: str) -> dict[str, int]:
    return dict(rows.order_by(column).values_list(column).annotate(n=Count("pk")))


def overdue(build: Build) -> int:
    waiting = (Task.State.SENT, Task.State.OPENED, Task.State.ACCEPTED)
    today = day_at(build.area, build.begun_at)
    return Task.objects.filter(state__in=waiting, due_on__lt=today, is_protected=False).count()


def meeting() -> dict[str, int]:
    """The last one held, and how its follow-ups stand."""
    held = Meeting.objects.filter(state__in=(Meeting.State.HELD, Meeting.State.CLOSED)).order_by("-starts_at").first()
    follow_ups = FollowUp.objects.filter(meeting=held)
    return {
        "invited": held.invitations.count() if held else 0,
        "present": Attendance.objects.filter(meeting=held, taken_back_at=None).count(),
        "follow_ups": follow_ups.count(),
        "follow_ups_open": follow_ups.filter(state=FollowUp.State.OPEN).count(),
        "next_invited": Meeting.objects.filter(state=Meeting.State.INVITED).count(),
    }


def areas_without_anybody() -> list[str]:
    """Districts in which nobody is known to be present."""
    there = CurrentPerson.objects.filter(is_present=True, is_protected=False).annotate(district=F("area") / 10_000)
    peopled = set(there.values_list("district", flat=True).distinct())
    return [
        f"{dotted(district.code)} {district.name}"
        for regency in (TANAH_BUMBU, KOTABARU)
        for district in districts_of(regency)
        if district.code // 10_000 not in peopled
    ]


def as_text(told: Counted) -> str:
    return "\n".join(f"{label:<28} {value}" for label, value in lines(told)) + "\n"


def lines(told: Counted) -> Iterable[tuple[str, str]]:
    files, people, matching, held = (told[name] for name in ("files", "persons", "matching", "meeting"))
    yield (
        _("Berkas"),
        _("%(count)s berkas, %(read)s baris: %(accepted)s diterima, %(rejected)s ditolak, %(duplicates)s sudah ada")
        % files,
    )
    yield _("Laporan"), str(told["reports"])
    yield _("Orang asing"), _("%(on_file)s tercatat, %(present)s diketahui berada di wilayah") % people
    yield _("Pencocokan"), _("%(matched)s cocok, %(waiting)s menunggu, %(new)s orang baru") % matching
    for rule, verdicts in told["verdicts"].items():
        yield _("Aturan %(rule)s") % {"rule": rule}, counted(verdicts, verdict_words())
    yield (
        _("Perlu diperiksa"),
        counted(told["checks"], {str(key): str(label) for key, label in Check.Certainty.choices}),
    )
    yield _("Temuan"), _("%(open)s terbuka, %(closed)s selesai") % told["findings"]
    states = {str(key): str(label) for key, label in Task.State.choices} | {"overdue": _("lewat batas waktu")}
    yield _("Permintaan dan rujukan"), counted(told["tasks"], states)
    yield (
        _("Rapat terakhir"),
        _("%(invited)s diundang, %(present)s hadir, %(follow_ups)s tindak lanjut (%(follow_ups_open)s terbuka)") % held,
    )
    yield _("NIHIL"), _("%(count)s kecamatan tanpa orang asing") % told["nihil"]


def verdict_words() -> dict[str, str]:
    return {
        "met": _("sesuai"),
        "due": _("segera jatuh tempo"),
        "unknown": _("belum dapat dijawab"),
        "breached": _("perlu diperiksa"),
    }


def counted(counts: dict[str, int], words: dict[str, str]) -> str:
    return ", ".join(f"{count} {words.get(key, key)}" for key, count in counts.items()) or "0"


def accounts_as_text(told: Counted, password: str) -> str:
    rows = [(row["sign_in"], f"{row['name']}, {row['duty']}, {row['agency']}") for row in told["accounts"]]
    head = _("Akun siap pakai, kata sandi %(password)s:") % {"password": password}
    return "\n".join([head, *(f"  {sign_in:<8} {who}" for sign_in, who in rows)]) + "\n"
