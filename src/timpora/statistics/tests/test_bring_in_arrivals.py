"""Arrivals come as monthly totals in a file; of each source the latest word counts, and all are kept."""

from datetime import date

import pytest

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.intake import files
from timpora.intake.models import Batch
from timpora.intake.tests.factories import NOON, as_csv, brought_in
from timpora.statistics import queries
from timpora.statistics.models import Arrival
from timpora.statistics.steps import draw_arrivals

pytestmark = pytest.mark.django_db
HEAD = ["Bulan", "Jumlah Kedatangan", "Tujuan", "Sumber Data", "Kabupaten/Kota"]
JULY, AUGUST = ["07/2026", "1.250", "Wisata", "BPS", "Tanah Bumbu"], ["Agustus 2026", "90", "", "BPS", "Tanah Bumbu"]


def bring(by, *rows, as_of=date(2026, 8, 10), name="kedatangan.csv") -> Batch:
    batch = brought_in(by, as_csv(HEAD, *rows), kind="arrivals", as_of=as_of, name=name)
    run(draw_arrivals)
    return batch


def points(by):
    member = acting(by)
    with acting_in_database(member):
        trend = queries.trend(member, TANAH_BUMBU)
    return {series.source: list(series.points) for series in trend.series}, trend


def test_totals_are_read_and_shown(client, district, ayu):
    batch = bring(ayu, JULY, AUGUST)
    assert (batch.accepted, batch.rejected) == (2, 0)
    assert points(ayu)[0] == {"BPS": [1250, 90]}
    client.force_login(ayu)
    shown = client.get("/kedatangan/?area=63.10").content.decode()
    assert "1.250" in shown
    assert "BPS" in shown
    assert "Juli 2026" in shown


def test_what_is_no_total_is_refused_and_goes_back(district, ayu):
    batch = bring(ayu, JULY, ["13/2026", "5", "", "", "Tanah Bumbu"], ["08/2026", "lima", "", "", "Tanah Bumbu"],
                  ["08/2026", "5", "", "", ""])  # fmt: skip
    assert (batch.read, batch.accepted, batch.rejected) == (4, 1, 3)
    assert {problem["code"] for problem in batch.problems} == {"month_unreadable", "count_unreadable", "about_missing"}


def test_a_later_vintage_replaces_and_both_are_kept(district, ayu):
    bring(ayu, JULY)
    bring(ayu, ["07/2026", "1.300", "Wisata", "BPS", "Tanah Bumbu"], as_of=date(2026, 8, 12), name="b.csv")
    told, trend = points(ayu)
    assert told == {"BPS": [1300]}
    assert trend.series[0].replaced == 1
    assert Arrival.objects.count() == 2


def test_two_sources_may_differ(client, district, ayu):
    bring(ayu, JULY, ["07/2026", "980", "", "Disporapar", "Tanah Bumbu"])
    told, trend = points(ayu)
    assert told == {"BPS": [1250], "Disporapar": [980]}
    assert trend.differs
    client.force_login(ayu)
    assert "Itu wajar" in client.get("/kedatangan/?area=63.10").content.decode()


def test_undoing_the_file_takes_its_totals_back(district, ayu):
    batch, member = bring(ayu, JULY), acting(ayu)
    with acting_in_database(member):
        files.undo(batch, because="berkas yang keliru", by=member, at=NOON)
    run(draw_arrivals)
    assert points(ayu)[0] == {}
    assert Arrival.objects.exists()


def test_nobody_is_drawn_out_of_totals(district, ayu):
    from timpora.intake.steps import draw_claims
    from timpora.registers.models import Mention

    brought_in(ayu, as_csv(HEAD, JULY), kind="arrivals")
    run(draw_claims)
    assert not Mention.objects.exists()
