"""A village head tells what was seen: twenty seconds, safe to send twice, and a receipt."""

import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from timpora.agencies.tests.cast import KOTABARU, VILLAGE, acting
from timpora.foundation import files
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Draft, Event
from timpora.intake.actions import OutOfReach, ReceivedBefore, receive
from timpora.intake.models import Informant, Report
from timpora.intake.tests.factories import NOON, report, seen
from timpora.sources.models import Source
from timpora.territory.codes import dotted

pytestmark = pytest.mark.usefixtures("district")


def filled(**changed) -> dict[str, object]:
    now = timezone.now() + timedelta(hours=8)
    form = {
        "key": str(uuid7()),
        "sight": "lives",
        "area": dotted(VILLAGE),
        "seen_at": f"{now:%Y-%m-%dT%H:%M}",
        "people": "2",
    }
    return form | {"words": "Dua orang di rumah kos.", "place": "dekat pasar"} | changed


def test_the_form_knows_the_village_and_the_time(client, dewa):
    client.force_login(dewa)
    page = client.get("/laporan/baru/").content.decode()
    assert dotted(VILLAGE) in page
    assert 'name="key"' in page
    assert "Foto tempat, bukan orang atau paspor." in page
    assert "Siapa yang menyampaikan" not in page


def test_the_sender_gets_a_number(client, dewa):
    client.force_login(dewa)
    answer = client.post("/laporan/baru/", filled(), follow=True)
    stored = Report.objects.get()
    assert f"Terkirim — nomor {stored.number}" in answer.content.decode()
    assert (stored.area, stored.people, stored.account_id) == (VILLAGE, 2, dewa.pk)
    assert stored.source.channel == Source.Channel.FORM
    assert Event.objects.filter(kind="reports.received", subject_id=stored.pk).count() == 1


def test_the_clock_is_that_of_the_place(client, dewa):
    client.force_login(dewa)
    client.post("/laporan/baru/", filled(seen_at="2026-08-12T12:00"))
    assert Report.objects.get().seen_at == datetime(2026, 8, 12, 4, tzinfo=UTC)


def test_sending_twice_gives_the_same_answer(client, dewa):
    client.force_login(dewa)
    form = filled()
    first, second = client.post("/laporan/baru/", form), client.post("/laporan/baru/", form)
    assert first.url == second.url
    assert Report.objects.count() == Source.objects.count() == 1


def test_another_report_under_the_same_key_is_refused(client, dewa):
    client.force_login(dewa)
    form = filled()
    client.post("/laporan/baru/", form)
    answer = client.post("/laporan/baru/", form | {"people": "5"})
    assert answer.status_code == 409
    assert "Kiriman ini sudah dipakai untuk laporan lain" in answer.content.decode()
    assert Report.objects.get().people == 2


def test_two_members_may_make_the_same_key(dewa, ayu):
    key = uuid7()
    assert report(dewa, key=key).pk != report(ayu, key=key).pk


def test_a_key_whose_report_is_shielded_tells_nothing(dewa):
    told = report(dewa)
    Report.objects.update(is_protected=True)
    member = acting(dewa)
    with pytest.raises(ReceivedBefore), acting_in_database(member):
        receive(key=told.key, seen=seen(), by=member, at=NOON)


def test_another_village_is_out_of_reach(client, dewa):
    client.force_login(dewa)
    answer = client.post("/laporan/baru/", filled(area="63.10.05"))
    assert answer.status_code == 422
    assert "di luar wilayah tugas Anda" in answer.content.decode()
    assert not Report.objects.exists()
    member = acting(dewa)
    with pytest.raises(OutOfReach), acting_in_database(member):
        receive(key=uuid7(), seen=seen(area=KOTABARU), by=member, at=NOON)


def test_what_was_typed_is_kept_as_a_draft_and_dropped_when_sent(client, dewa):
    client.force_login(dewa)
    form = filled(words="Belum selesai")
    client.post("/drafts/report_new/", form)
    page = client.get("/laporan/baru/").content.decode()
    assert "Belum selesai" in page
    assert form["key"] in page
    client.post("/laporan/baru/", form)
    assert not Draft.objects.exists()


def test_a_draft_does_not_bring_back_a_key_that_was_sent(client, dewa):
    client.force_login(dewa)
    form = filled()
    client.post("/laporan/baru/", form)
    client.post("/drafts/report_new/", form)
    assert form["key"] not in client.get("/laporan/baru/").content.decode()


def test_a_time_to_come_is_asked_again(client, dewa):
    client.force_login(dewa)
    answer = client.post("/laporan/baru/", filled(seen_at="2099-01-01T08:00"))
    assert "Waktu ini belum terjadi" in answer.content.decode()


@pytest.mark.parametrize("missing", ["sight", "area", "seen_at", "people", "key"])
def test_what_is_missing_is_named_and_nothing_is_stored(client, dewa, missing):
    client.force_login(dewa)
    answer = client.post("/laporan/baru/", filled() | {missing: ""})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_a_picture_keeps_its_place_and_loses_what_the_camera_wrote(client, dewa):
    client.force_login(dewa)
    upload = SimpleUploadedFile("IMG_0001.png", png(b"GPS 3.45 S 115.7 E"), "image/png")
    client.post("/laporan/baru/", filled(photo=upload))
    report = Report.objects.get()
    photo = report.photo
    assert (photo.media_type, photo.name) == ("image/png", "tempat.png")
    assert b"GPS" not in files.read(photo)
    assert client.get(f"/laporan/{report.pk}/foto/").status_code == 200


def test_a_file_that_only_calls_itself_a_picture_is_refused(client, dewa):
    client.force_login(dewa)
    upload = SimpleUploadedFile("rumah.jpg", b"MZ\x90\x00", "image/jpeg")
    answer = client.post("/laporan/baru/", filled(photo=upload))
    assert "bukan foto JPEG, PNG, atau WebP" in answer.content.decode()


def test_the_section_writes_down_what_it_was_told_by_telephone(client, ayu):
    client.force_login(ayu)
    client.post("/laporan/baru/", filled(area="63.10.05", channel="phone", informant="Pak RT 03"))
    told = Report.objects.get()
    assert (told.source.channel, Informant.objects.get(report=told).words) == ("phone", "Pak RT 03")


def test_an_inspector_does_not_report(client, intan):
    client.force_login(intan)
    assert client.get("/laporan/baru/").status_code == 403


def png(note: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    picture = (
        chunk(b"IHDR", header) + chunk(b"tEXt", note) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + picture
