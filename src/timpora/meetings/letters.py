"""What the letters of a meeting say, as data for their templates. Written in Indonesian always."""

from collections.abc import Sequence
from datetime import datetime

from timpora.documents.letterheads import letterhead, signature
from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.foundation.templatetags.timpora import pukul, tanggal, tanggal_pendek
from timpora.meetings import queries
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.minutes import addenda_of, as_text, points_of, rows_of
from timpora.meetings.models import Attendance, FollowUp, Invitation, Meeting, Move
from timpora.meetings.models_restricted import RestrictedSession
from timpora.teams.models import Seat
from timpora.teams.queries import decree_on, seats_on
from timpora.territory.queries import day_at, zone_of

BLANK_ROWS_AFTER = 10  # people come who were not invited
BLANK_LIST_ROWS = 20


@in_indonesian
def invitation(meeting: Meeting, invitations: Sequence[Invitation], at: datetime) -> dict[str, object]:
    to = [f"{row.addressee} — {row.agency.name}" for row in invitations]
    agenda = [line.words for line in queries.agenda_of(meeting)]
    return common(meeting, at) | {
        "addressees": to,
        "attachments": f"{len(to)} nama" if len(to) > 1 else "-",
        "bases": bases(meeting),
        "opening": "Dengan hormat, kami mengharapkan kehadiran Bapak/Ibu dalam rapat yang diselenggarakan pada:",
        "closing": "Apabila berhalangan, mohon menunjuk pejabat yang mewakili.\n"
        "Atas perhatian dan kehadiran Bapak/Ibu, kami ucapkan terima kasih.",
        "agenda": agenda,
        "copies": [],
    }


@in_indonesian
def moved(meeting: Meeting, invitations: Sequence[Invitation], former: Move, at: datetime) -> dict[str, object]:
    """The same letter anew, saying what it comes after."""
    zone = zone_of(meeting.area)
    was = f"{tanggal(former.starts_at, zone)} pukul {pukul(former.starts_at, zone)} di {former.place}"
    return invitation(meeting, invitations, at) | {
        "bases": [*bases(meeting), *after(invitations)],
        "opening": f"Dengan hormat, rapat yang semula dijadwalkan pada {was} kami ubah karena "
        f"{clause(former.because)}. Kami mengharapkan kehadiran Bapak/Ibu pada:",
    }


@in_indonesian
def cancelled(meeting: Meeting, invitations: Sequence[Invitation], at: datetime) -> dict[str, object]:
    return invitation(meeting, invitations, at) | {
        "bases": after(invitations),
        "opening": "Dengan hormat, kami beritahukan bahwa rapat di bawah ini tidak jadi dilaksanakan karena "
        f"{clause(meeting.cancelled_because)}:",
        "closing": "Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",
        "agenda": [],
    }


def after(invitations: Sequence[Invitation]) -> list[str]:
    """The letters that this one comes after, each once, by number where TU has given it one."""
    former = {row.letter_id: row.letter for row in invitations if row.letter}.values()
    return [
        f"Menyusul surat kami{f' Nomor {letter.number}' if letter.number else ''} tanggal "
        f"{tanggal(letter.dated).partition(', ')[2]} hal {letter.about}."
        for letter in former
    ]


def clause(words: str) -> str:
    """Within a sentence: without the full stop that somebody typed at its end."""
    return words.rstrip(" .")


@in_indonesian
def attendance(meeting: Meeting, at: datetime, *, is_filled: bool, has_phones: bool) -> dict[str, object]:
    """Blank for signing, or filled with those who came; the phone column never leaves the secretariat."""
    people = [person(row, has_phones) for row in queries.attendances_of(meeting)] if is_filled else []
    wanted = max(BLANK_LIST_ROWS, meeting.invitations.count() + BLANK_ROWS_AFTER)
    return common(meeting, at) | {
        "about": "Daftar hadir",
        "people": people,
        "blank_rows": BLANK_ROWS_AFTER if is_filled else wanted,
        "with_phone": has_phones,
    }


@in_indonesian
def minutes(meeting: Meeting, acting: Acting, at: datetime, *, up_to: int | None = None) -> dict[str, object]:
    """As far as it is there for the reader. `up_to`: nothing above this handling level, whoever makes it."""
    roll = queries.roll_of(meeting)
    points = points_of(meeting, acting, up_to=up_to)
    added = [row for row in addenda_of(meeting, acting) if up_to is None or row.handling <= up_to]
    zone = zone_of(meeting.area)
    said_later = [f"Berita tambahan, {tanggal(row.at, zone)}, {row.by}:\n{row.text}" for row in added]
    level = max((row.handling for row in [*rows_of(points), *added]), default=Handling.BIASA)
    return common(meeting, at) | {
        "chair": meeting.chair,
        "notulis": meeting.notulis,
        "signatures": signed_by(meeting.notulis, meeting.chair),
        "agenda": [line.words for line in queries.agenda_of(meeting)],
        "came": [present(row.unsur, came) for row in roll.present for came in row.came]
        + [present(came.agency_name, came) for came in roll.visitors],
        "absent": [row.unsur for row in roll.absent],
        "minutes": "\n\n".join(filter(None, ["\n".join(as_text(points)).strip(), *said_later])),
        "security": {0: "Biasa", 1: "Terbatas", 2: "Rahasia"}[level],
        "follow_ups": [matrix_row(row) for row in meeting.follow_ups.select_related("agency").order_by("number")],
        "earlier": [matrix_row(row) for row in queries.commitments_before(meeting, acting)],
    }


