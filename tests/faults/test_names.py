"""Names as people and keyboards make them: kept as given, compared in their folded form, and shown everywhere."""

import json
import unicodedata
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.faults.doors import Page
from tests.leaks.doors import door
from timpora.agencies.tests.cast import VILLAGE, acting
from timpora.channels.api.tests.conftest import program
from timpora.core.matching import Identity, compare, fold_name, keys
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.jobs import settle
from timpora.identity.models import Proposal, Screening
from timpora.intake.models import Batch, BatchRow, Report
from timpora.intake.tests import factories as intake
from timpora.meetings import actions as meetings
from timpora.registers.models import CurrentPerson, Mention
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team
from timpora.territory.codes import dotted
from timpora.territory.tests.factories import tanah_bumbu

__all__ = ["program"]
NAMES = (
    "O'Brien Siobhán", "D’Angelo-Núñez Zoë", "محمد عبد الله", "\u202egnaW\u202c Li", "Jose\u0301 Garci\u0301a",
    "Wa\u200bng Xiao\u200dmi\u2060ng", "Аndreas Müller", "Kim 👩‍👩‍👧 Min", "😀", "X", "Ü", "W" * 200, "12345678", "-",
    "null", "ß", "İIıi", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "王伟", "สมชาย", "Mr. Dr. H.", "Z̷̢a̸l̶g̵o̴" * 12,
    "<b>Tebal</b>", "{{ 7 }} #eval(1)",
    "=1+1", "\u0301", "\u200b", "\ufeffBOM", "Al-\u064eKh\u0640an", "A\tB", "A" + "\u0301" * 150,
)  # fmt: skip
# A sign without any letter, and what offices write for nothing: kept in the row as told, and nobody's name.
NO_NAME = {"-", "null", "X", "😀", "\u0301", "\u200b"}
SAME = (
    ("O'BRIEN SIOBHAN", "O’Brien Siobhán"),
    ("JOSE GARCIA LOPEZ", "Jose\u0301 Garci\u0301a Lo\u0301pez"),
    ("WANG XIAOMING", "Wa\u200bng Xiao\u200dmi\u2060ng"),
    ("ANDREAS MUELLER", "\u0410ndr\u0435as Mu\u0308ller"),  # two letters of a Cyrillic keyboard
)
pytestmark = pytest.mark.filterwarnings("error")


# Folding, without a database


@settings(max_examples=150)
@given(st.text(max_size=300), st.text(max_size=60))
@example("\u0301" * 300, "")
@example("ﷺ" * 200, "İ")
def test_no_text_breaks_folding_or_comparing(left: str, right: str):
    assert all(fold_name(left))
    assert (
        fold_name(left) == fold_name(unicodedata.normalize("NFD", left)[:400])[: len(fold_name(left))]
        or len(left) > 100
    )
    identities = [Identity(names=frozenset({name})) for name in (left, right)]
    assert keys(identities[0]) is not None
    assert compare(*identities) is not None


invisible = st.sampled_from(["\u200b", "\u200d", "\u2060", "\u0301", "\u0308", "'", "’", ""])
words = st.lists(st.text("BCFGHJKMNPQRSTVWXYZ", min_size=3, max_size=12), min_size=1, max_size=4)


@settings(max_examples=100)
@given(words, st.data())
def test_what_nobody_sees_or_everybody_writes_otherwise_changes_no_folded_form(parts: list[str], data: st.DataObject):
    decorated = " ".join("".join(letter + data.draw(invisible) for letter in part).lower() for part in parts)
    assert fold_name(decorated) == fold_name(" ".join(parts))


# Through the doors


@pytest.fixture
def district(db) -> None:
    tanah_bumbu()


def seen_by(client, name: str) -> Report:
    there = timezone.now() + timedelta(hours=8)
    form = {
        "key": str(uuid7()), "sight": "lives", "area": dotted(VILLAGE), "seen_at": f"{there:%Y-%m-%dT%H:%M}",
        "people": "1", "name": name, "nationality": "Jerman", "birth_year": "1988",
    }  # fmt: skip
    answer = client.post("/laporan/baru/", form)
    assert answer.status_code == 302, (name, answer.text)
    return Report.objects.latest("number")


