"""The notula live, paragraph by paragraph: nothing typed is lost, levels hide wholly, persons on file are not named."""

import html
import re
from datetime import UTC, datetime

import pytest

from timpora.agencies.tests.cast import KUSAN_HILIR, acting
from timpora.core.matching import Identity, fold_name
from timpora.documents.models import Letter
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Event, Handling
from timpora.meetings import actions, letters
from timpora.meetings.models import Paragraph, Wording
from timpora.meetings.person_words import noticed_in
from timpora.meetings.tests.arranged import does, wrote
from timpora.registers.models import CurrentPerson, Person, PersonKey
from timpora.registers.person_keys import keys_of

NOW = datetime(2026, 8, 3, 2, tzinfo=UTC)


def on_file(name: str, *, is_protected: bool = False) -> None:
    """A person of the register with the keys by which their name is found."""
    person = Person.objects.create(area=KUSAN_HILIR, is_protected=is_protected)
    row = {"person": person, "area": KUSAN_HILIR, "is_protected": is_protected}
    CurrentPerson.objects.create(**row, name=name, sort_key=" ".join(fold_name(name)), rebuilt_at=NOW)
    PersonKey.objects.bulk_create([PersonKey(**row, key=key) for key in keys_of(Identity(names=(name,)))])


def form(meeting, text, **more):
    told = {"key": str(uuid7()), "part": "discussion", "handling": "0", "line": "", "text": text}
    return {name: str(value) for name, value in (told | more).items()}


def save(client, meeting, text, **more):
    return client.post(f"/rapat/{meeting.pk}/notula/", form(meeting, text, **more))


def change(client, paragraph, text, version, **more):
    told = {"text": text, "version": version, "handling": "0"} | more
    return client.post(f"/rapat/{paragraph.meeting_id}/notula/{paragraph.pk}/", told)


def test_a_paragraph_is_saved_under_its_point_and_shown(client, meeting, ayu, citra):
    line = does(ayu, actions.add_line, meeting, words="Rencana pemantauan pelabuhan")
    client.force_login(ayu)
    assert save(client, meeting, "Diskusi <b>.", line=line.pk).status_code == 302
    assert save(client, meeting, "Jadwal disepakati.", line=line.pk, part="decision").status_code == 302
    writing = client.get(f"/rapat/{meeting.pk}/notula/").text
    assert writing.index("Rencana pemantauan pelabuhan") < writing.index("Jadwal disepakati.")
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").text
    assert page.index("Diskusi &lt;b&gt;") < page.index("Jadwal disepakati.")
    assert client.get(f"/rapat/{meeting.pk}/notula.pdf").content.startswith(b"%PDF")


def test_two_secretaries_on_one_paragraph_keep_both_texts_until_they_are_joined(client, meeting, ayu, budi):
    row = wrote(ayu, meeting, "Catatan pertama")
    client.force_login(ayu)
    assert change(client, row, "Catatan Ayu", 1).status_code == 302
    client.force_login(budi)
    late = change(client, row, "Catatan Budi", 1)
    assert late.status_code == 409
    for text in ("Catatan Ayu", "Catatan Budi", "Kedua tulisan disimpan"):
        assert text in late.text
    row.refresh_from_db()
    assert (row.text, row.version) == ("Catatan Ayu", 2)
    client.force_login(ayu)
    assert "Catatan Budi" in client.get(f"/rapat/{meeting.pk}/notula/").text, "the other writer meets it as well"
    beside = row.wordings.get(number=None)
    assert change(client, row, "Catatan Ayu dan Budi", 2, joined=str(beside.pk)).status_code == 302
    assert "belum digabung" not in client.get(f"/rapat/{meeting.pk}/notula/").text
    story = client.get(f"/rapat/{meeting.pk}/notula/{row.pk}/riwayat/").text
    for text in ("Catatan pertama", "Catatan Ayu", "Catatan Budi", "Catatan Ayu dan Budi"):
        assert text in story


def test_a_save_sent_again_changes_nothing(client, meeting, ayu, budi):
    client.force_login(ayu)
    told = form(meeting, "Catatan")
    for _ in range(2):
        assert client.post(f"/rapat/{meeting.pk}/notula/", told).status_code == 302
    row = Paragraph.objects.get()
    for _ in range(2):
        assert change(client, row, "Catatan lengkap", 1).status_code == 302
    does(budi, actions.change_paragraph, row, text="Catatan Budi", handling=0, version=2)
    assert change(client, row, "Catatan lengkap", 1).status_code == 302, "come late, after another went on"
    assert client.post(f"/rapat/{meeting.pk}/notula/", told).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.version, row.wordings.count()) == ("Catatan Budi", 3, 3)


def test_another_text_under_the_key_of_a_form_is_kept_beside(client, meeting, ayu):
    client.force_login(ayu)
    told = form(meeting, "Catatan")
    client.post(f"/rapat/{meeting.pk}/notula/", told)
    client.post(f"/rapat/{meeting.pk}/notula/", told | {"text": "Catatan dari telepon"})
    assert Paragraph.objects.get().text == "Catatan"
    assert "Catatan dari telepon" in client.get(f"/rapat/{meeting.pk}/notula/").text


