"""What leaves a meeting: a press release by two people, the media log, and all decisions on a subject."""

from datetime import date

import pytest

from timpora.documents.models import Letter
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.meetings import actions
from timpora.meetings.models import MediaItem, PressRelease
from timpora.meetings.tests.arranged import FIRST, SECOND, called, does, wrote
from timpora.meetings.tests.test_write_minutes import on_file
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture
def decided(invited, ayu, budi, disnaker):
    told = {"agency": disnaker, "position": "Kepala Bidang", "due_on": date(2026, 9, 1), "at": FIRST}
    does(ayu, actions.decide_follow_up, invited, words="Mendata 3 TKA di pelabuhan dan 40 TKA di tambang", **told)
    wrote(budi, invited, "Pemantauan pelabuhan tiap triwulan", part="decision")
    wrote(budi, invited, "Pelabuhan dijaga tertutup", part="decision", handling=Handling.RAHASIA)
    return invited


def page(meeting):
    return f"/rapat/{meeting.pk}/siaran-pers/"


def test_the_draft_has_no_persons_no_small_numbers_and_nothing_above_biasa(client, decided, ayu):
    wrote(ayu, decided, "Memanggil Wei Ming Zhang", part="decision")
    on_file("ZHANG WEI MING")  # became known after it was written down
    client.force_login(ayu)
    shown = client.get(page(decided)).text
    assert "kurang dari 10 TKA di pelabuhan dan 40 TKA di tambang" in shown
    assert "Pemantauan pelabuhan tiap triwulan" in shown
    assert "Wei Ming" not in shown
    assert "[…]" in shown
    assert "tertutup" not in shown


@pytest.mark.parametrize("text", ["Hadir 3 WNA.", "Membahas Zhang Wei Ming.", "Dipanggil […] kemarin."])
def test_what_gives_somebody_away_is_refused_and_nothing_is_lost(client, decided, ayu, text):
    on_file("ZHANG WEI MING")
    client.force_login(ayu)
    refused = client.post(page(decided), {"version": 0, "headline": "Rapat", "text": text})
    assert refused.status_code == 422
    assert text in refused.text
    assert not PressRelease.objects.exists()


def test_a_second_person_approves_what_was_read_and_it_waits_for_a_signature(client, decided, ayu, budi):
    client.force_login(ayu)
    told = {"version": 0, "headline": "Tim PORA bertemu", "text": "Rapat digelar.\n\nDisepakati pemantauan."}
    for _ in range(2):
        assert client.post(page(decided), told).status_code == 302
    assert (
        "Yang menulis tidak menyetujui"
        in client.post(page(decided), {"act": "approve", "version": 1}, follow=True).text
    )
    assert not Letter.objects.filter(template="siaran_pers").exists()
    client.force_login(budi)
    assert client.post(page(decided), {"act": "approve", "version": 0}).status_code == 409
    for _ in range(2):
        assert client.post(page(decided), {"act": "approve", "version": 1}).status_code == 302
    letter = Letter.objects.get(template="siaran_pers")
    assert "Kepala Kantor" in letter.data["signature"]["lines"][0]
    assert letter.data["opening"] == "Rapat digelar."
    late = client.post(page(decided), told | {"version": 1, "text": "Kata lain"})
    assert late.status_code == 409
    assert "Kata lain" in late.text


def test_the_media_log_says_what_was_wrong_what_was_asked_and_what_came(client, decided, ayu, budi, citra, jaka):
    client.force_login(ayu)
    told = {
        "key": str(uuid7()), "version": 0, "outlet": "Kabar Rekaan", "title": "Rakor digelar",
        "published_on": "2026-08-13", "link": "https://kabar.example/1", "meeting": str(decided.pk),
    }  # fmt: skip
    for _ in range(2):
        assert client.post("/rapat/media/baru/", told).status_code == 302
    item = MediaItem.objects.get()
    half = client.post(f"/rapat/media/{item.pk}/", told | {"version": 1, "asked": "Ralat jumlah"})
    assert half.status_code == 422
    mended = told | {"version": 1, "wrong": "Jumlah peserta", "asked": "Ralat jumlah", "asked_on": "2026-08-14"}
    assert client.post(f"/rapat/media/{item.pk}/", mended).status_code == 302
    client.force_login(budi)
    late = client.post(f"/rapat/media/{item.pk}/", mended | {"came": "Sudah diralat"})
    assert late.status_code == 409
    assert "Sudah diralat" in late.text
    client.force_login(citra)
    assert "Ralat jumlah" in client.get("/rapat/media/").text
    client.force_login(jaka)
    assert "Kabar Rekaan" not in client.get("/rapat/media/").text
    assert client.get(f"/rapat/media/{item.pk}/").status_code == 404


def test_all_decisions_on_a_subject_across_meetings_within_reach(client, decided, team, ayu, budi, citra, jaka):
    later = called(ayu, team, SECOND)
    wrote(budi, later, "Laporan pelabuhan dibahas lagi", part="decision")
    wrote(budi, later, "Bukan keputusan tentang pelabuhan")
    for account, seen in ((citra, (True, True, False)), (budi, (True, True, True)), (jaka, (False, False, False))):
        client.force_login(account)
        shown = client.get("/rapat/keputusan/?q=pelabuhan").text
        texts = ("Laporan pelabuhan dibahas lagi", "Mendata 3 TKA di pelabuhan", "dijaga tertutup")
        assert tuple(text in shown for text in texts) == seen
        assert "Bukan keputusan" not in shown
    client.force_login(budi)
    assert "tambang" not in client.get("/rapat/keputusan/?q=pelabuhan+triwulan").text
    tanah_bumbu()
    for code, is_there in (("63.10", True), ("63.10.02", False)):
        shown = client.get("/rapat/keputusan/", {"q": "pelabuhan", "area": code})
        assert ("triwulan" in shown.text) == is_there, shown.status_code
