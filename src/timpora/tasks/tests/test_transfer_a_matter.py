"""*Pelimpahan*: the matter moves on acceptance, with its open requests; the former holder keeps a bare stub."""

from datetime import timedelta

import pytest
from django.db import connection

from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Grant, Outgoing
from timpora.foundation.waiting import waiting_for
from timpora.intake.models import Report
from timpora.intake.tests.factories import report
from timpora.registers.protection import protect
from timpora.tasks import actions
from timpora.tasks.models import Task, TaskShare, TransferStub
from timpora.tasks.opening import closes_at
from timpora.tasks.tests.factories import NAME, QUESTION, did, in_a_week, now, page, sent

WORDS = "Orangnya pindah; mohon diteruskan di tempat barunya."


@pytest.fixture
def here(kanim) -> Account:
    """A desk that serves 63.10 alone."""
    return member("wati", "Wati", "pelaksana", kanim, TANAH_BUMBU)


@pytest.fixture
def kotabaru(db):
    return agency("kanim", "Kanim Kotabaru", KOTABARU)


@pytest.fixture
def there(kotabaru) -> Account:
    """The desk of 63.02."""
    return member("yudi", "Yudi", "pelaksana", kotabaru, KOTABARU)


@pytest.fixture
def told(dewa) -> Report:
    return report(dewa, words="Sebuah mes baru di tepi sungai.")


def handed(by: Account, to, kind: str = "transfer", **more) -> Task:
    who = acting(by)
    given = {"kind": kind, "to_agency": to, "topic": "", "question": WORDS, "reason": "", "due_on": in_a_week(),
             "area": TANAH_BUMBU, "opens_records": True, "open_until": in_a_week()}  # fmt: skip
    with acting_in_database(who):
        task = actions.draft(by=who, at=now(), **(given | more))
    return did(actions.send, task, by=by)


def of_person(by: Account, to, check, **more) -> Task:
    return handed(by, to, person=check.person, fields=("name",), **more)


def sees(client, somebody: Account, address: str) -> bool:
    client.force_login(somebody)
    return client.get(address).status_code == 200


def test_a_person_who_moved_is_handed_from_desk_to_desk(client, here, there, kotabaru, check):
    """Through the pages: the draft says who will read it, the other desk accepts, and from then on it is theirs."""
    client.force_login(here)
    form = {"to_agency": str(kotabaru.pk), "question": WORDS, "due_on": in_a_week(), "open_until": in_a_week(),
            "fields_shared": ["name"], "version": 1}  # fmt: skip
    drafted = client.post(f"/tugas/limpahkan/orang/{check.person_id}/", form)
    shown = client.get(drafted.url).text
    seen = shown[shown.index("Siapa yang akan melihat ini?") :]
    assert "Kanim Kotabaru" in seen
    assert "Yudi" in seen
    assert not sees(client, there, f"/orang-asing/{check.person_id}/")
    client.force_login(here)
    assert "Pelimpahan terkirim" in client.post(drafted.url, form | {"send": "1"}, follow=True).text
    task = Task.objects.get()
    person_page = f"/orang-asing/{check.person_id}/?from=task:{task.number}"
    client.force_login(there)
    assert NAME in client.get(person_page).text
    assert WORDS in client.get(page(task)).text
    assert "Pelimpahan diterima" in client.post(page(task, "terima/"), follow=True).text
    assert NAME in client.get(person_page).text
    client.force_login(here)
    assert WORDS not in client.get(page(task)).text


def test_the_former_holder_keeps_number_day_receiver_and_state_and_no_content(client, here, there, kotabaru, check):
    task = of_person(here, kotabaru, check)
    assert sees(client, here, page(task))
    did(actions.accept, task, by=there)
    did(actions.settle, task, "Sudah dicatat di tempat baru.", by=there)
    client.force_login(here)
    html = client.get(page(task)).text
    assert f"Pelimpahan no. {task.number}" in html
    assert "Kanim Kotabaru" in html
    assert "Selesai" in html
    for words in (WORDS, NAME, "Sudah dicatat", "Riwayat"):
        assert words not in html
    listed = client.get("/tugas/?tab=dilimpahkan").text
    assert f">{task.number}</a>" in listed
    assert "Kanim Kotabaru" in listed
    for tab in ("keluar", "selesai", "masuk"):
        assert WORDS not in client.get(f"/tugas/?tab={tab}").text
    assert client.get(page(task, "teruskan/")).status_code == 404
    assert client.post(page(task, "tarik/"), {"reason": "Salah kirim."}).status_code == 404
    with acting_in_database(acting(here)), connection.cursor() as cursor:
        cursor.execute("select count(*) from tasks_task union all select count(*) from tasks_taskentry")
        assert cursor.fetchall() == [(0,), (0,)]


