"""What is wrong with a cell or a row, as a code with its details, and as the sentence that says how to mend it."""

from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is the header as found in the file, `said` the same thing in a sentence. A note refuses nothing."""

    row: int
    column: str
    code: str
    said: str = ""
    told: str = ""
    hint: str = ""
    is_note: bool = False

    def as_data(self) -> dict[str, object]:
        return asdict(self)

    def without_cell(self) -> "Problem":
        """Where and of what kind, without what stood there."""
        return replace(self, told="", hint="")


class Wrong(ValueError):
    """A cell that cannot be taken: its code, and what may have been meant."""

    def __init__(self, code: str, hint: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint


def sentences() -> dict[str, str]:
    """What is wrong, without what to do next. Looked up at each call, in the reader's language."""
    return {
        "birth_impossible": _("%(said)s %(told)s tidak ada di kalender."),
        "birth_unreadable": _("%(said)s “%(told)s” tidak terbaca sebagai tanggal; tulis misalnya 12/08/2026."),
        "birth_year_two_digits": _("%(said)s %(told)s: tulis tahun dengan empat angka, misalnya 12/08/2026."),
        "birth_year_out_of_range": _("%(said)s %(told)s: tahunnya di luar 1850 sampai 2100."),
        "birth_day_without_month": _("%(said)s %(told)s: ada hari tetapi tidak ada bulan."),
        "date_not_whole": _("%(said)s %(told)s belum lengkap; tulis hari, bulan, dan tahun."),
        "moment_impossible": _("%(said)s %(told)s: jam itu tidak ada; tulis misalnya 12/08/2026 14:30."),
        "nationality_unknown": _("%(said)s “%(told)s” tidak dikenal; tulis nama negaranya."),
        "sex_unknown": _("%(said)s “%(told)s” tidak dikenal; tulis L atau P."),
        "number_rounded": _("%(said)s %(told)s sudah dibulatkan oleh Excel; ketik lagi nomornya sebagai teks."),
        "permit_kind_unknown": _("%(said)s “%(told)s” tidak dikenal; tulis misalnya ITK, ITAS, atau ITAP."),
        "sight_unknown": _("%(said)s “%(told)s” tidak dikenal; tulis misalnya Tinggal, Menginap, atau Bekerja."),
        "yes_no_unknown": _("%(said)s “%(told)s” tidak dikenal; tulis Ya atau Tidak."),
        "month_unreadable": _("%(said)s “%(told)s” tidak terbaca sebagai bulan; tulis misalnya 08/2026."),
        "count_unreadable": _("%(said)s “%(told)s” bukan bilangan bulat; tulis misalnya 125."),
        "text_too_long": _("%(said)s terlalu panjang: paling banyak %(hint)s huruf."),
        "area_unknown": _("%(said)s “%(told)s” tidak dikenal di wilayah Anda."),
        "area_similar": _("%(said)s “%(told)s” tidak dikenal. Mungkin yang dimaksud: %(hint)s."),
        "area_ambiguous": _("%(said)s “%(told)s” dapat berarti: %(hint)s. Lengkapi wilayah di atasnya."),
        "area_outside": _("%(said)s “%(told)s” (%(hint)s) di luar wilayah tugas Anda."),
        "person_missing": _("Tidak ada nama dan tidak ada nomor dokumen."),
        "about_missing": _("Baris ini tidak menyebut %(hint)s."),
        "too_many_cells": _("Baris ini memiliki lebih banyak isian daripada judul kolom, mulai dari “%(told)s”."),
        "place_in_words": _("%(said)s “%(told)s” tidak dikenali sebagai wilayah; tidak dipakai sebagai wilayah kerja."),
    }  # fmt: skip


def say(problem: Problem) -> str:
    what = sentences()[problem.code] % {"said": problem.said, "told": problem.told, "hint": problem.hint}
    if problem.is_note:
        return what
    if not problem.column:
        return f"{what} " + _("Lengkapi, lalu kirim ulang baris %(row)s.") % {"row": problem.row}
    mend = _("Perbaiki di kolom %(column)s, lalu kirim ulang baris %(row)s.")
    return f"{what} " + mend % {"column": problem.column, "row": problem.row}


def say_without_cell(problem: Problem) -> str:
    """To whom the content of the row is not shown."""
    if not problem.column:
        return _("Baris %(row)s tidak dapat diterima.") % {"row": problem.row}
    if problem.is_note:
        return _("Kolom %(column)s di baris %(row)s tidak dipakai.") % {"column": problem.column, "row": problem.row}
    told = {"column": problem.column, "row": problem.row}
    return _("Kolom %(column)s di baris %(row)s tidak dapat diterima.") % told


def say_in_indonesian(problem: Problem) -> str:
    """For files that go back to an office: their language is that of the office, not of the reader."""
    with override("id"):
        return say(problem)
