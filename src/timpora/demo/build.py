"""Building the district stage by stage, each as a whole or not at all, through the doors that members use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from timpora.agencies.models import Agency
from timpora.demo import (
    agreements,
    committee,
    desk,
    earlier_rakor,
    exchange,
    institutions,
    protected,
    rakor,
    sharing,
    statistics,
    teams,
    told,
)
from timpora.demo.district import TANAH_BUMBU
from timpora.demo.files import sample_files
from timpora.demo.models import Build
from timpora.demo.population import Population, populate
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.foundation.models import Account, Installation
from timpora.foundation.sealing import seal_all
from timpora.intake.files import accept, preview
from timpora.territory.load import load_territory
from timpora.territory.queries import day_at

MEMBERS_SINCE = timedelta(days=420)
DEMO_OFFICE = "Kantor Imigrasi Kelas II TPI Batulicin"


class NotTheDemos(Exception):
    """The database holds data that the demo did not make; the text is the sentence."""


@dataclass(frozen=True, slots=True)
class Scene:
    people: Population
    now: datetime

    @property
    def day(self) -> date:
        return self.people.day


def found(scene: Scene) -> None:
    institutions.found_agencies()
    institutions.begin_memberships(scene.now - MEMBERS_SINCE)
    committee.decree_teams(scene.day, scene.now)


def form_teams(scene: Scene) -> None:
    teams.form_teams(scene.day, scene.now)


def agree(scene: Scene) -> None:
    agreements.agree(scene.day, scene.now)


def hold_first_meeting(scene: Scene) -> None:
    """Before anything is on file, as it was then."""
    earlier_rakor.hold_earlier_meetings(scene.day)
    rakor.hold_meeting(scene.day)


def bring_in_files(scene: Scene) -> None:
    for file in sample_files(scene.people):
        by = institutions.acting(file.sender)
        with acting_in_database(by):
            agency = Agency.objects.get(pk=by.agency)
            batch = preview(
                kind=file.kind,
                name=file.name,
                content=file.content,
                agency=agency,
                area=file.area,
                as_of=file.as_of,
                by=by,
                at=scene.now,
            )
            accept(batch, by=by, at=scene.now)


def receive_reports(scene: Scene) -> None:
    told.send_reports(scene.people, scene.now)


def work_at_desks(scene: Scene) -> None:
    desk.shield_two(scene.people, scene.now)
    desk.answer_matches(scene.now)
    desk.read_reports(scene.now)
    desk.refer_concern(scene.day, scene.now)
    desk.transfer_report(scene.day, scene.now)
    desk.ask_inspectors(scene.day, scene.now)


def decide_questions(scene: Scene) -> None:
    desk.ask_registry(scene.now)
    desk.decide_stays(scene.now)


def call_second_meeting(scene: Scene) -> None:
    rakor.call_next_meeting(scene.day, scene.now)


def share_some(scene: Scene) -> None:
    """A circle, a report shared with it, another narrowed."""
    protected.show(scene.now)
    sharing.share_some(Account.objects.get(sign_in="ayu"), institutions.acting("citra").agency, scene.now)


def tell_totals(scene: Scene) -> None:
    statistics.tell_totals(scene.day, scene.now)


def tell_and_ask(scene: Scene) -> None:
    exchange.tell_and_ask(scene.day, scene.now)


type Stage = Callable[[Scene], None]

STAGES: tuple[tuple[Stage, object], ...] = (
    (found, gettext_lazy("instansi, akun, dan tim")),
    (form_teams, gettext_lazy("tim kecamatan dan pelabuhan")),
    (hold_first_meeting, gettext_lazy("rapat yang lalu")),
    (agree, gettext_lazy("perjanjian")),
    (bring_in_files, gettext_lazy("berkas masuk")),
    (receive_reports, gettext_lazy("laporan masuk")),
    (work_at_desks, gettext_lazy("pencocokan, pelindungan, dan rujukan")),
    (decide_questions, gettext_lazy("pemeriksaan dan permintaan")),
    (share_some, gettext_lazy("lingkar kerja dan pembagian laporan")),
    (tell_totals, gettext_lazy("NIHIL, kedatangan, dan lembar bulanan")),
    (call_second_meeting, gettext_lazy("rapat berikutnya")),
    (tell_and_ask, gettext_lazy("buletin, pertanyaan, dan pedoman")),
)


def build(
    *,
    factor: float = 1.0,
    within: Sequence[str] = (),
    now: datetime | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Build:
    """Bring the database to the demo's end, from wherever it was left. A finished one is not touched.

    `factor` makes the population smaller, `within` loads only these parts of the territory.
    """
    now = now or timezone.now()
    done = finished()
    if done is not None:
        return done
    with connection.cursor() as cursor:  # two starts at once: the second waits, and finds everything done
        cursor.execute("select pg_advisory_lock(hashtextextended('timpora demo', 0))")
    try:
        say(_("wilayah"))
        load_territory(within)
        row = begin(factor, now)
        with override("id"):
            run_stages(row, now, say)
        return row
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(hashtextextended('timpora demo', 0))")


def finished() -> Build | None:
    return Build.objects.filter(finished_at__isnull=False).first()


def begin(factor: float, now: datetime) -> Build:
    row = Build.objects.first()
    if row is None and Account.objects.exists():
        raise NotTheDemos(
            _("Basis data ini sudah berisi data yang bukan buatan demo. Gunakan basis data kosong (DATABASE_URL).")
        )
    if row is None:
        Installation.objects.update_or_create(is_the_one=True, defaults={"is_demo": True, "office": DEMO_OFFICE})
    return row or Build.objects.create(area=TANAH_BUMBU, day=day_at(TANAH_BUMBU, now), factor=factor, begun_at=now)


def run_stages(row: Build, now: datetime, say: Callable[[str], None]) -> None:
    scene = Scene(populate(row.day, factor=row.factor), now)
    if row.stages:
        settle()  # an earlier start may have ended between a stage and what follows from it
    for stage, label in STAGES:
        if stage.__name__ in row.stages:
            continue
        say(str(label))
        with transaction.atomic():
            stage(scene)
            row.stages.append(stage.__name__)
            row.save(update_fields=["stages"])
        settle()
    if row.finished_at is None:
        row.finished_at = timezone.now()
        row.save(update_fields=["finished_at"])
        seal_all()
