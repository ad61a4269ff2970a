"""Clocks that differ: days of overstay are those of the place, and a device that is wrong never makes somebody late."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from timpora.agencies.tests.cast import agency, member
from timpora.channels.api.tests.conftest import program
from timpora.compliance.models import Check, Evaluation, Verdict
from timpora.compliance.steps import evaluate
from timpora.compliance.tests.factories import judge
from timpora.foundation.ids import uuid7
from timpora.foundation.jobs import run
from timpora.intake.models import Report
from timpora.intake.steps import draw_claims
from timpora.intake.tests import factories as intake
from timpora.registers.models import Mention, Person
from timpora.registers.tests.factories import mention, person, source
from timpora.territory.codes import dotted
from timpora.territory.load import load_territory
from timpora.territory.queries import day_at
from timpora.territory.tests.factories import tanah_bumbu

__all__ = ["program"]
# Hours ahead of UTC, written down here and not asked of the program: Keppres 41/1987 knows no summer time.
HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
VILLAGES = {"WIB": 3509121001, "WITA": 6310022002, "WIT": 9171011001}
LEAP, PLAIN = date(2028, 2, 28), date(2027, 2, 28)
SECOND = timedelta(seconds=1)


def midnight(day: date, zone: str) -> datetime:
    """When this day begins at the place, by plain arithmetic."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=HOURS[zone])


def reference(ends_on: date, moment: datetime, zone: str) -> int:
    """Days after the end of the permit, counted on a calendar of the place."""
    there = moment.replace(tzinfo=None) + timedelta(hours=HOURS[zone])
    return (there.date() - ends_on).days


