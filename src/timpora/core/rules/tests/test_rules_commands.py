"""The commands: test, list, explain, export, and what they say when something is wrong."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from timpora import rules_commands
from timpora.rulebook_files import load, rulebook_folder, yaml_files


def timpora(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="timpora")
    rules_commands.register(parser.add_subparsers())
    args = parser.parse_args(["rules", *words])
    status: int = args.run(args)
    return status


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "facts.yaml"
    file.write_text("{permit_ends_on: 2026-03-31, last_seen_on: 2026-04-10, permit_source_as_of: 2026-04-15}")
    return file


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "rulebook"
    for path, file in yaml_files(rulebook_folder()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file.read_bytes())
    return folder


def test_the_shipped_cases_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert timpora("test") == 0
    assert "0 kasus tidak sesuai" in capsys.readouterr().out
    assert timpora("test", "--json") == 0
    assert answer(capsys)["failed"] == []


def test_a_case_that_fails_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = "- {name: Selalu sesuai, day: 2026-04-01, facts: {}, verdict: met}\n"
    cases = copy / "stay/cases/STAY-01.yaml"
    cases.write_text(cases.read_text() + case)
    (copy / "stay/cases/STAY-99.yaml").write_text(case)
    assert timpora("test", "--rulebook", str(copy)) == 1
    out = capsys.readouterr().out
    assert "STAY-01: kasus “Selalu sesuai” seharusnya met, hasilnya unknown permit_not_known." in out
    assert "STAY-99: kasus “Selalu sesuai” tidak mempunyai aturan." in out


def test_a_rule_without_cases_fails(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "stay/cases/STAY-02.yaml").unlink()
    assert timpora("test", "--rulebook", str(copy), "--json") == 1
    assert answer(capsys)["missing"] == ["STAY-02: 0 cases, at least 6 are needed"]


def test_rules_are_listed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert timpora("list") == 0
    assert "belum diverifikasi" in capsys.readouterr().out
    rules = copy / "stay/rules.yaml"
    rules.write_text(
        rules.read_text().replace("sign_off: null", "sign_off: {by: Budi, on: 2026-02-01}", 1).replace(" on:", ' "on":')
    )
    assert timpora("list", "--rulebook", str(copy)) == 0
    assert "diverifikasi Budi, 2026-02-01" in capsys.readouterr().out
    assert timpora("list", "--json", "--language", "en") == 0
    first = answer(capsys)["rules"][0]
    assert (first["code"], first["addressee"], first["sign_off"]) == ("LODGE-01", "pengelola_penginapan", None)


def test_a_code_list_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert timpora("list", "--codes", "activity") == 0
    assert "BEKERJA  Bekerja pada pemberi kerja" in capsys.readouterr().out
    assert timpora("list", "--codes", "activity", "--json") == 0
    assert answer(capsys)["entries"][0]["valid_from"] == "2011-05-05"


def test_a_judgement_is_explained(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert timpora("explain", "stay-01", "--facts", str(facts), "--day", "2026-04-20") == 0
    out = capsys.readouterr().out
    assert "Perlu diperiksa: Izin tinggal berakhir 31 Maret 2026" in out
    assert "bukan temuan" in out
    assert timpora("explain", "STAY-01", "--facts", str(facts), "--day", "2026-04-20", "--json") == 0
    told = answer(capsys)
    assert (told["verdict"], told["line"], told["cites"]) == ("breached", 7, "UU 6/2011 Pasal 78")
    assert {"fact": "last_seen_on", "label": "Terakhir terlihat", "value": "2026-04-10"} in told["facts_used"]
    assert "departed_on" in [fact["fact"] for fact in told["relied_on_no"]]


def test_what_is_missing_comes_with_whom_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"permit_kind": "ITAS", "permit_ends_on": "2026-03-31"}')
    assert timpora("explain", "STAY-01", "--facts", str(file), "--day", "2026-04-20", "--language", "en") == 0
    assert "Not known: Last seen on. Ask the village" in capsys.readouterr().out


def test_the_rulebook_is_exported_and_can_be_used_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new"
    assert timpora("export", "--out", str(out), "--json") == 0
    assert answer(capsys)["out"] == str(out)
    assert load(out).cases == load().cases
    compiled = json.loads((out / "tables-2018-10-18.json").read_text())
    assert [rule["code"] for rule in compiled["rules"]] == ["LODGE-01", "RESID-01", "STAY-01", "STAY-02"]
    assert timpora("export", "--out", str(tmp_path / "other")) == 0
    assert "berkas ditulis" in capsys.readouterr().out
    assert timpora("export", "--out", str(out)) == 2
    assert "sudah berisi sesuatu" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert timpora("export", "--out", str(tmp_path / "file" / "below")) == 2
    assert "Tidak dapat menulis" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explain", "STAY-77", "--facts", "FACTS", "--day", "2026-04-20"), "Aturan STAY-77 tidak ada"),
        (("explain", "STAY-01", "--facts", "FACTS", "--day", "20/04/2026"), "TTTT-BB-HH"),
        (("explain", "STAY-01", "--facts", "nowhere.yaml", "--day", "2026-04-20"), "cannot be read"),
        (("list", "--codes", "colours"), "Yang ada: activity"),
        (("test", "--rulebook", "nowhere"), "expected a folder"),
        ((), "usage"),
    ],
)
def test_wrong_use_is_one_sentence(
    words: tuple[str, ...], told: str, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert timpora(*(str(facts) if word == "FACTS" else word for word in words)) == 2
    err = capsys.readouterr().err
    assert told in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"- a", "harus berisi nama fakta"),
        (b"{nationality: XXX}", "Fakta nationality tidak dikenal"),
        (b"{permit_ends_on: soon}", "harus berupa tanggal"),
        (b"{permit_ends_on: 2026-02-30}", "cannot be"),
        (b"{a: 1, a: 2}", "stands twice"),
        (b"{a: [", "no valid YAML"),
        (b"\xff\xfe\xff", "cannot be read"),
    ],
)
def test_facts_that_cannot_be_read_are_one_sentence(
    content: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(content)
    assert timpora("explain", "STAY-01", "--facts", str(file), "--day", "2026-04-20") == 2
    err = capsys.readouterr().err
    assert told in err
    assert len(err.strip().splitlines()) == 1


def test_a_value_missing_on_the_day_is_told(copy: Path, facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = copy / "stay/parameters.yaml"
    file.write_text(file.read_text().replace("2011-05-05", "2027-01-01"))
    words = ("--facts", str(facts), "--day", "2026-03-20", "--rulebook", str(copy))
    assert timpora("explain", "STAY-02", *words) == 2
    assert "tidak mempunyai nilai stay.ends_soon_days" in capsys.readouterr().err


def test_a_value_of_another_kind_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = copy / "stay/parameters.yaml"
    file.write_text(file.read_text().replace("value: 14", "value: [a]"))
    assert timpora("test", "--rulebook", str(copy)) == 2
    assert "stay.ends_soon_days must be a days value, got ('a',)" in capsys.readouterr().err


def test_a_folder_without_rulebook_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert timpora("test", "--rulebook", str(tmp_path)) == 2
    assert "holds no .yaml file" in capsys.readouterr().err
