"""Totals for readers outside the team: small ones are hidden, and so is whatever would give them back by subtraction.

The reader does what anybody can do with the pages: copies every table, and fills in each gap that a sum leaves alone.
"""

import re

import pytest
from django.test import Client

from tests.leaks.doors import door
from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, TANAH_BUMBU, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account
from timpora.intake.tests.conftest import district
from timpora.statistics import urls
from timpora.statistics.models import PublishedFigure, Sheet
from timpora.statistics.tests.factories import drawn, people

pytestmark = pytest.mark.django_db
__all__ = ["district"]
BELOW = 10
THERE = {  # kecamatan and kind of stay -> people; three are few, and all other numbers are there to be subtracted
    (KUSAN_HILIR, "ITAS"): 3, (KUSAN_HILIR, "ITK"): 11, (SIMPANG_EMPAT, "ITAS"): 12, (SIMPANG_EMPAT, "ITK"): 10,
    (6302060000, "ITAS"): 14,
}  # fmt: skip
EXACT = ("/keadaan/63.10/", "/keadaan/63.10.02/", "/keadaan/63.10/lembar.pdf", "/keadaan/63.10.02/lembar.pdf")
OWN_REPORT = tuple(f"/keadaan/63.10/laporan-kesbangpol.{form}" for form in ("pdf", "docx"))
FOR_ALL = ("/angka/", "/angka/63/", "/angka/63.10/", "/angka/63.02/", "/angka/63.10.02/", "/angka/63.10.06/")
# Every address of totals is exact, for all, or shows no count of people who are here. A new one is sorted in here.
KNOWN = {
    "sheet_start", "sheet_page", "sheet_pdf", "own_report", "figure_start", "figure_page", "nil_matrix", "nil_new",
    "arrival_trend", "batch_returned_xlsx", "batch_returned_csv",
}  # fmt: skip
ROW, CELL = re.compile(r"<tr>(.*?)</tr>", re.DOTALL), re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
type Cells = dict[tuple[str, str], int | None]  # area and column -> the number, None where it is hidden
type Sums = list[tuple[tuple[str, str], list[tuple[str, str]]]]  # a cell, and those that it is the sum of


@pytest.fixture
def month(district):
    for (area, kind), n in THERE.items():
        people(n, area, kind)
    return drawn()


def outsiders() -> list[Account]:
    """The regional office, headquarters, a village: as near to press and public as a reader comes."""
    province = agency("kanwil", "Kanwil Ditjen Imigrasi Kalimantan Selatan", 6300000000, is_vertical=True)
    nation = agency("ditjenim", "Direktorat Jenderal Imigrasi", 0, is_vertical=True)
    village = agency("desa", "Desa Betung", 6310022002)
    return [
        member("nadia", "Nadia Rahmawati", "kanwil", province, 6300000000),
        member("pusat", "Putri Anggraini", "kanwil", nation, 0),
        member("dewa", "Dewa Saputra", "kades", village, 6310022002),
    ]


def read(client: Client, address: str, cells: Cells, sums: Sums) -> None:
    """The table of one page. Its first row is the area itself, its last column the total of the row."""
    page = client.get(address).text
    if "Jumlah orang asing menurut wilayah" not in page:
        return
    rows = [[TAG.sub("", cell).strip() for cell in CELL.findall(row)] for row in ROW.findall(page)]
    (_area, *columns), body = rows[0], [(row[0], row[1:]) for row in rows[1:]]
    for area, told in body:
        cells |= {(area, column): number(text) for column, text in zip(columns, told, strict=True)}
        sums.append(((area, columns[-1]), [(area, column) for column in columns[:-1]]))
    if len(body) > 1:
        sums += [((body[0][0], column), [(area, column) for area, _told in body[1:]]) for column in columns]


def number(text: str) -> int | None:
    return int(text.replace(".", "")) if text.replace(".", "").isdigit() else None


def subtracted(cells: Cells, sums: Sums) -> Cells:
    """What becomes known of the gaps, each from a sum in which it is the only one, until nothing more does."""
    known, found = dict(cells), {}
    while True:
        gaps = [(whole, parts, [c for c in (whole, *parts) if known[c] is None]) for whole, parts in sums]
        alone = next(((whole, parts, gap[0]) for whole, parts, gap in gaps if len(gap) == 1), None)
        if alone is None:
            return found
        whole, parts, gap = alone
        rest = sum(known[part] or 0 for part in parts)
        known[gap] = found[gap] = rest if gap == whole else (known[whole] or 0) - rest


def test_nobody_outside_the_team_reads_or_reckons_a_small_number(month):
    for reader in outsiders():
        client, cells, sums = door(reader), {}, []
        for address in FOR_ALL:
            read(client, address, cells, sums)
        assert None in cells.values(), f"{reader.sign_in}: nothing is hidden, and something is few"
        assert any(cells.values()), f"{reader.sign_in}: numbers that give nobody away are shown"
        assert {cell: n for cell, n in cells.items() if n and n < BELOW} == {}, reader.sign_in
        assert subtracted(cells, sums) == {}, reader.sign_in
        for address in (*EXACT, *OWN_REPORT):
            assert client.get(address).status_code in (403, 404), f"{reader.sign_in} {address}"


def test_the_database_itself_hands_out_no_more(month):
    """Whatever a page of tomorrow asks: exact sheets are not there, and a published row holds no small number."""
    for reader in outsiders():
        with acting_in_database(acting(reader)):
            assert not Sheet.objects.exists(), reader.sign_in
            assert not PublishedFigure.objects.filter(people__gt=0, people__lt=BELOW).exists(), reader.sign_in
            assert PublishedFigure.objects.filter(people__gte=BELOW).exists(), reader.sign_in


def test_a_month_that_is_chosen_by_hand_shows_no_more(month):
    client = door(outsiders()[0])
    for chosen in (f"{month:%Y-%m}", "2020-01", "0000-00", "'"):
        cells, sums = {}, []
        for address in FOR_ALL:
            read(client, f"{address}?bulan={chosen}", cells, sums)
        assert not [n for n in cells.values() if n and n < BELOW]
        assert subtracted(cells, sums) == {}


def test_seats_of_the_team_and_the_camat_read_the_exact_numbers(month, citra):
    office = agency("kecamatan", "Kec. Kusan Hilir", KUSAN_HILIR)
    camat = member("joko", "Joko Susanto", "operator_camat", office, KUSAN_HILIR)
    kesbangpol = member("hendra", "Hendra Wiguna", "kesbangpol", agency("kesbangpol", "Kesbangpol"), TANAH_BUMBU)
    for reader in (citra, camat, kesbangpol):
        shown = CELL.findall(door(reader).get("/keadaan/63.10.02/").text)
        assert [told for told in shown if told.strip() == "3"], reader.sign_in
        assert [told for told in shown if "14" in told], f"{reader.sign_in}: the total of the kecamatan"
    for address in OWN_REPORT:
        assert door(kesbangpol).get(address).status_code == 200


def test_every_address_of_totals_is_known_here():
    assert {pattern.name for pattern in urls.urlpatterns} == KNOWN
