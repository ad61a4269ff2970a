"""The doctor: everything an office can check by itself, one line each, with what to do."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Min
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from timpora.accountability.models import Verification
from timpora.foundation import crypto, files, installation, outbox
from timpora.foundation.models import Account, Outgoing, Pulse, Seal, StoredFile
from timpora.foundation.security import AUDITOR, WEB, WORKER
from timpora.keeping.health import ATTENTION, BROKEN, GOOD, Finding, signs_of_life
from timpora.keeping.policies import tables_without_lock

OLDEST_PYTHON, OLDEST_POSTGRESQL = (3, 12), 15
SKEW = timedelta(seconds=5)
MAIL_LATE = timedelta(hours=1)
QUEUE_LATE = timedelta(minutes=5)
BACKUP_OLD = timedelta(hours=26)  # a backup each night, and some delay
VERIFIED_OLD = timedelta(days=8)  # once a week
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def examine(at: datetime) -> list[Finding]:
    found = [python(), time_zones(), *keys(), https(), restoring()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('server_version_num')::int / 10000, clock_timestamp()")
            major, clock = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        remedy = _("Periksa DATABASE_URL dan apakah PostgreSQL berjalan.")
        return [*found, Finding("basis data", BROKEN, _("Basis data tidak terjangkau."), remedy)]
    found += [postgresql(major), skew(clock - at)]
    for look in (signs_of_life, *LOOKS):
        try:
            told = look(at)
        except DatabaseError:  # mostly tables that are not there yet
            connection.close()
            remedy = _("Jalankan `timpora migrate`.")
            return [*found, Finding("tabel", BROKEN, _("Tabel belum ada atau berversi lain."), remedy)]
        found += told if isinstance(told, list) else [told]
    return found


def judged(about: str, is_good: bool, words: str, remedy: str, *, else_: str = BROKEN) -> Finding:
    return Finding(about, GOOD if is_good else else_, words, "" if is_good else remedy)


def python() -> Finding:
    words = _("Python %(version)s.") % {"version": sys.version.split()[0]}
    return judged("python", sys.version_info[:2] >= OLDEST_PYTHON, words, _("Pasang Python 3.12 atau lebih baru."))


def time_zones() -> Finding:
    try:
        for name in ZONES:
            ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return Finding("zona waktu", BROKEN, _("Data zona waktu tidak ada."), _("Pasang paket tzdata."))
    return Finding("zona waktu", GOOD, _("WIB, WITA, dan WIT dikenal."))


def keys() -> list[Finding]:
    compartments = [key_file(crypto.key_file(name)) for name in crypto.COMPARTMENTS]
    return [key_file(Path(settings.KEY_FILE)), *compartments, key_file(Path(settings.SECRET_KEY_FILE))]


def key_file(path: Path) -> Finding:
    about = f"kunci {path.name}"
    if not path.exists():
        return Finding(about, GOOD, _("Belum dibuat; dibuat saat pertama diperlukan."))
    mode = path.stat().st_mode & 0o777
    words = _("%(path)s dengan izin %(mode)o.") % {"path": path, "mode": mode}
    return judged(about, not mode & 0o077, words, _("Jalankan `chmod 600 %(path)s`.") % {"path": path})


def https() -> Finding:
    is_local = all(host in ("127.0.0.1", "localhost", "[::1]", "testserver") for host in settings.ALLOWED_HOSTS)
    if settings.IS_HTTPS or is_local:
        words = _("HTTPS dinyatakan dipakai.") if settings.IS_HTTPS else _("Hanya dapat dibuka di komputer ini.")
        return Finding("https", GOOD, words)
    remedy = _("Pasang TLS di depan (deploy/Caddyfile), lalu TIMPORA_HTTPS=1 dan TIMPORA_PROXIES=1.")
    return Finding("https", BROKEN, _("Dapat dibuka dari komputer lain tanpa HTTPS."), remedy)


def restoring() -> Finding:
    is_open = Path(settings.RESTORING_FILE).exists()
    words = _("Ada pemulihan yang belum selesai.") if is_open else _("Tidak ada pemulihan yang terputus.")
    return judged("pemulihan", not is_open, words, _("Jalankan `timpora restore DIR` sekali lagi."))


def postgresql(major: int) -> Finding:
    words = _("PostgreSQL %(major)d.") % {"major": major}
    return judged("postgresql", major >= OLDEST_POSTGRESQL, words, _("Pasang PostgreSQL 15 atau lebih baru."))


def skew(difference: timedelta) -> Finding:
    words = _("Selisih jam dengan basis data %(seconds).1f detik.") % {"seconds": abs(difference.total_seconds())}
    return judged("jam", abs(difference) < SKEW, words, _("Nyalakan penyelarasan jam (NTP) di kedua komputer."))


def roles(at: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname from pg_roles where rolname = any(%s) and not rolsuper and not rolbypassrls",
            [[WEB, WORKER, AUDITOR]],
        )
        missing = {WEB, WORKER, AUDITOR} - {name for (name,) in cursor.fetchall()}
    lacking = _("Peran basis data belum lengkap atau haknya terlalu luas: %(names)s.")
    words = lacking % {"names": ", ".join(sorted(missing))}
    return judged("peran", not missing, words if missing else _("Ketiga peran ada."), _("Jalankan `timpora migrate`."))


def row_policies(at: datetime) -> Finding:
    open_ = tables_without_lock()
    words = _("Tanpa kebijakan baris: %(names)s.") % {"names": ", ".join(open_)}
    return judged(
        "kebijakan baris", not open_, words if open_ else _("Semua tabel terkunci."), _("Jalankan `timpora migrate`.")
    )


def queue(at: datetime) -> Finding:
    due = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None)
    oldest = due.aggregate(oldest=Min("procrastinateevent__at"))["oldest"]
    if oldest is None:
        return Finding("antrean", GOOD, _("Tidak ada pekerjaan yang menunggu."))
    words = _("Pekerjaan tertua menunggu %(minutes)d menit.") % {"minutes": (at - oldest).total_seconds() // 60}
    return judged(
        "antrean", at - oldest < QUEUE_LATE, words, _("Periksa apakah `timpora work` berjalan."), else_=ATTENTION
    )


def seals(at: datetime) -> Finding:
    last = Seal.objects.order_by("-no").first()
    if last is None:
        return Finding("segel", ATTENTION, _("Belum ada segel."), _("Jalankan `timpora work`."))
    return Finding("segel", GOOD, _("Segel terakhir nomor %(no)d.") % {"no": last.no})


def verified(at: datetime) -> Finding:
    last = Verification.objects.filter(ended_at__isnull=False).order_by("-ended_at").first()
    about, remedy = "pemeriksaan segel", _("Jalankan `timpora work`, lalu minta pemeriksaan di halaman Segel.")
    if last is None or last.ended_at is None:
        return Finding(about, ATTENTION, _("Belum pernah."), remedy)
    if last.problems:
        return Finding(about, BROKEN, _("Pemeriksaan terakhir menemukan catatan yang tidak utuh."), remedy)
    return judged(about, at - last.ended_at < VERIFIED_OLD, ago(at - last.ended_at), remedy, else_=ATTENTION)


def backup(at: datetime) -> Finding:
    last = Pulse.objects.filter(name="backup").first()
    remedy = _("Jalankan `timpora backup DIR`, dan simpan di tempat lain.")
    if last is None:
        return Finding("cadangan", ATTENTION, _("Belum pernah."), remedy)
    return judged("cadangan", at - last.at < BACKUP_OLD, ago(at - last.at), remedy, else_=ATTENTION)


def mail(at: datetime) -> Finding:
    """Off is a choice, not a fault; lines that wait for long mean that the mail server is away."""
    if not outbox.is_on():
        return Finding("surel", GOOD, _("Tidak dipakai: TIMPORA_SMTP belum diisi, jadi anggota tidak dikabari."))
    waiting = Outgoing.objects.filter(ended_at=None, made_at__lt=at - MAIL_LATE)
    refused = Outgoing.objects.filter(outcome=Outgoing.Outcome.REFUSED).values("account_id").distinct().count()
    late = waiting.count()
    words = _("%(late)d kabar menunggu lebih dari satu jam; alamat %(refused)d anggota ditolak.")
    remedy = _("Periksa TIMPORA_SMTP dan peladen surel, lalu alamat anggota yang ditolak.")
    return judged(
        "surel", not late and not refused, words % {"late": late, "refused": refused}, remedy, else_=ATTENTION
    )


def stored_files(at: datetime) -> Finding:
    """Whether each stored file is on the disk, in its size; `timpora backup` reads and opens them one by one."""
    count = lost = 0
    for file in StoredFile.objects.only("id", "size").iterator(chunk_size=5000):
        count += 1
        lost += not files.is_there(file)
    words = _("%(lost)d dari %(count)d lampiran hilang atau terpotong.") % {"lost": lost, "count": count}
    return judged("lampiran", not lost, words, _("Pulihkan folder state/files dari cadangan."))


def unnamed_files(at: datetime) -> Finding:
    count = sum(1 for _path in files.unnamed(at))
    words = _("%(n)d berkas di state/files tidak disebut catatan mana pun.") % {"n": count}
    remedy = _(
        "Pekerja membersihkannya sekali sehari. Yang lebih tua daripada basis data ini dibiarkan: "
        "periksa DATABASE_URL dan TIMPORA_DATA."
    )
    return judged("berkas tanpa catatan", not count, words, remedy, else_=ATTENTION)


def ago(age: timedelta) -> str:
    return _("Terakhir %(hours)d jam lalu.") % {"hours": age.total_seconds() // 3600}


def members(at: datetime) -> Finding:
    is_used = Account.objects.exists()
    words = _("Ada anggota.") if is_used else _("Belum ada anggota.")
    return judged("anggota", is_used, words, _("Jalankan `timpora init`."), else_=ATTENTION)


def mode(at: datetime) -> list[Finding]:
    row, gaps = installation.current(), installation.missing_here()
    if row.mode == installation.LATIHAN:
        words = _("LATIHAN; %(n)d hal kurang untuk OPERASI.") % {"n": len(gaps)}
        return [Finding("mode", GOOD, words)]
    return [Finding("mode", BROKEN, gap, _("Lengkapi dengan `timpora init`.")) for gap in gaps] or [
        Finding("mode", GOOD, "OPERASI.")
    ]


def rulebook(at: datetime) -> Finding:
    """The cases of the law as shipped, run here."""
    from timpora.rules_commands import failed, load  # it brings the rule engine, which no other look needs

    book = load()
    wrong = [case.name for case in book.cases if failed(case, book, "id")]
    words = _("%(n)d contoh kasus tidak lagi berlaku.") % {"n": len(wrong)}
    return judged("aturan", not wrong, words if wrong else _("Semua contoh kasus berlaku."), _("Pasang ulang program."))


LOOKS: tuple[Callable[[datetime], Finding | list[Finding]], ...] = (
    roles, row_policies, queue, seals, verified, backup, mail, stored_files, unnamed_files, members, mode, rulebook,
)  # fmt: skip
