"""What somebody typed stays text: no page runs it, no spreadsheet calculates it, no browser is allowed to."""

import csv
import io
import re
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

import timpora
from tests.leaks.doors import door, walk
from timpora.agencies.tests.cast import acting
from timpora.compliance.tests.factories import check_of, judge, permit, sighting
from timpora.foundation.acting import acting_in_database
from timpora.intake import files as intake_files
from timpora.intake import workbooks
from timpora.intake.models import Batch
from timpora.intake.tests import factories as intake
from timpora.meetings import actions as meetings
from timpora.registers.models import Mention
from timpora.registers.tests.factories import person
from timpora.tasks import actions as tasks
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team

SOURCE = Path(timpora.__file__).parent
PAYLOADS = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "'\"><svg/onload=alert(1)>", "{{7*7}}")
EVIL = "".join(PAYLOADS)
RAW = re.compile(r"<script>alert|<img src=x|<svg/onload|onerror=alert\(1\)>", re.IGNORECASE)
TAG = re.compile(r"<[a-zA-Z][^>]*>")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
INLINE = re.compile(r"\s(?:on[a-z]+|style|srcdoc|hx-on[\w:.-]*)\s*=|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
# Text that a program marks as already safe, each with its reason.
# A form widget, which escapes its own values; a table of a template's, to whose cells words of its head are added.
MARKED_SAFE = {"foundation/templatetags/timpora.py": 2}


@pytest.fixture
def ids(ayu, budi, kanim, disnaker) -> dict[str, list[UUID]]:
    """One of each thing somebody types words into, with the payload in every field that takes words."""
    by, now = acting(ayu), timezone.now()
    report = intake.report(
        ayu, words=EVIL, place=EVIL[:300], name=EVIL[:200], nationality="<b>x</b>", employer=EVIL[:200]
    )
    rows = [intake.PERMIT_HEADERS, ["1", EVIL, "L", "<script>alert(1)</script>", "31/02/1988", *[EVIL] * 4]]
    batch = intake.previewed(ayu, intake.as_csv(*rows), name=f"{PAYLOADS[1]}.csv")
    with acting_in_database(by):
        intake_files.accept(batch, by=by, at=now)
    who = person(permit(name=f"PARK {EVIL}", guarantor=EVIL[:200]), sighting())
    judge()
    check = check_of(who)
    team = make_team(budi, kanim, NewSeat(kanim, EVIL), NewSeat(disnaker, "Kepala"), name=f"Tim {EVIL}")
    with acting_in_database(by):
        meeting = meetings.call_meeting(team, theme=EVIL, place=EVIL, starts_at=now + timedelta(days=9), by=by, at=now)
        meetings.add_line(meeting, words=EVIL, by=by, at=now)
        meetings.decide_follow_up(
            meeting, words=EVIL, agency=kanim, position=EVIL, due_on=now.date() + timedelta(days=9), by=by, at=now
        )
        meetings.mark_present(meeting, name=EVIL, agency_name=EVIL, position=EVIL, by=by, at=now)
        meeting.refresh_from_db()
        meetings.write_paragraph(meeting, text=EVIL, key=uuid4(), by=by, at=now)
        task = tasks.draft(
            to_agency=disnaker, topic="tka", question=EVIL, reason=EVIL, due_on=now.date() + timedelta(days=9),
            area=check.area, check=check, fields=("name",), by=by, at=now,
        )  # fmt: skip
        tasks.send(task, by=by, at=now)
    one = {
        "report_id": report, "batch_id": batch, "person_id": who, "check_id": check, "task_id": task, "team_id": team,
        "seat_id": team.seats.first(), "meeting_id": meeting, "mention_id": Mention.objects.filter(person=who).first(),
    }  # fmt: skip
    return defaultdict(lambda: [UUID(int=1)], {name: [row.pk] for name, row in one.items()})


@pytest.mark.django_db
def test_no_page_runs_what_was_typed_and_every_answer_forbids_it(ids, ayu, citra):
    shown = 0
    for account in (ayu, citra):
        for address, response in walk(account, ids).items():
            assert response.status_code < 500, address
            policy = response["Content-Security-Policy"]
            assert "unsafe" not in policy, address
            assert "default-src 'self'" in policy or "sandbox" in policy, address
            assert response["X-Content-Type-Options"] == "nosniff", address
            assert response["X-Frame-Options"] == "DENY", address
            if response["Content-Type"].startswith("text/html"):
                no_code_in(response.text, address)
                shown += "&lt;script&gt;alert" in response.text
    assert shown > 10, "the payload was on the pages, as text"


def no_code_in(html: str, address: str) -> None:
    assert not RAW.search(html), address
    for attributes, body in SCRIPT.findall(html):
        assert not body.strip() or 'type="application/json"' in attributes, (address, body[:80])
    assert "<style" not in html.lower(), address
    for tag in TAG.findall(html):
        assert not INLINE.search(QUOTED.sub('""', tag)), (address, tag)
    assert "javascript:" not in html.lower(), address


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/masuk/", "/tidak-ada/", "/healthz", "/orang-asing/", "/masuk/?next=//evil.example/"]
)
def test_signed_out_every_answer_carries_the_policy_too(client: Client, address: str):
    answer = client.get(address)
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "evil.example" not in answer.get("Location", "")


