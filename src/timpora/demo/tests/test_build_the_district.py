"""The whole demo at small size: built once through the members' doors, then told, and built no second time."""

import json
from argparse import Namespace

import pytest
from django.db import connection

from timpora.agencies.actions import begin_membership
from timpora.agencies.tests.cast import LONG_AGO, agency
from timpora.demo import build as building
from timpora.demo import commands
from timpora.demo.build import NotTheDemos, build
from timpora.demo.emptying import empty
from timpora.demo.institutions import MEMBERS, PASSWORD, acting
from timpora.demo.models import Build
from timpora.demo.papers import write_documents
from timpora.demo.summary import accounts_as_text, as_text, summary
from timpora.documents.kinds import KINDS
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Event, Installation
from timpora.registers.models import CurrentPerson, Mention, Person, Protection
from timpora.tasks.models import Task
from timpora.territory.load import load_territory

WITHIN = ("63.10", "63.02")


def arguments(**chosen: object) -> Namespace:
    usual = {"reset": False, "json": False, "documents": None, "no_serve": True, "port": 0}
    return Namespace(**usual | chosen)


pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Build:
    return build(factor=0.04, within=WITHIN)


def test_the_story_stands_from_the_first_file_to_the_next_meeting(built: Build, client, tmp_path):
    told = summary(built)
    files, people, matching = told["files"], told["persons"], told["matching"]
    assert files["count"] == 10  # eight lists of names, two of arrivals in numbers
    assert files["read"] == files["accepted"] + files["rejected"] + files["duplicates"]
    assert files["rejected"] == 10
    assert files["duplicates"] > 0
    assert told["reports"] == 11  # one of them by word of mouth
    assert people["on_file"] > people["present"] > 0
    assert matching["matched"] > 0
    assert matching["waiting"] > 0
    assert matching["new"] == people["on_file"]
    assert told["verdicts"]["STAY-01"]["breached"] > 0
    assert told["verdicts"]["STAY-01"]["met"] > told["verdicts"]["STAY-01"]["unknown"]
    assert told["checks"]
    assert told["findings"]["closed"] == 1
    assert told["tasks"]["settled"] == 1
    assert told["tasks"]["overdue"] == 1
    assert told["meeting"]["invited"] > told["meeting"]["present"] > 0
    assert told["meeting"]["follow_ups"] > told["meeting"]["follow_ups_open"] > 0
    assert told["nihil"]["count"] >= 10

    before = {model: model._default_manager.count() for model in (Mention, Person, Event, Task, Account)}
    again = build(factor=0.04, within=WITHIN)
    assert again == built
    assert summary(again) == told
    assert {model: model._default_manager.count() for model in before} == before

    assert "NIHIL" in as_text(told)
    assert all(member.sign_in in accounts_as_text(told, PASSWORD) for member in MEMBERS)
    assert client.login(username="ayu", password=PASSWORD)

    nobody_counts_the_shielded(told)
    written = write_documents(built, tmp_path)
    papers = {path.name: path.read_bytes() for path in written if path.suffix == ".pdf"}
    drawn = {code for code, kind in KINDS.items() if kind.layout}
    assert papers.keys() == {f"{code}.pdf" for code in drawn} | {"daftar_hadir_terisi.pdf"}
    assert all(content.startswith(b"%PDF") for content in papers.values())
    assert {path.stem for path in written if path.suffix == ".docx"} == drawn


def nobody_counts_the_shielded(told: dict) -> None:
    assert Protection.objects.exists()
    ayu, budi = acting("ayu"), acting("budi")
    with acting_in_database(ayu):
        assert CurrentPerson.objects.visible_to(ayu).count() == told["persons"]["on_file"]
    with acting_in_database(budi):
        assert CurrentPerson.objects.visible_to(budi).count() == told["persons"]["on_file"] + Protection.objects.count()


def test_a_start_that_broke_off_is_taken_up_where_it_stopped(monkeypatch):
    def broken(scene: object) -> None:
        Account.objects.create(sign_in="half", name="Half")
        raise RuntimeError("the machine went off")

    first, second = building.STAGES[:2]
    monkeypatch.setattr(building, "STAGES", (first, (broken, "broken")))
    with pytest.raises(RuntimeError):
        build(factor=0.04, within=WITHIN)
    assert Build.objects.get().stages == ["found"]
    assert not Account.objects.filter(sign_in="half").exists()

    monkeypatch.setattr(building, "STAGES", (first, second))
    assert build(factor=0.04, within=WITHIN).stages == ["found", "form_teams"]


def test_data_that_the_demo_did_not_make_are_left_alone(kanim):
    account = Account.objects.create(sign_in="nyata", name="Petugas Nyata")
    begin_membership(
        account=account, agency=kanim, duty="kasi", areas=[agency("kanim", kanim.name).area], at=LONG_AGO, by=None
    )
    with pytest.raises(NotTheDemos):
        build(factor=0.04, within=WITHIN)
    with pytest.raises(NotTheDemos):
        empty()
    assert Account.objects.filter(sign_in="nyata").exists()


def test_nothing_is_built_outside_training_mode(capsys):
    Installation.objects.update(mode="OPERASI")
    assert commands.run(arguments(reset=True)) == 2
    assert "LATIHAN" in capsys.readouterr().err
    assert not Build.objects.exists()


def test_the_command_prints_one_json_object(monkeypatch, capsys):
    monkeypatch.setattr(building, "STAGES", building.STAGES[:1])
    # The whole country takes longer to load than a test should.
    monkeypatch.setattr(building, "load_territory", lambda within: load_territory(WITHIN))
    assert commands.run(arguments(json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["password"] == PASSWORD
    assert {row["sign_in"] for row in told["accounts"]} == {member.sign_in for member in MEMBERS}


@pytest.mark.django_db(transaction=True)
def test_beginning_anew_empties_what_the_demo_made(monkeypatch):
    monkeypatch.setattr(building, "STAGES", building.STAGES[:1])
    with connection.cursor() as cursor:
        cursor.execute("set role timpora_worker")
    build(factor=0.04, within=WITHIN)
    empty()
    assert not Build.objects.exists()
    assert not Account.objects.exists()
