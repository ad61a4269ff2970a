"""`timpora import`: the contract's counts, exit codes and sentences."""

import argparse
import json

import pytest

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import JEMBER, KOTABARU, TANAH_BUMBU, agency
from timpora.agreements.tests.pks import may_send
from timpora.foundation import installation
from timpora.foundation.models import Event, Installation
from timpora.intake.commands import register
from timpora.intake.models import Batch, BatchRow
from timpora.intake.tests.factories import ELSEWHERE, IMPOSSIBLE, PERMIT_HEADERS, ROOSTER, as_csv
from timpora.sources.models import Source

pytestmark = pytest.mark.usefixtures("district", "ayu", "citra")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "izin.csv"
    path.write_bytes(as_csv(PERMIT_HEADERS, ROOSTER, IMPOSSIBLE, ELSEWHERE))
    return path


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    args = parser.parse_args(["import", *map(str, words)])
    return args.run(args)


def test_the_counts_add_up_and_each_refusal_says_why(file, capsys):
    assert run("permits", file, "--as", "citra", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["accepted"], told["duplicates"], told["rejected"]) == (3, 1, 0, 2)
    assert told["rejects"][0] == {
        "row": 3,
        "column": "Tgl. Lahir",
        "code": "birth_impossible",
        "message": "Tanggal lahir 31/02/1988 tidak ada di kalender. "
        "Perbaiki di kolom Tgl. Lahir, lalu kirim ulang baris 3.",
    }
    assert Batch.objects.get().pk.hex == told["batch"].replace("-", "")
    back = (file.parent / "izin - ditolak.csv").read_text("utf-8-sig")
    assert "Alasan penolakan" in back
    assert len(back.splitlines()) == 3


def test_a_file_without_faults_is_done(tmp_path, capsys):
    path = tmp_path / "izin.csv"
    path.write_bytes(as_csv(PERMIT_HEADERS, ROOSTER))
    assert run("permits", path, "--as", "citra") == 0
    assert "1 dibaca = 1 diterima + 0 sudah ada + 0 ditolak" in capsys.readouterr().out


def test_a_dry_run_stores_nothing(file, capsys):
    assert run("permits", file, "--as", "citra", "--dry-run", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["batch"], told["accepted"], told["rejected"]) == (None, 1, 2)
    assert not Batch.objects.exists()
    assert not Source.objects.exists()
    assert not Event.objects.filter(kind__startswith="batch").exists()


def test_the_desk_sends_for_another_agency(file, citra, disnaker):
    run("permits", file, "--as", "ayu", "--agency", "disnaker", "--json")
    batch = Batch.objects.get()
    assert batch.agency_id == batch.source.agency_id == disnaker.pk
    assert batch.account_id != citra.pk


def test_nobody_else_sends_for_another_agency(file, kanim, capsys):
    assert run("permits", file, "--as", "citra", "--agency", "kanim") == 2
    assert "tidak dapat mengirim berkas untuk" in capsys.readouterr().err
    assert not Batch.objects.exists()


def test_in_training_the_officer_is_on_record(file, ayu):
    run("permits", file)
    assert Batch.objects.get().account_id == ayu.pk


def test_in_operation_somebody_is_named(file, capsys):
    Installation.objects.update(mode="OPERASI")
    installation.forget()
    assert run("permits", file) == 2
    assert "--as" in capsys.readouterr().err


def test_a_batch_is_taken_back_by_number_or_id(file, capsys):
    run("permits", file, "--as", "citra")
    batch = Batch.objects.get()
    assert run("undo", batch.number, "--as", "citra", "--because", "berkas bulan yang salah") == 0
    batch.refresh_from_db()
    assert (batch.state, batch.undone_because) == ("undone", "berkas bulan yang salah")
    assert run("undo", batch.pk, "--as", "citra", "--json") == 0
    assert BatchRow.objects.count() == 3


def test_another_offices_batch_is_not_found(file, jaka, capsys):
    run("permits", file, "--as", "citra")
    assert run("undo", Batch.objects.get().number, "--as", "jaka") == 2
    assert "tidak ditemukan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("permits", "tidak-ada.csv", "--as", "citra"), "tidak-ada.csv"),
        (("undo", "apa saja", "--as", "citra"), "nomor atau id-nya"),
        (("undo", "1", "--as", "siapa"), "--as"),
        (("undo", "1", "--as", "dewa"), "tidak bertugas mengirim berkas"),
    ],
)
def test_wrong_use_is_one_sentence(dewa, capsys, words, says):
    assert run(*words) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert not said.out


def test_an_unreadable_file_is_wrong_use(tmp_path, capsys):
    path = tmp_path / "izin.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert run("permits", path, "--as", "citra") == 2
    assert "dokumen PDF" in capsys.readouterr().err


def test_the_template_is_written(tmp_path, capsys):
    assert run("template", "lodging", "--out", tmp_path / "penginapan.xlsx") == 0
    assert (tmp_path / "penginapan.xlsx").read_bytes().startswith(b"PK")


def test_the_agency_must_be_one(file, disnaker, capsys):
    Agency.objects.create(kind=disnaker.kind, area=disnaker.area, name="Disnaker kedua", short_name="Disnaker 2")
    assert run("permits", file, "--as", "ayu", "--agency", "disnaker") == 2
    assert "disnaker:Disnaker 2" in capsys.readouterr().err


def test_an_agency_is_told_apart_by_its_short_name_or_its_id_and_the_file_lies_in_its_area(file, disnaker):
    other = agency("disnaker", "Disnaker Kotabaru", KOTABARU)
    may_send(other, "permit_lists")
    for named in ("disnaker:disnaker kotabaru", str(other.pk)):
        run("permits", file, "--as", "ayu", "--agency", named, "--json")
        batch = Batch.objects.order_by("-number").first()
        assert (batch.agency_id, batch.area) == (other.pk, KOTABARU)
    run("permits", file, "--as", "ayu", "--agency", "disnaker", "--json")
    batch = Batch.objects.order_by("-number").first()
    assert (batch.agency_id, batch.area) == (disnaker.pk, TANAH_BUMBU), "a bare kind: the one of the own first area"


def test_an_agency_out_of_reach_is_not_found(file, capsys):
    far = agency("disnaker", "Disnaker Jember", JEMBER)
    assert run("permits", file, "--as", "ayu", "--agency", str(far.pk)) == 2
    assert "Tidak ada instansi" in capsys.readouterr().err
