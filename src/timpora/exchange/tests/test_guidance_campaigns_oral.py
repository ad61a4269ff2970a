"""Guidance is marked as read; a campaign ends by its date and knows no opinion; what was said has its source."""

import re
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from timpora.agencies.tests.cast import KUSAN_HILIR, TANAH_BUMBU, acting, agency
from timpora.exchange.campaigns import NotRunning, tag
from timpora.exchange.models import Campaign, CampaignReport, Guidance, Question
from timpora.intake.models import Report
from timpora.intake.tests import factories as intake
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


def guidance(**more):
    return {"key": uuid4(), "title": "Cara melapor", "words": "Tulis yang dilihat.", "valid_from": "2026-01-01"} | more


def test_guidance_is_read_and_marked_by_each_member_and_again_when_it_changes(client, budi, citra, dewa, jaka):
    client.force_login(budi)
    form = guidance()
    assert client.post("/pedoman/baru/", form).url == client.post("/pedoman/baru/", form).url
    book = Guidance.objects.get()
    page = f"/pedoman/{book.pk}/"
    for somebody in (citra, dewa):
        client.force_login(somebody)
        assert "Pedoman yang belum Anda tandai" in client.get("/").text
        assert "Tulis yang dilihat." in client.get(page).text
        client.post(page + "dibaca/", {"edition": 1})
        client.post(page + "dibaca/", {"edition": 1})
        assert "Pedoman yang belum Anda tandai" not in client.get("/").text
    client.force_login(budi)
    shown = client.get(page).text
    assert re.search(r"Disnaker Tanah Bumbu</td><td[^>]*>1</td><td[^>]*>1</td>", shown)
    new = {"words": "Tulis juga kapan.", "valid_from": "2026-02-01", "edition": 1}
    assert client.post(page + "edisi/", new).status_code == 302
    assert client.post(page + "edisi/", new).status_code == 302, "a second click"
    both = client.post(page + "edisi/", new | {"words": "Lain lagi."})
    assert (both.status_code, "Lain lagi." in both.text, "Tulis juga kapan." in both.text) == (409, True, True)
    client.force_login(citra)
    assert "Pedoman yang belum Anda tandai" in client.get("/").text
    client.post(page + "dibaca/", {"edition": 1})
    assert "Pedoman yang belum Anda tandai" in client.get("/").text, "the page on the screen was an older one"
    assert client.get("/pedoman/baru/").status_code == 403
    client.force_login(jaka)
    assert client.get(page).status_code == 404


def begun(client, by, **more) -> Campaign:
    today = timezone.now().date()
    form = {
        "key": uuid4(), "kind": "pilkada", "title": "Pilkada", "purpose": "Daftar pemilih tanpa orang asing.",
        "area": TANAH_BUMBU, "begins_on": today - timedelta(days=2), "ends_on": today + timedelta(days=5),
    }  # fmt: skip
    client.force_login(by)
    assert client.post("/perhatian-khusus/baru/", form | more).status_code == 302
    return Campaign.objects.get()


def test_a_campaign_lists_its_reports_and_questions_and_ends_by_its_date(client, budi, ayu, citra, dewa):
    campaign = begun(client, budi)
    page = f"/perhatian-khusus/{campaign.pk}/"
    report = intake.report(dewa, at=timezone.now())
    kpu = agency("kpu", "KPU Tanah Bumbu")
    client.force_login(ayu)
    assert client.post(page + "tandai/", {"number": report.number, "tag": "daftar"}).status_code == 302
    assert client.post(page + "tandai/", {"number": report.number, "tag": "izin"}).status_code == 302
    assert client.post(page + "tandai/", {"number": report.number, "tag": "lain"}).status_code == 422
    assert client.post(page + "tandai/", {"number": 999999, "tag": "izin"}).status_code == 422
    assert CampaignReport.objects.get().tag == "izin"
    assert f"/pertanyaan/baru/?kepada={kpu.pk}" in client.get(page).text
    ask = {"key": uuid4(), "agencies": [kpu.pk], "topic": "data", "words": "Mohon jumlahnya.", "working_days": 3,
           "campaign": campaign.pk}  # fmt: skip
    assert client.post("/pertanyaan/baru/", ask).status_code == 302
    assert Question.objects.get().campaign == campaign
    assert "kepada KPU" in client.get(page).text
    client.force_login(citra)
    shown = client.get(page).text
    assert f">{report.number}</a>" not in shown, "who may not see the report does not meet it here"
    assert "kepada KPU" not in shown
    Campaign.objects.update(
        begins_on=timezone.now().date() - timedelta(days=9), ends_on=timezone.now().date() - timedelta(days=2)
    )
    campaign.refresh_from_db()
    client.force_login(ayu)
    assert client.post(page + "tandai/", {"number": report.number, "tag": "izin"}).status_code == 422
    with pytest.raises(NotRunning):
        tag(campaign, report, "izin", by=acting(ayu), at=timezone.now())
    assert "Tertutup" in client.get("/perhatian-khusus/").text


# Words of what somebody thinks, supports or belongs to, in either language.
OPINION = re.compile(
    r"partai|paslon|caleg|simpatisan|dukung|ideolog|opini|pandangan|aspirasi|agama|keyakinan|golongan"
    r"|party|voted|supporter|opinion|belief|affiliation|political",
    re.IGNORECASE,
)


def test_no_field_tag_or_template_of_this_room_holds_an_opinion():
    room = Path(str(files("timpora.exchange")))
    fields = [f.name for model in apps.get_app_config("exchange").get_models() for f in model._meta.get_fields()]
    lists = (room / "reference/campaigns.yaml").read_text()
    said = "\n".join(line for line in lists.splitlines() if not line.startswith("#"))
    templates = "\n".join(path.read_text() for path in (room / "templates").rglob("*.html"))
    forms = (room / "forms.py").read_text()
    for text in (" ".join(fields), said, templates, forms):
        assert not OPINION.search(text)


def oral(at, by_agency, **more):
    form = {"key": uuid4(), "agency": by_agency.pk, "position": "Kepala Seksi Intelijen", "sight": "works",
            "area": "63.10.02", "seen_at": at.strftime("%Y-%m-%dT%H:%M"), "people": 2, "handling": 1,
            "words": "Ada pekerja baru di lokasi."}  # fmt: skip
    return form | more


def test_what_was_said_to_an_officer_has_the_agency_as_its_source(client, ayu, citra, jaka, disnaker):
    client.force_login(ayu)
    form = oral(timezone.now() - timedelta(days=1), disnaker)
    first = client.post("/masukan-lisan/", form)
    assert first.status_code == 302, first.text
    assert client.post("/masukan-lisan/", form).url == first.url
    report = Report.objects.select_related("source").get()
    assert (report.source.channel, report.source.agency_id, report.source.account_id) == ("oral", disnaker.pk, ayu.pk)
    assert (report.agency_id, report.handling, report.area) == (disnaker.pk, 1, KUSAN_HILIR)
    assert client.post("/masukan-lisan/", form | {"words": "Yang lain."}).status_code == 409
    assert client.post("/masukan-lisan/", form | {"key": uuid4(), "position": ""}).status_code == 422
    client.force_login(citra)
    assert client.get("/masukan-lisan/").status_code == 403
    assert f"{report.number}" in client.get("/laporan/").text, "whoever said it follows what becomes of it"
    client.force_login(jaka)
    assert client.get(f"/laporan/{report.pk}/").status_code == 404
