"""A list comes in on a ground or not at all: the own office's, the law's, or an agreement in force."""

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency, member
from timpora.agreements import ending
from timpora.agreements.models import Agreement
from timpora.agreements.tests.pks import may_send
from timpora.foundation.models import StoredFile
from timpora.intake import files
from timpora.intake.models import Batch, BatchRow
from timpora.intake.tests.factories import PERMIT_HEADERS, ROOSTER, as_csv, brought_in, previewed

pytestmark = pytest.mark.django_db
ROWS = as_csv(PERMIT_HEADERS, ROOSTER)


def test_without_an_agreement_nothing_is_kept(db):
    registry = agency("disdukcapil", "Disdukcapil Tanah Bumbu")
    fitri = member("fitri", "Fitri Handayani", "instansi", registry, TANAH_BUMBU)
    with pytest.raises(files.NotAllowed, match="PKS"):
        previewed(fitri, ROWS)
    assert not Batch.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_remembers_its_clause(citra):
    batch = brought_in(citra, ROWS)
    assert batch.ground == "agreement"
    assert batch.ground_clause in Agreement.objects.get().clauses.values_list("pk", flat=True)


def test_the_office_needs_none(ayu):
    assert brought_in(ayu, ROWS).ground == "own"


def test_an_agreement_that_ended_between_looking_and_saving_saves_nothing(citra):
    batch = previewed(citra, ROWS)
    ending.end(Agreement.objects.get(), because="Berakhir.", by=acting(citra), at=timezone.now())
    with pytest.raises(files.NotAllowed, match="PKS"):
        files.accept(batch, by=acting(citra), at=timezone.now())
    batch.refresh_from_db()
    assert batch.state == Batch.State.PREVIEWED
    assert not BatchRow.objects.exists()


def test_an_agreement_elsewhere_is_none_here(db):
    registry = agency("disdukcapil", "Disdukcapil Tanah Bumbu")
    may_send(registry, "permit_lists", area=6302000000)
    fitri = member("fitri", "Fitri Handayani", "instansi", registry, TANAH_BUMBU)
    with pytest.raises(files.NotAllowed):
        previewed(fitri, ROWS)
