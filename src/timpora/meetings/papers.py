"""The other papers of a meeting, as data for their templates: what is known stands there, what is not is left to write.

None of them names anybody but officials in their posts. The press release has a way of its own: a second person.
"""

from collections.abc import Callable
from datetime import date, datetime

from timpora.documents.letterheads import signature
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import angka, tanggal, tanggal_pendek
from timpora.meetings import letters, queries
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.programme import items
from timpora.statistics import months
from timpora.statistics.queries import drawn_months, sheets
from timpora.teams.models import Seat
from timpora.teams.queries import SeatOn, decree_on, seats_on
from timpora.territory.queries import area_name, day_at, learn

GAP = "…………………………"
UNDERLYING = "Undang-Undang Nomor 6 Tahun 2011 tentang Keimigrasian"
WAITING = ("open_matters", "questions")  # kinds of agenda lines that wait for an agency
ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


@in_indonesian
def programme(meeting: Meeting, acting: Acting, at: datetime) -> dict[str, object]:
    """The order of the ceremony, with the subjects of the agenda under the discussion."""
    rows: list[str] = []
    for words in items(meeting):
        rows.append(words)
        if words.lower().startswith("diskusi"):
            rows += [f"— {line.words}" for line in queries.agenda_of(meeting)]
    told = [{"number": no, "clock": "", "words": words, "who": ""} for no, words in enumerate(rows, 1)]
    return letters.common(meeting, at) | {"programme": told}


@in_indonesian
def assignment(meeting: Meeting, acting: Acting, at: datetime) -> dict[str, object]:
    """Of the secretariat for its own people; other agencies assign theirs themselves."""
    own = [row for row in seated(meeting) if row.agency.pk == meeting.team.secretariat_id and row.holder]
    people = [
        {"name": row.holder.name, "staff_number": row.holder.number, "rank": row.holder.rank, "position": row.title}
        for row in own
        if row.holder
    ]
    return letters.common(meeting, at) | {
        "considering": [
            "bahwa untuk kelancaran rapat koordinasi perlu menugaskan pegawai sebagai panitia dan peserta;"
        ],
        "bases": bases(meeting),
        "officials": [{"number": no} | person for no, person in enumerate(people or [{"name": GAP}], 1)],
        "tasks": [f"melaksanakan {meeting.theme};", "melaporkan hasilnya secara tertulis."],
        "closing": "Surat tugas ini dilaksanakan dengan penuh tanggung jawab.",
        "issued_in": GAP,
    }


@in_indonesian
def material(meeting: Meeting, acting: Acting, at: datetime) -> dict[str, object]:
    """For the members of the team alone: exact numbers by kecamatan stand in it."""
    day = day_at(meeting.area, at)
    earlier = list(queries.commitments_before(meeting, acting))
    subjects = list(queries.agenda_of(meeting))
    return letters.common(meeting, at) | {
        "as_of": tanggal(day).partition(", ")[2],
        "security": "Terbatas",
        "charts": [chart for chart in (present(meeting, acting), commitments(earlier)) if chart and chart["rows"]],
        "earlier": [letters.matrix_row(row) for row in earlier],
        "waiting": [line.words for line in subjects if line.kind in WAITING],
        "ending": ending(meeting, day),
        "agenda": [line.words for line in subjects if line.kind not in (*WAITING, "follow_up")],
    }


def present(meeting: Meeting, acting: Acting) -> dict[str, object] | None:
    """Foreigners by kecamatan of the latest month drawn: what the seats of a team may know."""
    drawn = drawn_months()
    if not drawn:
        return None
    month = next(iter(drawn))
    found = sheets(acting, meeting.area, month)
    learn(sheet.area for sheet in found)
    rows = [{"label": area_name(sheet.area), "value": sheet.total, "said": said(sheet.total)} for sheet in found]
    note = f"Lembar keadaan per {tanggal_pendek(drawn[month])}. Orang yang datanya dilindungi tidak dihitung."
    title = f"Orang asing menurut kecamatan, {months.said(month)}"
    return {"title": title, "note": note, "rows": sorted(rows, key=lambda row: -int(str(row["value"])))}


def said(total: int) -> str:
    return angka(total) if total else "NIHIL"


def commitments(earlier: list[FollowUp]) -> dict[str, object]:
    states = [str(row.get_state_display()) for row in earlier]
    rows = [{"label": state, "value": states.count(state)} for state in dict.fromkeys(states)]
    return {"title": "Tindak lanjut rapat yang lalu", "note": "Sumber: matriks tindak lanjut tim.", "rows": rows}


def ending(meeting: Meeting, day: date) -> list[str]:
    found = decree_on(meeting.team.decrees.all(), day)
    if found.decree is None or found.decree.valid_until is None:
        return []
    return [f"SK {found.decree.number} berlaku sampai {tanggal(found.decree.valid_until).partition(', ')[2]}"]


