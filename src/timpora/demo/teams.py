"""Teams of the kecamatan by one decree with their officers, a port's team, and the sheet of a second regency."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import typst

from timpora.demo.committee import ISSUER
from timpora.demo.district import KOTABARU, KUSAN_HILIR, SATUI, TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.foundation.acting import Acting, acting_in_database
from timpora.teams.actions import NewSeat, decree_team
from timpora.teams.models import Decree, Seat, Team
from timpora.teams.officers import read_officers
from timpora.teams.papers import attach_file, inaugurate
from timpora.teams.together import Paper, make_together, plan
from timpora.territory.models import Area, Office
from timpora.territory.offices import add_unit, tell_figure
from timpora.territory.queries import districts_of

WITHOUT_TEAM = 2  # the last kecamatan of the regency wait for a decree
USUAL = ("ketua", "koordinator", "sekretaris", "danramil", "kapolsek", "trantib")
OFFICERS = """Kusan Hilir
Rustam Effendi; Camat; 99010101 200001 1 001; 0800-000-2001
Serka Wayan Sudana; Danramil; ; 0800-000-2002
Iptu Doni Saputra; Kapolsek; ; 0800-000-2003
Joko Susanto; Kasi Trantib; 99010101 200001 1 004; 0800-000-2004
Simpang Empat
Yuliana Sari; Plt. Camat; 99010101 200001 2 005; 0800-000-2005
AKP Bagas Nugroho; Kapolsek; ; 0800-000-2006
Satui
Harun Alrasyid; Camat; 99010101 200001 1 007; 0800-000-2007
"""
SOURCE = "Angka contoh, bukan data sebenarnya"
FIGURES = {
    TANAH_BUMBU: {"penduduk": 340_000, "jarak": 6, "perusahaan": 3, "layanan_izin": 420},
    KOTABARU: {"penduduk": 330_000, "jarak": 130, "waktu_tempuh": 240, "perusahaan": 2, "layanan_izin": 310},
}
UNIT = "Unit Kerja Keimigrasian Kotabaru (contoh)"


def form_teams(day: date, at: datetime) -> None:
    chief = acting("lukman")
    with acting_in_database(chief):
        begun = day - timedelta(days=120)
        chosen = list(districts_of(TANAH_BUMBU))[:-WITHOUT_TEAM]
        kecamatan_teams(chosen, begun, chief, at)
        port_team(begun, chief, at)
        workload(day, chief, at)


def kecamatan_teams(chosen: list[Area], begun: date, chief: Acting, at: datetime) -> None:
    paper = Paper(
        f"X.6310/TIMPORA-KEC/{begun:%Y}",
        begun,
        ISSUER,
        begun,
        begun + timedelta(days=180),
        agency("kanim", TANAH_BUMBU),
    )
    officers, problems = read_officers(OFFICERS, {district.code: district.name for district in chosen})
    if problems:
        raise ValueError(problems)
    make_together(plan(chosen, officers, chief), paper, USUAL, by=chief, at=at)
    decree = Decree.objects.get(number=paper.number, area=KUSAN_HILIR)
    if decree.file_id is None:
        attach_file(decree, scanned(paper), name="sk-tim-kecamatan.pdf", media_type="application/pdf", by=chief)
    inaugurate(
        decree, on=begun + timedelta(days=14), place="Pendopo Kabupaten (contoh)", person=ISSUER, version=1,
        everywhere=True, by=chief,
    )  # fmt: skip


def scanned(paper: Paper) -> bytes:
    """A page that stands for the scan: it says what it is."""
    text = f"= Surat keputusan contoh\n\nNomor {paper.number}. Dibuat untuk latihan, tanpa kekuatan hukum."
    return typst.compile(text.encode())


def port_team(begun: date, chief: Acting, at: datetime) -> None:
    decree_team(
        name="Tim PORA Pelabuhan Satui", level=Team.Level.KECAMATAN, kind=Team.Kind.PELABUHAN, area=SATUI,
        secretariat=agency("kanim", TANAH_BUMBU), number=f"X.6310/TIMPORA-LAUT/{begun:%Y}", dated=begun, issuer=ISSUER,
        valid_from=begun, areas=[SATUI], by=chief, at=at,
        seats=[
            NewSeat(agency("kanim", TANAH_BUMBU), "Kepala Kantor Imigrasi", Seat.Role.KETUA),
            NewSeat(agency("ksop", TANAH_BUMBU), "Kepala KSOP"),
            NewSeat(agency("lanal", KOTABARU), "Komandan Lanal"),
        ],
    )  # fmt: skip


def workload(day: date, chief: Acting, at: datetime) -> None:
    as_of = day.replace(day=1)
    for area, told in FIGURES.items():
        row = Area.objects.get(pk=area)
        for kind, value in told.items():
            tell_figure(row, kind=kind, value=Decimal(value), as_of=as_of, source=SOURCE, by=chief, at=at)
    office = Office.objects.get(pk="kanim-batulicin")
    place = Area.objects.get(pk=KOTABARU)
    add_unit(office, kind="ukk", name=UNIT, area=place, begins_on=as_of, source=SOURCE, by=chief)
