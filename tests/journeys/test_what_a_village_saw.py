"""The whole story through the doors: a village's sight becomes a finding, an answered request, a line of the rakor."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from timpora.agencies.tests.cast import TANAH_BUMBU, agency, member
from timpora.compliance.models import Check, Finding
from timpora.foundation.jobs import settle
from timpora.foundation.models import Account, Event
from timpora.foundation.sealing import seal_all, verify
from timpora.identity.models import Judgement, Screening
from timpora.intake.models import Batch, Report
from timpora.meetings.models import FollowUp, Meeting
from timpora.registers.models import CurrentPerson
from timpora.tasks.models import Task
from timpora.teams.actions import NewSeat
from timpora.teams.models import Seat
from timpora.teams.tests.team import make_team
from timpora.territory.tests.factories import tanah_bumbu

pytestmark = pytest.mark.django_db

PERMITS = """Nama Lengkap;Kewarganegaraan;Tgl. Lahir;No. Paspor;Izin Tinggal;Indeks;Tgl. Terbit;Berlaku s.d.;Kecamatan
PETROV IVAN SERGEEVICH;Rusia;12/08/1984;75 1234567;ITAS;E23;{issued};{ended};Kusan Hilir
TANAKA HIROSHI;Jepang;03/02/1979;TK1234567;ITAS;E23;{issued};{later};Kusan Hilir
"""
SIGHTINGS = """Nama Lengkap;No. Paspor;Tgl. Lahir;Kewarganegaraan;Kecamatan;Tgl. Terlihat;Yang Terlihat
Hiroshi Tanaka;TK1234567;03/02/1979;Jepang;Kusan Hilir;{seen};Bekerja
Tanpa Tanggal;;31/02/1988;Jepang;Kusan Hilir;{seen};Bekerja
"""


@pytest.fixture
def house(ayu, budi, citra, dewa):
    """The district, the cast, Kesbangpol, the district's office and the team of the regency."""
    tanah_bumbu()
    kesbangpol = agency("kesbangpol", "Kesbangpol Tanah Bumbu")
    district = agency("kecamatan", "Kecamatan Kusan Hilir", 6310020000)
    member("kirana", "Kirana Putri", "kesbangpol", kesbangpol, TANAH_BUMBU)
    member("oka", "Oka Wibowo", "operator_camat", district, 6310020000)
    kanim = budi.memberships.get().agency
    chair = NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA)
    return make_team(budi, kanim, chair, NewSeat(district, "Camat"), NewSeat(kesbangpol, "Kepala Badan"))


def door(sign_in: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(sign_in=sign_in))
    return client


def text(response) -> str:
    assert response.status_code in (200, 201), response.content.decode()[:2000]
    return response.content.decode()


def send_file(sign_in: str, kind: str, content: str, **more: str) -> Batch:
    """Preview, then save: as a clerk does."""
    client = door(sign_in)
    upload = SimpleUploadedFile(f"{kind}.csv", content.encode())
    preview = client.post("/berkas/baru/", {"kind": kind, "file": upload, "area": TANAH_BUMBU, **more})
    assert preview.status_code == 302, preview.content.decode()[:2000]
    page = client.get(preview.url)
    assert "Simpan" in text(page)
    assert client.post(f"{preview.url}simpan/").status_code == 302
    return Batch.objects.get(pk=preview.url.strip("/").split("/")[-1])


