"""Unusual look-ups: each rule finds its own and nothing else; the inspector answers, the supervisor explains."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from timpora.accountability.models import Progress, Tally, Turn, Unusual
from timpora.accountability.steps import examine_sealed
from timpora.accountability.tests.looking import examine, look
from timpora.accountability.thresholds import ThresholdsUnreadable, over, thresholds
from timpora.accountability.wording import FIGURES, UNUSUAL, unusual_sentence
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import REFUSED
from timpora.foundation.jobs import run
from timpora.registers.models import CurrentPerson, Person
from timpora.registers.tests.factories import person

MORNING = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)  # Wednesday, 10.00 WITA
NIGHT = datetime(2026, 8, 12, 15, 0, tzinfo=UTC)  # 23.00 WITA
SATURDAY = datetime(2026, 8, 15, 2, 0, tzinfo=UTC)
HOLIDAY = datetime(2026, 8, 17, 2, 0, tzinfo=UTC)
VILLAGE = 6310022002


def persons(number: int, area: int = VILLAGE) -> list[Person]:
    return Person.objects.bulk_create([Person(id=uuid4(), area=area) for _ in range(number)])


def found(code: str) -> list[Unusual]:
    examine()
    return list(Unusual.objects.filter(code=code))


def test_an_ordinary_day_asks_nothing(ayu):
    for minute, row in enumerate(persons(8)):
        look(ayu, MORNING + timedelta(minutes=7 * minute), row, purpose="report")
    examine()
    assert not Unusual.objects.exists()
    assert sum(Tally.objects.values_list("looks", flat=True)) == 8


def test_many_looks_without_a_reference(ayu):
    for minute, row in enumerate(persons(12)):
        look(ayu, MORNING + timedelta(minutes=11 * minute), row, purpose="report")
    (row,) = found("no_reference")
    assert (row.account_id, str(row.day), row.details) == (ayu.pk, "2026-08-12", {"n": 12})
    assert len(row.events) == 12


def test_looks_with_work_behind_them_are_no_question(ayu):
    for minute, row in enumerate(persons(12)):
        look(ayu, MORNING + timedelta(minutes=11 * minute), row, purpose="task", words={"from": "task:17"})
    assert found("no_reference") == []


def test_many_persons_in_ten_minutes(ayu):
    for second, row in enumerate(persons(20)):
        look(ayu, MORNING + timedelta(seconds=20 * second), row, purpose="task", words={"from": "task:17"})
    (row,) = found("burst")
    assert row.details == {"n": 20, "minutes": 10}


def test_one_person_opened_twenty_times_is_no_bulk(ayu):
    (row,) = persons(1)
    for second in range(20):
        look(ayu, MORNING + timedelta(seconds=20 * second), row, purpose="task", words={"from": "task:17"})
    assert found("burst") == []


def test_a_day_far_above_the_own_median(ayu):
    for day in range(1, 7):
        Tally.objects.create(
            day=(MORNING - timedelta(days=day)).date(), area=VILLAGE, account_id=ayu.pk, kind="registers.person_opened",
            has_reference=True, looks=6,
        )  # fmt: skip
    for minute, row in enumerate(persons(40)):
        look(ayu, MORNING + timedelta(minutes=2 * minute), row, purpose="task", words={"from": "task:17"})
    (row,) = found("busy_day")
    assert row.details == {"n": 40, "median": 6}


def test_a_new_member_has_no_median_to_leave(ayu):
    for minute, row in enumerate(persons(40)):
        look(ayu, MORNING + timedelta(minutes=2 * minute), row, purpose="task", words={"from": "task:17"})
    assert found("busy_day") == []


@pytest.mark.parametrize("moment", [NIGHT, SATURDAY, HOLIDAY])
def test_at_night_and_on_free_days_by_the_clock_of_the_members_area(ayu, moment):
    for minute, row in enumerate(persons(5)):
        look(ayu, moment + timedelta(minutes=minute), row, purpose="report")
    (row,) = found("off_hours")
    assert row.details == {"n": 5}


def test_an_evening_in_jakarta_is_night_in_kalimantan(ayu, jaka):
    """20.30 WITA is 19.30 WIB: the same moment is off hours for one and not for the other."""
    moment = datetime(2026, 8, 12, 12, 30, tzinfo=UTC)
    for minute, (one, other) in enumerate(zip(persons(5), persons(5, 3509010001), strict=True)):
        look(ayu, moment + timedelta(minutes=minute), one, purpose="report")
        look(jaka, moment + timedelta(minutes=minute), other, purpose="report")
    assert [row.account_id for row in found("off_hours")] == [ayu.pk]


def test_a_namesake_of_a_member_is_a_question_that_says_it_is_no_proof(ayu, budi):
    row, other = person(), persons(1)[0]
    CurrentPerson.objects.filter(pk=row.pk).update(name="SANTOSO, BUDI", names=["SANTOSO, BUDI"])
    CurrentPerson.objects.filter(pk=row.pk).update(name="Budi SANTOSO")
    look(ayu, MORNING, row, purpose="report")
    look(ayu, MORNING, other, purpose="report")
    (row,) = found("namesake")
    assert row.details == {"n": 1}
    sentence = unusual_sentence("namesake", row.details)
    assert "belum tentu orang yang sama" in sentence
    assert "Budi" not in sentence


def test_a_protected_namesake_is_not_told(ayu, budi):
    row = person()
    CurrentPerson.objects.filter(pk=row.pk).update(name="Budi SANTOSO", is_protected=True)
    look(ayu, MORNING, row, purpose="report")
    assert found("namesake") == []


def test_one_person_opened_by_several_agencies_names_no_member(ayu, kanim):
    row = persons(1)[0]
    look(ayu, MORNING, row, purpose="report")
    for name in ("Polres", "Kodim"):
        look(member(name.lower(), name, "kasi", agency("kanim", name), TANAH_BUMBU), MORNING, row, purpose="report")
    (seen,) = found("several_agencies")
    assert (seen.account_id, seen.subject_id, seen.details) == (None, row.pk, {"n": 3})


def test_districts_where_the_member_never_looks(ayu):
    Tally.objects.create(
        day=(MORNING - timedelta(days=3)).date(),
        area=VILLAGE,
        account_id=ayu.pk,
        kind="x",
        has_reference=True,
        looks=25,
    )
    for minute, (usual, new) in enumerate(zip(persons(5), persons(5, 6310060003), strict=True)):
        look(ayu, MORNING + timedelta(minutes=minute), usual, purpose="report")
        look(ayu, MORNING + timedelta(minutes=minute), new, purpose="report")
    (row,) = found("outside_area")
    assert row.details == {"n": 5}


def test_refusals_one_after_the_other(ayu):
    for minute in range(5):
        look(ayu, MORNING + timedelta(minutes=minute), kind=REFUSED, area=TANAH_BUMBU, words={"path": "/x/"})
    (row,) = found("refused")
    assert row.details == {"n": 5, "minutes": 10}


def test_the_same_person_day_after_day(ayu):
    row = persons(1)[0]
    for day in range(5):
        look(ayu, MORNING + timedelta(days=day if day < 3 else day + 2), row, purpose="report")
    (seen,) = found("again")
    assert (seen.subject_id, seen.details["n"], seen.details["within"]) == (row.pk, 5, 14)


def test_examining_again_changes_nothing(ayu):
    for minute, row in enumerate(persons(12)):
        look(ayu, MORNING + timedelta(minutes=11 * minute), row, purpose="report")
    examine()
    before = list(Unusual.objects.values()), sorted(Tally.objects.values_list("pk", "looks"))
    run(examine_sealed)
    assert (list(Unusual.objects.values()), sorted(Tally.objects.values_list("pk", "looks"))) == before
    Progress.objects.update(seal_no=0)  # an unusual row is found by state, even if seals are walked twice
    run(examine_sealed)
    assert list(Unusual.objects.values()) == before[0]


def test_the_offices_own_figures_count(ayu, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "unusual.yaml").write_text("no_reference: {looks: 2}\n")
    for minute, row in enumerate(persons(2)):
        look(ayu, MORNING + timedelta(minutes=minute), row, purpose="report")
    assert len(found("no_reference")) == 1


@pytest.mark.parametrize("own", [["x"], {"no_reference": {"looks": "many"}}, {"unheard": {"of": 1}}, {"burst": 3}])
def test_figures_that_no_rule_knows_are_refused_by_name(own):
    with pytest.raises(ThresholdsUnreadable, match=r"unusual\.yaml"):
        over(thresholds(), own)


def test_every_rule_has_its_words():
    assert set(thresholds()) == set(UNUSUAL) == set(FIGURES)
    for code, figures in thresholds().items():
        assert "%" not in str(FIGURES[code]) % figures


# Answers


@pytest.fixture
def unusual(ayu) -> Unusual:
    return Unusual.objects.create(
        code="no_reference", area=VILLAGE, account_id=ayu.pk, agency_id=acting(ayu).agency, day=MORNING.date(),
        details={"n": 12}, events=[], changed_at=timezone.now(),
    )  # fmt: skip


def answer(client, who, row, **told):
    client.force_login(who)
    return client.post(f"/pengawasan/tinjau/{row.pk}/", {"words": "Sudah dibaca bersama daftar tugas."} | told)


def test_the_list_says_why_and_the_page_asks(client, intan, unusual):
    client.force_login(intan)
    page = client.get("/pengawasan/tinjau/").content.decode()
    assert "Membuka data orang 12 kali dalam sehari tanpa acuan" in page
    assert "Ayu Lestari" in page
    assert "dapat diubah kantor" in page
    assert "Pembukaan data yang perlu ditinjau" in client.get("/").content.decode()
    assert client.get(f"/pengawasan/tinjau/{unusual.pk}/").status_code == 200


def test_fine_takes_it_off_the_list_until_the_day_grows(client, intan, unusual):
    assert answer(client, intan, unusual, answer="fine").status_code == 302
    assert "Ayu Lestari" not in client.get("/pengawasan/tinjau/").content.decode()
    assert "Ayu Lestari" in client.get("/pengawasan/tinjau/?tab=dijawab").content.decode()
    Unusual.objects.update(changed_at=timezone.now() + timedelta(seconds=1), details={"n": 15})
    assert "15 kali" in client.get("/pengawasan/tinjau/").content.decode()


def test_an_answer_needs_words(client, intan, unusual):
    assert answer(client, intan, unusual, answer="fine", words="ok").status_code == 400
    assert not Turn.objects.exists()


def test_the_supervisor_is_asked_at_home_and_answers_in_words(client, intan, ayu, budi, jaka, unusual):
    answer(client, intan, unusual, answer="ask", words="Untuk pekerjaan apa data ini dibuka?")
    question = Turn.objects.get()
    assert question.asked_of == [budi.pk]
    client.force_login(budi)
    assert "Pengawas internal meminta penjelasan Anda" in client.get("/").content.decode()
    address = f"/pengawasan/penjelasan/{question.pk}/"
    page = client.get(address).content.decode()
    assert "Untuk pekerjaan apa data ini dibuka?" in page
    assert "Ayu Lestari" in page
    assert client.post(address, {"reason": "Menyiapkan operasi gabungan."}).status_code == 302
    assert client.get(address).status_code == 404  # answered once
    assert "penjelasan" not in client.get("/").content.decode()
    client.force_login(intan)
    assert "Menyiapkan operasi gabungan." in client.get(f"/pengawasan/tinjau/{unusual.pk}/").content.decode()
    assert "Ayu Lestari" in client.get("/pengawasan/tinjau/").content.decode()  # back, to be concluded


def test_a_question_to_one_supervisor_is_not_there_for_another(client, intan, budi, kanim, unusual):
    answer(client, intan, unusual, answer="ask")
    question = Turn.objects.get()
    elsewhere = member("lain", "Lain", "kasi", agency("kanim", "Kanim Jember", 3509000000), 3509000000)
    client.force_login(elsewhere)
    assert client.get(f"/pengawasan/penjelasan/{question.pk}/").status_code == 404
    with acting_in_database(acting(elsewhere)):
        assert not Turn.objects.exists()
        assert not Unusual.objects.exists()


def test_nobody_supervises_himself(client, intan, budi, unusual):
    unusual.account_id = budi.pk
    unusual.save()
    page = answer(client, intan, unusual, answer="ask")
    assert page.status_code == 400
    assert "Tidak ada atasan" in page.content.decode()


def test_the_history_is_append_only(client, intan, unusual):
    answer(client, intan, unusual, answer="forward")
    for act in (lambda: Turn.objects.update(words="lain"), lambda: Turn.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_another_province_is_not_there(client, unusual):
    far = member("sari", "Sari", "inspektur", agency("kanwil", "Kanwil Jatim", 3500000000), 3500000000)
    client.force_login(far)
    assert client.get(f"/pengawasan/tinjau/{unusual.pk}/").status_code == 404
    assert "Ayu Lestari" not in client.get("/pengawasan/tinjau/").content.decode()
    assert client.get(f"/pengawasan/anggota/{unusual.account_id}/").status_code == 404


def test_no_order_by_member_and_no_sum_over_members(client, intan, unusual):
    """The list knows days; it has no column that adds up what a member did."""
    client.force_login(intan)
    page = client.get("/pengawasan/tinjau/").content.decode().lower()
    assert "skor" not in page
    assert "peringkat" not in page
