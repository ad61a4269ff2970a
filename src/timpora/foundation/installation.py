"""This installation: its one row, as the pages and the doors ask for it, and what it still lacks for real data."""

import time
from collections.abc import Collection
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.foundation.models import Installation, Pulse
from timpora.foundation.retention import gaps_in_table

LATIHAN, OPERASI = Installation.Mode.LATIHAN, Installation.Mode.OPERASI
FRESH = 5.0  # seconds that a process trusts what it read: a change of mode reaches every page within them

# What must be written down before real data come in: column -> the gap in one sentence.
DECLARED: dict[str, str | Promise] = {
    "controller": _("Pengendali data pribadi belum ditetapkan."),
    "protection_officer": _("Pejabat pelindungan data pribadi belum ditetapkan."),
    "dpia_number": _("Nomor penilaian dampak pelindungan data pribadi (DPIA) belum diisi."),
    "dpia_on": _("Tanggal penilaian dampak pelindungan data pribadi (DPIA) belum diisi."),
    "retention_decision": _("Keputusan kantor yang menetapkan tabel retensi belum diisi."),
    "breach_addressee": _("Penerima pemberitahuan kegagalan pelindungan data belum ditetapkan."),
}
# Parts of the program that must be there; each is a room that says so itself from its AppConfig.ready.
NEEDED_PARTS: dict[str, str | Promise] = {
    "retention": _("Bagian yang menjalankan retensi (menghapus data pada waktunya) belum ada dalam versi ini."),
    "persons_desk": _("Layanan hak subjek data pribadi belum ada dalam versi ini."),
}
_parts: set[str] = set()
_seen: tuple[float, Installation | None] = (0.0, None)


def part_is_here(name: str) -> None:
    """A room that does one of NEEDED_PARTS calls this when it is ready."""
    if name not in NEEDED_PARTS:
        raise ValueError(f"expected one of {', '.join(NEEDED_PARTS)}; got {name!r}")
    _parts.add(name)


def current() -> Installation:
    """The row, at most FRESH seconds old in this process."""
    global _seen  # noqa: PLW0603 one row, read on every page
    read_at, row = _seen
    if row is None or time.monotonic() - read_at > FRESH:
        row = Installation.objects.first() or ensure_row()
        _seen = (time.monotonic(), row)
    return row


def forget() -> None:
    """The next question asks the database; for whoever has just changed the row."""
    global _seen  # noqa: PLW0603
    _seen = (0.0, None)


def ensure_row() -> Installation:
    """Once, after the first migration; two at a time make one."""
    try:
        with transaction.atomic():
            return Installation.objects.get_or_create(is_the_one=True)[0]
    except IntegrityError:
        return Installation.objects.get(is_the_one=True)


def installation_id() -> UUID:
    return current().pk


def mode() -> str:
    return current().mode


def mode_at_any_version() -> str:
    """Before the tables stand, or while they are of an older version: nothing but the mode is asked for."""
    try:
        with transaction.atomic():
            return Installation.objects.values_list("mode", flat=True).first() or LATIHAN
    except DatabaseError:
        return LATIHAN


def last_known_mode() -> str:
    """Without asking the database, which may be what failed; who does not know says LATIHAN."""
    row = _seen[1]
    return row.mode if row else LATIHAN


def is_demo() -> bool:
    """Only the demo's invented accounts, whose password is printed, are excused from what a real office must do."""
    return current().is_demo


def what_is_missing(installation: Installation, parts: Collection[str], table_gaps: Collection[str]) -> list[str]:
    """Each gap between this installation and mode OPERASI, in one sentence. Empty: it may start."""
    gaps = [str(words) for column, words in DECLARED.items() if not getattr(installation, column)]
    gaps += [str(words) for part, words in NEEDED_PARTS.items() if part not in parts]
    gaps += [str(_("Tabel retensi tidak memuat kelas %(name)s.") % {"name": name}) for name in table_gaps]
    if installation.is_demo:
        gaps.append(str(_("Basis data ini berisi data rekaan demo; mode OPERASI memerlukan basis data yang baru.")))
    return gaps


def missing_here() -> list[str]:
    return what_is_missing(current(), _parts, gaps_in_table())


def pulse(name: str, at, **words: object) -> None:
    Pulse.objects.update_or_create(name=name, defaults={"at": at, "words": words})
