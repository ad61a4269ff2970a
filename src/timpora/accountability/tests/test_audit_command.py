"""`timpora audit verify` and `anchor`: exit codes, sentences, one JSON object."""

import argparse
import json

import pytest
from django.db import connection

from timpora.accountability.commands import register
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.events import FILE_OPENED, emit
from timpora.foundation.models import Event
from timpora.foundation.sealing import seal_all


@pytest.fixture
def sealed(ayu):
    emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    seal_all()


def audit(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    arguments = parser.parse_args(["audit", *words])
    return arguments.run(arguments)


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for table in ("foundation_event", "foundation_seal"):
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(sql)


def test_a_whole_record(sealed, capsys):
    assert audit("verify") == 0
    assert capsys.readouterr().out.startswith("Utuh: 1 segel, ")
    assert audit("verify", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["is_whole"], told["seals"], told["first_broken"], told["unsealed_late"]) == (True, 1, None, 0)


def test_the_first_broken_seal_is_named(sealed, capsys):
    tamper("update foundation_event set kind = 'other' where kind = 'file.opened'")
    assert audit("verify", "--json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["first_broken"]["no"] == 1
    assert "Segel 1: peristiwa" in err


def test_an_anchor_kept_elsewhere_shows_a_cut_tail(sealed, tmp_path, capsys):
    kept = tmp_path / "anchor.json"
    assert audit("anchor", "--out", str(kept)) == 0
    assert audit("verify", "--anchor", str(kept)) == 0
    tamper("delete from foundation_event where seal_no = 1; delete from foundation_seal where no = 1")
    capsys.readouterr()
    assert audit("verify", "--anchor", str(kept)) == 1
    assert "dipotong atau berasal dari cadangan lama" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "bukan json", "[]", '{"no": 1}'])
def test_an_unreadable_anchor_is_wrong_use(sealed, tmp_path, capsys, content):
    path = tmp_path / "anchor.json"
    if content is not None:
        path.write_text(content)
    assert audit("verify", "--anchor", str(path)) == 2
    assert "anchor.json" in capsys.readouterr().err


def test_an_anchor_that_cannot_be_written_is_wrong_use(sealed, tmp_path, capsys):
    assert audit("anchor", "--out", str(tmp_path / "tidak" / "ada.json")) == 2
    assert "tidak dapat ditulis" in capsys.readouterr().err


def test_events_not_sealed_for_long_are_named(ayu, capsys):
    emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    tamper("update foundation_event set at = at - interval '5 minutes'")
    late = Event.objects.get(kind="file.opened")
    assert audit("verify") == 1
    told = capsys.readouterr().err
    assert "sudah lebih dari satu menit belum disegel" in told
    assert str(late.id) in told
