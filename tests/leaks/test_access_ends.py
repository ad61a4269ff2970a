"""What ends, ends at the next request: a request settled or taken back, a membership in the middle of a session."""

import pytest
from django.utils import timezone

from tests.leaks.district import SECRET
from tests.leaks.doors import door, text_of, walk
from timpora.agencies.actions import begin_membership, end_membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, member
from timpora.foundation.models import Grant
from timpora.registers.tests.factories import person
from timpora.tasks.models import TaskShare

pytestmark = pytest.mark.django_db


def test_what_was_opened_for_a_request_is_gone_when_it_ends(district):
    """Withdrawn, and for a second request settled: the asked agency keeps its own words and the sender's question."""
    ayu, rini = door(district.members["ayu"]), door(district.members["rini"])
    page = f"/tugas/{district.task.pk}/"
    assert SECRET.search(rini.get(page).text)
    assert rini.post(f"{page}jawab/", {"words": "Masih terdaftar di sini."}).status_code == 302
    assert ayu.post(f"{page}tarik/", {"reason": "Sudah jelas dari berkas."}).status_code == 302
    text = rini.get(page).text
    assert not SECRET.search(text)
    assert "Masih terdaftar di sini." in text
    assert TaskShare.objects.get().values == {}
    assert not Grant.objects.filter(
        record_id=district.task.pk, revoked_at=None, verbs__contains=["task.answer"]
    ).exists()
    late = rini.post(f"{page}jawab/", {"words": "Tambahan sesudah selesai.", "is_final": "on"})
    assert late.status_code in (403, 404, 409)
    assert not any(SECRET.search(text_of(r)) for r in walk(district.members["rini"], district.ids()).values())


def test_whoever_leaves_in_the_middle_of_a_session_meets_nothing_at_the_next_request(ayu, budi, kanim):
    park, client = person(), door(ayu)
    page = f"/orang-asing/{park.pk}/"
    client.post(f"{page}keperluan/", {"purpose": "report"})
    assert "PARK" in client.get(page).text
    end_membership(ayu.memberships.get(), because="Mutasi", at=timezone.now(), by=acting(budi))
    answer = client.get(page)
    assert (answer.status_code, answer.url) == (302, f"/masuk/?next={page}")
    client.force_login(ayu)  # still somebody, with nothing to do
    for address in (page, "/orang-asing/", f"/orang-asing/{park.pk}/cetak/", "/laporan/", "/temuan/", "/cocokkan/"):
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "PARK" not in answer.text
    assert client.get("/").status_code == 200


def test_the_duty_that_was_chosen_does_not_outlive_its_end(ayu, budi, citra, kanim):
    """A session remembers the duty; an ended one is not acted in, whatever the session says."""
    begin_membership(account=citra, agency=kanim, duty="kasi", areas=[TANAH_BUMBU], at=timezone.now(), by=None)
    client, second = door(citra), citra.memberships.get(agency=kanim)
    client.post("/tugas-jabatan/", {"membership": str(second.pk)})
    assert client.get("/orang-asing/").status_code == 200
    end_membership(second, because="Selesai bertugas", at=timezone.now(), by=acting(budi))
    assert client.get("/orang-asing/").url == "/masuk/?next=/orang-asing/"
    client.force_login(citra)
    assert client.get("/orang-asing/").status_code == 403
    client.post("/tugas-jabatan/", {"membership": str(second.pk)})
    assert client.get("/orang-asing/").status_code == 403
    others = member("lina", "Lina Sari", "kasi", kanim, TANAH_BUMBU).memberships.get()
    client.post("/tugas-jabatan/", {"membership": str(others.pk)})
    assert client.get("/orang-asing/").status_code == 403, "somebody else's duty cannot be chosen"


def test_a_closed_account_is_nobody(ayu):
    client = door(ayu)
    assert client.get("/orang-asing/").status_code == 200
    ayu.is_active = False
    ayu.save()
    assert client.get("/orang-asing/").status_code in (302, 403)
