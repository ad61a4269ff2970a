"""Two clicks in one moment are one effect; of two judges in one moment one stands and the other is told."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.faults.doors import Form, Page
from tests.leaks.doors import door
from timpora.agencies.models import Agency, Membership
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.compliance.models import Check, Finding
from timpora.compliance.tests.factories import check_of, judge, permit, sighting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import KINDS
from timpora.foundation.jobs import run
from timpora.foundation.models import Account, Event, EventNote
from timpora.identity.models import Judgement
from timpora.identity.steps import propose_matches
from timpora.registers.models import Mention, Protection
from timpora.registers.tests.factories import mention, person, source
from timpora.tasks.actions import draft as make_draft
from timpora.tasks.models import Task
from timpora.tasks.opening import ASKED_READS, open_task
from timpora.territory.tests.factories import tanah_bumbu
from timpora.web.tests.one_of_each import build

NOT_COUNTED = {Event, EventNote, Session}
REFRESHED = "meeting.agenda_built"  # bringing lines up to date that are so already writes nothing new


@dataclass(frozen=True)
class Click:
    """A button on a page: what is filled in besides what the page brings."""

    who: str
    page: str
    to: str
    fields: dict[str, str | None] = field(default_factory=dict)  # None: another button of the form

    def filled(self, form: Form, ids: dict[str, Any]) -> dict[str, str]:
        told = form.fields | self.fields
        return {name: str(value).format(**ids) for name, value in told.items() if value is not None}


REASON = "Sudah dicocokkan dengan paspor aslinya."
SOON = "2030-03-05"
CLICKS = (
    Click("dewa", "laporan/baru/", "laporan/baru/", {"sight": "lives", "words": "Di rumah kos."}),
    Click("ayu", "laporan/{report}/", "laporan/{report}/dibaca/"),
    Click("ayu", "laporan/{report}/", "laporan/{report}/tutup/", {"fate": "known"}),
    Click("ayu", "tugas/rujuk/{report}/?topic=anak", "tugas/rujuk/{report}/?topic=anak",
          {"to_agency": "{asked}", "question": REASON}),
    Click("ayu", "berkas/{batch}/", "berkas/{batch}/simpan/"),
    Click("ayu", "berkas/{batch}/", "berkas/{batch}/batalkan/", {"reason": REASON}),
    Click("ayu", "temuan/periksa/{check}/", "temuan/periksa/{check}/", {"answer": "confirm", "reason": REASON}),
    Click("budi", "temuan/{closing}/", "temuan/{closing}/", {"reason": REASON}),
    Click("ayu", "cocokkan/{mention}/", "cocokkan/{mention}/jawab/", {"answer": "new"}),
    Click("ayu", "cocokkan/?tab=dijawab", "cocokkan/jawaban/{judgement}/batalkan/", {"reason": REASON}),
    Click("ayu", "tugas/baru/", "tugas/baru/",
          {"to_agency": "{asked}", "question": REASON, "reason": REASON, "due_on": SOON}),
    Click("ayu", "tugas/{draft}/konsep/", "tugas/{draft}/konsep/", {"question": "Lain dari semula?", "send": None}),
    Click("ayu", "tugas/{draft}/konsep/", "tugas/{draft}/konsep/", {"send": "1"}),
    Click("rini", "tugas/{task}/", "tugas/{task}/terima/"),
    Click("rini", "tugas/{task}/", "tugas/{task}/jawab/", {"words": REASON, "is_final": "on"}),
    Click("ayu", "tugas/{task}/", "tugas/{task}/selesai/", {"reason": REASON}),
    Click("ayu", "rapat/{meeting}/", "rapat/{meeting}/agenda/", {"words": "Pokok acara lain", "kind": "subject"}),
    Click("ayu", "rapat/{meeting}/", "rapat/{meeting}/undang/lain/", {"agency": "{kanim}", "addressee": "Tamu"}),
    Click("ayu", "rapat/{meeting}/", "rapat/{meeting}/undang/"),
    Click("ayu", "rapat/{meeting}/hadir/", "rapat/{meeting}/hadir/tamu/", {"name": "Sari", "agency_name": "Polres"}),
    Click("ayu", "rapat/{meeting}/", "rapat/{meeting}/tindak-lanjut/",
          {"words": "Menyusun jadwal", "agency": "{kanim}", "position": "Kepala", "due_on": SOON}),
    Click("ayu", "rapat/tindak-lanjut/{follow_up}/", "rapat/tindak-lanjut/{follow_up}/",
          {"act": "drop", "words": REASON}),
    Click("ayu", "rapat/{meeting}/notula/", "rapat/{meeting}/notula/", {"text": "Dibuka.", "part": "discussion"}),
    Click("ayu", "rapat/{meeting}/pindah/", "rapat/{meeting}/pindah/", {"day": SOON, "because": REASON}),
    Click("ayu", "rapat/jadwal/{team}/", "rapat/jadwal/{team}/", {"every_months": "5"}),
    Click("ayu", "rapat/{meeting}/", "rapat/{meeting}/sahkan/", {"chair": "Raka", "notulis": "Ayu"}),
    Click("ayu", "rapat/baru/", "rapat/baru/", {"theme": "Rakor", "place": "Aula", "day": SOON, "begins": "09:00"}),
    Click("budi", "tim/baru/", "tim/baru/", {"name": "Tim PORA", "number": "W.1", "dated": "2026-01-05",
          "issuer": "Kepala Kantor", "valid_from": "2026-01-05", "area": "6310000000", "secretariat": "{kanim}"}),
    Click("budi", "tim/{team}/", "tim/{team}/unsur/", {"agency": "{kanim}", "title": "Kepala Tata Usaha"}),
    Click("budi", "tim/{team}/unsur/{seat}/", "tim/{team}/unsur/{seat}/",
          {"name": "Maya Kartika", "capacity": "definitif", "begins_on": "2026-02-02"}),
    Click("budi", "tim/{team}/unsur/{seat}/", "tim/{team}/unsur/{seat}/akhiri/"),
    Click("budi", "anggota/instansi/baru/", "anggota/instansi/baru/",
          {"kind": "disnaker", "name": "Dinas Baru", "short_name": "Baru", "area": "63.10"}),
    Click("budi", "anggota/baru/", "anggota/baru/",
          {"name": "Nur Aini", "sign_in": "nur.aini", "agency": "{kanim}", "duty": "pelaksana", "area_1": "63.10",
           "more": None}),
    Click("budi", "anggota/{leaving}/", "anggota/{leaving}/akhiri/", {"reason": "Pindah tugas ke kantor lain."}),
    Click("ayu", "orang-asing/{person}/lindungi/", "orang-asing/{person}/lindungi/",
          {"kind": "witness", "note": REASON}),
    Click("budi", "orang-asing/{shielded}/", "orang-asing/{shielded}/perlindungan/{protection}/minta-cabut/",
          {"reason": REASON}),
    Click("sinta", "orang-asing/{shielded}/", "orang-asing/{shielded}/perlindungan/{protection}/cabut/"),
    Click("budi", "akses-mendesak/", "akses-mendesak/{urgent}/tutup/", {"words": REASON}),
    Click("budi", "pengawasan/penjelasan/{turn}/", "pengawasan/penjelasan/{turn}/", {"reason": REASON}),
    Click("intan", "pengawasan/tinjau/{unusual}/", "pengawasan/tinjau/{unusual}/", {"answer": "ask", "words": REASON}),
    Click("intan", "pengawasan/uji-petik/", "pengawasan/uji-petik/{sample}/", {"answer": "yes", "words": REASON}),
    Click("intan", "pengawasan/segel/", "pengawasan/periksa/"),
)  # fmt: skip


@dataclass
class Office:
    members: dict[str, Account]
    ids: dict[str, Any]

    def door(self, who: str) -> Client:
        return door(self.members[who])

    def at(self, address: str) -> str:
        return "/" + address.format(**self.ids)


@pytest.fixture
def office(together, ayu, budi, dewa, intan, kanim) -> Office:
    tanah_bumbu()
    ids = {name.removesuffix("_id"): pk for name, pk in build(ayu, budi, kanim).ids.items()}
    sinta = member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)
    asked = Agency.objects.get(name="Disdukcapil Tanah Bumbu")
    rini = member("rini", "Rini Astuti", "instansi", asked, TANAH_BUMBU)
    task = Task.objects.get(pk=ids["task"])
    open_task(task, task.to_agency_id, ASKED_READS, at=timezone.now())
    closing = Finding.objects.get(pk=ids["finding"])
    closing.confirmed_by = ayu.pk
    closing.save()
    row = person(permit(kanim, name="PARK JI WOO", passport="M7654321", content="two"), sighting(content="two"))
    judge()
    who, now = acting(ayu), timezone.now()
    with acting_in_database(who):
        said = {"topic": "adminduk", "question": "Apakah terdaftar?", "reason": "Perlu.", "area": TANAH_BUMBU}
        draft = make_draft(to_agency=asked, due_on=now.date() + timedelta(days=9), by=who, at=now, **said)
    ids |= {
        "check": check_of(row).pk, "closing": closing.pk, "draft": draft.pk, "person": row.pk,
        "kanim": kanim.pk, "asked": asked.pk, "leaving": Membership.objects.get(account=dewa).pk,
        "shielded": Protection.objects.get(pk=ids["protection"]).person_id,
    }  # fmt: skip
    people = {"ayu": ayu, "budi": budi, "dewa": dewa, "intan": intan, "sinta": sinta, "rini": rini}
    return Office(people, ids)


def rows() -> Counter[str]:
    """How many rows each table has, and how often each thing was done; looks are no effect."""
    models = [model for model in apps.get_models() if model._meta.managed and model not in NOT_COUNTED]
    counts = Counter({model._meta.label: model._base_manager.count() for model in models})
    done = [
        kind for kind in Event.objects.values_list("kind", flat=True) if kind != REFRESHED and not KINDS[kind].is_read
    ]
    return counts + Counter(done)


def opened(client: Client, address: str) -> Page:
    """The page, past the question for which purpose it is opened."""
    page = Page(client.get(address).text)
    asks = next((form for form in page.forms if "/keperluan/" in form.action), None)
    if asks is None:
        return page
    client.post(asks.action, asks.fields)
    return Page(client.get(address).text)


def test_two_clicks_in_one_moment_are_one_effect(office: Office, together):
    wrong = []
    for click in CLICKS:
        client, address = office.door(click.who), office.at(click.to)
        page = opened(client, office.at(click.page))
        form = next((form for form in page.forms if form.action in (address, "") and form.method == "post"), None)
        if form is None:
            wrong.append(f"{click.to}: its page has {[form.action for form in page.forms]}")
            continue
        fields = click.filled(form, office.ids)
        before = rows()
        with transaction.atomic():
            once = client.post(address, fields)
            wanted = rows() - before
            transaction.set_rollback(True)
        if not wanted:
            wrong.append(f"{click.to}: one click did nothing ({once.status_code}): {said(once)}")
            continue
        answers = together([(same_browser(client), address, dict(fields)) for _ in range(2)])
        more = rows() - before - wanted
        broken = [answer for answer in answers if isinstance(answer, Exception) or answer.status_code >= 500]
        if more or broken:
            wrong.append(f"{click.to}: once {dict(wanted)}, twice {dict(more)} more; {broken}")
    assert not wrong, "\n".join(wrong)


def same_browser(client: Client) -> Client:
    other = Client()
    other.cookies = client.cookies.copy()
    return other


def said(answer: Any) -> str:
    """What a form complains of, or where the page leads."""
    return " ".join(re.findall(r'<a href="#id_.*?</li>', answer.text))[:400] or answer.get("Location", "")


# Two who judge


def test_of_two_who_judge_one_match_one_stands_and_the_other_is_told_who_and_what(office: Office, together):
    on_file = person(mention(source(content="judged"), name="ANDREAS HOFFMANN", nationality="DEU", passport="C1234567"))
    seen = mention(source(content="seen"), "report", name="Andreas Hofman", nationality="DEU")
    run(propose_matches)
    address = f"/cocokkan/{seen.pk}/jawab/"
    answers = {"ayu": {"answer": "same", "person": str(on_file.pk)}, "budi": {"answer": "new"}}
    first, second = together([(office.door(who), address, told | {"version": "0"}) for who, told in answers.items()])
    assert sorted([first.status_code, second.status_code]) == [302, 409]
    stands, late = ("ayu", second) if first.status_code == 302 else ("budi", first)
    judgement = Judgement.objects.get(mention=seen)
    assert judgement.account_id == office.members[stands].pk
    assert judgement.answer == answers[stands]["answer"]
    assert Mention.objects.get(pk=seen.pk).person_id == judgement.person_id
    assert office.members[stands].name in late.text
    assert judgement.get_answer_display() in late.text
    assert Event.objects.filter(kind="identity.judged", subject_id=judgement.pk).count() == 1


def test_of_two_who_decide_one_check_one_stands_and_the_other_reads_both_reasons(office: Office, together):
    check = Check.objects.get(pk=office.ids["check"])
    address = f"/temuan/periksa/{check.pk}/"
    told = {
        "ayu": {"answer": "confirm", "reason": "Menurut Ayu memang lewat batas."},
        "budi": {"answer": "dismiss", "reason": "Menurut Budi masih berlaku."},
    }
    posts = [(office.door(who), address, words | {"version": check.version}) for who, words in told.items()]
    answers = dict(zip(told, together(posts), strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [302, 409]
    late = next(who for who, answer in answers.items() if answer.status_code == 409)
    first = next(who for who in told if who != late)
    check.refresh_from_db()
    assert (check.decided_by, check.reason) == (office.members[first].pk, told[first]["reason"])
    assert Finding.objects.filter(check_row=check).count() == (first == "ayu")
    for words in (told[first]["reason"], told[late]["reason"], office.members[first].name):
        assert words in answers[late].text
