"""Two years of meetings before the last one: a rakor each quarter, with follow-ups kept, late, and carried over."""

from datetime import date, timedelta

from timpora.agencies.models import Agency
from timpora.demo.district import TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.demo.rakor import HELD_DAYS_AGO, PLACE, moment, the_team
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.meetings.actions import (
    call_meeting,
    close_meeting,
    decide_follow_up,
    mark_present,
    move_on,
    write_paragraph,
)
from timpora.meetings.models import FollowUp, Meeting

QUARTER = 91
KEPT, LATE, OPEN = "kept", "late", "open"
# Theme, what was said, and what was decided: kind of the owner, position, words, how it went.
MEETINGS = (
    ("Penyegaran Tim PORA dan pembagian kecamatan", "Setiap unsur menyebutkan petugas penghubungnya.", (
        ("kesbangpol", "Kepala Badan Kesbangpol", "Menyampaikan daftar petugas penghubung tiap kecamatan.", KEPT),
        ("disnaker", "Kepala Dinas Tenaga Kerja", "Menyampaikan rekapitulasi pengesahan RPTKA per perusahaan.", KEPT),
    )),
    ("Pelaporan penginapan dan desa", "Pelaporan desa belum merata; sebagian desa menyatakan NIHIL.", (
        ("kesbangpol", "Kepala Badan Kesbangpol", "Mengingatkan kecamatan menyampaikan laporan, termasuk NIHIL.", KEPT),
        ("ksop", "Kepala KSOP", "Menyusun tata cara pelaporan jumlah awak kapal per singgahan.", OPEN),
    )),
    ("Tenaga kerja asing di kawasan pertambangan", "Angka antarsumber berbeda; perbedaannya dijelaskan.", (
        ("disnaker", "Kepala Dinas Tenaga Kerja", "Menjadwalkan pembinaan pemberi kerja bersama provinsi.", LATE),
        ("kesbangpol", "Kepala Badan Kesbangpol", "Menyusun lembar keadaan triwulan per kecamatan.", KEPT),
    )),
    ("Persiapan masa libur dan wisata bahari", "Pelabuhan dan dermaga wisata dipantau bergantian.", (
        ("kesbangpol", "Kepala Badan Kesbangpol", "Menyusun jadwal pemantauan dermaga wisata.", KEPT),
        ("polres", "Kasat Intelkam", "Menyampaikan nomor piket bersama kepada seluruh kecamatan.", KEPT),
    )),
    ("Adminduk orang asing dan perkawinan campuran", "Layanan pencatatan didekatkan ke kecamatan.", (
        ("disdukcapil", "Kepala Dinas Dukcapil", "Membuka layanan SKTT keliling di tiga kecamatan.", KEPT),
        ("kesbangpol", "Kepala Badan Kesbangpol", "Menyampaikan lembar keadaan semester pertama.", KEPT),
    )),
    ("Desa binaan dan peran Bhabinkamtibmas", "Laporan dari desa menjadi sumber utama keberadaan.", (
        ("kesbangpol", "Kepala Badan Kesbangpol", "Menyusun daftar desa dengan pelaporan rutin.", KEPT),
        ("polres", "Kasat Intelkam", "Menyampaikan daftar Bhabinkamtibmas penghubung.", OPEN),
    )),
    ("Evaluasi tahunan dan rencana kerja", "Rencana kerja disusun per triwulan.", (
        ("kesbangpol", "Kepala Badan Kesbangpol", "Menyampaikan bahan rencana kerja tahunan.", LATE),
        ("disnaker", "Kepala Dinas Tenaga Kerja", "Menyampaikan perubahan lokasi kerja yang disetujui.", KEPT),
    )),
)  # fmt: skip


def hold_earlier_meetings(day: date) -> None:
    for nth, (theme, said, decided) in enumerate(MEETINGS):
        on = day - timedelta(days=HELD_DAYS_AGO + QUARTER * (len(MEETINGS) - nth))
        held(theme, said, decided, on)


def held(theme: str, said: str, decided: tuple[tuple[str, str, str, str], ...], on: date) -> None:
    budi, chief, noon = acting("budi"), acting("lukman"), moment(on, 12)
    with acting_in_database(budi):
        meeting = call_meeting(
            the_team(), theme=theme, place=PLACE, starts_at=moment(on, 9), ends_at=noon, by=budi,
            at=moment(on - timedelta(days=10), 9),
        )  # fmt: skip
        for text in ("Rapat dibuka Ketua Tim; tindak lanjut rapat yang lalu dibacakan.", said):
            write_paragraph(meeting, text=text, key=uuid7(), by=budi, at=noon)
        given = [(decide(meeting, *told, on), told[-1]) for told in decided]
    with acting_in_database(chief):
        close_meeting(
            meeting, chair="Lukman Prasetya", notulis="Ayu Lestari", by=chief, at=moment(on + timedelta(days=1), 10)
        )
    for follow_up, fate in given:
        if fate != OPEN:
            end(follow_up, on + timedelta(days=20 if fate == KEPT else 70))


def owner(kind: str) -> Agency:
    return agency(kind, TANAH_BUMBU)


def decide(meeting: Meeting, kind: str, position: str, words: str, _fate: str, on: date) -> FollowUp:
    budi, noon = acting("budi"), moment(on, 12)
    mark_present(
        meeting, name=f"Utusan {owner(kind).short_name}", agency_name=owner(kind).short_name, by=budi, at=moment(on, 9)
    )
    return decide_follow_up(
        meeting, words=words, agency=owner(kind), position=position, due_on=on + timedelta(days=45), by=budi, at=noon
    )


def end(follow_up: FollowUp, on: date) -> None:
    """Said aloud to the secretariat, which writes it down; the head of the section closes it."""
    ayu, budi = acting("ayu"), acting("budi")
    with acting_in_database(ayu):
        move_on(follow_up, "report", words="Sudah disampaikan kepada sekretariat.", by=ayu, at=moment(on, 10))
    with acting_in_database(budi):
        move_on(follow_up, "close", words="Sudah dilaksanakan.", by=budi, at=moment(on + timedelta(days=1), 10))
