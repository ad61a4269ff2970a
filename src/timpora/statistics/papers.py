"""What the sheet, the chat text and Kesbangpol's report say, as data and in Indonesian always."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import override

from timpora.agencies.models import Agency, Holding
from timpora.documents.letterheads import letterhead, signature
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import angka, tanggal
from timpora.statistics import months
from timpora.statistics.queries import NIL, REPORTED, Picture, Told
from timpora.teams.queries import running_on
from timpora.territory.queries import area_name

BASIS = "Permenimipas Nomor 2 Tahun 2025 Pasal 53 ayat (2) huruf c"
LONG_NAMES = (("Kec. ", "Kecamatan "), ("Kab. ", "Kabupaten "), ("Prov. ", "Provinsi "))
UNKNOWN_KIND = "Izin tinggal belum diketahui"


def long_name(area: int) -> str:
    name = area_name(area)
    for short, whole in LONG_NAMES:
        name = name.replace(short, whole)
    return name


def told_in_words(told: Told) -> str:
    if told.state == REPORTED:
        return "Ada laporan"
    return "NIHIL dinyatakan" if told.state == NIL else "Belum melapor"


def chat_text(picture: Picture, told: Told | None) -> str:
    """Numbers only: an employer's name can be that of a person."""
    with override("id"):
        lines = [
            f"Keadaan orang asing di {long_name(picture.area)}, {months.said(picture.month)} "
            f"(per {tanggal(picture.as_of).partition(', ')[2]})",
            f"Jumlah: {angka(picture.total)} orang" if picture.total else "Jumlah: NIHIL",
            *(f"- {kind or UNKNOWN_KIND}: {angka(n)}" for kind, n in picture.stays),
            f"Perusahaan dengan orang asing: {angka(len(picture.companies))}",
            f"Laporan bulan ini: {angka(picture.reports)}",
            *([told_in_words(told)] if told else []),
        ]
    return "\n".join(lines)


def sheet(picture: Picture, told: Sequence[tuple[str, Told]], acting: Acting, day: date) -> dict[str, object]:
    with override("id"):
        agency = Agency.objects.select_related("kind").get(pk=acting.agency)
        return {
            "kop": letterhead(agency, day),
            "office": agency.name,
            "about": f"Keadaan orang asing di {long_name(picture.area)}",
            "month": months.said(picture.month),
            "as_of": tanggal(picture.as_of).partition(", ")[2],
            "basis": BASIS,
            "stays": [[kind or UNKNOWN_KIND, angka(n)] for kind, n in picture.stays],
            "total": angka(picture.total) if picture.total else "NIHIL",
            "companies": [[name, angka(n)] for name, n in picture.companies],
            "fates": [[fate, angka(n)] for fate, n in picture.fates],
            "told": [[name, told_in_words(row)] for name, row in told],
            "footer": f"{agency.name} · keadaan orang asing, {months.said(picture.month)}",
        }


def kesbangpol_report(
    picture: Picture, places: Sequence[tuple[str, int, Told]], own: Sequence[tuple[str, int]], acting: Acting, day: date
) -> dict[str, object]:
    """Kesbangpol to the head of the region, from its own reports and the totals that the team may know."""
    with override("id"):
        agency = Agency.objects.select_related("kind").get(pk=acting.agency)
        return {
            "kop": letterhead(agency, day),
            "office": agency.name,
            "about": f"Laporan pemantauan orang asing di {long_name(agency.area)}, {months.said(picture.month)}",
            "addressee": head_of(agency.area),
            "month": months.said(picture.month),
            "as_of": tanggal(picture.as_of).partition(", ")[2],
            "basis": "Peraturan Menteri Dalam Negeri Nomor 49 Tahun 2010",
            "sheet_basis": BASIS,
            "stays": [[kind or UNKNOWN_KIND, angka(n)] for kind, n in picture.stays],
            "total": angka(picture.total) if picture.total else "NIHIL",
            "places": [[name, angka(n), told_in_words(told)] for name, n, told in places],
            "own": [[fate, angka(n)] for fate, n in own],
            "own_total": angka(sum(n for _fate, n in own)),
            "signature": heads_signature(agency, day),
            "footer": f"{agency.name} · {months.said(picture.month)}",
        }


def head_of(area: int) -> str:
    name = long_name(area)
    if name.startswith("Kabupaten "):
        return name.replace("Kabupaten", "Bupati", 1)
    return (
        name.replace("Kota", "Wali Kota", 1)
        if name.startswith("Kota ")
        else f"Gubernur {name.removeprefix('Provinsi ')}"
    )


def heads_signature(agency: Agency, day: date) -> dict[str, object]:
    """The head, where the agency's positions name one; else the place stays free for a pen."""
    holding = (
        Holding.objects.filter(running_on(day), position__agency=agency, position__title__istartswith="Kepala")
        .select_related("position")
        .order_by("-begins_on")
        .first()
    )
    if holding is None:
        return dict(signature(title=f"Kepala {agency.name}"))
    told = {"name": holding.name, "number": holding.number, "capacity": holding.capacity}
    return dict(signature(title=holding.position.title, **told))
