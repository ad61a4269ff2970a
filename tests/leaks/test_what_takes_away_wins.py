"""What takes away is stronger than what gives; nothing named is nothing opened; and no look without its record."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from tests.leaks.district import SECRET
from tests.leaks.doors import by_program, door, text_of, walk
from tests.leaks.shared_life import IN_REPORT, circle_of, exclude, share, take_back
from timpora.agencies import handover
from timpora.agencies.audience import audience
from timpora.agencies.models import Membership
from timpora.agencies.sharing import EXCLUDED, NotAllowed, denial, handle
from timpora.agencies.tests.cast import JEMBER, KOTABARU, TANAH_BUMBU, VILLAGE, acting, agency, member
from timpora.core.access import Scope, decide
from timpora.foundation.access import ScopedModel, facts_of
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Event, Grant, Handling
from timpora.intake.actions import mark_read
from timpora.intake.models import Report
from timpora.intake.tests import factories as intake
from timpora.registers.models import CurrentPerson, UrgentAccess
from timpora.registers.tests.factories import mention, person, source
from timpora.tasks.tests.factories import sent
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team
from timpora.territory.queries import day_at

pytestmark = pytest.mark.django_db
WORD = "KENARISENDIRI"


def given_by(route: str, report: Report, ayu, budi, kanim, partner) -> None:
    """One way by which a report comes to be open to an agency."""
    if route == "agency":
        share(report, ayu, "agency", partner.pk)
    elif route == "circle":
        share(report, ayu, "circle", circle_of(ayu, partner).pk)
    elif route == "team":
        team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"), NewSeat(partner, "Kapolres"))
        share(report, ayu, "team", team.pk)


def doors_of(report: Report) -> list[str]:
    return [f"/laporan/{report.pk}/", f"/laporan/{report.pk}/siapa/", f"/laporan/{report.pk}/foto/"]


def meets(account, report: Report) -> bool:
    client = door(account)
    pages = [client.get(page) for page in (*doors_of(report), "/laporan/", "/", f"/cari/?q={report.number}")]
    listed = report.pk in [row.pk for row in client.get("/laporan/").context["page"]]
    return listed or any(WORD in text_of(page) for page in pages)


@pytest.mark.parametrize("route", ["agency", "circle", "team"])
@pytest.mark.parametrize("is_first", [True, False], ids=["denied-first", "given-first"])
def test_a_denial_beats_whatever_gives(ayu, budi, dewa, kanim, route, is_first):
    """Item 5: by agency, circle or team, before or after: who is kept out stays out, and decide says why."""
    partner = agency("polres", "Polres Tanah Bumbu", is_vertical=True)
    tono = member("tono", "Tono Wijaya", "instansi", partner, TANAH_BUMBU)
    report = intake.report(dewa, words=f"{WORD} di dermaga.")
    if is_first:
        exclude(report, dewa, partner)
    given_by(route, report, ayu, budi, kanim, partner)
    if not is_first:
        assert meets(tono, report)
        exclude(report, dewa, partner)
    assert not meets(tono, report)
    assert [door(tono).get(page).status_code for page in doors_of(report)] == [404] * 3
    assert decide(acting(tono).scopes, "report.read", facts_of(report)).reason == "denied"
    assert partner not in [one.agency for one in audience(facts_of(report), "report.read", timezone.now())]


def test_who_is_kept_from_a_person_is_kept_from_the_columns_of_an_agreement(district, shared):
    """Item 5, where a clause opens columns: the denial names `person.read`, which the receiver never held."""
    tono, page = door(shared.tono), f"/data-bersama/permits/{district.person.pk}/"
    assert "OKONKWO" in tono.get(page).text
    by = acting(district.members["budi"])
    told = {"because_kind": EXCLUDED, "because_id": uuid7(), "by": by, "at": timezone.now()}
    grant = denial("registers.person", district.person.pk, **told)
    grant.subject_kind, grant.subject_id = Grant.Subject.AGENCY, shared.partner.pk
    grant.save(force_insert=True)
    assert tono.get(page).status_code == 404
    ways = [tono.get("/data-bersama/permits/"), tono.get("/data-bersama/permits/?q=okonkwo")]
    ways += [tono.post(f"/data-bersama/permits/{way}/") for way in ("cetak", "ambil")]
    ways.append(by_program(shared.tono, "/api/v1/shared/permits"))
    assert not [way for way in ways if "OKONKWO" in text_of(way)]
    assert "TANAKA" in text_of(ways[0]), "the others of the clause are there still"
    who, row = acting(shared.tono), CurrentPerson.objects.get(pk=district.person.pk)
    assert decide(who.scopes, "shared.permits", facts_of(row)).reason == "denied"
    with acting_in_database(who):
        assert not CurrentPerson.objects.filter(pk=row.pk).exists(), "the second lock as well"
    assert not audience(facts_of(row), "shared.permits", timezone.now())


def test_nothing_named_opens_nothing(district, shared):
    """Item 6: all verbs without a range or record show no row of any table, by neither lock."""
    verbs = acting(district.members["budi"]).verbs
    empty = Acting(account=uuid7(), agency=uuid7(), verbs=verbs, scopes=(Scope(verbs), Scope(verbs, low=0)))
    models = [m for m in apps.get_models() if issubclass(m, ScopedModel) and m._meta.managed]
    filled = [model for model in models if model.objects.exists()]
    assert len(filled) > 20
    assert [m.__name__ for m in filled if m.objects.visible_to(empty).exists()] == [], "the first lock alone"
    with acting_in_database(empty):
        assert [m.__name__ for m in filled if m.objects.exists()] == [], "and the second"
    told = {"subject_kind": "agency", "subject_id": shared.partner.pk, "purpose": "x", "because_kind": "x"}
    for where in ({}, {"area_low": 0}, {"area_low": 5, "area_high": 4}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(verbs=["report.read"], because_id=uuid7(), begins_at=timezone.now(), **told, **where)


def test_a_referral_that_ends_leaves_nothing_open_and_nothing_on_the_device(district, shared, ayu):
    """Item 8: when what was referred is given back, the receiver meets no word of it; no device may keep a page."""
    rini, report = district.members["rini"], shared.report
    task = sent(
        ayu, district.helper, kind="referral", report=report, opens_records=True, question="Mohon bantuan.",
        area=report.area, fields=(), reason="",
    )  # fmt: skip
    page = f"/laporan/{report.pk}/"
    opened = walk(rini, district.ids())
    assert IN_REPORT in text_of(opened[page])
    kept = [at for at, answer in opened.items() if answer.get("Cache-Control") != "no-store"]
    assert [at for at in kept if not at.startswith(("/berkas/contoh", "/healthz", "/masuk"))] == []
    assert door(rini).post(f"/tugas/{task.pk}/kembalikan/", {"reason": "Bukan wewenang kami."}).status_code == 302
    assert not [at for at, answer in walk(rini, district.ids()).items() if IN_REPORT in text_of(answer)]
    assert door(rini).get(page).status_code == 404
    records = [report.pk, report.source_id]
    assert not Grant.objects.filter(subject_id=district.helper.pk, record_id__in=records, revoked_at=None).exists()


def test_a_transfer_takes_the_open_work_along(district, jaka, ayu):
    """Item 9: what was asked about the same person is the receiver's from now on; the giver keeps a stub, no words."""
    office = agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER)
    page = f"/tugas/{district.task.pk}/"
    assert SECRET.search(door(ayu).get(page).text)
    task = sent(
        ayu, office, kind="transfer", person=district.person, opens_records=True, question="Sudah pindah.",
        area=district.person.area, fields=(), reason="",
    )  # fmt: skip
    assert door(jaka).get(page).status_code == 404, "sent, and not yet accepted"
    assert door(jaka).post(f"/tugas/{task.pk}/terima/").status_code == 302
    text = door(jaka).get(page).text
    assert f"Pindah bersama pelimpahan no. {task.number}." in text
    assert door(ayu).get(page).status_code == 404
    assert not SECRET.search(door(ayu).get(f"/tugas/{task.pk}/").text)
    assert SECRET.search(door(jaka).get(f"/orang-asing/{district.person.pk}/?from=task:{task.number}").text)


