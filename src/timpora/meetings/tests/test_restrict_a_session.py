"""What speaks of a person moves in one act to a session of the listed attendees, and is there for nobody else."""

import pytest

from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.documents.models import Letter
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Event
from timpora.meetings import actions
from timpora.meetings.actions import restricted as acts
from timpora.meetings.models import RestrictedAttendee, RestrictedNote, RestrictedSession, Wording
from timpora.meetings.tests.arranged import NOW, does, wrote
from timpora.meetings.tests.test_write_minutes import form, on_file

NAMED = "Membahas ZHANG WEI MING dari PT Rekaan."


@pytest.fixture
def session(invited, ayu):
    does(ayu, acts.move, invited, NAMED, key=uuid7())
    return RestrictedSession.objects.get()


def test_a_refused_text_moves_in_one_act_and_stays_nowhere_else(client, invited, ayu):
    on_file("ZHANG WEI MING")
    client.force_login(ayu)
    refused = client.post(f"/rapat/{invited.pk}/notula/", form(invited, NAMED))
    assert refused.status_code == 422
    assert "Pindahkan ke sesi terbatas" in refused.text
    told = {"text": NAMED, "key": str(uuid7())}
    for _ in range(2):
        moved = client.post(f"/rapat/{invited.pk}/sesi-terbatas/", told)
    page = client.get(moved.url).text
    assert page.count("ZHANG WEI MING") == 1
    assert "Rakor bukan gelar kasus" in page
    assert "ZHANG" not in client.get(f"/rapat/{invited.pk}/").text
    assert client.get(f"{moved.url}notula.pdf").content.startswith(b"%PDF")
    assert RestrictedSession.objects.count() == RestrictedNote.objects.count() == 1


@pytest.mark.parametrize("page", ["agenda", "tindak-lanjut"])
def test_agenda_and_follow_ups_offer_the_same(client, invited, ayu, disnaker, page):
    on_file("ZHANG WEI MING")
    client.force_login(ayu)
    told = {"kind": "subject", "words": NAMED, "agency": str(disnaker.pk), "position": "Kabid", "due_on": "2026-09-01"}
    answer = client.post(f"/rapat/{invited.pk}/{page}/", told)
    assert answer.status_code == 422
    assert f'name="text" value="{NAMED}"' in answer.text


def test_a_paragraph_moves_with_all_it_ever_said(client, invited, ayu):
    row = wrote(ayu, invited, "Perkara seseorang")
    does(ayu, actions.change_paragraph, row, text="Perkara seseorang, diperinci", handling=0, version=1)
    client.force_login(ayu)
    moved = client.post(f"/rapat/{invited.pk}/notula/{row.pk}/pindah/")
    assert "Perkara seseorang, diperinci" in client.get(moved.url).text
    assert not Wording.objects.exclude(text="").exists()
    assert "Perkara" not in client.get(f"/rapat/{invited.pk}/notula/{row.pk}/riwayat/").text
    assert client.post(f"/rapat/{invited.pk}/notula/{row.pk}/pindah/").url == moved.url


def test_only_the_listed_meet_it_not_even_who_leads_the_section(client, session, invited, ayu, budi, citra, intan):
    address = f"/rapat/sesi-terbatas/{session.pk}/"
    for account in (budi, citra):
        client.force_login(account)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}notula.pdf").status_code == 404
        assert client.post(f"{address}tulis/", {"text": "x", "key": str(uuid7())}).status_code == 404
        assert "sesi-terbatas/" not in client.get(f"/rapat/{invited.pk}/").text
        assert Event.objects.filter(kind="access.refused", account_id=account.pk).count() == 3
        with acting_in_database(acting(account)):
            for model in (RestrictedSession, RestrictedAttendee, RestrictedNote):
                assert not model.objects.exists(), "the row policy as well"
    client.force_login(ayu)
    listed = Membership.objects.get(account=citra)
    client.post(f"{address}tulis/", {"act": "member", "member": str(listed.pk)})
    client.post(f"{address}tulis/", {"act": "visitor", "name": "Nur'aini, S.H.", "agency_name": "Polres"})
    assert "Nur&#x27;aini, S.H." in client.get(address).text
    client.force_login(citra)
    assert NAMED in client.get(address).text
    client.force_login(ayu)
    client.post(f"{address}peserta/{RestrictedAttendee.objects.get(account=citra).pk}/")
    client.force_login(citra)
    assert client.get(address).status_code == 404


def test_another_secretary_opens_one_of_their_own_and_learns_nothing(client, session, invited, budi, kanim):
    sinta = member("sinta", "Sinta Maharani", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)
    for account in (budi, sinta):
        client.force_login(account)
        moved = client.post(f"/rapat/{invited.pk}/sesi-terbatas/", {"text": NAMED, "key": str(uuid7())})
        assert moved.status_code == 302
        assert str(session.pk) not in moved.url
        assert "<li>Ayu Lestari" not in client.get(moved.url).text


def test_it_settles_as_a_paper_of_its_own_and_takes_nothing_more(client, session, ayu):
    address = f"/rapat/sesi-terbatas/{session.pk}/"
    client.force_login(ayu)
    assert client.post(f"{address}tulis/", {"act": "close", "chair": "", "notulis": "Ayu"}).status_code == 422
    client.post(f"{address}tulis/", {"act": "close", "chair": "Raka Wiratama", "notulis": "Ayu Lestari"})
    session.refresh_from_db()
    assert session.paper_hash
    assert b"ZHANG" not in bytes(session.paper)
    assert client.get(f"{address}notula.pdf").content.startswith(b"%PDF")
    assert not Letter.objects.filter(template="notula").exists()
    late = client.post(f"{address}tulis/", {"text": "Terlambat diketik", "key": str(uuid7())})
    assert late.status_code == 409
    assert "Terlambat diketik" in late.text


def test_the_paper_names_its_class_and_its_own_attendees(session, ayu):
    from timpora.meetings import letters

    with acting_in_database(acting(ayu)):
        told = letters.restricted(RestrictedSession.objects.get(), NOW)
    assert told["came"] == ["Ayu Lestari"]
    assert "ZHANG" in told["minutes"]


@pytest.mark.parametrize(
    ("text", "is_noticed"),
    [
        ("Seorang WNA Nigeria di pasar", True),
        ("3 TKA asal Tiongkok", True),
        ("berkewarganegaraan Korea Selatan", True),
        ("134 TKA asal Tiongkok di satu perusahaan", False),
        ("WNA di Kusan Hilir", False),
        ("warga negara Indonesia", False),
        ("Kedutaan Besar Jepang diundang", False),
    ],
)
def test_a_nationality_of_few_is_noticed(client, invited, ayu, text, is_noticed):
    client.force_login(ayu)
    answer = client.post(f"/rapat/{invited.pk}/notula/", form(invited, text))
    assert answer.status_code == (422 if is_noticed else 302)
