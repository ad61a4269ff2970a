"""Drafting: the machine proposes, the desk sees who will read it, changes it and sends."""

from datetime import timedelta

import pytest

from timpora.agencies.tests.cast import SIMPANG_EMPAT, acting, agency, member
from timpora.compliance.models import Check
from timpora.compliance.tests.factories import NOON
from timpora.foundation.models import Grant
from timpora.registers.protection import protect
from timpora.tasks import actions
from timpora.tasks.models import Task, TaskShare
from timpora.tasks.tests.factories import FIELDS, NAME, QUESTION, did, drafted, in_a_week, page, sent
from timpora.territory.queries import day_at


def typed(task: Task, **more) -> dict[str, object]:
    return {
        "to_agency": str(task.to_agency_id), "question": QUESTION, "reason": "Alasan.", "due_on": in_a_week(),
        "fields_shared": list(FIELDS), "version": task.version,
    } | more  # fmt: skip


def test_a_check_makes_a_draft_for_the_competent_agency_and_opens_it(client, ayu, check):
    district_office = agency("kecamatan", "Kecamatan Kusan Hilir", 6310010000)
    client.force_login(ayu)
    answer = client.post(f"/tugas/dari-pemeriksaan/{check.pk}/", follow=True)
    task = Task.objects.get()
    assert answer.redirect_chain[-1][0] == page(task, "konsep/")
    assert (task.to_agency, task.check_row, task.state) == (district_office, check, "draft")
    assert task.due_on > day_at(check.area, NOON)


def test_asking_twice_about_one_check_opens_the_same_draft(client, ayu, check, disnaker):
    client.force_login(ayu)
    for _ in range(2):
        client.post(f"/tugas/dari-pemeriksaan/{check.pk}/")
    assert Task.objects.count() == 1


def test_nobody_asks_their_own_agency(client, ayu, check, kanim):
    client.force_login(ayu)
    client.post(f"/tugas/dari-pemeriksaan/{check.pk}/")
    assert not Task.objects.exists()


def test_a_check_already_answered_is_not_asked_about(client, ayu, check, disnaker):
    Check.objects.filter(pk=check.pk).update(state="lapsed")
    client.force_login(ayu)
    assert "sudah dijawab" in client.post(f"/tugas/dari-pemeriksaan/{check.pk}/", follow=True).text
    assert not Task.objects.exists()


def test_before_sending_it_says_who_will_see_what(client, ayu, citra, disnaker, check):
    task = drafted(ayu, disnaker, check)
    client.force_login(ayu)
    html = client.get(page(task, "konsep/")).text
    preview = html[html.index("Siapa yang akan melihat ini?") :]
    assert "Citra Dewanti" in preview
    assert "Petugas instansi anggota" in preview
    assert NAME in preview
    assert "Tahun lahir" not in preview


def test_an_agency_without_members_is_named_as_such(client, ayu, disnaker, check):
    client.force_login(ayu)
    assert "Belum ada anggota instansi itu" in client.get(page(drafted(ayu, disnaker, check), "konsep/")).text


def test_a_draft_opens_nothing_to_the_asked_agency(client, ayu, citra, disnaker, check):
    task = drafted(ayu, disnaker, check)
    assert not Grant.objects.filter(record_id=task.pk).exists()
    assert TaskShare.objects.get().values == {}
    client.force_login(citra)
    assert client.get(page(task)).status_code == 404
    assert "Tidak ada permintaan" in client.get("/tugas/").text


def test_sending_shares_the_chosen_values_and_marks_the_check_as_asked(client, ayu, disnaker, check):
    task = drafted(ayu, disnaker, check)
    client.force_login(ayu)
    answer = client.post(page(task, "konsep/"), typed(task, fields_shared=["name"], send="1"), follow=True)
    assert "Permintaan terkirim" in answer.text
    assert TaskShare.objects.get().values == {"name": NAME}
    check.refresh_from_db()
    assert check.state == "asked"


def test_sending_twice_changes_nothing(client, ayu, disnaker, check):
    task = drafted(ayu, disnaker, check)
    client.force_login(ayu)
    body = typed(task, send="1")
    assert [client.post(page(task, "konsep/"), body).status_code for _ in range(2)] == [302, 302]
    did(actions.send, task, by=ayu)
    assert Grant.objects.filter(record_id=task.pk).count() == 1
    assert task.entries.count() == 1


def test_an_older_version_is_refused_with_both_texts(client, ayu, budi, disnaker, check):
    task = drafted(ayu, disnaker, check)
    client.force_login(budi)
    client.post(page(task, "konsep/"), typed(task, question="Pertanyaan dari Budi."))
    client.force_login(ayu)
    answer = client.post(page(task, "konsep/"), typed(task, question="Pertanyaan dari Ayu."))
    assert answer.status_code == 409
    assert "Pertanyaan dari Ayu." in answer.text
    assert "Pertanyaan dari Budi." in answer.text
    assert Task.objects.get().question == "Pertanyaan dari Budi."


