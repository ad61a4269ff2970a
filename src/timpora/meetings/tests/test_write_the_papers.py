"""The other papers of a meeting: drawn from what is known, kept as letters; and the office's monthly report."""

from datetime import UTC, date, datetime

import pytest

from timpora.agencies.tests.cast import acting
from timpora.documents.models import Letter
from timpora.documents.tests.test_render_a_letter import words_of_docx, words_of_pdf
from timpora.foundation.acting import acting_in_database
from timpora.meetings.models import Meeting
from timpora.meetings.monthly import places
from timpora.meetings.papers import PAPERS, day_in_words, in_words
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team

NOW = datetime(2026, 8, 12, 1, tzinfo=UTC)


@pytest.fixture
def meeting(budi, kanim, disnaker) -> Meeting:
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"), NewSeat(disnaker, "Kepala Dinas"))
    return Meeting.objects.create(
        number=1, team=team, area=team.area, theme="Rapat triwulan III", place="Aula O'Neil", starts_at=NOW,
        state=Meeting.State.HELD, made_by=budi.pk,
    )  # fmt: skip


@pytest.mark.parametrize("kind", PAPERS)
def test_each_paper_comes_in_both_forms_and_is_kept_as_a_letter(client, meeting, ayu, kind):
    client.force_login(ayu)
    page = client.get(f"/rapat/{meeting.pk}/naskah/")
    assert f"/rapat/{meeting.pk}/naskah/{kind}.pdf" in page.content.decode()
    on_paper = words_of_pdf(client.get(f"/rapat/{meeting.pk}/naskah/{kind}.pdf").content)
    in_word = words_of_docx(client.get(f"/rapat/{meeting.pk}/naskah/{kind}.docx").content)
    if kind != "tanda_terima":
        assert "triwulan" in on_paper.casefold()
        assert "triwulan" in in_word.casefold()
    answer = client.post(f"/rapat/{meeting.pk}/naskah/{kind}/catat/")
    letter = Letter.objects.get()
    assert answer.url == f"/surat/{letter.pk}/"
    assert letter.template == kind


def test_another_paper_is_not_there(client, meeting, ayu):
    client.force_login(ayu)
    for address in ("keputusan.pdf", "bahan_rapat.odt", "../x.pdf"):
        assert client.get(f"/rapat/{meeting.pk}/naskah/{address}").status_code == 404


def test_who_only_reads_meetings_makes_no_papers(client, meeting, citra):
    client.force_login(citra)
    assert client.get(f"/rapat/{meeting.pk}/naskah/").status_code == 403


def test_every_unsur_has_its_place_to_sign(client, meeting, ayu):
    client.force_login(ayu)
    words = words_of_pdf(client.get(f"/rapat/{meeting.pk}/naskah/berita_acara.pdf").content)
    assert "Disnaker Tanah Bumbu" in words
    assert "Rabu tanggal dua belas bulan Agustus tahun dua ribu dua puluh enam" in " ".join(words.split())


def test_numbers_in_words():
    assert in_words(2026) == "dua ribu dua puluh enam"
    assert in_words(1111) == "seribu seratus sebelas"
    assert in_words(17) == "tujuh belas"
    assert in_words(30) == "tiga puluh"
    assert day_in_words(date(2026, 8, 31)).startswith("Senin tanggal tiga puluh satu bulan")


def test_the_monthly_report_has_each_area_and_the_meetings_of_the_screens(client, meeting, ayu):
    by = acting(ayu)
    with acting_in_database(by):
        rows = {row["place"]: row for row in places(by, date(2026, 8, 1))}
    held = next(row for place, row in rows.items() if row["meeting_note"] == "Rapat triwulan III")
    assert held["meeting_when"] == "12 Agt 2026"
    assert sum(row["meeting_note"] == "NIHIL" for row in rows.values()) == len(rows) - 1
    client.force_login(ayu)
    assert "Rapat triwulan III" in client.get("/rapat/laporan-bulanan/?bulan=2026-08").content.decode()
    assert "Rapat triwulan III" not in client.get("/rapat/laporan-bulanan/?bulan=2026-07").content.decode()
    words = words_of_pdf(client.get("/rapat/laporan-bulanan/2026-08.pdf").content)
    assert "Operasi Gabungan" in words
    assert "Rapat triwulan III" in words
    client.post("/rapat/laporan-bulanan/2026-08/catat/")
    assert Letter.objects.get().template == "laporan_bulanan"
    assert client.get("/rapat/laporan-bulanan/2026-13.pdf").status_code == 404


def test_a_decree_is_written_from_the_seats(client, meeting, budi):
    client.force_login(budi)
    words = words_of_pdf(client.get(f"/tim/{meeting.team_id}/naskah-sk.pdf").content)
    assert "Kepala Dinas" in words
    assert "MEMUTUSKAN" in words
    client.post(f"/tim/{meeting.team_id}/naskah-sk/catat/")
    assert Letter.objects.get().template == "sk_tim"