def test_a_draft_comes_back_with_its_key_and_the_version_it_was_written_on(client, meeting, ayu, budi):
    row = wrote(budi, meeting, "Catatan Budi")
    key, client_key = f"notula-{meeting.pk}-umum", str(uuid7())
    client.force_login(ayu)
    client.post(f"/drafts/{key}/", {"text": "Belum selesai", "key": client_key, "part": "decision", "line": ""})
    page = client.get(f"/rapat/{meeting.pk}/notula/").text
    assert "Belum selesai" in page
    assert client_key in page
    client.post(f"/drafts/notula-{meeting.pk}-{row.pk}/", {"text": "Ubahan Ayu", "version": "1"})
    does(budi, actions.change_paragraph, row, text="Catatan Budi lagi", handling=0, version=1)
    page = client.get(f"/rapat/{meeting.pk}/notula/{row.pk}/").text
    assert "Ubahan Ayu" in page
    assert 'name="version" value="1"' in page
    assert change(client, row, "Ubahan Ayu", 1).status_code == 409


def test_what_others_wrote_is_asked_for_and_mostly_there_is_nothing(client, meeting, ayu, budi):
    client.force_login(ayu)
    page = client.get(f"/rapat/{meeting.pk}/notula/").text
    asks = html.unescape(re.search(r'hx-get="([^"]*/baru/[^"]*)"', page)[1])
    assert client.get(asks).status_code == 204
    wrote(budi, meeting, "Catatan Budi")
    news = client.get(asks)
    assert "Catatan Budi" in news.text
    again = html.unescape(re.search(r'hx-get="([^"]*/baru/[^"]*)"', news.text)[1])
    assert client.get(again).status_code == 204
    assert "tidak dimuat lagi" in client.get(re.sub("sejak=[^&]*", "sejak=2020-01-01T00%3A00%3A00Z", again)).text
    does(budi, actions.close_meeting, meeting, chair="Raka", notulis="Ayu")
    assert "sudah disahkan" in client.get(again).text


def test_in_place_the_answer_is_the_form_and_the_list(client, meeting, ayu):
    client.force_login(ayu)
    there = {"HX-Request": "true"}
    saved = client.post(f"/rapat/{meeting.pk}/notula/", form(meeting, "Catatan"), headers=there)
    assert saved.status_code == 200
    assert "<html" not in saved.text
    assert 'id="alinea-umum-discussion" hx-swap-oob="true"' in saved.text
    row = Paragraph.objects.get()
    opened = client.get(f"/rapat/{meeting.pk}/notula/{row.pk}/", headers=there)
    assert "<html" not in opened.text
    told = {"text": "", "version": 1, "handling": 0}
    client.post(f"/rapat/{meeting.pk}/notula/{row.pk}/", told, headers=there)
    assert "Catatan" not in client.get(f"/rapat/{meeting.pk}/").text, "an empty text takes it out"
    assert "Catatan" in client.get(f"/rapat/{meeting.pk}/notula/{row.pk}/riwayat/").text


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\u201cHasil\u201d \u2013 rapat\u2019nya", "\u201cHasil\u201d \u2013 rapat\u2019nya"),
        ("H. Said Akhmad Rekaan, S.H., M.H. dan Nur\u2019aini", "H. Said Akhmad Rekaan, S.H., M.H. dan Nur\u2019aini"),
        ("satu\u200b dua\ufeff\u00adtiga", "satu duatiga"),
        ("baris satu\x0bbaris dua\u2028baris tiga\r\n", "baris satu\nbaris dua\nbaris tiga"),
        ("[12/08/26 09.14] Budi:\u00a0hadir\t12", "[12/08/26 09.14] Budi: hadir 12"),
    ],
)
def test_what_is_pasted_from_word_and_whatsapp(client, meeting, ayu, pasted, kept):
    client.force_login(ayu)
    assert save(client, meeting, pasted).status_code == 302
    assert Paragraph.objects.get().text == kept


def test_signs_that_nobody_sees_are_no_text_and_hide_no_number(client, meeting, ayu):
    client.force_login(ayu)
    assert save(client, meeting, "\u200b \u2060").status_code == 422
    assert save(client, meeting, "Paspor E12\u200b345678 habis.").status_code == 422
    assert not Paragraph.objects.exists()


