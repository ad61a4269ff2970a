"""Signs of life: few and cheap questions, asked every few seconds by whoever watches."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Max
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateWorker

from timpora.foundation.models import Pulse

GOOD, ATTENTION, BROKEN = "baik", "perhatian", "rusak"
WORKER_SILENT = timedelta(minutes=2)  # it beats every 10 seconds
SEALER_SILENT = timedelta(minutes=2)  # it beats every 15 seconds
LITTLE_DISK = 2 * 2**30  # bytes; under a quarter of it writing is about to fail


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, in words, and what to do."""

    about: str
    state: str
    words: str
    remedy: str = ""


@cache
def migrations_of_the_program() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def signs_of_life(at: datetime) -> list[Finding]:
    """An unreachable database raises; everything else is a finding."""
    return [migrations(), worker(at), sealer(at), disk()]


def migrations() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations")
        missing = migrations_of_the_program() - set(cursor.fetchall())
    if missing:
        words = _("%(n)d migrasi belum dijalankan.") % {"n": len(missing)}
        return Finding("migrasi", BROKEN, words, _("Jalankan `timpora migrate`."))
    return Finding("migrasi", GOOD, _("Basis data sesuai versi program."))


def worker(at: datetime) -> Finding:
    last = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    return beat("pekerja", last, at, WORKER_SILENT, _("Pekerja"))


def sealer(at: datetime) -> Finding:
    last = Pulse.objects.filter(name="sealer").values_list("at", flat=True).first()
    return beat("penyegel", last, at, SEALER_SILENT, _("Penyegel"))


def beat(about: str, last: datetime | None, at: datetime, silent: timedelta, who: str) -> Finding:
    remedy = _("Jalankan `timpora work` (systemctl start timpora-worker).")
    if last is None:
        return Finding(about, BROKEN, _("%(who)s belum pernah berjalan.") % {"who": who}, remedy)
    age = at - last
    words = _("%(who)s terakhir terlihat %(seconds)d detik lalu.") % {"who": who, "seconds": age.total_seconds()}
    return Finding(about, BROKEN if age > silent else GOOD, words, remedy if age > silent else "")


def disk() -> Finding:
    place = Path(settings.STATE_DIR)
    free = shutil.disk_usage(place if place.exists() else "/").free
    words = _("%(gb).1f GB kosong di %(place)s.") % {"gb": free / 2**30, "place": place}
    if free >= LITTLE_DISK:
        return Finding("disk", GOOD, words)
    return Finding("disk", BROKEN if free < LITTLE_DISK / 4 else ATTENTION, words, _("Kosongkan atau perbesar disk."))