@given(
    st.datetimes(datetime(1988, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([(31, "WIB"), (61, "WIB"), (62, "WIB"), (63, "WITA"), (51, "WITA"), (81, "WIT"), (96, "WIT")]),
)
def test_the_legal_day_is_that_of_plain_arithmetic(moment: datetime, place: tuple[int, str]):
    province, zone = place
    assert day_at(province * 10**8, moment) == (moment + timedelta(hours=HOURS[zone])).date()


def seen_in(zone: str, moment: datetime, ends_on: date) -> Person:
    """Told by a village as seen at this moment; the permit is known from a copy newer than its end."""
    village, name = VILLAGES[zone], f"{zone.lower()}-{uuid7().hex[-12:]}"
    head = member(name, "Kepala Desa", "kades", agency("desa", f"Desa {name}", village), village)
    intake.report(head, area=village, seen_at=moment, at=moment + timedelta(minutes=1), name="PARK MIN SEO")
    run(draw_claims)
    copy = source(as_of=ends_on + timedelta(days=90), content=name, area=village, at=moment)
    permit = mention(copy, "permits", area=village, name="PARK MIN SEO", permit_kind="ITAS", permit_ends_on=ends_on)
    return person(permit, Mention.objects.get(source=Report.objects.latest("number").source), at=moment)


@pytest.mark.django_db
def test_days_of_overstay_around_each_midnight_are_those_of_the_reference():
    """The last second of a day and its first are two days, in each zone, over the end of February too."""
    wanted, ends = {}, [LEAP, PLAIN]
    for zone in HOURS:
        for ends_on in ends:
            for after in (1, 2):
                border = midnight(ends_on + timedelta(days=after), zone)
                for moment in (border - SECOND, border):
                    wanted[seen_in(zone, moment, ends_on).pk] = (reference(ends_on, moment, zone), zone, moment)
    judge(datetime(2028, 6, 1, tzinfo=UTC))
    live = {v.person_id: v for v in Verdict.objects.filter(rule="STAY-01", superseded_at=None)}
    found = {who: live[who].details.get("days", 0) for who in wanted}
    assert found == {who: days for who, (days, _zone, _moment) in wanted.items()}
    assert {days for days, _zone, _moment in wanted.values()} == {0, 1, 2}
    assert Check.objects.filter(rule="STAY-01").count() == sum(days > 0 for days, _zone, _moment in wanted.values())


@pytest.mark.django_db
@pytest.mark.parametrize("zone", HOURS)
def test_a_stay_falls_due_at_the_midnight_of_its_place(zone: str):
    """Not an hour early, where it is still the last covered day; not an hour late."""
    last = date(2028, 2, 29)
    copy = source(as_of=last - timedelta(days=9), area=VILLAGES[zone], at=midnight(last, zone))
    person(mention(copy, "permits", area=VILLAGES[zone], name="PARK", permit_kind="ITAS", permit_ends_on=last))
    judge(midnight(last, zone))
    border = midnight(last + timedelta(days=1), zone)
    assert Verdict.objects.get(rule="STAY-01", superseded_at=None).reason == "covered"
    due = Evaluation.objects.get().due_at
    assert due is not None
    assert due <= border
    while due is not None and due < border:  # other rules may have their own days before
        judge(due)
        due = Evaluation.objects.get().due_at
    assert due == border
    assert evaluate(border - SECOND) == 0
    assert Verdict.objects.get(rule="STAY-01", superseded_at=None).reason == "covered"
    assert evaluate(border) == 1
    assert Verdict.objects.get(rule="STAY-01", superseded_at=None).reason != "covered"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong_by", [timedelta(days=-1), timedelta(days=1), timedelta(days=400), timedelta(hours=1)])
def test_a_device_with_a_wrong_clock_is_flagged_and_never_adds_a_day(program, dewa, wrong_by: timedelta):
    """The device tells its own time for both: the report is kept, the difference too, and no day is added by it."""
    tanah_bumbu()
    now = timezone.now()
    told = {
        "area": "63.10.02.2002", "sight": "lives", "people": 1, "name": "PARK MIN SEO", "words": "Di rumah kos.",
        "seen_at": (now + wrong_by).isoformat(), "device_time": (now + wrong_by).isoformat(),
    }  # fmt: skip
    answer = program(dewa, "reports").post("reports", told, Idempotency_Key=str(uuid4()))
    assert answer.status_code == 201, answer.content
    kept = Report.objects.get()
    assert "clock_off" in [note["code"] for note in answer.json()["notes"]]
    assert abs(kept.source.device_offset + wrong_by) < timedelta(minutes=5)
    assert abs(kept.source.received_at - now) < timedelta(minutes=5), "the server's clock says when it came"
    assert kept.seen_at <= kept.source.received_at
    assert "Di rumah kos." in kept.words
    if wrong_by > timedelta(0):
        assert told["seen_at"] in kept.words, "what the device said is not lost"
    ends_on = day_at(kept.area, now) - timedelta(days=3)
    run(draw_claims)
    permit = mention(
        source(as_of=ends_on + timedelta(days=1), area=kept.area), "permits", area=kept.area, name="PARK MIN SEO",
        permit_kind="ITAS", permit_ends_on=ends_on,
    )  # fmt: skip
    person(permit, Mention.objects.get(source=kept.source))
    judge(now + timedelta(minutes=5))
    verdict = Verdict.objects.get(rule="STAY-01", superseded_at=None)
    assert verdict.verdict == "breached"
    assert verdict.details["days"] <= reference(ends_on, now + timedelta(minutes=5), "WITA")


@pytest.mark.django_db
@pytest.mark.parametrize(("ahead", "status"), [(9, 302), (11, 422), (24 * 60, 422), (-24 * 60, 302)])
def test_the_form_counts_by_the_servers_clock_and_keeps_what_was_typed(client, ahead: int, status: int):
    """Also in the east, where the server's own date may be a day behind."""
    village = VILLAGES["WIT"]
    tanah_bumbu()
    load_territory(within=("91.71",))
    head = member("yosef", "Yosef Rekaan", "kades", agency("desa", "Kelurahan Rekaan", village), village)
    client.force_login(head)
    there = timezone.now().replace(tzinfo=None) + timedelta(hours=HOURS["WIT"], minutes=ahead)
    form = {
        "key": str(uuid7()), "sight": "lives", "area": dotted(village), "seen_at": f"{there:%Y-%m-%dT%H:%M}",
        "people": "1", "words": "Di rumah kos.",
    }  # fmt: skip
    answer = client.post("/laporan/baru/", form)
    assert answer.status_code == status, answer.text[-600:]
    if status == 302:
        assert abs(Report.objects.get().seen_at - timezone.now() - timedelta(minutes=ahead)) < timedelta(minutes=5)
    else:
        assert "Di rumah kos." in answer.text
        assert form["key"] in answer.text
        assert not Report.objects.exists()
