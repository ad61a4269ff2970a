"""The agencies of the two regencies with their invented members; the members' accounts share one password."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from timpora.agencies import conduct
from timpora.agencies.acting import resolve
from timpora.agencies.actions import begin_membership
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency
from timpora.agencies.reference import load_conduct, load_kinds
from timpora.demo.district import KOTABARU, KUSAN_HILIR, SIMPANG_EMPAT, SOUTH_KALIMANTAN, TANAH_BUMBU
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.territory.queries import children, districts_of

PASSWORD = "latihan-timpora-2026"  # noqa: S105  (printed at every start; the data are invented)
BOTH = (TANAH_BUMBU, KOTABARU)
VILLAGE = KUSAN_HILIR + 2005

# kind, area, name, short name, address
AGENCIES = (
    (
        "kanim",
        TANAH_BUMBU,
        "Kantor Imigrasi Kelas II TPI Batulicin",
        "Kanim Batulicin",
        "Jalan Umpama Nomor 1, Batulicin",
    ),
    (
        "kanwil",
        SOUTH_KALIMANTAN,
        "Kantor Wilayah Direktorat Jenderal Imigrasi Kalimantan Selatan",
        "Kanwil Ditjen Imigrasi Kalsel",
        "",
    ),
    (
        "pengawas_naker",
        SOUTH_KALIMANTAN,
        "Pengawas Ketenagakerjaan Provinsi Wilayah IV",
        "Pengawas Ketenagakerjaan Wil. IV",
        "",
    ),
    ("rudenim", SOUTH_KALIMANTAN, "Rumah Detensi Imigrasi (wilayah Kalimantan Selatan)", "Rudenim", ""),
    ("lanal", KOTABARU, "Pangkalan TNI AL Kotabaru", "Lanal Kotabaru", ""),
    ("ksop", TANAH_BUMBU, "Kantor Kesyahbandaran dan Otoritas Pelabuhan Satui", "KSOP Satui", ""),
    ("kodim", TANAH_BUMBU, "Kodim 1022/Tanah Bumbu", "Kodim 1022", ""),
    ("kodim", KOTABARU, "Kodim 1004/Kotabaru", "Kodim 1004", ""),
    ("polsek", KUSAN_HILIR, "Kepolisian Sektor Kusan Hilir", "Polsek Kusan Hilir", ""),
    ("koramil", KUSAN_HILIR, "Komando Rayon Militer Kusan Hilir", "Koramil Kusan Hilir", ""),
)
# Every regency has one of each.
IN_EACH_REGENCY = (
    ("setda", "Sekretariat Daerah Kabupaten {}", "Setda {}"),
    ("kesbangpol", "Badan Kesatuan Bangsa dan Politik Kabupaten {}", "Kesbangpol {}"),
    ("disnaker", "Dinas Tenaga Kerja Kabupaten {}", "Disnaker {}"),
    ("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil Kabupaten {}", "Disdukcapil {}"),
    ("dispora_pariwisata", "Dinas Pemuda, Olahraga, dan Pariwisata Kabupaten {}", "Disporapar {}"),
    ("dpmptsp", "Dinas Penanaman Modal dan PTSP Kabupaten {}", "DPMPTSP {}"),
    ("uptd_ppa", "UPTD Perlindungan Perempuan dan Anak Kabupaten {}", "UPTD PPA {}"),
    ("polres", "Kepolisian Resor {}", "Polres {}"),
    ("kejari", "Kejaksaan Negeri {}", "Kejari {}"),
    ("kemenag", "Kantor Kementerian Agama Kabupaten {}", "Kemenag {}"),
    ("bnnk", "Badan Narkotika Nasional Kabupaten {}", "BNNK {}"),
)
REGENCY_NAMES = {TANAH_BUMBU: "Tanah Bumbu", KOTABARU: "Kotabaru"}


@dataclass(frozen=True, slots=True)
class Member:
    sign_in: str
    name: str
    duty: str
    kind: str
    agency_area: int
    areas: tuple[int, ...]


MEMBERS = (
    Member("ayu", "Ayu Lestari", "pelaksana", "kanim", TANAH_BUMBU, BOTH),
    Member("budi", "Budi Santoso", "kasi", "kanim", TANAH_BUMBU, BOTH),
    Member("lukman", "Lukman Prasetya", "kakanim", "kanim", TANAH_BUMBU, BOTH),
    Member("laras", "Laras Kinanti", "layanan", "kanim", TANAH_BUMBU, BOTH),
    Member("hendra", "Hendra Wiguna", "kesbangpol", "kesbangpol", TANAH_BUMBU, (TANAH_BUMBU,)),
    Member("indah", "Indah Maharani", "kesbangpol", "kesbangpol", KOTABARU, (KOTABARU,)),
    Member("citra", "Citra Dewanti", "instansi", "disnaker", TANAH_BUMBU, (TANAH_BUMBU,)),
    Member("eka", "Eka Purwanto", "instansi", "pengawas_naker", SOUTH_KALIMANTAN, BOTH),
    Member("fitri", "Fitri Handayani", "instansi", "disdukcapil", TANAH_BUMBU, (TANAH_BUMBU,)),
    Member("galih", "Galih Nugraha", "instansi", "disdukcapil", KOTABARU, (KOTABARU,)),
    Member("joko", "Joko Susanto", "operator_camat", "kecamatan", KUSAN_HILIR, (KUSAN_HILIR,)),
    Member("dewa", "Dewa Saputra", "kades", "desa", VILLAGE, (VILLAGE,)),
    Member("tini", "Tini Marlina", "kasi_trantib", "kecamatan", SIMPANG_EMPAT, (SIMPANG_EMPAT,)),
    Member("made", "Made Suparta", "bhabinkamtibmas", "polsek", KUSAN_HILIR, (VILLAGE, VILLAGE + 1)),
    Member("anton", "Anton Kurniawan", "babinsa", "koramil", KUSAN_HILIR, (VILLAGE, VILLAGE + 1)),
    Member("rina", "Rina Oktaviani", "pimpasa", "kanim", TANAH_BUMBU, (KUSAN_HILIR, SIMPANG_EMPAT)),
    Member("nadia", "Nadia Rahmawati", "kanwil", "kanwil", SOUTH_KALIMANTAN, (SOUTH_KALIMANTAN,)),
    Member("intan", "Intan Permata", "inspektur", "kanwil", SOUTH_KALIMANTAN, (SOUTH_KALIMANTAN,)),
)


def found_agencies() -> None:
    """Agencies and members as they stand before anybody signs in; a second time changes nothing."""
    load_kinds()
    load_conduct()
    for kind, area, name, short_name, address in all_agencies():
        Agency.objects.get_or_create(
            kind_id=kind, area=area, name=name, defaults={"short_name": short_name, "address": address}
        )


def all_agencies() -> Iterable[tuple[str, int, str, str, str]]:
    yield from AGENCIES
    for regency, place in REGENCY_NAMES.items():
        yield from (
            (kind, regency, name.format(place), short.format(place), "") for kind, name, short in IN_EACH_REGENCY
        )
        for district in districts_of(regency):
            yield "kecamatan", district.code, f"Kecamatan {district.name}", f"Kec. {district.name}", ""
    for code in (KUSAN_HILIR, SIMPANG_EMPAT):
        for village in children(code):
            is_town = village.code % 10_000 < 2000
            word = _("Kelurahan") if is_town else _("Desa")
            yield (
                "kelurahan" if is_town else "desa",
                village.code,
                f"{word} {village.name}",
                f"{word} {village.name}",
                "",
            )


def begin_memberships(at: datetime) -> None:
    password = make_password(PASSWORD)  # hashed once for all: it is slow on purpose
    for member in MEMBERS:
        defaults = {"name": member.name, "password": password}
        account, is_new = Account.objects.get_or_create(sign_in=member.sign_in, defaults=defaults)
        if is_new:
            here = agency(member.kind, member.agency_area)
            begin_membership(account=account, agency=here, duty=member.duty, areas=member.areas, at=at, by=None)
            accept_conduct(account)


def accept_conduct(account: Account) -> None:
    text = conduct.in_force()
    if text is not None:
        conduct.accept(text, by=resolve(account), at=timezone.now())


def agency(kind: str, area: int) -> Agency:
    return Agency.objects.get(kind=kind, area=area)


def acting(sign_in: str) -> Acting:
    return resolve(Account.objects.get(sign_in=sign_in))


def member_of(agency_id: object) -> Acting:
    """Somebody who can answer for an agency in the demo."""
    account = (
        Account.objects.filter(memberships__agency=agency_id, memberships__ended_at=None).order_by("sign_in").first()
    )
    if account is None:
        raise LookupError(f"no member for agency {agency_id}")
    return resolve(account)


def accounts() -> list[dict[str, str]]:
    """Who can sign in, for the printed list."""
    known = dict(Account.objects.values_list("sign_in", "name"))
    return [
        {
            "sign_in": m.sign_in,
            "name": m.name,
            "duty": str(DUTIES[m.duty].label),
            "agency": agency(m.kind, m.agency_area).short_name,
        }
        for m in MEMBERS
        if m.sign_in in known
    ]
