"""*Susunan acara*: the order of the ceremony as offices hold it. A practice; each meeting writes its own."""

from timpora.meetings.models import Meeting

USUAL = (
    "Pembukaan oleh pembawa acara",
    "Menyanyikan lagu Indonesia Raya",
    "Pembacaan doa",
    "Laporan Ketua Pelaksana",
    "Sambutan dan pembukaan oleh Kepala Kantor Imigrasi selaku Ketua Tim",
    "Paparan",
    "Diskusi dan tanya jawab",
    "Pembacaan kesepakatan",
    "Penandatanganan",
    "Foto bersama",
    "Penutup",
)


def items(meeting: Meeting) -> list[str]:
    """One line an item; a meeting that has written none follows the usual order."""
    return meeting.programme.splitlines() or list(USUAL)
