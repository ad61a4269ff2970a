"""The team of each regency by its decree, with its seats and who holds them: also vacant, Plt. and Plh."""

from datetime import date, datetime, timedelta

from timpora.agencies.models import Position
from timpora.demo.district import KOTABARU, SOUTH_KALIMANTAN, TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.foundation.acting import acting_in_database
from timpora.teams.actions import NewSeat, change_holder, decree_team
from timpora.teams.models import Seat, Team

Role = Seat.Role
HELD_FOR = timedelta(days=500)
NAME = "Tim Pengawasan Orang Asing Kabupaten {}"

# kind of agency, area ("" the team's own), title, role, holder, rank, capacity
type Line = tuple[str, int, str, str, str, str, str]


def lines(regency: int) -> list[Line]:
    kodim = "Komandan Kodim 1022/Tanah Bumbu" if regency == TANAH_BUMBU else "Komandan Kodim 1004/Kotabaru"
    own: list[Line] = [
        ("kanim", TANAH_BUMBU, "Kepala Kantor Imigrasi", Role.KETUA, "Lukman Prasetya", "Pembina (IV/a)", "definitif"),
        (
            "setda",
            regency,
            "Asisten Pemerintahan dan Kesejahteraan Rakyat",
            Role.ANGGOTA,
            "Suryani Wibawa",
            "Pembina Utama Muda (IV/c)",
            "definitif",
        ),
        (
            "kanim",
            TANAH_BUMBU,
            "Kepala Seksi Intelijen dan Penindakan Keimigrasian",
            Role.SEKRETARIS,
            "Budi Santoso",
            "Penata Tk. I (III/d)",
            "definitif",
        ),
        (
            "kesbangpol",
            regency,
            "Kepala Badan Kesbangpol",
            Role.ANGGOTA,
            "Rahmat Hidayatullah",
            "Pembina Tk. I (IV/b)",
            "definitif",
        ),
        ("disnaker", regency, "Kepala Dinas Tenaga Kerja", Role.ANGGOTA, "Wahyu Kurniadi", "Pembina (IV/a)", "plt"),
        (
            "pengawas_naker",
            SOUTH_KALIMANTAN,
            "Koordinator Pengawas Wilayah IV",
            Role.ANGGOTA,
            "Eka Purwanto",
            "Penata (III/c)",
            "definitif",
        ),
        (
            "disdukcapil",
            regency,
            "Kepala Dinas Dukcapil",
            Role.ANGGOTA,
            "Nurlela Sasmita",
            "Pembina (IV/a)",
            "definitif",
        ),
        ("dispora_pariwisata", regency, "Kepala Bidang Pariwisata", Role.ANGGOTA, "", "", ""),
        ("dpmptsp", regency, "Kepala DPMPTSP", Role.ANGGOTA, "Gunawan Saputro", "Pembina (IV/a)", "definitif"),
        ("polres", regency, "Kepala Satuan Intelkam", Role.ANGGOTA, "Teguh Wicaksono", "AKP", "plh"),
        ("kodim", regency, kodim, Role.ANGGOTA, "Anwar Siregar", "Letkol Inf", "definitif"),
        ("kejari", regency, "Kepala Seksi Intelijen", Role.ANGGOTA, "Maya Kusumawati", "Jaksa Pratama", "definitif"),
        (
            "kemenag",
            regency,
            "Kepala Kantor Kementerian Agama",
            Role.ANGGOTA,
            "Zainal Mustofa",
            "Pembina (IV/a)",
            "definitif",
        ),
        ("bnnk", regency, "Kepala BNNK", Role.ANGGOTA, "Dian Pertiwi", "Kombes Pol", "definitif"),
    ]
    if regency == TANAH_BUMBU:
        return [
            *own,
            (
                "ksop",
                TANAH_BUMBU,
                "Kepala KSOP Satui",
                Role.ANGGOTA,
                "Bagus Tirtayasa",
                "Penata Tk. I (III/d)",
                "definitif",
            ),
        ]
    return [
        *own,
        ("lanal", KOTABARU, "Komandan Lanal Kotabaru", Role.ANGGOTA, "Yudha Samodra", "Letkol Laut (P)", "definitif"),
    ]


def decree_teams(day: date, at: datetime) -> None:
    """One decree runs; the other one has ended and waits for its successor."""
    chief = acting("lukman")
    with acting_in_database(chief):
        for regency, place, begun, ended in (
            (TANAH_BUMBU, "Tanah Bumbu", day - timedelta(days=200), day + timedelta(days=165)),
            (KOTABARU, "Kotabaru", day - timedelta(days=400), day - timedelta(days=36)),
        ):
            team = decree_team(
                name=NAME.format(place), level=Team.Level.KABUPATEN_KOTA, area=regency, secretariat=agency("kanim", TANAH_BUMBU),
                number=f"X.{regency // 10**6}/TIMPORA/{begun:%Y}", dated=begun, valid_from=begun, valid_until=ended,
                issuer="Kepala Kantor Imigrasi Kelas II TPI Batulicin", by=chief, at=at,
                seats=[NewSeat(agency(kind, area), title, role) for kind, area, title, role, *_ in lines(regency)],
            )  # fmt: skip
            seat_holders(team, regency, day - HELD_FOR, at)


def seat_holders(team: Team, regency: int, since: date, at: datetime) -> None:
    chief = acting("lukman")
    for no, (kind, area, title, _role, name, rank, capacity) in enumerate(lines(regency), start=1):
        if name:
            position = Position.objects.get(agency=agency(kind, area), title=title)
            change_holder(
                position, name=name, begins_on=since, number=f"99{no:02d}0101 200001 {no % 2 + 1} {no:03d}", rank=rank,
                phone=f"0800-000-{no:04d}", capacity=capacity, by=chief, at=at, area=team.area,
            )  # fmt: skip
