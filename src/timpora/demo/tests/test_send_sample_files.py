"""The sample files are read by the doors that offices use, whole, but for the rows that are wrong on purpose."""

from datetime import date

import pytest

from timpora.demo.files import SampleFile, sample_files
from timpora.demo.population import Population, populate
from timpora.intake.reading import Reading, read_file
from timpora.territory.codes import span
from timpora.territory.queries import zone_of
from timpora.territory.tests.factories import KOTABARU, TANAH_BUMBU, tanah_bumbu

DAY = date(2026, 8, 12)
WRONG_ON_PURPOSE = {
    "birth_impossible",
    "nationality_unknown",
    "person_missing",
    "area_unknown",
    "area_outside",
    "birth_unreadable",
}


@pytest.fixture(scope="module")
def people() -> Population:
    return populate(DAY, factor=0.1)


def read(file: SampleFile) -> Reading:
    ranges = (span(TANAH_BUMBU), span(KOTABARU))
    return read_file(file.kind, file.content, ranges=ranges, zone=zone_of(file.area), as_of=file.as_of)


def test_the_same_people_make_the_same_files(people: Population):
    assert sample_files(people) == sample_files(populate(DAY, factor=0.1))


@pytest.mark.django_db
def test_every_file_is_understood(people: Population):
    tanah_bumbu()
    for file in sample_files(people):
        reading = read(file)
        assert reading.rows, file.name
        unread = [
            head for head, column in zip(reading.heading.headers, reading.heading.columns, strict=True) if not column
        ]
        assert set(unread) <= {"No", "No."}, file.name
        wrong = {problem.code for problem in reading.problems if not problem.is_note}
        assert wrong == set() or file.kind == "sightings", (file.name, reading.problems)
        assert wrong <= WRONG_ON_PURPOSE


@pytest.mark.django_db
def test_rows_wrong_on_purpose_are_refused_and_repeated_ones_known(people: Population):
    tanah_bumbu()
    readings = [read(file) for file in sample_files(people)]
    assert sum(len(reading.rejected) for reading in readings) == 10
    assert any(reading.duplicates for reading in readings)


@pytest.mark.django_db
def test_the_permit_file_holds_everybody_but_those_told_by_others_alone(people: Population):
    tanah_bumbu()
    permits = read(sample_files(people)[0])
    assert len(permits.accepted) == len(people.listed)
    told = {row.facts["passport"] for row in permits.accepted}
    assert told == {person.passport for person in people.listed}
