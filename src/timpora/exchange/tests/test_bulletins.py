"""A bulletin reaches the agencies addressed and nobody else: by list, page, file or waiting line."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from timpora.agencies import circles
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency, member
from timpora.exchange.models import Bulletin
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Grant, Handling, Outgoing
from timpora.foundation.outbox import send_waiting
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team
from timpora.territory.tests.factories import tanah_bumbu

WORDS = "Pelayanan paspor keliling dimulai pekan depan."


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


@pytest.fixture
def eka(db):
    return member("eka", "Eka", "instansi", agency("disdukcapil", "Disdukcapil Tanah Bumbu"), TANAH_BUMBU)


def told(*agencies, **more):
    day = timezone.now().date() + timedelta(days=10)
    form = {"key": uuid4(), "title": "Paspor keliling", "words": WORDS, "handling": 0, "to": "agencies",
            "agencies": [str(a.pk) for a in agencies], "valid_until": day.isoformat()}  # fmt: skip
    return form | more


def published(client, by, *agencies, **more) -> Bulletin:
    client.force_login(by)
    page = client.post("/buletin/baru/", told(*agencies, **more))
    assert page.status_code == 302, page.text
    return Bulletin.objects.latest("number")


def page(bulletin: Bulletin, act: str = "") -> str:
    return f"/buletin/{bulletin.pk}/{act}"


def test_the_agency_addressed_reads_it_and_the_sender_sees_that_it_did(client, ayu, citra, disnaker):
    bulletin = published(client, ayu, disnaker)
    assert "Belum dibaca" in client.get(page(bulletin)).text
    client.force_login(citra)
    assert f"Buletin no. {bulletin.number}" in client.get("/").text
    assert "Belum dibaca" in client.get("/buletin/").text
    opened = client.get(page(bulletin))
    assert WORDS in opened.text
    assert "Siapa yang sudah membaca" not in opened.text
    assert "Sudah dibaca" in client.get("/buletin/").text
    assert f"Buletin no. {bulletin.number}" not in client.get("/").text
    client.force_login(ayu)
    assert "Sudah dibaca" in client.get(page(bulletin)).text
    assert bulletin.readers.get().first_opened_by == citra.pk


def test_others_never_meet_it(client, ayu, citra, eka, dewa, jaka, intan, disnaker):
    pdf = SimpleUploadedFile("edaran.pdf", b"%PDF-1.7 isi", "application/pdf")
    bulletin = published(client, ayu, disnaker, file=pdf)
    client.force_login(citra)
    assert client.get(page(bulletin, "berkas/")).content == b"%PDF-1.7 isi"
    for somebody in (eka, dewa, jaka, intan):
        client.force_login(somebody)
        for act in ("", "berkas/", "ralat/"):
            assert client.get(page(bulletin, act)).status_code in (403, 404)
        for door in ("/", "/buletin/", "/buletin/?tab=terbit", "/cari/?q=Paspor+keliling"):
            shown = client.get(door)
            assert "Paspor keliling" not in shown.text.replace('value="Paspor keliling"', "").replace(
                "“Paspor keliling”", ""
            )
            assert f"Buletin no. {bulletin.number}" not in shown.text


def test_it_may_be_valid_to_the_last_day_there_is(client, ayu, citra, disnaker):
    bulletin = published(client, ayu, disnaker, valid_until="9999-12-31")
    client.force_login(citra)
    assert client.get(page(bulletin)).status_code == 200


def test_sent_again_it_is_the_same_and_another_text_under_its_key_is_refused(client, ayu, disnaker):
    form = told(disnaker)
    client.force_login(ayu)
    assert client.post("/buletin/baru/", form).url == client.post("/buletin/baru/", form).url
    assert Bulletin.objects.count() == 1
    refused = client.post("/buletin/baru/", form | {"words": "Lain sama sekali."})
    assert (refused.status_code, "Lain sama sekali." in refused.text) == (409, True)


def test_a_correction_is_a_new_edition_to_be_read_again(client, ayu, budi, citra, disnaker):
    bulletin = published(client, ayu, disnaker)
    client.force_login(citra)
    client.get(page(bulletin))
    client.force_login(budi)
    new = {"title": "Paspor keliling", "words": "Dimulai dua pekan lagi.", "edition": 1,
           "valid_until": bulletin.valid_until.isoformat()}  # fmt: skip
    assert client.post(page(bulletin, "ralat/"), new).status_code == 302
    assert client.post(page(bulletin, "ralat/"), new).status_code == 302, "a second click"
    client.force_login(ayu)
    both = client.post(page(bulletin, "ralat/"), new | {"words": "Batal."})
    assert (both.status_code, "Batal." in both.text, "Dimulai dua pekan lagi." in both.text) == (409, True, True)
    assert "Baru membaca edisi lama" in client.get(page(bulletin)).text
    client.force_login(citra)
    assert "Belum dibaca" in client.get("/buletin/").text
    shown = client.get(page(bulletin)).text
    assert "Dimulai dua pekan lagi." in shown
    assert WORDS in shown, "the edition before it"


def test_withdrawn_its_words_are_gone_and_the_reason_stays(client, ayu, citra, disnaker):
    bulletin = published(client, ayu, disnaker)
    client.force_login(ayu)
    assert client.post(page(bulletin, "tarik/"), {"reason": "Salah jadwal"}).status_code == 302
    client.force_login(citra)
    shown = client.get(page(bulletin)).text
    assert "Salah jadwal" in shown
    assert WORDS not in shown
    assert "Paspor keliling" not in client.get("/buletin/").text
    assert f"Buletin no. {bulletin.number}" not in client.get("/").text


def test_after_its_last_day_it_is_closed_to_those_addressed(client, ayu, citra, disnaker):
    bulletin = published(client, ayu, disnaker)
    Grant.objects.filter(because_id=bulletin.pk).update(ends_at=timezone.now())
    client.force_login(citra)
    assert client.get(page(bulletin)).status_code == 404


def test_what_is_secret_goes_to_named_agencies_only(client, ayu, disnaker):
    client.force_login(ayu)
    secret = told(disnaker, handling=Handling.RAHASIA, to=f"area:{TANAH_BUMBU}")
    assert client.post("/buletin/baru/", secret).status_code == 422
    assert client.post("/buletin/baru/", told(handling=0)).status_code == 422, "nobody chosen"
    assert client.post("/buletin/baru/", secret | {"to": "agencies"}).status_code == 302


def test_all_seats_of_an_area_are_addressed_and_no_others(client, ayu, budi, citra, eka, kanim, disnaker):
    make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"), NewSeat(disnaker, "Kepala Dinas"))
    bulletin = published(client, ayu, to=f"area:{TANAH_BUMBU}")
    assert [reader.agency for reader in bulletin.readers.all()] == [disnaker]
    client.force_login(eka)
    assert client.get(page(bulletin)).status_code == 404


def test_a_reminder_goes_once_a_day_to_those_who_have_not_read(client, ayu, citra, disnaker):
    bulletin = published(client, ayu, disnaker, agency("disdukcapil", "Disdukcapil Tanah Bumbu"))
    client.force_login(citra)
    client.get(page(bulletin))
    client.force_login(ayu)
    for expected in ("1 instansi diingatkan", "sudah diingatkan hari ini"):
        assert expected in client.post(page(bulletin, "ingatkan/"), follow=True).text


def test_what_leaves_the_house_is_the_address_of_a_page_alone(client, ayu, citra, eka, disnaker, settings):
    """Bulletins, corrections, reminders and questions: no title, no words, no name, no number."""
    settings.SMTP, settings.MAIL_FROM = "smtp://127.0.0.1:9", "timpora@example.go.id"
    settings.ADDRESS = "https://timpora.example.go.id"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    Account.objects.update(email="kantor@example.go.id")
    secret = "Kepada KIM MIN JUN, nomor M99887766"
    bulletin = published(client, ayu, disnaker, title=secret, words=secret)
    new = {"title": secret, "words": secret + ".", "edition": 1, "valid_until": bulletin.valid_until.isoformat()}
    client.post(page(bulletin, "ralat/"), new)
    client.post(page(bulletin, "ingatkan/"))
    client.post(
        "/pertanyaan/baru/",
        {"key": uuid4(), "agencies": [disnaker.pk], "topic": "data", "words": secret, "working_days": 3},
    )
    assert {row.page.split("/")[1] for row in Outgoing.objects.all()} == {"buletin", "pertanyaan"}
    while send_waiting():
        pass
    sent = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    assert sent
    for word in ("KIM", "MIN JUN", "M99887766", "Kepada", "Disnaker"):
        assert not any(word in letter for letter in sent)


def test_an_agency_publishes_its_own_and_a_village_head_none(client, citra, dewa, kanim, budi):
    bulletin = published(client, citra, kanim)
    client.force_login(budi)
    assert WORDS in client.get(page(bulletin)).text
    assert client.post(page(bulletin, "tarik/"), {"reason": "Bukan milik kami"}).status_code == 404
    client.force_login(dewa)
    assert client.get("/buletin/baru/").status_code == 403


def test_a_team_or_circle_is_addressed_as_such_and_who_leaves_it_reads_no_longer(
    client, ayu, budi, citra, eka, kanim, disnaker
):
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"), NewSeat(disnaker, "Kepala Dinas"))
    by, now = acting(ayu), timezone.now()
    with acting_in_database(by):
        circle = circles.make(
            key=uuid4(), purpose="Pendataan", ends_at=now + timedelta(days=9), agencies=[disnaker], by=by, at=now
        )
    for to in (f"team:{team.pk}", f"circle:{circle.pk}"):
        bulletin = published(client, ayu, to=to)
        assert disnaker in [reader.agency for reader in bulletin.readers.all()]
        client.force_login(eka)
        assert client.get(page(bulletin)).status_code == 404
        client.force_login(citra)
        assert WORDS in client.get(page(bulletin)).text
    client.force_login(eka)
    assert client.post("/buletin/baru/", told(to=f"circle:{circle.pk}")).status_code == 422
    team.seats.filter(position__agency=disnaker).update(ends_on=now.date() - timedelta(days=3))
    client.force_login(citra)
    assert client.get(page(Bulletin.objects.get(audience="team"))).status_code == 404


def test_a_longer_list_asks_no_more_of_the_database(client, ayu, citra, disnaker):
    counts = []
    for _round in range(2):
        for n in range(3):
            published(client, ayu, disnaker)
            asked = {"key": uuid4(), "agencies": [disnaker.pk], "topic": "data", "words": f"Berapa {n}?"}
            client.post("/pertanyaan/baru/", asked | {"working_days": 3})
        client.force_login(citra)
        for door in ("/buletin/", "/pertanyaan/", "/"):
            client.get(door)
        with CaptureQueriesContext(connection) as queries:
            for door in ("/buletin/", "/pertanyaan/", "/"):
                assert client.get(door).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_before_publishing_it_says_who_will_read_it(client, ayu, citra, dewa, disnaker, eka):
    """The part that follows the choice, and the same without scripts; nothing is published by looking."""
    client.force_login(ayu)
    chosen = {"to": "agencies", "agencies": [str(disnaker.pk)], "handling": 0}
    part = client.get("/buletin/pembaca/", chosen).text
    assert "Disnaker Tanah Bumbu" in part
    assert "Disdukcapil" not in part
    assert "Pilih untuk siapa" in client.get("/buletin/pembaca/").text
    looked = client.post("/buletin/baru/", told(disnaker, look="1"))
    assert "Disnaker Tanah Bumbu</li>" in looked.text.replace(" <span", "</li><span")
    assert WORDS in looked.text
    assert not Bulletin.objects.exists()
    client.force_login(dewa)
    assert client.get("/buletin/pembaca/", chosen).status_code == 403


def test_forty_agencies_stand_in_groups_that_fold(client, ayu, disnaker):
    for place in range(1, 41):
        agency("kecamatan", f"Kecamatan {place}", TANAH_BUMBU + place * 10_000)
    client.force_login(ayu)
    for page in ("/buletin/baru/", "/pertanyaan/baru/"):
        html = client.get(page).text
        assert html.count("<details><summary>Kecamatan, desa, dan kelurahan di Kab. Tanah Bumbu") == 1
        assert html.count('name="agencies"') >= 41
    chosen = client.get(f"/pertanyaan/baru/?kepada={disnaker.pk}").text
    assert "<details open><summary>Kab. Tanah Bumbu" in chosen
