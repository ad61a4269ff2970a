"""A circle is made once by its key; a key that is somebody else's is refused in words, and says nothing of theirs."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from timpora.agencies import circles
from timpora.agencies.models import Circle
from timpora.agencies.tests.cast import KUSAN_HILIR, acting, agency
from timpora.foundation.acting import acting_in_database
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


def told(**more) -> dict[str, object]:
    until = timezone.now().date() + timedelta(days=9)
    return {"key": uuid4(), "purpose": "Pendataan proyek", "until": until.isoformat()} | more


def test_sent_twice_it_is_one_circle(client, ayu):
    client.force_login(ayu)
    form = told()
    assert [client.post("/lingkar/baru/", form).status_code for _ in range(2)] == [302, 302]
    assert Circle.objects.count() == 1


def test_a_key_of_somebody_elses_circle_is_refused_in_words(client, ayu, jaka):
    key, by = uuid4(), acting(jaka)
    with acting_in_database(by):
        now = timezone.now()
        ends_at = now + timedelta(days=5)
        circles.make(key=key, purpose="Rahasia Jember", ends_at=ends_at, agencies=[], by=by, at=now)
    client.force_login(ayu)
    answer = client.post("/lingkar/baru/", told(key=key))
    assert answer.status_code == 409
    assert "sudah pernah dikirim" in answer.text
    assert "Pendataan proyek" in answer.text, "what was typed comes back"
    assert "Jember" not in answer.text
    assert Circle.objects.count() == 1


def test_agencies_are_offered_folded_by_place_and_open_where_one_is_chosen(client, ayu, disnaker):
    camat = agency("kecamatan", "Kecamatan Kusan Hilir", KUSAN_HILIR)
    client.force_login(ayu)
    page = client.get("/lingkar/baru/").text
    groups = re.findall(r"<details( open)?><summary>(.*?) <span class=\"source\">(\d+)", page)
    assert ("", "Kab. Tanah Bumbu", "2") in groups, "the office itself and Disnaker"
    assert ("", "Kecamatan, desa, dan kelurahan di Kab. Tanah Bumbu", "1") in groups
    answer = client.post("/lingkar/baru/", told(agencies=[str(disnaker.pk), str(camat.pk)]))
    assert answer.status_code == 302
    edit = client.get(f"{answer.url}ubah/").text
    assert len(re.findall(r"<details open><summary>Kecamatan", edit)) == 1
    assert len(re.findall(r"<details open><summary>Kab", edit)) == 1
