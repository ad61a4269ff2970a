"""Minutes live: saved with their version, two at once lose nothing, persons on file are not named."""

from datetime import UTC, datetime

import pytest

from timpora.agencies.tests.cast import KUSAN_HILIR, acting
from timpora.core.matching import Identity, fold_name
from timpora.foundation.acting import acting_in_database
from timpora.meetings import actions
from timpora.meetings.models import Meeting
from timpora.meetings.person_words import noticed_in
from timpora.meetings.tests.arranged import does
from timpora.registers.models import CurrentPerson, Person, PersonKey
from timpora.registers.person_keys import keys_of

NOW = datetime(2026, 8, 3, 2, tzinfo=UTC)


def on_file(name: str, *, is_protected: bool = False) -> None:
    """A person of the register with the keys by which their name is found."""
    person = Person.objects.create(area=KUSAN_HILIR, is_protected=is_protected)
    row = {"person": person, "area": KUSAN_HILIR, "is_protected": is_protected}
    CurrentPerson.objects.create(**row, name=name, sort_key=" ".join(fold_name(name)), rebuilt_at=NOW)
    PersonKey.objects.bulk_create([PersonKey(**row, key=key) for key in keys_of(Identity(names=(name,)))])


def save(client, meeting, text, version=1):
    return client.post(f"/rapat/{meeting.pk}/notula/", {"minutes": text, "notulis": "Ayu Lestari", "version": version})


def test_minutes_are_saved_and_shown(client, meeting, ayu, citra):
    client.force_login(ayu)
    assert client.get(f"/rapat/{meeting.pk}/notula/").status_code == 200
    assert save(client, meeting, "Dibuka pukul 09.00.\r\n\r\nDiskusi <b>.").status_code == 302
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    assert "Dibuka pukul 09.00." in page
    assert "Diskusi &lt;b&gt;" in page
    assert client.get(f"/rapat/{meeting.pk}/notula.pdf").content.startswith(b"%PDF")


def test_two_at_once_see_both_texts(client, meeting, ayu, budi):
    client.force_login(ayu)
    save(client, meeting, "Catatan Ayu", version=1)
    client.force_login(budi)
    answer = save(client, meeting, "Catatan Budi", version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Catatan Ayu" in page
    assert "Catatan Budi" in page
    assert 'name="version" value="2"' in page
    assert save(client, meeting, "Catatan Ayu dan Budi", version=2).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.version) == ("Catatan Ayu dan Budi", 3)


def test_the_same_text_again_changes_nothing(client, meeting, ayu):
    client.force_login(ayu)
    for _ in range(2):
        assert save(client, meeting, "Catatan", version=1).status_code == 302
    meeting.refresh_from_db()
    assert meeting.version == 2


def test_a_draft_comes_back_on_the_version_it_was_written_on(client, meeting, ayu, budi):
    client.force_login(ayu)
    client.post(f"/drafts/minutes-{meeting.pk}/", {"minutes": "Belum selesai", "version": "1"})
    does(budi, actions.write_minutes, meeting, minutes="Catatan Budi", notulis="Budi", version=1)
    page = client.get(f"/rapat/{meeting.pk}/notula/").content.decode()
    assert "Belum selesai" in page
    assert 'name="version" value="1"' in page
    assert save(client, meeting, "Belum selesai", version=1).status_code == 409


@pytest.mark.parametrize(
    "text",
    [
        "Membahas ZHANG WEI MING dari PT Rekaan.",
        "membahas wei ming zhang lagi",
        "Hadir: Mr. Ahmad bin Salim Rekaan",
        "Paspor E12345678 habis.",
        "paspor no. 123456789",
        "NIK 6310010101900001",
        "niora 2C21AB1234W",
    ],
)
def test_a_person_on_file_is_not_named_and_nothing_is_lost(client, meeting, ayu, text):
    on_file("ZHANG WEI MING")
    on_file("Ahmad bin Salim Rekaan")
    client.force_login(ayu)
    answer = save(client, meeting, f"Baris pertama.\n{text}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ada data orang di dalam isian" in page
    assert text in page
    meeting.refresh_from_db()
    assert meeting.minutes == ""


@pytest.mark.parametrize(
    "text",
    [
        "3 hal menunggu Pengawas Ketenagakerjaan (no. 41, 44, 52), batas 12/08/2026",
        "Anggaran Rp 150000000, NIP 198001012005011001",
        "SK W.19.IMI.IMI.2-GR.04.02-0579",
        "Hadir Raka Wiratama dan Maya Kartika",
        "Telepon 0812-3456-7890",
        "",
        "Kendaraan DA 1234 ZX, jalan KM 171",
    ],
)
def test_ordinary_words_pass(ayu, meeting, text):
    member = acting(ayu)
    on_file("MAYA KARTIKA")  # a holder of a seat may be named, whoever bears the same name
    with acting_in_database(member):
        from timpora.meetings.queries import officials_of

        assert noticed_in(text, area=meeting.area, acting=member, known=officials_of(meeting)) == []


def test_a_protected_name_is_no_oracle(ayu, budi, meeting):
    on_file("ANA CONTOH REKAAN", is_protected=True)
    for account, seen in ((ayu, 0), (budi, 1)):
        with acting_in_database(acting(account)):
            assert len(noticed_in("Ana Contoh Rekaan", area=meeting.area, acting=acting(account))) == seen


def test_agenda_theme_and_decisions_are_read_as_well(client, meeting, team, ayu, disnaker):
    on_file("ZHANG WEI MING")
    client.force_login(ayu)
    url = f"/rapat/{meeting.pk}"
    answers = [
        client.post(f"{url}/agenda/", {"kind": "subject", "words": "Zhang Wei Ming"}),
        client.post(
            f"{url}/tindak-lanjut/",
            {
                "words": "Periksa Zhang Wei Ming",
                "agency": str(disnaker.pk),
                "position": "Kabid",
                "due_on": "2026-09-01",
            },
        ),
        client.post(
            "/rapat/baru/",
            {"team": str(team.pk), "theme": "Zhang Wei Ming", "place": "Aula", "day": "2026-10-01", "begins": "09:00"},
        ),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "Ada data orang di dalam isian" in answer.content.decode()
        assert "Zhang Wei Ming" in answer.content.decode()


def test_a_closed_meeting_keeps_its_minutes(client, meeting, ayu):
    does(ayu, actions.close_meeting, meeting, chair="Raka", notulis="Ayu")
    client.force_login(ayu)
    assert (
        "sudah disahkan"
        in client.post(f"/rapat/{meeting.pk}/notula/", {"minutes": "x", "version": 1}, follow=True).content.decode()
    )
    assert Meeting.objects.get().minutes == ""
