"""Invitations by rule, shown before they are made; answers and silence; a meeting moved or called off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, TANAH_BUMBU, acting, agency
from timpora.documents.models import Letter
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Event, Grant, Outgoing
from timpora.foundation.outbox import message
from timpora.foundation.waiting import waiting_for
from timpora.meetings import actions, chat, queries
from timpora.meetings.models import FollowUp, Invitation, Meeting, Reply
from timpora.meetings.tests.arranged import called, does
from timpora.teams.tests.team import hold
from timpora.territory.queries import zone_of

NEAR = timedelta(days=2)


@pytest.fixture
def coming(ayu, team) -> Meeting:
    return called(ayu, team, timezone.now().replace(microsecond=0) + timedelta(days=20), "Rakor triwulan")


@pytest.fixture
def asked(ayu, coming) -> Meeting:
    does(ayu, actions.invite, coming, at=timezone.now())
    coming.refresh_from_db()
    return coming


@pytest.fixture
def kecamatan(db) -> list[Agency]:
    return [
        agency("kecamatan", "Kecamatan Kusan Hilir", KUSAN_HILIR),
        agency("kecamatan", "Kecamatan Simpang Empat", SIMPANG_EMPAT),
        agency("polsek", "Polsek Kusan Hilir", KUSAN_HILIR),
        agency("kecamatan", "Kecamatan di kabupaten lain", 3509010000),
    ]


def of(meeting: Meeting, who: str) -> Invitation:
    return meeting.invitations.get(addressee=who)


def page(client, meeting, rest: str = "") -> str:
    return client.get(f"/rapat/{meeting.pk}/{rest}").content.decode()


def waits(account, at=None) -> list[str]:
    who = acting(account)
    with acting_in_database(who):
        return [line.what for line in waiting_for(who, at or timezone.now())]


# By rule


def test_all_camat_of_the_regency_are_shown_and_then_invited(client, ayu, coming, kecamatan):
    client.force_login(ayu)
    seen = page(client, coming, "undang/pilih/?aturan=camat")
    assert "Camat — Kecamatan Kusan Hilir" in seen
    assert "Camat — Kecamatan Simpang Empat" in seen
    assert "lain" not in seen.partition("2 undangan baru")[2].partition("</form>")[0]
    assert not Invitation.objects.exists(), "seen, and not yet made"
    chosen = f"{kecamatan[0].pk}|Camat"
    client.post(f"/rapat/{coming.pk}/undang/pilih/", {"aturan": "camat", "undang": [chosen, "x|y"]})
    row = coming.invitations.get()
    assert (row.agency, row.addressee, row.because) == (kecamatan[0], "Camat", "camat")
    assert row.letter is not None


def test_rules_together_name_a_post_once(client, ayu, team, coming, kecamatan, disnaker, kanim):
    FollowUp.objects.create(
        number=70_001, meeting=called(ayu, team), area=TANAH_BUMBU, words="Data", agency=disnaker, position="Kabid",
        due_on=timezone.now().date(),
    )  # fmt: skip
    client.force_login(ayu)
    seen = page(client, coming, "undang/pilih/?aturan=unsur&aturan=camat&aturan=tiga_pilar&aturan=tindak_lanjut")
    assert seen.count("Camat — Kecamatan Kusan Hilir") == 1
    assert seen.count("Kapolsek — Polsek Kusan Hilir") == 1
    assert "Kabid — Disnaker" not in seen, "its seat is invited already"
    alone = page(client, coming, "undang/pilih/?aturan=tindak_lanjut")
    assert "Kabid — Disnaker Tanah Bumbu" in alone
    assert "1 tindak lanjut terbuka" in alone


def test_somebody_invited_by_name_goes_with_the_same_letter(client, ayu, coming, disnaker, kecamatan):
    client.force_login(ayu)
    client.post(f"/rapat/{coming.pk}/undang/lain/", {"agency": str(disnaker.pk), "addressee": "Narasumber"})
    assert "Narasumber — Disnaker" in page(client, coming, "undang/pilih/?aturan=camat")
    client.post(f"/rapat/{coming.pk}/undang/pilih/", {"aturan": "camat", "undang": f"{kecamatan[0].pk}|Camat"})
    assert sorted(Letter.objects.get().data["addressees"]) == [
        "Camat — Kecamatan Kusan Hilir",
        "Narasumber — Disnaker Tanah Bumbu",
    ]


# Answers


def answer(client, meeting, invitation, **told):
    return client.post(f"/rapat/{meeting.pk}/jawab/{invitation.pk}/", told)


def test_the_invited_agency_answers_for_itself(client, ayu, citra, asked):
    row = of(asked, "Kepala Dinas")
    assert f"Undangan rapat no. {asked.number} belum dijawab" in waits(citra)
    client.force_login(citra)
    assert "Undangan untuk instansi Anda" in page(client, asked)
    for _ in range(2):
        answer(client, asked, row, answer="wakil", delegate_name="Said O’Brien", delegate_position="Kabid")
    reply = Reply.objects.get()
    assert (reply.delegate_name, reply.delegate_position, reply.is_told) == ("Said O'Brien", "Kabid", False)
    assert not any("belum dijawab" in line for line in waits(citra))
    client.force_login(ayu)
    seen = page(client, asked)
    assert "Menunjuk wakil: 1." in seen
    assert "Belum menjawab: 2." in seen
    assert "Said O&#x27;Brien, Kabid" in seen


def test_a_delegate_is_named_and_nothing_typed_is_lost(client, citra, asked):
    client.force_login(citra)
    refused = answer(client, asked, of(asked, "Kepala Dinas"), answer="wakil", delegate_name="Said")
    assert refused.status_code == 422
    assert 'value="Said"' in refused.content.decode()
    assert not Reply.objects.exists()


def test_the_secretary_notes_what_was_told_by_telephone(client, ayu, citra, asked):
    client.force_login(ayu)
    answer(client, asked, of(asked, "Kepala Dinas"), answer="halangan")
    assert Reply.objects.get().is_told
    client.force_login(citra)
    answer(client, asked, of(asked, "Kepala Dinas"), answer="hadir")
    assert queries.reply_of(of(asked, "Kepala Dinas"), asked).answer == "hadir", "the latest word stands"


def test_nobody_answers_for_another_agency(client, citra, jaka, asked):
    row = of(asked, "Kepala Kantor")
    for account in (citra, jaka):
        client.force_login(account)
        assert client.get(f"/rapat/{asked.pk}/jawab/{row.pk}/").status_code == 404
        assert answer(client, asked, row, answer="hadir").status_code == 404
    assert not Reply.objects.exists()


# Reminders


@pytest.fixture
def posted(settings, citra):
    settings.SMTP = "smtp://127.0.0.1"
    citra.email = "citra@disnaker.example"
    citra.save()


def test_the_silent_are_reminded_once_without_content(posted, ayu, citra, asked):
    Outgoing.objects.all().delete()
    assert run(lambda: actions.remind_next(timezone.now())) == 0, "it is far away, and the letter is new"
    later = asked.starts_at - NEAR
    does(ayu, actions.reply, of(asked, "Kepala Kantor"), answer="hadir")
    assert actions.remind_next(later) == 2
    assert actions.remind_next(later) == 0
    (line,) = Outgoing.objects.all()
    assert (line.account, line.page) == (citra, f"/rapat/{asked.pk}/")
    assert Event.objects.filter(kind="meeting.invited_reminded").count() == 1


def test_the_button_reminds_too(client, ayu, asked):
    client.force_login(ayu)
    assert (
        "3 undangan yang belum dijawab diingatkan"
        in client.post(f"/rapat/{asked.pk}/undang/ingatkan/", follow=True).content.decode()
    )


def test_mail_carries_the_day_and_place_and_no_name(posted, ayu, citra, coming):
    does(ayu, actions.invite, coming, at=timezone.now())
    written = message(list(Outgoing.objects.all()), citra)
    ((name, text, kind),) = written.attachments
    assert (name, kind) == ("rapat-1.ics", "text/calendar")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == coming.theme
    for person in ("Raka", "Maya", "Citra", "Ayu"):
        assert person not in written.body + text


# Moved, called off, another holder


def moved(account, meeting, **more) -> Meeting:
    told = {"starts_at": meeting.starts_at + timedelta(days=7), "ends_at": None, "place": "Hotel Rekaan"}
    told |= {"because": "Bersamaan dengan musrenbang.", "at": timezone.now()} | more
    return does(account, actions.move_meeting, meeting, **told)


def test_a_moved_meeting_tells_the_invited_and_asks_again(client, posted, ayu, citra, asked):
    client.force_login(citra)
    answer(client, asked, of(asked, "Kepala Dinas"), answer="hadir")
    Outgoing.objects.all().delete()
    after = moved(ayu, asked)
    letter = of(asked, "Kepala Dinas").letter
    assert Letter.objects.count() == 2
    assert letter.about == "Perubahan undangan Rakor triwulan"
    assert "Menyusul surat kami tanggal" in letter.data["bases"][-1]
    assert "karena Bersamaan dengan musrenbang. Kami" in letter.data["opening"]
    assert letter.data["place"] == "Hotel Rekaan"
    assert Outgoing.objects.count() == 1
    assert queries.roll_of(after).silent == 3
    assert f"Undangan rapat no. {asked.number} belum dijawab" in waits(citra)
    assert "Semula" in page(client, asked)
    assert client.get(f"/surat/{letter.pk}/berkas/").status_code == 200
    assert chat.line(after, "url").startswith("WAKTU/TEMPAT BARU, mohon dijawab: Rakor triwulan — ")


def test_moving_it_there_again_changes_nothing_and_back_the_answers_count_again(ayu, citra, asked):
    does(citra, actions.reply, of(asked, "Kepala Dinas"), answer="hadir")
    before, place = asked.starts_at, asked.place
    after = moved(ayu, asked)
    told = {"starts_at": after.starts_at, "ends_at": None, "place": "Hotel Rekaan", "because": "x"}
    does(ayu, actions.move_meeting, after, **told)
    assert after.moves.count() == 1
    back = does(ayu, actions.move_meeting, after, starts_at=before, ends_at=None, place=place, because="Batal pindah")
    assert queries.roll_of(back).silent == 2


def test_a_meeting_is_moved_by_form_and_not_onto_another(client, ayu, team, coming):
    other = called(ayu, team, coming.starts_at + timedelta(days=7), "Rapat lain")
    client.force_login(ayu)
    there = other.starts_at.astimezone(zone_of(TANAH_BUMBU))
    told = {"day": there.date().isoformat(), "begins": f"{there:%H:%M:%S}", "place": "Aula", "because": "Alasan"}
    refused = client.post(f"/rapat/{coming.pk}/pindah/", told)
    assert refused.status_code == 422
    assert "sudah memiliki rapat pada waktu itu" in refused.content.decode()
    assert "Alasan" in refused.content.decode()
    assert client.post(f"/rapat/{coming.pk}/pindah/", told | {"begins": "23:15"}).status_code == 302
    coming.refresh_from_db()
    assert coming.starts_at.astimezone(zone_of(TANAH_BUMBU)).strftime("%H.%M") == "23.15"


def test_a_cancelled_meeting_tells_the_invited_and_frees_its_place(client, posted, ayu, citra, team, asked):
    first = called(ayu, team)
    Meeting.objects.filter(pk=asked.pk).update(previous=first)
    Outgoing.objects.all().delete()
    client.force_login(ayu)
    for _ in range(2):
        client.post(f"/rapat/{asked.pk}/batal/", {"because": "Anggaran dialihkan"})
    asked.refresh_from_db()
    assert (asked.state, asked.previous) == (Meeting.State.CANCELLED, None)
    letter = of(asked, "Kepala Dinas").letter
    assert letter.about == "Pembatalan Rakor triwulan"
    assert "karena Anggaran dialihkan:" in letter.data["opening"]
    assert Outgoing.objects.count() == 1
    again = called(ayu, team, asked.starts_at, "Rakor triwulan, jadwal baru")
    assert (again.pk != asked.pk, again.previous) == (True, first)
    client.force_login(citra)
    assert "Rapat ini dibatalkan: Anggaran dialihkan" in page(client, asked)
    answer(client, asked, of(asked, "Kepala Dinas"), answer="hadir")
    assert not Reply.objects.exists()
    assert not any("belum dijawab" in line for line in waits(citra))


def test_what_was_held_is_not_called_off(client, ayu, asked):
    does(ayu, actions.mark_present, asked, name="Maya", agency_name="Disnaker")
    client.force_login(ayu)
    refused = client.post(f"/rapat/{asked.pk}/batal/", {"because": "Salah tekan"})
    assert refused.status_code == 422
    assert "sudah berlangsung" in refused.content.decode()
    assert "Salah tekan" in refused.content.decode()


def test_a_seat_that_changed_holder_keeps_its_invitation(client, ayu, budi, team, asked):
    since = timezone.now().date() + timedelta(days=3)
    hold(team.seats.get(order=2), "H. Said Rekaan, S.H., M.H.", budi, begins_on=since)
    line = next(row for row in queries.roll_of(asked).lines if row.invitation.addressee == "Kepala Dinas")
    assert line.seat.holder.name == "H. Said Rekaan, S.H., M.H.", "the holder of the day"
    client.force_login(ayu)
    client.post(f"/rapat/{asked.pk}/hadir/{line.invitation.pk}/")
    assert asked.attendances.get().name == "H. Said Rekaan, S.H., M.H."
    assert asked.invitations.count() == 3


# Many


def test_five_hundred_are_invited_by_one_letter_and_listed_by_fifty(
    client, ayu, coming, posted, django_assert_max_num_queries
):
    kind = agency("kecamatan", "Kecamatan 1", TANAH_BUMBU + 10_000).kind
    Agency.objects.bulk_create(
        Agency(kind=kind, area=TANAH_BUMBU + 10_000, name=f"Kecamatan {n}", short_name=f"Kec. {n}")
        for n in range(2, 501)
    )
    client.force_login(ayu)
    with django_assert_max_num_queries(50):
        seen = page(client, coming, "undang/pilih/?aturan=camat")
    assert "500 undangan baru" in seen
    keys = [f"{pk}|Camat" for pk in Agency.objects.filter(kind=kind).values_list("pk", flat=True)]
    with django_assert_max_num_queries(90):
        client.post(f"/rapat/{coming.pk}/undang/pilih/", {"aturan": "camat", "undang": keys})
    assert (coming.invitations.count(), Letter.objects.count()) == (500, 1)
    assert Grant.objects.filter(because_id=coming.pk).values("subject_id").distinct().count() == 500
    with django_assert_max_num_queries(70):
        seen = page(client, coming)
    assert "500 unsur diundang" in seen
    assert seen.count("belum menjawab</span>") == 50
    assert "1–50 dari 500" in seen
    with django_assert_max_num_queries(40):
        assert page(client, coming, "hadir/").count("represented") < 60