def test_work_handed_over_out_of_sight_is_gone_for_the_former_holder(ayu, budi, dewa, kanim):
    """Item 11: when asked for, later work on it is hidden from who handed it over, at every door."""
    yani = member("yani", "Yani Lestari", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)
    report = intake.report(dewa, words=f"{WORD} di dermaga.")
    by = acting(ayu)
    with acting_in_database(by):
        mark_read(report, by=by, at=timezone.now())
    assert meets(ayu, report)
    giver, taker, by = Membership.objects.get(account=ayu), Membership.objects.get(account=yani), acting(budi)
    with acting_in_database(by):
        assert handover.hand_over(giver, taker, by=by, at=timezone.now(), is_hidden=True)
    assert not meets(ayu, report)
    assert meets(yani, report)
    assert door(ayu).post(f"/laporan/{report.pk}/tutup/", {"reason": "Sudah selesai"}).status_code == 404
    former = acting(ayu)
    assert {decide(former.scopes, verb, facts_of(report)).reason for verb in ("report.read", "report.close")} == {
        "denied"
    }
    assert not Report.objects.visible_to(former).filter(pk=report.pk).exists(), "the first lock alone"
    with acting_in_database(former):
        assert not Report.objects.filter(pk=report.pk).exists(), "the second lock as well"