def test_nobody_else_meets_the_stub(client, here, there, jaka, citra, kotabaru, check):
    task = of_person(here, kotabaru, check)
    did(actions.accept, task, by=there)
    for somebody in (jaka, citra):
        assert not sees(client, somebody, page(task))
        with acting_in_database(acting(somebody)):
            assert not TransferStub.objects.exists()


def test_open_requests_move_along_and_who_is_asked_is_told(
    client, settings, here, there, citra, disnaker, kotabaru, check
):
    settings.SMTP = {"host": "localhost"}
    Account.objects.filter(pk=citra.pk).update(email="citra@example.go.id")
    asked = sent(here, disnaker, check)
    Outgoing.objects.all().delete()
    task = of_person(here, kotabaru, check)
    did(actions.accept, task, by=there)
    asked.refresh_from_db()
    assert asked.from_agency == kotabaru
    client.force_login(citra)
    html = client.get(page(asked)).text
    assert f"Pindah bersama pelimpahan no. {task.number}." in html
    assert "Kanim Kotabaru" in html
    mail = Outgoing.objects.get(account=citra)
    assert mail.page == page(asked)
    assert not sees(client, here, page(asked))
    did(actions.answer, asked, "Masih bekerja di sana.", True, by=citra)
    client.force_login(there)
    assert "Masih bekerja di sana." in client.get(page(asked)).text
    assert client.post(page(asked, "selesai/"), {"reason": "Terima kasih."}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "settled"


def test_a_request_put_to_the_receiver_itself_ends(here, citra, disnaker, check):
    asked = sent(here, disnaker, check)
    did(actions.accept, of_person(here, disnaker, check), by=citra)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_a_receiver_that_browses_no_persons_reads_the_chosen_values_alone(client, here, citra, disnaker, check):
    task = of_person(here, disnaker, check)
    client.force_login(citra)
    assert NAME in client.get(page(task)).text
    assert client.get(f"/orang-asing/{check.person_id}/?from=task:{task.number}").status_code == 403
    did(actions.accept, task, by=citra)
    did(actions.settle, task, "Sudah ditangani pengawas.", by=citra)
    assert NAME not in client.get(page(task)).text


def test_the_report_is_open_from_sending_to_the_return(client, here, citra, told, disnaker):
    address = f"/laporan/{told.pk}/"
    assert not sees(client, citra, address)
    task = handed(here, disnaker, report=told)
    assert sees(client, citra, address)
    did(actions.give_back, task, "Bukan kewenangan kami.", by=citra)
    assert not sees(client, citra, address)
    with acting_in_database(acting(here)):
        lines = [line for line in waiting_for(acting(here), now()) if line.url == page(task)]
    assert [line.what for line in lines] == [f"Pelimpahan no. {task.number} dikembalikan"]


@pytest.mark.parametrize("kind", ["transfer", "referral"])
def test_the_report_closes_by_itself_after_its_last_day(client, here, citra, told, disnaker, kind):
    task = handed(here, disnaker, kind, report=told)
    grants = Grant.objects.filter(because_id=task.pk, record_id=told.pk)
    assert grants.get().ends_at > now()
    grants.update(ends_at=now() - timedelta(seconds=1))
    assert not sees(client, citra, f"/laporan/{told.pk}/")
    assert sees(client, citra, page(task))


def test_closing_ends_it_too(client, here, there, told, kotabaru):
    task = handed(here, kotabaru, report=told)
    did(actions.accept, task, by=there)
    assert sees(client, there, f"/laporan/{told.pk}/")
    did(actions.settle, task, "Sudah dicek.", by=there)
    assert not sees(client, there, f"/laporan/{told.pk}/")


def test_a_referral_stays_the_senders_and_opens_the_report_only_if_asked_to(client, here, citra, told, disnaker):
    handed(here, disnaker, "referral", report=told, topic="pidana_umum", opens_records=False, open_until=None)
    assert not sees(client, citra, f"/laporan/{told.pk}/")
    task = handed(here, disnaker, "referral", report=told, topic="pidana_umum")
    did(actions.accept, task, by=citra)
    assert sees(client, citra, f"/laporan/{told.pk}/")
    assert sees(client, here, page(task))
    assert not TransferStub.objects.exists()


def test_passed_on_it_is_open_to_the_next_and_no_longer_to_the_first(client, here, citra, told, disnaker, fitri):
    task = handed(here, disnaker, "referral", report=told, topic="pidana_umum")
    client.force_login(citra)
    form = {"to_agency": str(fitri_agency(fitri)), "reason": "Datanya ada pada mereka.", "due_on": in_a_week()}
    shown = client.post(page(task, "teruskan/"), form)
    assert "Fitri Handayani" in shown.text
    assert Task.objects.get().to_agency == disnaker
    assert client.post(page(task, "teruskan/"), form | {"seen": str(disnaker.pk)}).status_code == 200
    assert client.post(page(task, "teruskan/"), form | {"seen": form["to_agency"]}).status_code == 302
    for address in (page(task), f"/laporan/{told.pk}/"):
        assert not sees(client, citra, address)
        assert sees(client, fitri, address)
    assert "Datanya ada pada mereka." in client.get(page(task)).text
    assert sees(client, here, page(task))


def fitri_agency(fitri):
    return acting(fitri).agency


def test_a_returned_one_goes_elsewhere_with_its_whole_story(client, here, there, citra, told, disnaker, kotabaru):
    task = handed(here, disnaker, report=told)
    did(actions.accept, task, by=citra)
    did(actions.give_back, task, "Ternyata di Kotabaru.", by=citra)
    client.force_login(here)
    assert "Ternyata di Kotabaru." in client.get(page(task)).text
    pass_on(task, kotabaru, by=here)
    assert not sees(client, citra, page(task))
    did(actions.accept, task, by=there)
    client.force_login(there)
    html = client.get(page(task)).text
    assert "Ternyata di Kotabaru." in html
    assert "Disnaker Tanah Bumbu" in html
    client.force_login(here)
    assert "Kanim Kotabaru" in client.get(page(task)).text
    assert "Ternyata" not in client.get(page(task)).text


def pass_on(task: Task, to, *, by: Account) -> Task:
    who = acting(by)
    with acting_in_database(who):
        return actions.pass_on(task, to, "Sesuai wilayahnya.", due_on=in_a_week(), by=who, at=now())


def test_a_receiver_passes_it_on_and_becomes_a_former_holder_too(client, here, there, citra, told, disnaker, kotabaru):
    task = handed(here, disnaker, report=told)
    did(actions.accept, task, by=citra)
    pass_on(task, kotabaru, by=citra)
    did(actions.accept, task, by=there)
    for somebody in (here, citra):
        client.force_login(somebody)
        html = client.get(page(task)).text
        assert "Kanim Kotabaru" in html
        assert WORDS not in html
        assert client.get("/tugas/?tab=dilimpahkan").text.count(f">{task.number}</a>") == 1
    assert not sees(client, citra, f"/laporan/{told.pk}/")
    did(actions.give_back, task, "Tidak ditemukan di sini.", by=there)
    assert sees(client, citra, f"/laporan/{told.pk}/")
    client.force_login(citra)
    assert WORDS in client.get(page(task)).text
    assert client.post(page(task, "selesai/"), {"reason": "Sudah dicek sendiri."}).status_code == 302


def test_given_back_when_accepted_everything_comes_back(client, here, there, citra, disnaker, kanim, kotabaru, check):
    asked = sent(here, disnaker, check)
    task = of_person(here, kotabaru, check)
    did(actions.accept, task, by=there)
    did(actions.give_back, task, "Sudah kembali ke Tanah Bumbu.", by=there)
    asked.refresh_from_db()
    assert asked.from_agency == kanim
    for address in (page(task), page(asked)):
        assert sees(client, here, address)
    client.force_login(here)
    assert "Sudah kembali" in client.get(page(task)).text
    assert "Belum ada" in client.get("/tugas/?tab=dilimpahkan").text
    assert not sees(client, there, page(asked))


def test_two_members_accept_at_once_and_a_replay_changes_nothing(client, here, there, kotabaru, check):
    other = member("zaki", "Zaki", "kasi", kotabaru, KOTABARU)
    task = of_person(here, kotabaru, check)
    first, second = acting(there), acting(other)
    for _ in range(2):
        with acting_in_database(first):
            actions.accept(task, by=first, at=now())
    with acting_in_database(second), pytest.raises(actions.NotNow):
        actions.accept(task, by=second, at=now())
    assert task.entries.filter(kind="accepted").count() == 1
    assert TransferStub.objects.count() == 1


def test_who_withdraws_while_it_is_accepted_is_too_late(here, there, kotabaru, check):
    task = of_person(here, kotabaru, check)
    before = acting(here)
    did(actions.accept, task, by=there)
    with acting_in_database(before), pytest.raises(actions.NotNow):
        actions.withdraw(task, "Salah kirim.", by=before, at=now())
    task.refresh_from_db()
    assert task.state == "accepted"


def test_who_accepts_what_went_on_meanwhile_is_too_late(here, there, citra, fitri, told, disnaker, kotabaru):
    task = handed(here, disnaker, "referral", report=told, topic="pidana_umum")
    before = acting(citra)
    pass_on(task, kotabaru, by=citra)
    with acting_in_database(before), pytest.raises(actions.NotNow):
        actions.accept(task, by=before, at=now())


def test_one_matter_goes_to_one_receiver_at_a_time(here, budi, citra, disnaker, kotabaru, check):
    of_person(here, kotabaru, check)
    with pytest.raises(actions.Underway):
        of_person(budi, disnaker, check)


def test_the_database_holds_that_too(here, disnaker, kotabaru, check):
    """As when two members send at the same moment, and neither sees the other's."""
    task = of_person(here, kotabaru, check)
    with pytest.raises(Exception, match="one_open_transfer_of_a_person"):
        Task.objects.create(
            number=task.number + 1, kind="transfer", state="sent", area=task.area, from_agency=task.from_agency,
            to_agency=disnaker, person_id=check.person_id, question="x", due_on=in_a_week(), made_by=here.pk,
            made_at=now(),
        )  # fmt: skip


def test_nothing_of_somebody_protected_is_transferred(client, ayu, budi, there, kotabaru, told, check):
    task = of_person(ayu, kotabaru, check)
    protect(check.person_id, kind="trafficking", note="", area=check.area, by=acting(ayu), at=now())
    assert not sees(client, there, page(task))
    assert not sees(client, there, f"/orang-asing/{check.person_id}/")
    client.force_login(budi)
    assert client.get(f"/tugas/limpahkan/orang/{check.person_id}/").status_code == 404
    assert client.get(f"/tugas/limpahkan/laporan/{told.pk}/").status_code == 200


def test_the_sender_hears_that_it_was_accepted_and_the_receiver_that_it_came(here, there, kotabaru, check):
    task = of_person(here, kotabaru, check)
    for somebody, what in ((there, "Pelimpahan no."), (here, "sudah diterima")):
        with acting_in_database(acting(somebody)):
            lines = [line for line in waiting_for(acting(somebody), now()) if line.url == page(task)]
        assert [what in line.what for line in lines] == [True]
        assert NAME not in lines[0].what
        if somebody == there:
            did(actions.accept, task, by=there)


def test_what_is_not_in_reach_cannot_be_transferred(client, jaka, citra, told, check):
    for somebody, status in ((jaka, 404), (citra, 403)):
        client.force_login(somebody)
        for address in (f"/tugas/limpahkan/laporan/{told.pk}/", f"/tugas/limpahkan/orang/{check.person_id}/"):
            assert client.get(address).status_code == status


def test_a_request_is_not_passed_on(client, here, citra, disnaker):
    task = sent(here, disnaker)
    client.force_login(citra)
    assert client.get(page(task, "teruskan/")).status_code == 404
    assert QUESTION in client.get(page(task)).text


def test_the_chosen_values_close_after_their_last_day_whether_or_not_anybody_ends_it(
    client, here, citra, disnaker, check
):
    task = of_person(here, disnaker, check)
    share = TaskShare.objects.get(task=task)
    assert share.ended_at == closes_at(task)
    client.force_login(citra)
    assert NAME in client.get(page(task)).text
    TaskShare.objects.update(ended_at=now() - timedelta(seconds=1))
    for somebody in (citra, here):
        with acting_in_database(acting(somebody)):
            assert not TaskShare.objects.visible_to(acting(somebody)).exists()
    html = client.get(page(task)).text
    assert NAME not in html
    assert "Pernah dibuka: Nama." in html


def test_sent_on_after_it_came_back_the_values_open_anew(client, here, there, citra, disnaker, kotabaru, check):
    task = of_person(here, disnaker, check)
    did(actions.give_back, task, "Ternyata di Kotabaru.", by=citra)
    assert TaskShare.objects.get().values == {}
    pass_on(task, kotabaru, by=here)
    client.force_login(there)
    assert NAME in client.get(page(task)).text


def test_who_wants_a_colleague_to_take_it_over_reads_how_that_is_done(client, here, kanim, told):
    client.force_login(here)
    address = f"/tugas/limpahkan/laporan/{told.pk}/"
    how = "Pekerjaan dipindahkan kepadanya lewat Anggota, Serah terima."
    assert how in client.get(address).text
    form = {"to_agency": str(kanim.pk), "question": WORDS, "due_on": in_a_week(), "open_until": in_a_week()}
    answer = client.post(address, form | {"version": 1})
    assert answer.status_code == 422
    assert how in str(answer.context["form"].errors["to_agency"])
    assert WORDS in answer.text
    assert not Task.objects.exists()


def test_the_page_leads_back_to_what_is_transferred(client, here, told, check):
    client.force_login(here)
    assert f'href="/laporan/{told.pk}/"' in client.get(f"/tugas/limpahkan/laporan/{told.pk}/").text
    assert f'href="/orang-asing/{check.person_id}/"' in client.get(f"/tugas/limpahkan/orang/{check.person_id}/").text
