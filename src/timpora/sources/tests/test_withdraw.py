"""A delivery is taken back as a whole, once, with its reason, by whoever may reach it."""

import pytest
from django.utils import timezone

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Event
from timpora.sources.actions import open_source, withdraw
from timpora.sources.models import Source


@pytest.fixture
def source(citra: Account, disnaker: Agency) -> Source:
    member, now = acting(citra), timezone.now()
    with acting_in_database(member):
        return open_source(
            channel=Source.Channel.FILE,
            by=member,
            agency=disnaker,
            area=TANAH_BUMBU,
            told_at=now,
            received_at=now,
            content_hash="x",
        )


def taken_back(source: Source, by: Account, because: str = "bulan yang salah") -> bool:
    member = acting(by)
    with acting_in_database(member):
        return withdraw(source, because=because, by=member, at=timezone.now())


def test_it_keeps_who_and_why(source, citra):
    assert taken_back(source, citra)
    source.refresh_from_db()
    assert (source.withdrawn_by, source.withdrawn_because) == (citra.pk, "bulan yang salah")
    assert Event.objects.get(kind="source.withdrawn").subject_id == source.pk


def test_twice_is_as_once(source, citra):
    taken_back(source, citra)
    assert not taken_back(source, citra, "lain lagi")
    source.refresh_from_db()
    assert source.withdrawn_because == "bulan yang salah"
    assert Event.objects.filter(kind="source.withdrawn").count() == 1


def test_the_reason_is_asked(source, citra):
    with pytest.raises(ValueError, match="reason"):
        taken_back(source, citra, "  ")


def test_another_office_does_not_reach_it(source, jaka):
    assert not taken_back(source, jaka)
    assert not Source.objects.visible_to(acting(jaka)).exists()


def test_it_remembers_what_the_agency_was_called(source, disnaker):
    Agency.objects.filter(pk=disnaker.pk).update(name="Dinas Ketenagakerjaan dan Transmigrasi")
    source.refresh_from_db()
    assert source.agency_name == "Disnaker Tanah Bumbu"