@in_indonesian
def restricted(session: RestrictedSession, at: datetime) -> dict[str, object]:
    """Of the session alone: nothing of the open notula, and nothing of it in there."""
    here = [row for row in session.attendees.all().order_by("listed_at") if row.left_at is None]
    notes = session.notes.order_by("at", "id")
    return common(session.meeting, at) | {
        "chair": session.chair,
        "notulis": session.notulis,
        "agenda": ["Sesi terbatas"],
        "came": [f"{row.agency_name}: {row.name}" if row.agency_name else row.name for row in here],
        "absent": [],
        "minutes": "\n\n".join(row.text for row in notes),
        "signatures": signed_by(session.notulis, session.chair),
        "follow_ups": [],
    }


def signed_by(notulis: str, chair: str) -> list[dict[str, object]]:
    return [{"lines": ["Notulis,"], "name": notulis}, {"lines": ["Pimpinan rapat,"], "name": chair}]


def common(meeting: Meeting, at: datetime) -> dict[str, object]:
    zone, day = zone_of(meeting.area), day_at(meeting.area, at)
    ends = pukul(meeting.ends_at, zone) if meeting.ends_at else "selesai"
    return {
        "kop": letterhead(meeting.team.secretariat, day),
        "office": meeting.team.secretariat.name,
        "dated_words": tanggal(day).partition(", ")[2],
        "theme": meeting.theme,
        "day": tanggal(meeting.starts_at, zone),
        "clock": f"{pukul(meeting.starts_at, zone)} sampai {ends}",
        "place": meeting.place,
        "signature": chairs_signature(meeting),
        "footer": f"{meeting.team.name} · Rapat no. {meeting.number}",
    }


def chairs_signature(meeting: Meeting) -> dict[str, object]:
    """The team's chair signs, as Plt. or Plh. where somebody holds the post so on that day."""
    seated = seats_on(meeting.team, day_at(meeting.area, meeting.starts_at))
    chair = next((row for row in seated if row.seat.role == Seat.Role.KETUA), None)
    if chair is None:
        return dict(signature(title=f"Ketua {meeting.team.name}"))
    holder = chair.holder
    title = f"{chair.position.title} selaku Ketua {meeting.team.name}"
    if holder is None:
        return dict(signature(title=title))
    return dict(signature(title=title, name=holder.name, number=holder.number, capacity=holder.capacity))


def bases(meeting: Meeting) -> list[str]:
    found = decree_on(meeting.team.decrees.all(), day_at(meeting.area, meeting.starts_at)).decree
    own = [f"Dasar: {meeting.basis}."] if meeting.basis else []
    if found is None:
        return own
    return [
        f"Dasar: Keputusan {found.issuer} Nomor {found.number} tanggal {tanggal(found.dated).partition(', ')[2]}.",
        *own,
    ]


def person(row: Attendance, has_phones: bool) -> dict[str, str]:
    position = (
        row.position
        if row.capacity == Attendance.Capacity.DEFINITIF
        else f"{row.get_capacity_display()} {row.position}"
    )
    told = {
        "name": row.name,
        "number": row.number,
        "rank": row.rank,
        "position": position.strip(),
        "agency": row.agency_name,
    }
    return told | {"phone": row.phone} if has_phones else told


def present(unsur: str, row: Attendance) -> str:
    capacity = "" if row.capacity == Attendance.Capacity.DEFINITIF else f" ({row.get_capacity_display()})"
    return f"{unsur}: {row.name}{capacity}"


def matrix_row(row: FollowUp) -> dict[str, object]:
    state = row.get_state_display() if row.state != FollowUp.State.OPEN else row.get_step_display()
    state = f"{state}: {row.result}" if row.result else str(state)
    if row.carried:
        state += f"; dibawa {row.carried} kali"
    if row.meeting_number:
        state += f"; asal rapat no. {row.meeting_number}"
    return {
        "number": row.number,
        "words": f"{row.words} (bukti: {row.evidence})" if row.evidence else row.words,
        "owner": f"{row.agency.short_name} — {row.position}",
        "due": tanggal_pendek(row.due_on),
        "state": state,
    }
