"""Whoever has a report before them may shield whom it speaks of; it vanishes in that moment, two keyholders lift it."""

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, member
from timpora.foundation.jobs import run, settle
from timpora.identity.models import Judgement
from timpora.intake.models import Report
from timpora.intake.shielding import shield_told
from timpora.intake.tests.factories import PERMIT_HEADERS, ROOSTER, as_csv, brought_in, report
from timpora.registers.actions import link
from timpora.registers.models import CurrentPerson, Mention, Person, Protection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
SAID = {"kind": "trafficking", "said_by": "self", "note": "Katanya paspornya ditahan majikan."}


@pytest.fixture
def sinta(kanim):
    return member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)


def protect(client, who, row: Report):
    client.force_login(who)
    return client.post(f"/laporan/{row.pk}/lindungi/", SAID)


@pytest.mark.parametrize("name", ["", "Seseorang Betul"], ids=["nobody named", "somebody named"])
def test_the_village_head_shields_what_he_told(client, dewa, ayu, budi, name):
    row = report(dewa, name=name)
    settle()
    answer = protect(client, dewa, row)
    assert answer.url == "/pelindungan/?jenis=trafficking"
    for who in (dewa, ayu):
        client.force_login(who)
        assert client.get(f"/laporan/{row.pk}/").status_code == 404
        assert f"/laporan/{row.pk}/" not in client.get("/laporan/").content.decode()
    client.force_login(budi)
    page = client.get(f"/laporan/{row.pk}/").content.decode()
    assert SAID["note"] in page
    assert "Orang itu sendiri" in page
    for _again in range(2):
        run(shield_told)
        row.refresh_from_db()
        assert row.is_protected


def test_a_person_on_file_is_shielded_with_it(client, dewa, ayu, citra):
    brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER))
    settle()
    park = Person.objects.get()
    row = report(dewa, name="Park Min-ho")
    settle()
    row.refresh_from_db()
    link(Mention.objects.get(pk=row.mention_id), park, by=None, at=timezone.now())
    protect(client, dewa, row)
    park.refresh_from_db()
    assert park.is_protected
    assert Protection.objects.get().person_id == park.pk
    client.force_login(ayu)
    assert "Park" not in client.get("/orang-asing/").content.decode().partition("<main")[2]


def test_whoever_is_linked_later_is_shielded_then(client, dewa, citra):
    brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER))
    row = report(dewa, name="Seorang Kawan Lama")
    settle()
    protect(client, dewa, row)
    row.refresh_from_db()
    link(Mention.objects.get(pk=row.mention_id), Person.objects.get(), by=None, at=timezone.now())
    assert Person.objects.get().is_protected
    assert CurrentPerson.objects.get().is_protected
    assert not Judgement.objects.filter(is_protected=False, mention=row.mention_id).exists()


def test_two_keyholders_lift_it_and_one_cannot(client, dewa, ayu, budi, sinta):
    row = report(dewa)
    protect(client, dewa, row)
    shield = Protection.objects.get()
    ask, lift = (f"/laporan/{row.pk}/pelindungan/{shield.pk}/{act}/" for act in ("minta-cabut", "cabut"))
    client.force_login(ayu)
    assert client.post(ask, {"reason": "Ternyata keliru orang."}).status_code == 403
    client.force_login(budi)
    client.post(ask, {"reason": "Ternyata keliru orang."})
    client.post(lift)
    shield.refresh_from_db()
    assert shield.lifted_at is None
    client.force_login(sinta)
    assert f"/laporan/{row.pk}/" in client.get("/").content.decode()  # it waits on the second one's home page
    client.post(lift)
    run(shield_told)
    row.refresh_from_db()
    assert not row.is_protected


def test_what_one_may_not_read_one_cannot_shield(client, dewa, jaka, intan):
    row = report(dewa)
    for who, answer in ((jaka, 404), (intan, 403)):
        assert protect(client, who, row).status_code == answer
    assert not Protection.objects.exists()
