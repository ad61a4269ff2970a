"""`timpora territory find`: for people as lines, for programs as one JSON object."""

import argparse
import json

import pytest

from timpora.territory import commands
from timpora.territory.tests.factories import tanah_bumbu


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    arguments = parser.parse_args(["territory", "find", *words])
    return arguments.run(arguments)


@pytest.mark.django_db
def test_lines_for_people(capsys):
    tanah_bumbu()
    assert command("simpang", "empat", "tanah", "bumbu") == 0
    assert (
        capsys.readouterr().out.splitlines()[0]
        == "63.10.06       Kec. Simpang Empat, Kab. Tanah Bumbu, Kalimantan Selatan"
    )


@pytest.mark.django_db
def test_one_object_for_programs(capsys):
    tanah_bumbu()
    assert command("63.10.05", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["results"][0]["value"] == 6310050000
    assert told["results"][0]["score"] == 100


@pytest.mark.django_db
def test_nothing_found_is_said_on_stderr(capsys):
    tanah_bumbu()
    assert command("zzzzzz") == 0
    assert capsys.readouterr().err


@pytest.mark.django_db
def test_without_data_it_says_what_to_do(capsys):
    assert command("kusan") == 2
    assert "timpora" in capsys.readouterr().err