def test_what_was_typed_and_not_saved_comes_back(client, ayu, disnaker, check):
    task = drafted(ayu, disnaker, check)
    client.force_login(ayu)
    body = {"question": "Belum selesai diketik", "version": task.version}
    client.post(f"/drafts/task-edit-{task.pk}/", body)
    html = client.get(page(task, "konsep/")).text
    assert "Belum selesai diketik" in html
    assert 'value="name" id="id_fields_shared_0" checked' not in html


@pytest.mark.parametrize("wrong", [{"to_agency": "entah"}, {"due_on": "2020-01-01"}, {"question": ""}])
def test_bad_input_is_said_at_the_field(client, ayu, disnaker, wrong):
    task = drafted(ayu, disnaker)
    client.force_login(ayu)
    answer = client.post(page(task, "konsep/"), typed(task, **wrong))
    assert answer.status_code == 422
    assert "perlu diperbaiki" in answer.text


def test_a_request_of_ones_own_belongs_to_the_area_of_the_asked_agency(client, ayu, disnaker):
    kotabaru = agency("disnaker", "Disnaker Kotabaru", 6302000000)
    client.force_login(ayu)
    body = {"to_agency": str(kotabaru.pk), "question": "Mohon jadwal.", "reason": "Rapat.", "due_on": in_a_week(),
            "version": 1}  # fmt: skip
    assert client.get("/tugas/baru/").status_code == 200
    for _ in range(2):
        client.post("/tugas/baru/", body)
    task = Task.objects.get()
    assert (task.area, task.person_id) == (6302000000, None)


@pytest.mark.parametrize("finding", ["bukan-nomor", "01900000-0000-7000-8000-000000000000"])
def test_an_unknown_finding_is_not_there(client, ayu, finding):
    client.force_login(ayu)
    assert client.get(f"/tugas/baru/?finding={finding}").status_code == 404


def test_nothing_about_a_protected_person_is_sent(client, ayu, budi, disnaker, check):
    task = drafted(ayu, disnaker, check)
    protect(check.person_id, kind="witness", note="", area=check.area, by=acting(budi), at=NOON)
    client.force_login(ayu)
    assert client.get(page(task, "konsep/")).status_code == 404
    client.force_login(budi)
    assert "dilindungi" in client.post(page(task, "konsep/"), typed(task, send="1"), follow=True).text
    assert not Grant.objects.filter(record_id=task.pk).exists()
    check = Check.objects.get(pk=check.pk)
    with pytest.raises(actions.Shielded):
        drafted(budi, disnaker, check, question="Lagi.")


def test_only_a_duty_that_sends_may_draft(client, citra, check):
    client.force_login(citra)
    assert client.get("/tugas/baru/").status_code == 403
    assert client.post(f"/tugas/dari-pemeriksaan/{check.pk}/").status_code == 403


def test_the_list_says_in_words_what_is_overdue(client, ayu, citra, disnaker):
    sent(ayu, disnaker, question="Yang terlambat.", due_on=in_a_week() - timedelta(days=20))
    sent(ayu, disnaker, question="Yang belum.")
    client.force_login(citra)
    assert client.get("/tugas/").text.count("lewat batas waktu") == 1
    client.force_login(ayu)
    assert client.get("/tugas/?tab=keluar").text.count("lewat batas waktu") == 1


def test_a_withdrawn_draft_is_seen_by_nobody_else(client, ayu, citra, disnaker):
    task = drafted(ayu, disnaker)
    client.force_login(ayu)
    client.post(page(task, "tarik/"), {"reason": "Tidak perlu lagi."})
    client.force_login(citra)
    assert client.get(page(task)).status_code == 404


def test_another_office_sees_nothing_of_it(client, ayu, jaka, disnaker, check):
    task = sent(ayu, disnaker, check)
    camat = member("eka", "Eka", "operator_camat", agency("kecamatan", "Simpang Empat", SIMPANG_EMPAT), SIMPANG_EMPAT)
    for stranger in (jaka, camat):
        client.force_login(stranger)
        assert client.get(page(task)).status_code == 404
        assert QUESTION not in client.get("/tugas/").text


def test_to_another_agency_than_the_page_showed_nothing_is_sent_yet(client, ayu, disnaker, fitri, check):
    task = drafted(ayu, disnaker, check)
    client.force_login(ayu)
    other = typed(task, to_agency=str(acting(fitri).agency), send="1", seen=str(disnaker.pk))
    for _click in range(2):
        answer = client.post(page(task, "konsep/"), other, follow=True)
    assert "Belum terkirim: instansinya berubah" in answer.text
    assert "Fitri Handayani" in answer.text[answer.text.index("Siapa yang akan melihat ini?") :]
    assert Task.objects.get().state == "draft"
    shown = other | {"version": Task.objects.get().version, "seen": other["to_agency"]}
    assert f'name="seen" value="{other["to_agency"]}"' in answer.text
    assert client.post(page(task, "konsep/"), shown).status_code == 302
    assert Task.objects.get().state == "sent"


def test_no_agency_stands_chosen_by_itself(client, ayu, disnaker):
    client.force_login(ayu)
    form = client.get("/tugas/baru/").context["form"]
    assert form["to_agency"].value() is None
    assert next(iter(form.fields["to_agency"].choices))[0] == ""
