"""Five meetings, entered as a newspaper reports them: place, theme, who came as what, who spoke, what was agreed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client

from timpora.agencies.models import Agency
from timpora.meetings.models import Attendance, FollowUp, Meeting, Paragraph
from timpora.teams.actions import NewSeat
from timpora.teams.models import Seat
from timpora.teams.tests.team import make_team
from timpora.territory.tests.factories import tanah_bumbu

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Reported:
    theme: str
    place: str
    day: str
    came: tuple[tuple[str, str, str, str], ...]  # name, position, agency, capacity
    speakers: tuple[str, ...]
    discussed: str
    decided: tuple[str, ...]


REPORTED = (
    Reported(
        "Penguatan pemantauan orang asing pada masa pemulihan", "Gedung Serbaguna, Pulau Contoh", "2026-02-11",
        (("Drs. H. Said Rekaan, S.H., M.H.", "Sekretaris Daerah", "Setda", "definitif"),
         ("Tirta Wibawa", "Kepala Divisi Keimigrasian", "Kanwil", "mewakili"),
         ("Made D'Rekaan", "Kepala Kantor", "Kanim", "plt")),
        ("Kepala Divisi Keimigrasian",), "Kurangnya koordinasi antarinstansi menjadi pokok bahasan. Layanan paspor "
        "keliling disosialisasikan.",
        ("Operasi gabungan difasilitasi Kantor Imigrasi.",),
    ),
    Reported(
        "Perluasan Tim PORA sampai kecamatan", "Pendopo Kabupaten Contoh", "2026-03-28",
        (("Bagas Rekawan", "Bupati", "Pemerintah Kabupaten", "definitif"),
         ("Nur'aini Contoh", "Kepala Bidang Intelijen", "Kanwil", "mewakili")),
        ("Kepala Bidang Intelijen",), "Kesepakatan bersama ditandatangani; pertemuan diadakan rutin.",
        ("Tiap kecamatan memiliki saluran keterangan sendiri.", "Kegiatan serupa diadakan tiap triwulan."),
    ),
    Reported(
        "Sinergi pengawasan untuk pariwisata dan investasi", "Hotel Contoh Bahari", "2026-05-20",
        (("Erlangga Contoh, S.H., M.H.", "Kepala Kantor", "Kanim", "definitif"),
         ("Camat Contoh Selatan", "Camat", "Kecamatan Contoh Selatan", "definitif"),
         ("Kapten Rekaan", "Danramil", "Koramil Contoh", "definitif")),
        ("Kepala Bidang Intelijen dan Penindakan Kanwil",), "Kedatangan meningkat tiap bulan; perkawinan campuran "
        "didorong melapor.",
        ("Kelurahan dan desa menjadi ujung tombak pelaporan.",),
    ),
    Reported(
        "Kewaspadaan menjelang pemilihan serentak", "Aula Rumah Makan Contoh", "2026-06-23",
        (("Jayanti Rekaan", "Kepala Divisi Keimigrasian", "Kanwil", "definitif"),
         ("Sekretaris Dinas", "Sekretaris Dinas", "Disnaker", "mewakili"),
         ("Kasi KBPP", "Kepala Seksi KBPP", "KSOP", "mewakili")),
        ("Kepala Divisi Keimigrasian",), "Kota transit memerlukan pertukaran keterangan yang lebih sering.",
        ("Seluruh camat menyampaikan keadaan tiap bulan, termasuk NIHIL.",),
    ),
    Reported(
        "Rakor Tim PORA tingkat kota", "Hotel Contoh Sintuk", "2026-08-03",
        (("Wasis Contoh", "Kepala Kantor", "Kanim", "definitif"), ("Basuki Rekaan", "Wali Kota", "Pemkot", "definitif"),
         ("Sigit Contoh", "Kepala Badan", "Bakesbangpol", "definitif")),
        ("Kepala Badan Kesbangpol",), "Peran Kesbangpol dalam pengumpulan data keberadaan dipaparkan.",
        ("Harapan unit kerja tersendiri disampaikan kepada Kantor Wilayah.",),
    ),
)  # fmt: skip


@pytest.fixture
def team(budi, kanim, disnaker):
    tanah_bumbu()
    return make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA), NewSeat(disnaker, "Kepala Dinas"))


def test_five_meetings_are_entered_as_they_were_reported(client: Client, team, ayu, disnaker):
    client.force_login(ayu)
    for told in REPORTED:
        entered(client, team, told, disnaker)
    assert Meeting.objects.filter(state=Meeting.State.CLOSED).count() == len(REPORTED)
    assert Attendance.objects.filter(name="Made D'Rekaan", capacity="plt").exists()
    assert Paragraph.objects.filter(part="decision").count() == sum(len(told.decided) for told in REPORTED)
    # Each meeting opened with what the one before left: the first follow-up was carried over by every later one.
    first = FollowUp.objects.get(meeting_on=date(2026, 2, 11))
    assert first.carried == len(REPORTED) - 1
    found = client.get("/rapat/keputusan/?q=kecamatan").text
    assert "Tiap kecamatan memiliki saluran keterangan sendiri." in found
    newest = Meeting.objects.get(starts_at=datetime(2026, 8, 3, 1, tzinfo=UTC))
    page = client.get(f"/rapat/{newest.pk}/").text
    for words in ("Hotel Contoh Sintuk", "Paparan: Kepala Badan Kesbangpol", "Basuki Rekaan", "Wali Kota"):
        assert words in page


def entered(client: Client, team, told: Reported, owner: Agency) -> None:
    form = {"team": str(team.pk), "theme": told.theme, "place": told.place, "day": told.day, "begins": "09:00"}
    meeting = client.post("/rapat/baru/", form).url
    for speaker in told.speakers:
        client.post(f"{meeting}agenda/", {"kind": "briefing", "words": f"Paparan: {speaker}"})
    for name, position, agency_name, capacity in told.came:
        came = {"name": name, "position": position, "agency_name": agency_name, "capacity": capacity}
        assert client.post(f"{meeting}hadir/tamu/", came).status_code == 302, name
    for part, texts in (("discussion", (told.discussed,)), ("decision", told.decided)):
        for text in texts:
            words = {"key": str(uuid4()), "line": "", "part": part, "handling": "0", "text": text}
            assert client.post(f"{meeting}notula/", words).status_code == 302, text
    decided = {"words": told.decided[0], "agency": str(owner.pk), "position": "Kepala Dinas", "due_on": "2026-12-01"}
    assert client.post(f"{meeting}tindak-lanjut/", decided).status_code == 302
    assert client.post(f"{meeting}sahkan/", {"chair": told.came[0][0], "notulis": "Ayu Lestari"}).status_code == 302