@in_indonesian
def agreed(meeting: Meeting, acting: Acting, at: datetime) -> dict[str, object]:
    """Signed by every unsur: who came signs, who did not leaves the place free."""
    came = {line.invitation.seat_id: line.came[0] for line in queries.roll_of(meeting).lines if line.came}
    seats = seated(meeting)
    people = [(row, came[row.seat.pk].name if row.seat.pk in came else "") for row in seats]
    decided = [
        f"{row.words} ({row.agency.short_name}, paling lambat {tanggal(row.due_on).partition(', ')[2]});"
        for row in meeting.follow_ups.select_related("agency").order_by("number")
    ]
    return letters.common(meeting, at) | {
        "opening": f"Pada hari ini, {day_in_words(day_at(meeting.area, meeting.starts_at))}, bertempat di"
        f" {meeting.place}, dalam {meeting.theme}, kami yang bertanda tangan di bawah ini:",
        "present": [
            {"number": no, "name": name or GAP, "position": row.position.title, "agency": row.agency.name}
            for no, (row, name) in enumerate(people, 1)
        ],
        "bases": bases(meeting),
        "agreed": decided or ["meningkatkan koordinasi dan pertukaran keterangan antaranggota tim."],
        "closing": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        "signatures": [{"lines": [row.agency.name, f"{row.position.title},"], "name": name} for row, name in people]
        or [{"lines": ["Pimpinan rapat,"], "name": meeting.chair}],
    }


@in_indonesian
def activity_report(meeting: Meeting, acting: Acting, at: datetime) -> dict[str, object]:
    """From the head of the committee to the head of the office, and on to the regional office."""
    roll = queries.roll_of(meeting)
    follow_ups = list(meeting.follow_ups.select_related("agency").order_by("number"))
    subjects = [line.words for line in queries.agenda_of(meeting)]
    chair = letters.chairs_signature(meeting)
    return letters.common(meeting, at) | {
        "introduction": f"Rapat diselenggarakan oleh {meeting.team.secretariat.name} untuk menyamakan langkah, bertukar"
        " keterangan, dan menyelesaikan hal yang masih terbuka.",
        "bases": bases(meeting),
        "activities": "Rapat membahas:\n" + "\n".join(f"- {words}" for words in subjects or ["tema rapat"]),
        "came": [line.unsur for line in roll.present],
        "absent": [line.unsur for line in roll.absent],
        "results": f"Hadir {roll.people} orang dari {roll.invited} unsur yang diundang. Rapat memutuskan"
        f" {len(follow_ups)} tindak lanjut.",
        "follow_ups": [letters.matrix_row(row) for row in follow_ups],
        "conclusions": "Tindak lanjut dipantau dan dibuka kembali pada rapat berikutnya.",
        "closing": "Demikian laporan ini disampaikan sebagai pertanggungjawaban.",
        "issued_in": GAP,
        "signatures": [
            {**chair, "lines": ["Mengetahui,", *chair["lines"]]},  # type: ignore[misc]
            signed_by(meeting, Seat.Role.SEKRETARIS, "Ketua Pelaksana"),
        ],
    }


@in_indonesian
def receipt(meeting: Meeting, acting: Acting, at: datetime) -> dict[str, object]:
    things = ("Surat undangan", "Bahan rapat", "Notula")
    return letters.common(meeting, at) | {
        "giver": meeting.team.secretariat.name,
        "receiver": GAP,
        "things": [{"number": no, "words": words, "amount": "", "note": ""} for no, words in enumerate(things, 1)],
        "signatures": [{"lines": ["Yang menyerahkan,"]}, {"lines": ["Yang menerima,"]}],
    }


PAPERS: dict[str, Callable[[Meeting, Acting, datetime], dict[str, object]]] = {
    "susunan_acara": programme,
    "surat_tugas": assignment,
    "bahan_rapat": material,
    "berita_acara": agreed,
    "laporan_kegiatan": activity_report,
    "tanda_terima": receipt,
}


def seated(meeting: Meeting) -> list[SeatOn]:
    return seats_on(meeting.team, day_at(meeting.area, meeting.starts_at))


def signed_by(meeting: Meeting, role: str, words: str) -> dict[str, object]:
    row = next((row for row in seated(meeting) if row.seat.role == role), None)
    if row is None or row.holder is None:
        return dict(signature(title=words))
    return dict(signature(title=words, name=row.holder.name, number=row.holder.number))


def bases(meeting: Meeting) -> list[str]:
    found = decree_on(meeting.team.decrees.all(), day_at(meeting.area, meeting.starts_at)).decree
    own = [f"Keputusan {found.issuer} Nomor {found.number}"] if found else []
    return [UNDERLYING, *own]


def day_in_words(day: date) -> str:
    """Rabu tanggal dua belas bulan Agustus tahun dua ribu dua puluh enam."""
    weekday, _comma, rest = tanggal(day).partition(", ")
    month = rest.split()[1]
    return f"{weekday} tanggal {in_words(day.day)} bulan {month} tahun {in_words(day.year)}"


def in_words(number: int) -> str:
    """Up to 9999, as *terbilang* is written."""
    if number < 12:
        return ONES[number]
    for size, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus")):
        if number >= size:
            first = one if number // size == 1 else f"{in_words(number // size)} {name}"
            return f"{first} {in_words(number % size)}".strip()
    if number < 20:
        return f"{ONES[number - 10]} belas"
    return f"{ONES[number // 10]} puluh {ONES[number % 10]}".strip()
