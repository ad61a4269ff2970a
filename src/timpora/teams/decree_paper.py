"""The decree of a team (SK Tim PORA) as data for its template, from the seats as they stand."""

from datetime import date

from django.utils.translation import override

from timpora.agencies.models import Holding
from timpora.documents.letterheads import letterhead, signature
from timpora.teams.models import Seat, Team
from timpora.teams.queries import SeatOn, seats_on
from timpora.territory.queries import area_name

LONG = (("Kec. ", "Kecamatan "), ("Kab. ", "Kabupaten "), ("Prov. ", "Provinsi "))
CONSIDERING = (
    "bahwa pengawasan terhadap keberadaan dan kegiatan orang asing memerlukan koordinasi antarinstansi;",
    "bahwa untuk itu perlu dibentuk Tim Pengawasan Orang Asing dengan keputusan;",
)
# The law that a decree of today names; to be changed in the DOCX where the office writes more of it.
BASES = (
    "Undang-Undang Nomor 6 Tahun 2011 tentang Keimigrasian sebagaimana telah diubah;",
    "Peraturan Pemerintah Nomor 31 Tahun 2013 tentang Peraturan Pelaksanaan Undang-Undang Nomor 6 Tahun 2011"
    " sebagaimana telah diubah;",
    "Peraturan Menteri Imigrasi dan Pemasyarakatan Nomor 2 Tahun 2025 tentang pengawasan keimigrasian;",
)


def words_of(team: Team, day: date) -> dict[str, object]:
    with override("id"):
        seats = seats_on(team, day)
        place = area_name(team.area)
        for short, whole in LONG:
            place = place.replace(short, whole)
        return {
            "kop": letterhead(team.secretariat, day),
            "office": team.secretariat.name,
            "title": f"Keputusan Kepala {team.secretariat.name}",
            "about": f"Pembentukan {team.name} Tahun {day.year}",
            "considering": list(CONSIDERING),
            "bases": list(BASES),
            "decisions": [
                f"Membentuk {team.name} dengan susunan sebagaimana tercantum dalam lampiran keputusan ini.",
                f"Tim bertugas mengoordinasikan pertukaran keterangan dan pengawasan orang asing di {place}.",
                "Segala biaya yang timbul dibebankan pada Daftar Isian Pelaksanaan Anggaran"
                f" {team.secretariat.name} Tahun Anggaran {day.year}.",
                "Keputusan ini berlaku sejak tanggal ditetapkan.",
            ],
            "issued_in": "…………………………",
            "seats": [seat(number, row) for number, row in enumerate(seats, 1)],
            "signature": issuer(team, day),
            "footer": team.name,
        }


def seat(number: int, row: SeatOn) -> dict[str, object]:
    role = str(Seat.Role(row.seat.role).label)
    return {"number": number, "role": role, "position": row.position.title, "agency": row.agency.name}


def issuer(team: Team, day: date) -> dict[str, object]:
    """The head of the secretariat's office, by default; bupati or camat where the DOCX says so."""
    held = (
        Holding.objects.filter(position__agency=team.secretariat, position__title__istartswith="Kepala Kantor")
        .filter(begins_on__lte=day)
        .exclude(ends_on__lt=day)
        .order_by("begins_on")
        .select_related("position")
        .last()
    )
    if held is None:
        return dict(signature(title=f"Kepala {team.secretariat.name}"))
    told = {"name": held.name, "number": held.number, "capacity": held.capacity}
    return dict(signature(title=held.position.title, **told))