def acts_on(shared, helper, out) -> list[tuple[str, str, dict[str, str]]]:
    """Who may do it, where, and with what: each changes something."""
    page, until = f"/laporan/{shared.report.pk}/", day_at(TANAH_BUMBU, timezone.now()).isoformat()
    grant = Grant.objects.get(record_id=shared.report.pk, because_kind="share")
    told = {"purpose": "meeting", "until": until}
    return [
        ("ayu", f"{page}dibaca/", {}), ("ayu", f"{page}tutup/", {"fate": "done"}),
        ("ayu", f"{page}siapa/", {"act": "share", "sure": "1", "to": f"agency:{helper.pk}"} | told),
        ("dewa", f"{page}siapa/", {"act": "exclude", "agency": str(out.pk)}),
        ("ayu", f"{page}siapa/", {"act": "handle", "level": "1", "reason": "Ada anak di sana"}),
        ("ayu", f"{page}siapa/", {"act": "take_back", "grant": str(grant.pk)}),
        ("ayu", f"/lingkar/{shared.circle.pk}/akhiri/", {}),
        ("ayu", f"/buletin/{shared.bulletin.pk}/tarik/", {"reason": "Keliru alamat"}),
        ("ayu", f"/pertanyaan/{shared.question.pk}/tarik/", {"reason": "Keliru alamat"}),
        ("budi", f"/perjanjian/{shared.agreement.pk}/akhiri/", {"reason": "Tidak diperlukan lagi"}),
    ]  # fmt: skip


def as_it_stands(shared) -> list[object]:
    rows = (shared.report, shared.circle, shared.bulletin, shared.question, shared.agreement)
    grants = Grant.objects.filter(record_id=shared.report.pk).order_by("pk").values_list("pk", "revoked_at")
    return [*grants, *(type(row).objects.filter(pk=row.pk).values().get() for row in rows)]


def test_who_was_let_in_adds_and_takes_nothing_away(district, shared):
    """Item 12: the receiver answers; it does not close, widen, share on, take back, withdraw or end what is not its.
    Each of these changes something when it comes from who may."""
    tono, question = door(shared.tono), f"/pertanyaan/{shared.question.pk}/"
    assert tono.get(question).status_code == 200
    acts = acts_on(shared, district.helper, Membership.objects.get(account=district.members["kirana"]).agency)
    stands = as_it_stands(shared)
    for _who, address, form in acts:
        tono.post(address, form | {"version": "1"})
        assert as_it_stands(shared) == stands, (address, form)
    with pytest.raises(NotAllowed):  # whatever a page offers
        handle(shared.report, Handling.RAHASIA, reason="Rahasia", version=1, by=acting(shared.tono), at=timezone.now())
    assert tono.post(f"{question}jawab/", {"words": "Tiga orang."}).status_code == 302
    for who, address, form in acts:
        before, version = as_it_stands(shared), Report.objects.get(pk=shared.report.pk).version
        door(district.members[who]).post(address, form | {"version": str(version)})
        assert as_it_stands(shared) != before, (who, address, form)


def test_who_is_in_a_circle_does_not_change_or_end_it(jaka, ayu):
    """Item 12: neither does a section that makes circles of its own; who made it does."""
    circle = circle_of(ayu, Membership.objects.get(account=jaka).agency)
    page, told = f"/lingkar/{circle.pk}/", {"until": day_at(TANAH_BUMBU, timezone.now()).isoformat(), "version": "1"}
    assert door(jaka).get(page).status_code == 200
    assert [door(jaka).post(page + act, told).status_code for act in ("ubah/", "akhiri/")] == [403, 403]
    circle.refresh_from_db()
    assert (circle.version, circle.ended_at) == (1, None)
    assert door(ayu).post(page + "akhiri/").status_code == 302