def test_a_level_hides_the_paragraph_wholly(client, meeting, ayu, budi, citra):
    """Not in the page, the print, the story, the news or the letter; nor as a number that is missing."""
    wrote(budi, meeting, "Terbuka untuk semua")
    limited = wrote(budi, meeting, "Hanya seksi", handling=Handling.TERBATAS)
    secret = wrote(budi, meeting, "Hanya pimpinan", handling=Handling.RAHASIA)
    seen = {}
    for account in (citra, ayu, budi):
        client.force_login(account)
        page = client.get(f"/rapat/{meeting.pk}/").text
        member = acting(account)
        with acting_in_database(member):
            letter = letters.minutes(meeting, member, NOW)["minutes"]
        assert ("Hanya seksi" in page, "Hanya pimpinan" in page) == (
            "Hanya seksi" in letter,
            "Hanya pimpinan" in letter,
        )
        seen[account.sign_in] = ("Hanya seksi" in page, "Hanya pimpinan" in page)
        found = [client.get(f"/rapat/{meeting.pk}/notula/{row.pk}/riwayat/").status_code for row in (limited, secret)]
        assert found == [200 if is_seen else 404 for is_seen in seen[account.sign_in]]
    assert seen == {"citra": (False, False), "ayu": (True, False), "budi": (True, True)}
    client.force_login(ayu)
    asks = html.unescape(re.search(r'hx-get="([^"]*/baru/[^"]*)"', client.get(f"/rapat/{meeting.pk}/notula/").text)[1])
    does(budi, actions.change_paragraph, secret, text="Tetap pimpinan", handling=Handling.RAHASIA, version=1)
    assert client.get(asks).status_code == 204
    assert change(client, secret, "Milik saya", 1).status_code == 404
    assert save(client, meeting, "Terlalu tinggi", handling="2").status_code == 422
    does(budi, actions.close_meeting, meeting, chair="Raka", notulis="Ayu")
    assert Letter.objects.get(template="notula").data["minutes"] == "Terbuka untuk semua"


def test_raising_the_level_takes_the_former_texts_along(client, meeting, ayu, budi):
    row = wrote(ayu, meeting, "Semula terbuka")
    does(budi, actions.change_paragraph, row, text="Sekarang rahasia", handling=Handling.RAHASIA, version=1)
    client.force_login(ayu)
    assert client.get(f"/rapat/{meeting.pk}/notula/{row.pk}/riwayat/").status_code == 404
    with acting_in_database(acting(ayu)):
        assert not Wording.objects.exists(), "the row policy hides them as well"


def test_four_hundred_paragraphs_take_no_more_questions_than_a_few(client, meeting, ayu, django_assert_max_num_queries):
    first = wrote(ayu, meeting, "Alinea pertama")
    rows = [
        Paragraph(
            meeting=meeting, area=meeting.area, order=n, text=f"Alinea {n}", key=uuid7(), made_by=ayu.pk,
            changed_at=first.changed_at, changed_by="Ayu",
        )
        for n in range(2, 401)
    ]  # fmt: skip
    Paragraph.objects.bulk_create(rows)
    client.force_login(ayu)
    with django_assert_max_num_queries(40):
        page = client.get(f"/rapat/{meeting.pk}/notula/").text
    assert page.index("Alinea 399") < page.index("Alinea 400")


def test_another_teams_paragraph_is_not_there_and_the_guess_is_on_record(client, meeting, ayu, jaka):
    row = wrote(ayu, meeting, "Milik Batulicin")
    client.force_login(jaka)
    for how, address in (("get", ""), ("post", ""), ("get", "riwayat/")):
        answer = getattr(client, how)(f"/rapat/{meeting.pk}/notula/{row.pk}/{address}")
        assert answer.status_code == 404
    assert Event.objects.filter(kind="access.refused", account_id=jaka.pk).count() == 3


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
    assert not Paragraph.objects.exists()


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


def test_a_settled_notula_gives_the_text_back_and_takes_an_addendum(client, meeting, ayu, citra):
    row = wrote(ayu, meeting, "Sebelum disahkan")
    does(ayu, actions.close_meeting, meeting, chair="Raka", notulis="Ayu")
    client.force_login(ayu)
    for answer in (save(client, meeting, "Terlambat diketik"), change(client, row, "Terlambat diketik", 1)):
        assert answer.status_code == 409
        assert "Terlambat diketik" in answer.text
        assert "berita tambahan" in answer.text
    row.refresh_from_db()
    assert (row.text, row.version) == ("Sebelum disahkan", 1)
    told = {"key": str(uuid7()), "text": "Batas waktu yang benar 1 September.", "handling": "0"}
    for _ in range(2):
        assert client.post(f"/rapat/{meeting.pk}/notula/tambahan/", told).status_code == 302
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").text
    assert page.count("Batas waktu yang benar 1 September.") == 1
    assert "Ayu Lestari" in page[page.index("Berita tambahan") :]


def test_an_open_notula_takes_no_addendum(client, meeting, ayu):
    client.force_login(ayu)
    told = {"key": str(uuid7()), "text": "Koreksi", "handling": "0"}
    answer = client.post(f"/rapat/{meeting.pk}/notula/tambahan/", told)
    assert answer.status_code == 422
    assert "Koreksi" in answer.text


def test_a_save_asks_the_database_little(client, meeting, ayu, django_assert_max_num_queries):
    client.force_login(ayu)
    save(client, meeting, "Pertama")
    with django_assert_max_num_queries(34):
        client.post(f"/rapat/{meeting.pk}/notula/", form(meeting, "Kedua dan ketiga kata"), headers={"HX-Request": "1"})
