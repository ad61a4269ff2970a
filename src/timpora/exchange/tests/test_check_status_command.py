"""`timpora check-status`: one JSON object, exit codes as everywhere."""

import argparse
import json

import pytest

from timpora.exchange.commands import register
from timpora.exchange.tests.test_check_status import DOCUMENT, district, park, task  # noqa: F401 fixtures


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    args = parser.parse_args(["check-status", *map(str, words)])
    return args.run(args)


@pytest.fixture
def question(task) -> list[object]:  # noqa: F811
    return ["--document", DOCUMENT, "--nationality", "KOR", "--purpose", "task", "--reference", f"task:{task.number}"]


def test_the_answer_as_the_duty_named_gets_it(question, citra, capsys):
    assert run(*question, "--as", "citra", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["hit"], told["answer"], told["checked_as"]["duty"]) == (True, "valid", "instansi")
    assert run(*question) == 0, "in training the officer is the default"
    assert capsys.readouterr().out.startswith("Izin berlaku s.d. ")


def test_who_may_not_or_asks_badly_is_told_on_stderr(question, citra, dewa, capsys):
    assert run(*question, "--as", "dewa") == 1
    assert run(*question, "--as", "siapa") == 2
    assert run(*question[:-1], "task:404", "--as", "citra") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 3