def test_the_way_of_a_report(house):
    today = timezone.now().date()
    day = lambda offset: (today + timedelta(days=offset)).strftime("%d/%m/%Y")  # noqa: E731
    permits = PERMITS.format(issued=day(-400), ended=day(-35), later=day(200))
    permit_batch = send_file("ayu", "permits", permits, as_of=(today - timedelta(days=1)).isoformat())
    settle()
    seen = send_file("kirana", "sightings", SIGHTINGS.format(seen=day(-6)))
    settle()
    assert (permit_batch.read, permit_batch.accepted, permit_batch.rejected) == (2, 2, 0)
    assert (seen.read, seen.accepted, seen.rejected) == (2, 1, 1)
    assert CurrentPerson.objects.count() == 2
    machine = Judgement.objects.get(answer="same", account_id=None)
    assert machine.mention.name == "Hiroshi Tanaka"
    assert not Check.objects.exists(), "nobody is accused: one is in order, of the other nobody said a word"

    # A village head sees somebody and says so.
    dewa = door("dewa")
    assert "Ayu" not in text(dewa.get("/laporan/"))
    told = {
        "key": str(uuid4()), "sight": "works", "area": "63.10.02.2002", "place": "bengkel dekat pasar", "people": "1",
        "seen_at": (datetime.now() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"), "words": "Memperbaiki mesin.",
        "name": "Ivan Petrov", "nationality": "Rusia", "birth_year": "1984",
    }  # fmt: skip
    sent = dewa.post("/laporan/baru/", told, follow=True)
    report = Report.objects.get()
    assert str(report.number) in text(sent)
    assert dewa.post("/laporan/baru/", told, follow=True).status_code == 200
    assert Report.objects.count() == 1
    assert dewa.get("/orang-asing/").status_code == 403
    settle()

    # A human says who it is.
    ayu = door("ayu")
    waiting = Screening.objects.get(waits=True)
    page = text(ayu.get(f"/cocokkan/{waiting.mention_id}/"))
    assert "PETROV" in page.upper()
    candidate = waiting.mention.proposals.get()
    answer = {"answer": "same", "person": str(candidate.person_id)}
    answer |= {"version": page.split('name="version" value="')[1].split('"')[0]} if 'name="version"' in page else {}
    assert ayu.post(f"/cocokkan/{waiting.mention_id}/jawab/", answer).status_code == 302
    settle()
    assert "Sedang diperiksa" in text(dewa.get(f"/laporan/{report.pk}/"))

    # A rule asks, with its citation; the machine drafts a request, the desk sends it.
    check = Check.objects.get()
    assert (check.rule, check.certainty) == ("STAY-01", "certain")
    assert "Pasal 78" in text(ayu.get(f"/temuan/periksa/{check.pk}/"))
    draft = ayu.post(f"/tugas/dari-pemeriksaan/{check.pk}/")
    task = Task.objects.get()
    assert draft.url == f"/tugas/{task.pk}/konsep/"
    assert task.to_agency.short_name == "Kecamatan Kusan Hilir"
    assert "Oka Wibowo" in text(ayu.get(draft.url))
    form = {
        "to_agency": str(task.to_agency_id), "question": task.question, "reason": task.reason,
        "due_on": task.due_on.isoformat(), "fields_shared": ["name"], "version": task.version, "send": "1",
    }  # fmt: skip
    assert ayu.post(draft.url, form).status_code == 302

    # Before it is answered, the rakor sees a number and no name.
    budi = door("budi")
    called = budi.post("/rapat/baru/", {
        "team": str(house.pk), "theme": "Rapat koordinasi Tim PORA", "place": "Aula", "begins": "09:00",
        "day": (today + timedelta(days=7)).isoformat(),
    })  # fmt: skip
    meeting = Meeting.objects.get()
    assert called.status_code == 302
    agenda = " ".join(line.words for line in meeting.agenda.all())
    if str(task.number) not in agenda:
        budi.post(f"/rapat/{meeting.pk}/agenda/perbarui/")
        agenda = " ".join(line.words for line in meeting.agenda.all())
    assert str(task.number) in agenda
    assert "Petrov" not in text(budi.get(f"/rapat/{meeting.pk}/")).title()

    # The asked agency sees what was shared, and nothing else.
    oka = door("oka")
    asked = text(oka.get(f"/tugas/{task.pk}/"))
    assert "PETROV" in asked.upper()
    assert "75 1234567" not in asked
    assert oka.get(f"/orang-asing/{check.person_id}/").status_code in (403, 404)
    words = {"words": "Masih bekerja di bengkel, mengurus perpanjangan.", "is_final": "on"}
    assert oka.post(f"/tugas/{task.pk}/jawab/", words).status_code == 302
    assert ayu.post(f"/tugas/{task.pk}/selesai/", {"reason": "Keterangan diterima."}).status_code == 302
    assert "PETROV" not in text(oka.get(f"/tugas/{task.pk}/")).upper()

    # One person confirms, another closes.
    check.refresh_from_db()
    decision = {"answer": "confirm", "reason": "Sudah dicek di SIMKIM, belum diperpanjang.", "version": check.version}
    assert ayu.post(f"/temuan/periksa/{check.pk}/", decision).status_code == 302
    finding = Finding.objects.get()
    closing = {"outcome": "guided", "reason": "Dibantu melengkapi dokumen.", "version": finding.version}
    assert ayu.post(f"/temuan/{finding.pk}/", closing).status_code in (403, 409, 422)
    assert budi.post(f"/temuan/{finding.pk}/", closing).status_code == 302
    settle()
    assert "selesai" in text(dewa.get(f"/laporan/{report.pk}/"))

    # The meeting decides; its follow-up opens the next one.
    budi.post(f"/rapat/{meeting.pk}/undang/")
    decided = budi.post(f"/rapat/{meeting.pk}/tindak-lanjut/", {
        "words": "Mendata bengkel di kecamatan.", "agency": str(task.to_agency_id), "position": "Camat",
        "due_on": (today + timedelta(days=30)).isoformat(),
    })  # fmt: skip
    assert decided.status_code == 302, decided.content.decode()[:2000]
    follow_up = FollowUp.objects.get()
    budi.post("/rapat/baru/", {
        "team": str(house.pk), "theme": "Rapat koordinasi berikutnya", "place": "Aula", "begins": "09:00",
        "day": (today + timedelta(days=90)).isoformat(),
    })  # fmt: skip
    following = Meeting.objects.exclude(pk=meeting.pk).get()
    assert following.previous_id == meeting.pk
    budi.post(f"/rapat/{following.pk}/agenda/perbarui/")
    assert follow_up.words in text(budi.get(f"/rapat/{following.pk}/"))

    # Every look is on record, and the record is whole.
    seal_all()
    assert verify().is_whole
    looked = set(Event.objects.filter(subject_id=check.pk).values_list("kind", flat=True))
    assert "compliance.check_seen" in looked
