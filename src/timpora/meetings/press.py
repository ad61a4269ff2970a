"""The words of a press release: drafted from what the meeting decided, without persons and without small numbers."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from timpora.documents.letterheads import letterhead
from timpora.foundation.acting import Acting
from timpora.foundation.figures import figure
from timpora.foundation.models import Handling
from timpora.foundation.templatetags.timpora import tanggal
from timpora.meetings import letters, queries
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.minutes import points_of, rows_of
from timpora.meetings.models import Meeting, Paragraph
from timpora.meetings.person_words import noticed_in
from timpora.territory.queries import day_at, zone_of

LEFT_OUT = "[…]"
COUNT = re.compile(
    r"(?<![\d.,])(\d{1,3})(\s+(?:orang|WNA|WN|TKA|warga negara|jiwa|deteni|pengungsi|anak|perempuan|laki-laki)\b)",
    re.IGNORECASE,
)


def small_counts(text: str) -> Iterator[str]:
    below = figure("small_cells.below").value
    return (match.group() for match in COUNT.finditer(text) if 0 < int(match.group(1)) < below)


def without_small_counts(text: str) -> str:
    below = figure("small_cells.below").value

    def hidden(match: re.Match[str]) -> str:
        return match.group() if not 0 < int(match.group(1)) < below else f"kurang dari {below}{match.group(2)}"

    return COUNT.sub(hidden, text)


def without_persons(text: str, meeting: Meeting, acting: Acting) -> str:
    """Longer findings first, so that a number within a phrase does not cut it."""
    found = noticed_in(text, area=meeting.area, acting=acting)
    for noticed in sorted(found, key=lambda one: -len(one.words)):
        text = text.replace(noticed.words, LEFT_OUT)
    return text


@in_indonesian
def draft(meeting: Meeting, acting: Acting) -> tuple[str, str]:
    """Headline and text. Only what is BIASA goes into it."""
    decided = [row.words for row in meeting.follow_ups.order_by("number")]
    open_rows = rows_of(points_of(meeting, acting, up_to=Handling.BIASA))
    decided += [row.text for row in open_rows if row.part == Paragraph.Part.DECISION]
    came = {line.invitation.agency_id for line in queries.roll_of(meeting).present}
    day = tanggal(meeting.starts_at, zone_of(meeting.area))
    office = meeting.team.secretariat.name
    opening = f"{day} — {office} menyelenggarakan {meeting.theme} di {meeting.place}"
    opening += f", diikuti {len(came)} instansi." if came else "."
    lines = "\n".join(f"- {' '.join(words.split())}" for words in decided)
    text = opening + (f"\n\nRapat menyepakati:\n{lines}" if lines else "")
    return meeting.theme[:200], without_small_counts(without_persons(text, meeting, acting))


def wrong_with(headline: str, text: str, meeting: Meeting, acting: Acting) -> list[str]:
    """Sentences for whoever wrote it; empty where it may go to a second person."""
    said = f"{headline}\n{text}"
    persons = noticed_in(said, area=meeting.area, acting=acting, known=queries.officials_of(meeting))
    found = [_("Menyebut orang: “%(words)s”. Keluarkan dari siaran pers.") % {"words": one.words} for one in persons]
    below = figure("small_cells.below").value
    found += [
        _("Angka kecil: “%(words)s”. Tulis “kurang dari %(below)d” atau keluarkan.") % {"words": words, "below": below}
        for words in small_counts(said)
    ]
    if LEFT_OUT in said:
        found.append(_("Masih ada bagian yang dikeluarkan (%(mark)s). Susun kalimatnya kembali.") % {"mark": LEFT_OUT})
    return found


@in_indonesian
def letter_of(meeting: Meeting, headline: str, text: str, at: object) -> dict[str, object]:
    opening, _blank, body = text.partition("\n\n")
    day = day_at(meeting.area, at)  # type: ignore[arg-type]
    return {
        "kop": letterhead(meeting.team.secretariat, day),
        "office": meeting.team.secretariat.name,
        "dated_words": tanggal(day).partition(", ")[2],
        "headline": headline,
        "opening": opening,
        "body": body,
        "signature": letters.chairs_signature(meeting),
        "footer": f"{meeting.team.name} · Rapat no. {meeting.number}",
    }
