"""What was typed stays with its writer, and where two devices differ both texts stay."""

import pytest

from timpora.foundation.models import Draft

pytestmark = pytest.mark.django_db


def save(client, words, version):
    return client.post("/drafts/meeting-new/", words, headers={"If-Match": str(version)})


def test_each_save_names_the_version_it_began_from(client, ayu):
    client.force_login(ayu)
    assert save(client, {"theme": "Rakor"}, 0).json() == {"version": 1}
    assert save(client, {"theme": "Rakor triwulan"}, 1).json() == {"version": 2}
    assert Draft.objects.get().words == {"theme": "Rakor triwulan"}


def test_an_older_page_overwrites_nothing_and_both_texts_are_shown(client, ayu):
    client.force_login(ayu)
    save(client, {"theme": "Rakor triwulan"}, 0)
    answer = save(client, {"theme": "Rakor luar biasa"}, 0)
    assert answer.status_code == 409
    assert "Kedua tulisan disimpan" in answer.json()["title"]
    draft = Draft.objects.get()
    assert (draft.words, draft.other) == ({"theme": "Rakor triwulan"}, {"theme": "Rakor luar biasa"})
    page = client.get("/rapat/baru/").content.decode()
    assert 'data-draft-version="1"' in page
    assert "Rakor triwulan" in page
    assert "Rakor luar biasa" in page


def test_the_same_text_again_is_no_conflict_worth_keeping(client, ayu):
    client.force_login(ayu)
    save(client, {"theme": "Rakor"}, 0)
    assert save(client, {"theme": "Rakor"}, 0).status_code == 409
    assert Draft.objects.get().other is None


@pytest.mark.parametrize("version", ["satu", "-1", "1.5"])
def test_a_version_that_is_none_is_refused(client, ayu, version):
    client.force_login(ayu)
    assert save(client, {"theme": "Rakor"}, version).status_code == 400
    assert not Draft.objects.exists()


def test_what_the_database_cannot_hold_is_refused(client, ayu):
    client.force_login(ayu)
    for body in ('{"a": "\\u0000"}', "[" * 100_000, '{"a": "' + "x" * 100_001 + '"}'):
        assert client.post("/drafts/f/", data=body, content_type="application/json").status_code == 400