def test_the_form_keeps_each_name_as_given_and_says_what_it_cannot_keep(district, dewa):
    client = door(dewa)
    for name in (*NAMES, ""):
        assert seen_by(client, name).name_told == name.strip()
    form = {"key": str(uuid7()), "sight": "lives", "area": dotted(VILLAGE), "people": "1", "name": "W" * 201}
    for told in ("W" * 201, "a\x00b"):
        answer = client.post("/laporan/baru/", form | {"name": told})
        assert answer.status_code == 422
        assert 'href="#id_name"' in answer.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_keeps_each_name_and_every_page_shows_it(district, ayu, budi, kanim, kind: str):
    given = [name for name in NAMES if name.strip("\ufeff\t ") == name and "\t" not in name]
    table = [intake.PERMIT_HEADERS]
    for number, name in enumerate(given):
        row = [str(number), name, "L", "Jerman", "02/03/1988", f"C{number:07}", "ITAS", "31/03/2030", "Kusan Hilir"]
        table.append(row)
    content = intake.as_csv(*table) if kind == "csv" else intake.as_xlsx(*table)
    batch: Batch = intake.brought_in(ayu, content, name=f"nama.{kind}")
    stored = list(BatchRow.objects.filter(batch=batch).order_by("row_no"))
    assert [row.told["Nama Lengkap"] for row in stored] == given
    settle()
    kept = list(Mention.objects.filter(source=batch.source).order_by("row_no").values_list("name", flat=True))
    assert len(kept) + sum(row.state != BatchRow.State.ACCEPTED for row in stored) == len(given)
    assert set(kept) - {""} <= set(given)
    assert set(given) - set(kept) == NO_NAME
    assert {"O'Brien Siobhán", "محمد عبد الله", "Wa\u200bng Xiao\u200dmi\u2060ng", "王伟", "Ü", "W" * 200} <= set(kept)
    if kind == "csv":  # from here on nobody knows how the row came in
        pages_show(door(ayu), batch)


def pages_show(client, batch: Batch) -> None:
    for page in (f"/berkas/{batch.pk}/", "/orang-asing/", "/cocokkan/", "/cocokkan/?tab=belum-dikenal"):
        assert client.get(page).status_code == 200, page
    for mention in Mention.objects.filter(source=batch.source, person=None):
        assert client.get(f"/cocokkan/{mention.pk}/").status_code == 200, mention.name
    for current in CurrentPerson.objects.order_by("sort_key")[::2]:
        search = client.get("/orang-asing/", {"q": current.name, "purpose": "check"})
        assert search.status_code == 200, current.name
        for page in (f"/orang-asing/{current.pk}/", f"/orang-asing/{current.pk}/cetak/"):
            shown = client.get(page)
            asks = next((form for form in Page(shown.text).forms if "/keperluan/" in form.action), None)
            if asks is not None:
                client.post(asks.action, asks.fields)
                shown = client.get(page)
            assert shown.status_code == 200, current.name
            assert "<b>Tebal" not in shown.text
    assert client.get("/cari/", {"q": "O'Brien"}).status_code == 200


@pytest.mark.django_db
def test_a_name_written_otherwise_is_put_before_a_human(district, ayu, dewa):
    rows = [
        [str(n), on_file, "L", "Jerman", "02/03/1988", f"C765432{n}", "ITAS", "31/03/2030", "Kusan Hilir"]
        for n, (on_file, _told) in enumerate(SAME)
    ]
    intake.brought_in(ayu, intake.as_csv(intake.PERMIT_HEADERS, *rows))
    settle()
    for _on_file, told in SAME:
        seen_by(door(dewa), told)
    settle()
    client = door(ayu)
    for on_file, told in SAME:
        mention = Mention.objects.get(name=told)
        proposed = Proposal.objects.filter(mention=mention).values_list("person__current__name", flat=True)
        assert on_file in proposed, told
        assert Screening.objects.get(mention=mention).waits
        search = client.get("/orang-asing/", {"q": told, "purpose": "check"})
        assert on_file in unescape(search.text), told


@pytest.mark.django_db
def test_every_name_can_be_set_in_a_letter(ayu, budi, kanim):
    who, now = acting(ayu), timezone.now()
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"))
    with acting_in_database(who):
        meeting = meetings.call_meeting(
            team, theme="Rakor", place="Aula", starts_at=now + timedelta(days=1), by=who, at=now
        )
        for name in NAMES:
            meetings.mark_present(meeting, name=name, agency_name="Polres", by=who, at=now)
    client = door(ayu)
    assert client.get(f"/rapat/{meeting.pk}/daftar-hadir.pdf").content.startswith(b"%PDF")
    assert client.get(f"/rapat/{meeting.pk}/hadir/").status_code == 200


# What no database can hold


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["a\\u0000b", "\\ud800", "\\udfff\\ud83d"])
def test_half_a_sign_in_json_is_refused_not_stumbled_over(program, district, dewa, text: str):
    body = f'{{"name": "{text}", "words": "x"}}'
    answer = door(dewa).post("/drafts/report_new/", data=body, content_type="application/json")
    assert answer.status_code == 400
    told = {"area": dotted(VILLAGE), "sight": "lives", "people": 1, "seen_at": timezone.now().isoformat()}
    raw = json.dumps(told)[:-1] + f', "name": "{text}"}}'
    sent = program(dewa, "reports").raw("reports", raw.encode(), HTTP_IDEMPOTENCY_KEY=str(uuid7()))
    assert sent.status_code in (400, 422), sent.content
