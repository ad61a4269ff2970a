"""What somebody typed is there again: after a session that ended, and where somebody else was faster."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.faults.doors import Form, Page
from tests.leaks.doors import door
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, accept_conduct, acting, member
from timpora.compliance.models import Check, Finding
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Draft
from timpora.foundation.signing_in.sessions import end_sessions
from timpora.meetings import actions as meetings
from timpora.meetings.models import FollowUp, Meeting
from timpora.tasks import actions as tasks
from timpora.tasks.models import Task
from timpora.territory.tests.factories import tanah_bumbu
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.django_db
TYPED = "Rumah kos dekat pasar, lantai dua."
MINE, THEIRS = "Menurut saya sudah selesai dikerjakan.", "Menurut rekan hal ini tidak dilanjutkan."


@pytest.fixture
def ids(ayu, budi, citra, disnaker, kanim) -> dict[str, Any]:
    tanah_bumbu()
    ids = build(ayu, budi, kanim).ids
    who, now = acting(ayu), timezone.now()
    check = Check.objects.get(pk=ids["check_id"])
    with acting_in_database(who):
        asked = {"topic": "tka", "question": "Apakah masih bekerja?", "reason": "Perlu.", "area": TANAH_BUMBU}
        draft = tasks.draft(to_agency=disnaker, due_on=now.date(), check=check, by=who, at=now, **asked)
        sent = tasks.draft(to_agency=disnaker, due_on=now.date(), by=who, at=now, **asked | {"reason": "Lain."})
        tasks.send(sent, by=who, at=now)
    return ids | {"draft": draft.pk, "sent": sent.pk}


# A session that ends while somebody types

PAGES = {
    "laporan/baru/": "dewa",
    "temuan/periksa/{check_id}/": "ayu",
    "temuan/{finding_id}/": "ayu",
    "rapat/{meeting_id}/notula/": "ayu",
    "rapat/baru/": "ayu",
    "tugas/baru/": "ayu",
    "tugas/{draft}/konsep/": "ayu",
    "tugas/{sent}/": "citra",
    "tugas/rujuk/{report_id}/?topic=anak": "ayu",
    "anggota/baru/": "budi",
    "anggota/instansi/baru/": "budi",
    "tim/baru/": "budi",
}


def form_with_draft(client: Client, address: str) -> Form:
    return next(form for form in Page(client.get(address).text).forms if form.draft)


@pytest.mark.parametrize("page", PAGES)
def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_again(request, ids, page: str):
    account, address = request.getfixturevalue(PAGES[page]), "/" + page.format(**ids)
    client = door(account)
    form = form_with_draft(client, address)
    name = next(iter(sorted(form.texts)), None) or next(n for n in ("theme", "name", "words") if n in form.fields)
    end_sessions(account, timezone.now(), because="duty")
    sent = client.post(form.action or address, form.fields | {name: TYPED})
    assert sent.status_code == 302
    assert sent.url.startswith("/masuk/")
    assert "belum diproses" in client.get(sent.url).text
    assert Draft.objects.get(account_id=account.pk).words[name] == TYPED
    assert TYPED in door(account).get(address).text


def test_it_is_there_for_nobody_else(ids, ayu, budi):
    client = door(ayu)
    form = form_with_draft(client, "/rapat/baru/")
    end_sessions(ayu, timezone.now(), because="duty")
    client.post("/rapat/baru/", form.fields | {"theme": TYPED})
    assert TYPED not in door(budi).get("/rapat/baru/").text


# A form that somebody else was faster with; those with a test of their own in their room are not repeated here


def conflict(client: Client, address: str, fields: dict[str, Any], *texts: str) -> None:
    answer = client.post(address, fields)
    assert answer.status_code == 409
    for text in texts:
        assert text in answer.text


def test_a_follow_up_ended_meanwhile_keeps_both_results(ids, ayu, budi):
    row = FollowUp.objects.get(pk=ids["follow_up_id"])
    address = f"/rapat/tindak-lanjut/{row.pk}/"
    assert door(budi).post(address, {"act": "drop", "words": THEIRS}).status_code == 302
    conflict(door(ayu), address, {"act": "report", "words": MINE}, MINE, THEIRS, budi.name)
    row.refresh_from_db()
    assert (row.state, row.result, row.ended_by) == ("dropped", THEIRS, budi.pk)
    assert door(budi).post(address, {"act": "drop", "words": THEIRS}).status_code == 302, "a second click"


def test_a_finding_closed_meanwhile_keeps_both_reasons(ids, ayu, budi, kanim):
    sinta = member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)
    Finding.objects.filter(pk=ids["finding_id"]).update(confirmed_by=ayu.pk)
    address = f"/temuan/{ids['finding_id']}/"
    form = next(f for f in Page(door(sinta).get(address).text).forms if "outcome" in f.fields)
    fields = {name: form.fields[name] for name in ("version", "outcome")}
    assert door(budi).post(address, fields | {"reason": THEIRS}).status_code == 302
    conflict(door(sinta), address, fields | {"reason": MINE}, MINE, THEIRS, budi.name)
    assert Finding.objects.get(pk=ids["finding_id"]).closing_reason == THEIRS


def test_a_check_dismissed_meanwhile_keeps_both_reasons(ids, ayu, budi):
    address = f"/temuan/periksa/{ids['check_id']}/"
    fields = {"version": Check.objects.get(pk=ids["check_id"]).version, "answer": "dismiss"}
    assert door(budi).post(address, fields | {"reason": THEIRS}).status_code == 302
    conflict(door(ayu), address, fields | {"reason": MINE}, MINE, THEIRS, budi.name)


def test_a_duty_ended_meanwhile_keeps_both_reasons(ids, dewa, budi, kanim):
    sinta = member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)
    address = f"/anggota/{Membership.objects.get(account=dewa).pk}/akhiri/"
    assert door(budi).post(address, {"reason": THEIRS}).status_code == 302
    conflict(door(sinta), address, {"reason": MINE}, MINE, THEIRS, budi.name)
    assert Membership.objects.get(account=dewa).ended_because == THEIRS
    assert door(budi).post(address, {"reason": THEIRS}).status_code == 302, "a second click"


@pytest.mark.parametrize(("page", "field"), [("notula", "text"), ("agenda", "words"), ("tindak-lanjut", "words")])
def test_a_meeting_settled_meanwhile_gives_the_words_back(ids, ayu, budi, kanim, page: str, field: str):
    meeting = Meeting.objects.get(pk=ids["meeting_id"])
    typed = {
        "key": str(ids["meeting_id"]), "part": "discussion", "handling": "0", "kind": "subject",
        "agency": str(kanim.pk), "position": "Kepala",
        "due_on": "2030-03-05", field: TYPED,
    }  # fmt: skip
    who = acting(budi)
    with acting_in_database(who):
        meetings.close_meeting(meeting, chair="Raka", notulis="Ayu", by=who, at=timezone.now())
    conflict(door(ayu), f"/rapat/{meeting.pk}/{page}/", typed, TYPED, "sudah disahkan")


def test_a_draft_saved_twice_with_the_same_words_is_a_second_click(ids, ayu, budi):
    task = Task.objects.get(pk=ids["draft"])
    address, desk = f"/tugas/{task.pk}/konsep/", door(ayu)
    fields = form_with_draft(desk, address).fields | {"question": MINE, "due_on": "2030-03-05"}
    words = {name: value for name, value in fields.items() if name not in ("send", "acting_in")}
    assert [desk.post(address, words).status_code for _ in range(2)] == [302, 302]
    assert Task.objects.get(pk=task.pk).version == task.version + 1
    conflict(door(budi), address, words | {"question": THEIRS}, MINE, THEIRS)


def test_a_code_of_conduct_published_meanwhile_keeps_the_text_of_the_other(ids, kanim):
    """Who wrote a version of his own first has to accept the new one; then his text is there again."""
    writes = next(code for code, duty in DUTIES.items() if "conduct.edit" in duty.verbs)
    first, second = (member(name, name.title(), writes, kanim, TANAH_BUMBU) for name in ("hadi", "sari"))
    desk = door(second)
    fields = form_with_draft(desk, "/kode-etik/ubah/").fields
    theirs = {"version": fields["version"], "text": f"{THEIRS} " * 20}
    assert door(first).post("/kode-etik/ubah/", theirs).status_code == 302
    assert desk.post("/kode-etik/ubah/", fields | {"text": f"{MINE} " * 20}).url.startswith("/kode-etik/?")
    accept_conduct(second)
    assert MINE in desk.get("/kode-etik/ubah/").text
