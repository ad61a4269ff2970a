"""Access that ends while something is under way: what is made, saved or fetched afterwards finds the new reach only."""

import csv
import io

import pytest
from django.utils import timezone

from tests.faults.doors import Page
from tests.leaks.doors import door
from timpora.accountability.models import Extract
from timpora.accountability.steps import make_extracts
from timpora.agencies.actions import begin_membership, end_membership
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import FILE_OPENED, emit
from timpora.foundation.jobs import run, settle
from timpora.foundation.models import Account, Event, Grant
from timpora.intake.models import Batch, BatchRow
from timpora.intake.tests import factories as intake
from timpora.registers.models import CurrentPerson, Mention
from timpora.territory.tests.factories import tanah_bumbu

pytestmark = pytest.mark.django_db


def grants_end(account: Account, low: int | None = None) -> None:
    """As an agreement or an order that ends: the duty stays, what it may reach does not."""
    live = Grant.objects.filter(subject_id=account.pk, revoked_at=None)
    (live if low is None else live.filter(area_low=low)).update(revoked_at=timezone.now())


def leaves(account: Account, by: Account) -> None:
    row = Membership.objects.get(account=account, ended_at=None)
    end_membership(row, because="pindah tugas", at=timezone.now(), by=acting(by))


# An extract: asked for, made by the worker, fetched


@pytest.fixture
def asked(intan, ayu, jaka) -> Extract:
    emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    emit(FILE_OPENED, by=acting(ayu), area=KOTABARU)
    assert door(intan).post("/pengawasan/unduhan/", {"asked": "kind=file.opened"}).status_code == 302
    return Extract.objects.get()


def test_undisturbed_the_file_holds_both(asked, intan):
    run(make_extracts)
    answer = door(intan).get(f"/pengawasan/unduhan/{asked.pk}/")
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == 2


@pytest.mark.parametrize("how", ["grants", "duty", "account", "other duty"])
def test_a_file_made_after_the_access_ended_holds_nothing(asked, intan, budi, how: str):
    if how == "grants":
        grants_end(intan)
    elif how == "account":
        Account.objects.filter(pk=intan.pk).update(is_active=False)
        Membership.objects.filter(account=intan).update(ends_at=timezone.now())
    else:
        leaves(intan, budi)
    if how == "other duty":  # another office's inspector: the file was asked for in the former duty
        begin_membership(
            account=intan, agency=agency("kanwil", "Kanwil Kalsel", 6300000000), duty="inspektur", areas=[6300000000],
            at=timezone.now(), by=None,
        )  # fmt: skip
    run(make_extracts)
    asked.refresh_from_db()
    assert (asked.rows, asked.ended_at is not None) == (0, True)
    assert "file.opened" not in (asked.content or "")


def test_a_file_made_before_is_not_handed_out_after(asked, intan, budi):
    device = door(intan)
    run(make_extracts)
    leaves(intan, budi)
    assert device.get(f"/pengawasan/unduhan/{asked.pk}/").status_code == 302, "the session is over"
    begin_membership(
        account=intan, agency=agency("kanwil", "Kanwil Jatim", 3500000000), duty="inspektur", areas=[3500000000],
        at=timezone.now(), by=None,
    )  # fmt: skip
    assert door(intan).get(f"/pengawasan/unduhan/{asked.pk}/").status_code == 404
    assert not Event.objects.filter(kind="oversight.extract_taken").exists()


# A file that comes in: looked at first, saved later, drawn by the worker


ROWS = (
    ["1", "Park Min-ho", "L", "Korea Selatan", "03/04/1979", "M12345678", "ITAS", "31/03/2030", "Simpang Empat"],
    ["2", "Anna Jansen", "P", "Belanda", "03/02/1988", "NX1234567", "ITAS", "31/03/2030", "Pulau Laut Utara"],
)


@pytest.fixture
def previewed(ayu) -> Batch:
    tanah_bumbu()
    batch = intake.previewed(ayu, intake.as_csv(intake.PERMIT_HEADERS, *ROWS))
    assert (batch.accepted, batch.rejected) == (2, 0)
    return batch


def saved(account: Account, batch: Batch) -> Batch:
    door(account).post(f"/berkas/{batch.pk}/simpan/")
    return Batch.objects.get(pk=batch.pk)


def test_a_file_saved_after_half_the_reach_ended_brings_in_the_other_half_only(previewed, ayu):
    grants_end(ayu, KOTABARU)
    batch = saved(ayu, previewed)
    assert (batch.state, batch.accepted, batch.rejected) == (Batch.State.ACCEPTED, 1, 1)
    settle()
    assert list(Mention.objects.values_list("name", flat=True)) == ["Park Min-ho"]
    assert not CurrentPerson.objects.filter(area__range=(KOTABARU, KOTABARU + 999_999)).exists()


def test_a_file_is_not_saved_after_the_duty_ended(previewed, ayu, budi):
    device = door(ayu)
    leaves(ayu, budi)
    assert device.post(f"/berkas/{previewed.pk}/simpan/").url.startswith("/masuk/")
    settle()
    assert Batch.objects.get().state == Batch.State.PREVIEWED
    assert not BatchRow.objects.exists()


def test_what_was_saved_before_is_drawn_after_its_sender_left(previewed, ayu, budi):
    """What an office told stays told: the worker reads it for the office, not for the member."""
    saved(ayu, previewed)
    leaves(ayu, budi)
    settle()
    assert Mention.objects.count() == 2


# A page that is open while access ends


def test_a_form_opened_before_the_reach_ended_changes_nothing_after(ayu, kanim):
    tanah_bumbu()
    report = intake.report(ayu, at=timezone.now())
    sinta = member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU)
    client = door(sinta)
    page = Page(client.get(f"/laporan/{report.pk}/").text)
    form = next(form for form in page.forms if form.action.endswith("/tutup/"))
    grants_end(sinta)
    answer = client.post(form.action, form.fields)
    assert answer.status_code in (302, 403, 404)
    report.refresh_from_db()
    assert report.fate == "received"


def test_guessed_ids_of_another_agency_are_on_record_each_although_each_request_was_undone(ayu, jaka, kanim):
    """Reading, deciding and fetching: the same 404, and a refusal in the story of the office that asked."""
    tanah_bumbu()
    report = intake.report(ayu, at=timezone.now())
    batch = intake.previewed(ayu, intake.as_csv(intake.PERMIT_HEADERS, *ROWS))
    client = door(jaka)
    looks = [f"/laporan/{report.pk}/{part}" for part in ("", "foto/", "terkirim/")]
    looks += [f"/berkas/{batch.pk}/{part}" for part in ("", "ditolak/")]
    acts = [f"/laporan/{report.pk}/tutup/", f"/laporan/{report.pk}/dibaca/", f"/berkas/{batch.pk}/simpan/"]
    before = Event.objects.filter(kind="access.refused", account_id=jaka.pk).count()
    for address in looks:
        assert client.get(address).status_code == 404, address
    for address in acts:
        assert client.post(address, {"fate": "known", "version": "1"}).status_code == 404, address
    refused = Event.objects.filter(kind="access.refused", account_id=jaka.pk)
    assert refused.count() - before == len(looks) + len(acts)
    who = acting(ayu)
    with acting_in_database(who):
        assert Batch.objects.get(pk=batch.pk).state == Batch.State.PREVIEWED
    assert not Event.objects.filter(account_id=jaka.pk, subject_id__in=[report.pk, batch.pk]).exists()