@pytest.mark.django_db
def test_a_search_repeats_the_words_as_text(ayu):
    client = door(ayu)
    for page in ("/cari/?q=", "/orang-asing/?purpose=check&q=", "/wilayah/cari?q=", "/wilayah/?q=", "/laporan/?area=",
                 "/temuan/?aturan=", "/cocokkan/?tab=", "/tugas/baru/?finding=", "/rapat/baru/?tim="):  # fmt: skip
        answer = client.get(page, {}, QUERY_STRING=f"{page.partition('?')[2]}{PAYLOADS[2].replace('#', '')}")
        assert answer.status_code < 500, page
        assert not RAW.search(answer.text), page


def test_nothing_is_marked_safe_apart_from_a_short_list():
    marked = re.compile(r"mark_safe\(|\|\s*safe\b|autoescape off|SafeString\(|\|safeseq|__html__")
    found = {
        str(file.relative_to(SOURCE)): count
        for file in SOURCE.rglob("*")
        if file.suffix in (".py", ".html") and (count := len(marked.findall(file.read_text(encoding="utf-8"))))
    }
    assert found == MARKED_SAFE


def test_no_letter_runs_what_it_is_given_and_no_script_writes_pages_from_words():
    """Typst has its own `eval`; in a browser, markup from a string is what runs a payload."""
    assert not [file for file in SOURCE.rglob("*.typ") if re.search(r"\beval\(|mode:\s*\"markup\"", file.read_text())]
    risky = re.compile(
        r"insertAdjacentHTML|outerHTML|document\.write|\beval\(|new Function|innerHTML\s*=(?!\s*before\b)"
    )
    own = list(SOURCE.rglob("static/timpora/*.js"))
    assert own
    assert not [file.name for file in own if risky.search(file.read_text())]


# Spreadsheets

starts = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'=", "''+"])
cells = st.builds(
    str.__add__, starts, st.sampled_from(['HYPERLINK("http://x","y")', "1+1", "cmd|' /C calc'!A0", "62811"])
)
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n")


@given(st.lists(cells, min_size=1, max_size=4))
def test_no_cell_of_a_file_that_goes_out_begins_like_a_formula_and_comes_back_the_same(row: list[str]):
    headers = [f"Kolom {at}" for at in range(len(row))]
    told = [(dict(zip(headers, row, strict=True)), "=alasan")]
    text = workbooks.rejects(headers, told, "csv").decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(workbooks.rejects(headers, told, "xlsx"))).get_sheet_by_index(0).to_python()
    for table in (list(csv.reader(io.StringIO(text, newline=""), delimiter=";")), sheet):
        assert not [cell for line in table for cell in line if str(cell).startswith(CALCULATES)]
    back = next(line for line in csv.reader(io.StringIO(text, newline=""), delimiter=";") if line[0] != headers[0])
    assert [workbooks.unescaped(cell) for cell in back[:-1]] == row


@pytest.mark.parametrize("cell", ["\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)"])
def test_nor_with_a_line_feed_or_a_full_width_sign(cell: str):
    assert workbooks.escaped(cell).startswith("'")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_refused_rows_come_back_through_the_door_as_text(ayu, kind: str):
    headers = [*intake.PERMIT_HEADERS, "=Catatan"]
    told = ["1", "=HYPERLINK(1)", "L", "Belanda", "31/02/1988", "+62811", "ITAS", "31/03/2027", "Kusan Hilir", "@x"]
    content = intake.as_csv(headers, told) if kind == "csv" else intake.as_xlsx(headers, told)
    batch: Batch = intake.brought_in(ayu, content, name=f"=cmd.{kind}")
    answer = door(ayu).get(f"/berkas/{batch.pk}/ditolak/")
    assert answer["Content-Disposition"].startswith("attachment")
    if kind == "csv":
        table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    else:
        table = load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert "'=HYPERLINK(1)" in table[1]
    assert not [cell for line in table for cell in line if str(cell).startswith(CALCULATES)]
