"""The monthly report of an office on its teams: each province, regency and kecamatan with the meetings held there.

The frame is the table *Timpora bulanan*. Its columns for joint operations stay open to be written by hand until these
are kept here; the two other tables of that chapter are not drawn before their rooms are there.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

from timpora.agencies.models import Agency
from timpora.documents.letterheads import letterhead
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal, tanggal_pendek
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import Meeting
from timpora.statistics import months
from timpora.statistics.papers import heads_signature, long_name
from timpora.territory.queries import day_at, districts_of, learn

HELD = (Meeting.State.HELD, Meeting.State.CLOSED)
PROVINCE, REGENCY = 10**8, 10**6


@in_indonesian
def report(month: date, acting: Acting, at: datetime) -> dict[str, object]:
    agency = Agency.objects.select_related("kind").get(pk=acting.agency)
    day, name = day_at(agency.area, at), months.said(month)
    return {
        "kop": letterhead(agency, day),
        "office": agency.name,
        "about": f"Laporan bulanan Tim PORA, {name}",
        "attachments": "1 berkas",
        "dated_words": tanggal(day).partition(", ")[2],
        "addressees": ["Kepala Kantor Wilayah Direktorat Jenderal Imigrasi"],
        "opening": f"Dengan hormat, bersama ini kami sampaikan laporan kegiatan Tim PORA bulan {name} sebagaimana"
        " terlampir.",
        "closing": "Demikian laporan ini kami sampaikan. Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",
        "signature": heads_signature(agency, day),
        "table_title": f"Timpora bulanan, {name}",
        "places": places(acting, month),
        "note": "Kolom Operasi Gabungan diisi kantor: operasi gabungan belum dicatat di Timpora.",
        "footer": f"{agency.name} · {name}",
    }


def places(acting: Acting, month: date) -> list[dict[str, str]]:
    """Every area of the member's own, also where nothing was held: NIHIL is a word of its own."""
    held = held_in(acting, month)
    regencies = own_regencies(acting)
    learn(regencies)
    rows, last = [], None
    for regency in regencies:
        province = regency - regency % PROVINCE
        if province != last:
            rows.append(row(province, held, 0))
            last = province
        rows.append(row(regency, held, 1))
        rows += [row(district.code, held, 2) for district in districts_of(regency)]
    return rows


def row(area: int, held: dict[int, list[Meeting]], depth: int) -> dict[str, str]:
    meetings = held.get(area, [])
    days = [tanggal_pendek(day_at(meeting.area, meeting.starts_at)) for meeting in meetings]
    return {
        "place": f"{'— ' * depth}{long_name(area)}",
        "meeting_when": "; ".join(days),
        "meeting_note": "; ".join(meeting.theme for meeting in meetings) or "NIHIL",
        "operation_when": "",
        "operation_note": "",
    }


def own_regencies(acting: Acting) -> list[int]:
    """Regencies where the member holds meetings; those of a whole province are not spelled out here."""
    verb = "meeting.hold"
    ranges = {(s.low, s.high) for s in acting.scopes if verb in s.verbs and s.low is not None and not s.records}
    found = {low - low % REGENCY for low, _high in ranges if low and low % PROVINCE >= REGENCY}
    return sorted(found)


def held_in(acting: Acting, month: date) -> dict[int, list[Meeting]]:
    """The same meetings as on the screens, by the area of their team."""
    found: dict[int, list[Meeting]] = defaultdict(list)
    rows = Meeting.objects.visible_to(acting).filter(state__in=HELD)
    begins, ends = (datetime.combine(day, time.min, UTC) for day in (month, months.before(month, -1)))
    around = rows.filter(starts_at__range=(begins - timedelta(days=1), ends + timedelta(days=1)))
    for meeting in around.order_by("starts_at"):
        if months.first(day_at(meeting.area, meeting.starts_at)) == month:
            found[meeting.area].append(meeting)
    return found
