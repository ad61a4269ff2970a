"""Two meetings of the team: one held, with what it decided, and the next one called and invited."""

from datetime import date, datetime, time, timedelta

from timpora.agencies.models import Agency
from timpora.demo.district import KUSAN_HILIR, SOUTH_KALIMANTAN, TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.ids import uuid7
from timpora.meetings.actions import (
    add_line,
    call_meeting,
    close_meeting,
    decide_follow_up,
    invite,
    mark_present,
    move_on,
    write_paragraph,
)
from timpora.meetings.models import Attendance, Meeting
from timpora.teams.models import Team
from timpora.teams.queries import seats_on
from timpora.territory.queries import zone_of

HELD_DAYS_AGO, NEXT_IN_DAYS = 35, 9
PLACE = "Aula Kantor Imigrasi Kelas II TPI Batulicin"
ABSENT = ("kemenag", "ksop")
SENT_ANOTHER = {"kejari": "Sinta Maharani", "bnnk": "Reza Firmansyah"}
MINUTES = """Rapat dibuka Ketua Tim. Laporan Ketua Pelaksana: pendataan berjalan, sebagian kecamatan melaporkan NIHIL.
Disdukcapil dan Kantor Imigrasi menyandingkan jumlah; perbedaan antarsumber wajar dan dicatat.
Pengawas Ketenagakerjaan memaparkan rencana pembinaan pemberi kerja.
Disepakati: nama orang tidak dibahas dalam rapat; hal terbuka disebut dengan nomor."""


def decisions(day: date) -> list[tuple[Agency, str, str, int, str]]:
    """Owner, position, words, days until due, and the result where there is one."""
    return [
        (
            agency("disdukcapil", TANAH_BUMBU), "Kepala Dinas Dukcapil",
            "Menyandingkan jumlah penduduk orang asing per kecamatan dengan data Kantor Imigrasi.", -12,
            "Sudah disandingkan; selisih dijelaskan per kecamatan.",
        ),
        (
            agency("pengawas_naker", SOUTH_KALIMANTAN), "Koordinator Pengawas Wilayah IV",
            "Menyampaikan jadwal pembinaan pemberi kerja di Kecamatan Mantewe.", -5, "",
        ),
        (
            agency("kesbangpol", TANAH_BUMBU), "Kepala Badan Kesbangpol",
            "Menyampaikan lembar keadaan orang asing bulanan dari seluruh kecamatan, termasuk NIHIL.", 12, "",
        ),
        (
            agency("kecamatan", KUSAN_HILIR), "Camat Kusan Hilir",
            "Menunjuk operator a.n. camat dan menyampaikan nomor teleponnya kepada sekretariat.", -20,
            "Operator sudah ditunjuk.",
        ),
    ]  # fmt: skip


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone_of(TANAH_BUMBU))


def the_team() -> Team:
    return Team.objects.get(area=TANAH_BUMBU, level=Team.Level.KABUPATEN_KOTA)


def hold_meeting(day: date) -> None:
    budi, ayu, held_on = acting("budi"), acting("ayu"), day - timedelta(days=HELD_DAYS_AGO)
    starts_at = moment(held_on, 9)
    with acting_in_database(budi):
        meeting = call_meeting(
            the_team(), theme="Pemutakhiran data orang asing dan pembagian tugas pemantauan", place=PLACE,
            starts_at=starts_at, ends_at=moment(held_on, 12), by=budi, at=starts_at - timedelta(days=10),
        )  # fmt: skip
        add_line(meeting, words="Paparan hasil pendataan per kecamatan", by=budi, at=starts_at - timedelta(days=10))
        invite(meeting, by=budi, at=starts_at - timedelta(days=7))
        mark_everybody(meeting, held_on, starts_at, budi)
        for text in MINUTES.splitlines():
            write_paragraph(meeting, text=text, key=uuid7(), by=budi, at=moment(held_on, 12))
        for owner, position, words, days, result in decisions(day):
            follow_up = decide_follow_up(
                meeting,
                words=words,
                agency=owner,
                position=position,
                due_on=day + timedelta(days=days),
                by=budi,
                at=moment(held_on, 12),
            )
            if result:
                move_on(follow_up, "report", words=result, by=ayu, at=moment(day + timedelta(days=days - 2), 10))
                move_on(follow_up, "close", words=result, by=budi, at=moment(day + timedelta(days=days - 1), 10))
        meeting.refresh_from_db()
    chief = acting("lukman")
    with acting_in_database(chief):
        close_meeting(
            meeting,
            chair="Lukman Prasetya",
            notulis="Ayu Lestari",
            by=chief,
            at=moment(held_on + timedelta(days=1), 10),
        )


def mark_everybody(meeting: Meeting, on: date, at: datetime, by: Acting) -> None:
    invited = {(row.agency_id, row.addressee): row for row in meeting.invitations.all()}
    for seat in seats_on(meeting.team, on):
        if seat.holder is None or seat.agency.kind_id in ABSENT:
            continue
        other = SENT_ANOTHER.get(seat.agency.kind_id)
        mark_present(
            meeting, name=other or seat.holder.name, agency_name=seat.agency.short_name, by=by, at=at,
            invitation=invited[seat.agency.pk, seat.position.title], number="" if other else seat.holder.number,
            rank="" if other else seat.holder.rank, position=seat.position.title,
            phone="" if other else seat.holder.phone,
            capacity=Attendance.Capacity.MEWAKILI if other else seat.holder.capacity,
        )  # fmt: skip


def call_next_meeting(day: date, now: datetime) -> None:
    """Opens with what the last one left, and with what agencies are waited for: built, not written."""
    budi = acting("budi")
    with acting_in_database(budi):
        meeting = call_meeting(
            the_team(), theme="Evaluasi tindak lanjut dan rencana pengawasan bersama", place=PLACE,
            starts_at=moment(day + timedelta(days=NEXT_IN_DAYS), 9), by=budi, at=now,
        )  # fmt: skip
        add_line(meeting, words="Rencana pemantauan bersama di pelabuhan", by=budi, at=now)
        invite(meeting, by=budi, at=now)
