"""What villages, kecamatan and agencies saw and reported, each with a key of its own so that telling it again changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from timpora.demo.district import KUSAN_HILIR, SATUI, SIGAM, SIMPANG_EMPAT
from timpora.demo.institutions import VILLAGE, acting
from timpora.demo.population import Population
from timpora.foundation.acting import acting_in_database
from timpora.intake.actions import Seen, receive
from timpora.intake.models import Report
from timpora.sources.models import Source

Sight = Report.Sight
CONCERN = "Warga menduga ada jual beli pil terlarang di sekitar dermaga lama pada malam hari."


@dataclass(frozen=True, slots=True)
class Told:
    sender: str
    area: int
    days_ago: float
    sight: str
    words: str = ""
    place: str = ""
    people: int = 1
    name: str = ""
    nationality: str = ""
    birth_year: str = ""
    employer: str = ""
    channel: str = Source.Channel.FORM
    informant: str = ""


def told(people: Population) -> Iterable[Told]:
    known = [person for person in people.present if person.role == "employee" and not person.story]
    one, other = known[0], known[1]
    yield Told(
        "dewa",
        VILLAGE,
        11,
        Sight.VISITS,
        "Berkunjung ke rumah kerabat, ramah kepada warga.",
        "Dekat balai desa",
        2,
        nationality="Malaysia",
    )
    yield Told(
        "dewa",
        VILLAGE,
        6,
        Sight.WORKS,
        "Membantu memperbaiki mesin kapal nelayan.",
        "Dermaga desa",
        name=one.name.split()[0],
        nationality="tidak tahu",
    )
    yield Told(
        "dewa",
        VILLAGE,
        1.2,
        Sight.STAYS,
        "Menginap dua malam di rumah sewa.",
        "RT 03",
        name="Corwin",
        nationality="Inggris",
        birth_year="1980",
    )
    yield Told("joko", KUSAN_HILIR, 8, Sight.OTHER, CONCERN, "Dermaga lama")
    yield Told(
        "joko",
        KUSAN_HILIR,
        3,
        Sight.PASSES,
        "Rombongan singgah makan, lalu melanjutkan perjalanan.",
        "Rumah makan di jalan raya",
        4,
    )
    yield Told(
        "hendra", SATUI, 5, Sight.PASSES, "Awak kapal sandar menurut KSOP, tidak turun ke darat.", "Pelabuhan Satui", 20
    )
    yield Told(
        "hendra",
        SATUI,
        2,
        Sight.PASSES,
        "Awak kapal sandar menurut KSOP, sebagian berbelanja di pasar.",
        "Pelabuhan Satui",
        19,
    )
    yield Told(
        "hendra",
        SIMPANG_EMPAT,
        4,
        Sight.WORKS,
        "Terlihat di bengkel alat berat.",
        "Bengkel di jalan lintas",
        name=other.name,
        nationality=other.nationality,
        birth_year=str(other.birth.year),
    )
    yield Told("indah", SIGAM, 7, Sight.LIVES, "Tinggal bersama keluarga, rajin ikut kerja bakti.", "Perumahan Umpama")
    yield Told(
        "ayu", SIMPANG_EMPAT, 9, Sight.LIVES, "Babinsa melihat dua orang asing baru menempati rumah kontrakan.", "Rumah kontrakan", 2,
        channel=Source.Channel.ORAL, informant="Babinsa setempat",
    )  # fmt: skip


def send_reports(people: Population, now: datetime) -> list[Report]:
    return [send(report, no, now) for no, report in enumerate(told(people), start=1)]


def send(report: Told, no: int, now: datetime) -> Report:
    by, at = acting(report.sender), now - timedelta(days=report.days_ago)
    seen = Seen(
        area=report.area, seen_at=at - timedelta(hours=3), sight=report.sight, place=report.place, people=report.people,
        words=report.words, name=report.name, nationality=report.nationality, birth_year=report.birth_year,
        employer=report.employer, informant=report.informant,
    )  # fmt: skip
    with acting_in_database(by):
        return receive(
            key=uuid5(NAMESPACE_URL, f"timpora demo report {no}"), seen=seen, by=by, at=at, channel=report.channel
        )
