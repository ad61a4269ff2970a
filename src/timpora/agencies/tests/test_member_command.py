"""An empty installation gets its first member from the command line; on screen there is nobody yet to make one."""

import argparse

import pytest

from timpora.agencies.commands import register
from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, accept_conduct, acting
from timpora.foundation.models import Account

FIRST = ["add", "budi", "--name", "Budi Santoso", "--duty", "kasi", "--kind", "kanim", "--agency", "Kanim Batulicin"]
AREAS = ["--area", "63.10", "--area", "63.02"]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    args = parser.parse_args(["member", *words])
    return args.run(args)


@pytest.mark.django_db
def test_the_first_member_can_make_the_others(client, capsys):
    assert run(*FIRST, *AREAS) == 0
    password = capsys.readouterr().out.strip()
    budi = Account.objects.get(sign_in="budi")
    assert budi.check_password(password)
    assert {(s.low, s.high) for s in acting(budi).scopes} == {(KOTABARU, 6302999999), (TANAH_BUMBU, 6310999999)}
    accept_conduct(budi)
    client.force_login(budi)
    assert client.get("/anggota/baru/").status_code == 200


@pytest.mark.django_db
def test_twice_is_once(capsys):
    run(*FIRST, *AREAS)
    capsys.readouterr()
    assert run(*FIRST, *AREAS) == 0
    assert capsys.readouterr().out == ""
    assert Account.objects.get().memberships.count() == Agency.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([*FIRST, "--area", "x"], "expected codes like"),
        ([*FIRST, "--area", "63.10.02.2002"], "needs areas with codes of 4 or 6 digits"),
        (["add", "B D", *FIRST[2:], *AREAS], "expected 3 to 80 small letters"),
        ([*FIRST[:4], "--duty", "raja", *FIRST[6:], *AREAS], "expected one of pelaksana"),
        ([*FIRST[:6], "--kind", "toko", *FIRST[8:], *AREAS], "expected one of kanim"),
        ([*FIRST[:6], "--kind", "polres", *FIRST[8:], *AREAS], "is not for an agency of the kind polres"),
        (["password", "siapa"], "nobody signs in as siapa"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence(capsys, words, said):
    assert run(*words) == 1
    assert said in capsys.readouterr().err
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_a_name_that_is_taken_stays_with_its_bearer(capsys):
    run(*FIRST, *AREAS)
    assert run(*FIRST[:3], "Orang Lain", *FIRST[4:], *AREAS) == 1
    assert "taken under another name" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_lost_password_is_renewed(capsys, budi):
    assert run("password", "budi") == 0
    budi.refresh_from_db()
    assert budi.check_password(capsys.readouterr().out.strip())


@pytest.mark.django_db
def test_a_heads_duty_is_ended_from_here_with_somebody_on_record(capsys, budi, ayu):
    words = ["end", "budi", "--duty", "kasi", "--because", "Pindah tugas"]
    assert run(*words, "--as", "budi") == 1
    assert "expected another member" in capsys.readouterr().err
    assert run(*words, "--as", "ayu") == 0
    duty = budi.memberships.get()
    assert (duty.ended_by_id, duty.ended_because) == (ayu.pk, "Pindah tugas")
    assert run(*words, "--as", "ayu") == 1
    assert "holds no running duty kasi" in capsys.readouterr().err