def test_an_operator_of_one_kecamatan_meets_no_row_of_another(district, shared):
    """Item 16: neither by list, page nor search, whatever the neighbour told of its own people."""
    other = agency("kecamatan", "Kecamatan Kusan Hilir", 6310020000)
    neighbour = member("wira", "Wira Atmaja", "operator_camat", other, 6310020000)
    told = intake.report(neighbour, area=VILLAGE, words=f"{WORD} di dermaga.")
    own = intake.report(district.members["oka"], area=6310062001, words="KENARIOKA di pasar.")
    found = walk(district.members["oka"], district.ids())
    assert [at for at, answer in found.items() if WORD in text_of(answer) or IN_REPORT in text_of(answer)] == []
    assert [row.pk for row in found["/laporan/"].context["page"]] == [own.pk]
    assert door(neighbour).get(f"/laporan/{told.pk}/").status_code == 200
    by = acting(district.members["oka"])
    assert list(Report.objects.visible_to(by).values_list("pk", flat=True)) == [own.pk], "the first lock alone"
    with acting_in_database(by):
        assert list(Report.objects.values_list("pk", flat=True)) == [own.pk], "the second lock as well"


def test_who_may_see_it_is_part_of_its_own_story(district, shared, ayu, dewa):
    """Item 22: given, taken back, kept from, narrowed: each stands in the report's own story, for who handles it."""
    page, client = f"/laporan/{shared.report.pk}/", door(ayu)
    take_back(shared.report, ayu, share(shared.report, ayu, "agency", shared.partner.pk))
    exclude(shared.report, dewa, district.helper)
    told = {"act": "handle", "level": "1", "reason": "Ada anak di rumah itu", "version": str(shared.report.version)}
    assert client.post(f"{page}siapa/", told).status_code == 302
    story = client.get(page).text
    for line in (
        "Dibagikan kepada Polres Tanah Bumbu", "Tidak lagi dibagikan kepada Polres Tanah Bumbu",
        "Tidak untuk Disdukcapil Tanah Bumbu", "Ada anak di rumah itu",
    ):  # fmt: skip
        assert line in story, line
    kinds = set(Event.objects.filter(subject_id=shared.report.pk).values_list("kind", flat=True))
    assert {"record.shared", "record.taken_back", "record.excluded", "record.handling_changed"} <= kinds


@contextmanager
def record_broken():
    """No event can be written, whoever tries: as where its partition is gone or its disk is full."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "create function pg_temp.no_record() returns trigger language plpgsql as"
            " $$ begin raise exception 'the record cannot be written'; end $$"
        )
        cursor.execute(
            "create trigger no_record before insert on foundation_event"
            " for each row execute function pg_temp.no_record()"
        )
        cursor.execute("set role timpora_worker")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset role; drop trigger no_record on foundation_event; set role timpora_worker")


def test_nothing_opens_where_the_look_cannot_be_recorded(district, shared, ayu, jaka):
    """Item 25: urgent access fails with its record, and so does every other look at a person."""
    office = agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER)
    far = person(
        mention(source(office, content="jember", area=JEMBER), area=JEMBER, name="SUZUKI AIKO", sex="F",
                nationality="JPN", passport="TZ7654321", passport_country="JPN")
    )  # fmt: skip
    desk, tono = door(ayu), door(shared.tono)
    desk.raise_request_exception = tono.raise_request_exception = False
    asked = {"number": "TZ7654321", "nationality": "Jepang", "reason": "Korban kecelakaan, keluarga harus dihubungi."}
    looks = [
        lambda: desk.post("/orang-asing/mendesak/", asked), lambda: desk.get(f"/orang-asing/{far.pk}/"),
        lambda: desk.get(f"/orang-asing/{district.person.pk}/?from=task:{district.task.number}"),
        lambda: tono.get("/data-bersama/permits/"), lambda: tono.post("/data-bersama/permits/ambil/"),
    ]  # fmt: skip
    before = UrgentAccess.objects.count()
    with record_broken():
        for look in looks:
            with transaction.atomic():
                answer = try_once(look)
            assert not answer or not (SECRET.search(text_of(answer)) or "SUZUKI" in text_of(answer))
    assert UrgentAccess.objects.count() == before
    assert not Grant.objects.filter(purpose="urgent", record_id=far.pk).exists()
    assert desk.post("/orang-asing/mendesak/", asked).url == f"/orang-asing/{far.pk}/", "and with its record it opens"


def try_once(look):
    try:
        with transaction.atomic():
            return look()
    except DatabaseError:
        return None
