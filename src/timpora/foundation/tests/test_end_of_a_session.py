"""A session ends with the duty, the password, the account, the day and the idle desk, and the next page says why."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from timpora.agencies.actions import begin_membership, end_membership, renew_password
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.models import Account, Draft, Event, EventNote
from timpora.foundation.signing_in import sessions
from timpora.foundation.tests.signing import (
    aged,
    code_of,
    give_password,
    is_in,
    sign_in,
    with_app,
    with_password,
    words,
)

pytestmark = pytest.mark.django_db


def told_at_the_door(client: Client) -> str:
    sent = client.get("/orang-asing/")
    assert sent.status_code == 302
    assert sent.url.startswith("/masuk/?next=/orang-asing/")
    return words(client.get(sent.url))


def because() -> list[str]:
    ids = Event.objects.filter(kind="account.session_ended").values("id")
    return [note["because"] for note in EventNote.objects.filter(event_id__in=ids).values_list("words", flat=True)]


def test_the_end_of_a_duty_ends_its_sessions_and_says_so(ayu, budi):
    device = sign_in(with_app(ayu))
    end_membership(Membership.objects.get(account=ayu), because="pindah tugas", at=timezone.now(), by=acting(budi))
    assert "Tugas Anda di Timpora baru saja berubah" in told_at_the_door(device)
    assert because() == ["duty"]
    assert not is_in(device)


def test_a_new_duty_ends_the_sessions_that_began_without_it(ayu, disnaker):
    device = sign_in(with_app(ayu))
    begin_membership(account=ayu, agency=disnaker, duty="instansi", areas=[TANAH_BUMBU], at=timezone.now(), by=None)
    assert "Tugas Anda di Timpora baru saja berubah" in told_at_the_door(device)
    assert is_in(sign_in(ayu))


def test_a_renewed_password_ends_them(ayu, budi):
    device = sign_in(with_app(ayu))
    renew_password(ayu, by=acting(budi))
    assert "Kata sandi akun ini diganti" in told_at_the_door(device)


def test_an_account_switched_off_is_out(ayu):
    device = sign_in(with_app(ayu))
    Account.objects.filter(pk=ayu.pk).update(is_active=False)
    assert "Akun ini tidak aktif lagi" in told_at_the_door(device)
    assert because() == ["deactivated"]


def test_ones_own_new_password_keeps_this_device_and_ends_the_others(ayu):
    here, there = sign_in(with_app(ayu)), sign_in(ayu)
    new = {"old": "rahasia-latihan-2026", "new": "kopi hitam di dermaga", "again": "kopi hitam di dermaga"}
    assert not here.post("/kata-sandi/", new).url.startswith("/kode-etik/")
    assert is_in(here)
    assert "Kata sandi akun ini diganti" in told_at_the_door(there)


def test_a_changed_factor_ends_the_other_devices(ayu):
    here, there = sign_in(with_app(ayu)), sign_in(ayu)
    here.post("/akun/keamanan/cabut/", {"factor": Authenticator.objects.get(user=ayu, type="totp").pk})
    assert is_in(here)
    assert "Cara masuk akun ini diubah" in told_at_the_door(there)


def test_an_idle_desk_is_out_after_half_an_hour(ayu):
    device = sign_in(with_app(ayu))
    aged(device, seen_at=29 * 60)
    assert is_in(device)
    aged(device, seen_at=31 * 60)
    assert "lama tidak ada kegiatan" in told_at_the_door(device)


def test_being_at_work_is_not_being_idle(ayu):
    device = sign_in(with_app(ayu))
    for _hour in range(3):
        aged(device, seen_at=20 * 60)
        assert is_in(device)
    assert timezone.now().timestamp() - device.session["seen_at"] < 60


def test_a_village_head_stays_in_for_the_day(dewa):
    device = sign_in(with_app(dewa))
    aged(device, seen_at=11 * 3600)
    assert is_in(device)


def test_no_session_outlives_twelve_hours(dewa):
    device = sign_in(with_app(dewa))
    aged(device, signed_in_at=12 * 3600 + 1)
    assert "Sudah 12 jam" in told_at_the_door(device)


def test_a_session_that_says_nothing_of_its_beginning_is_over(ayu):
    device = sign_in(with_app(ayu))
    session = device.session
    del session["signed_in_at"]
    session.save()
    assert not is_in(device)


def test_what_was_being_typed_is_there_again(ayu, budi):
    device = sign_in(with_app(ayu))
    end_membership(Membership.objects.get(account=ayu), because="pindah tugas", at=timezone.now(), by=acting(budi))
    sent = device.post("/laporan/baru/", {"draft_key": "report-new", "place": "Rumah kos dekat pasar"})
    assert sent.status_code == 302
    assert Draft.objects.get(account_id=ayu.pk, form="report-new").words["place"] == "Rumah kos dekat pasar"
    page = words(device.get("/masuk/"))
    assert "belum diproses" in page
    assert "Konsep yang tersimpan muncul lagi" in page


# A stolen cookie


def stolen(device: Client) -> Client:
    thief, name = Client(), django_settings.SESSION_COOKIE_NAME
    thief.cookies[name] = device.cookies[name].value
    assert is_in(thief)
    return thief


def test_a_cookie_is_dead_after_signing_out(ayu):
    device = sign_in(with_app(ayu))
    thief = stolen(device)
    device.post("/keluar/")
    assert not is_in(thief)


def test_a_cookie_is_dead_after_dismissal(ayu, budi):
    thief = stolen(sign_in(with_app(ayu)))
    end_membership(Membership.objects.get(account=ayu), because="pensiun dini", at=timezone.now(), by=acting(budi))
    assert not is_in(thief)


def test_a_key_planted_before_signing_in_is_worth_nothing(ayu):
    with_password(ayu)
    victim, name = Client(), django_settings.SESSION_COOKIE_NAME
    session = victim.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    victim.cookies[name] = planted
    give_password(victim, ayu)
    assert victim.cookies[name].value != planted
    thief = Client()
    thief.cookies[name] = planted
    assert not is_in(thief)


def test_the_key_changes_at_the_password_and_again_at_the_code(ayu):
    with_app(ayu)
    client, name = Client(), django_settings.SESSION_COOKIE_NAME
    give_password(client, ayu)
    half = client.cookies[name].value
    client.post("/masuk/kode/", {"code": code_of(ayu)})
    assert client.cookies[name].value != half
    thief = Client()
    thief.cookies[name] = half
    assert not is_in(thief)


def test_sessions_end_forward_only_and_for_a_known_reason(ayu):
    at = timezone.now()
    sessions.end_sessions(ayu, at, because="duty")
    sessions.end_sessions(ayu, at.replace(year=2020), because="password")
    ayu.refresh_from_db()
    assert (ayu.sessions_from, ayu.sessions_over_because) == (at, "duty")
    with pytest.raises(ValueError, match="expected one of"):
        sessions.end_sessions(ayu, at, because="mood")
