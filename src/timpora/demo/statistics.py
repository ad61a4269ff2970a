"""NIHIL as kecamatan said it, arrivals of two sources that differ, and the sheets of the month that ended."""

from datetime import date, datetime, timedelta

from timpora.agencies.models import Agency
from timpora.demo import institutions
from timpora.demo.district import KUSAN_HILIR, TANAH_BUMBU
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.intake.files import accept, preview
from timpora.statistics import months, nil
from timpora.statistics.steps import draw_arrivals, draw_sheets
from timpora.territory.queries import districts_of

ORAL = 6  # kecamatan that said NIHIL by telephone, each in every second month
HEADERS = "Bulan;Jumlah Kedatangan;Tujuan;Sumber Data;Kabupaten/Kota"


def tell_totals(day: date, now: datetime) -> None:
    declare_nil(day, now)
    bring_in_arrivals(day, now)
    run(draw_arrivals)
    run(draw_sheets)


def declare_nil(day: date, now: datetime) -> None:
    ayu, joko = institutions.acting("ayu"), institutions.acting("joko")
    lately = [months.before(months.first(day), back) for back in range(5, 0, -1)]
    silent = [district.code for district in districts_of(TANAH_BUMBU) if district.code != KUSAN_HILIR][-ORAL:]
    with acting_in_database(ayu):
        for at, month in enumerate(lately):
            for district in silent[at % 2 :: 2]:
                if not nil.reports_of(district, month, ayu):
                    nil.declare(district, month, by=ayu, at=now)
    with acting_in_database(joko):
        for month in nil.open_months(KUSAN_HILIR, joko, now, n=3)[:2]:
            nil.declare(KUSAN_HILIR, month, by=joko, at=now)


def bring_in_arrivals(day: date, now: datetime) -> None:
    """The tourism office counts guests of lodgings, the other source counts landings: both are right."""
    this = months.first(day)
    lately = [months.before(this, back) for back in range(7, 0, -1)]
    landed = [f"{month:%m/%Y};{96 + 9 * at};;Pendaratan di pelabuhan;Tanah Bumbu" for at, month in enumerate(lately)]
    guests = [f"{month:%m/%Y};{61 + 7 * at};Wisata;Tamu penginapan;Tanah Bumbu" for at, month in enumerate(lately)]
    corrected = [f"{lately[-1]:%m/%Y};{172};;Pendaratan di pelabuhan;Tanah Bumbu"]
    for name, rows, age in (("kedatangan.csv", [*landed, *guests], 9), ("kedatangan-ralat.csv", corrected, 2)):
        send(name, "\n".join([HEADERS, *rows]).encode(), day - timedelta(days=age), now)


def send(name: str, content: bytes, as_of: date, now: datetime) -> None:
    ayu = institutions.acting("ayu")
    with acting_in_database(ayu):
        agency = Agency.objects.get(pk=ayu.agency)
        told = {"name": name, "content": content, "agency": agency, "area": TANAH_BUMBU, "as_of": as_of}
        accept(preview(kind="arrivals", **told, by=ayu, at=now), by=ayu, at=now)
