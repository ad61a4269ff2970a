"""Denials beat everything, levels narrow, groups open: from the grants of real acts to what a member meets."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from timpora.agencies import circles, handover, sharing
from timpora.agencies.audience import audience
from timpora.agencies.models import CircleMember, Membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency, member
from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Grant, Handling
from timpora.intake.models import Report
from timpora.intake.reporter import informant, reporter
from timpora.intake.tests import factories as intake

pytestmark = pytest.mark.django_db


def sees(account, report) -> bool:
    by = acting(account)
    with acting_in_database(by):
        return Report.objects.visible_to(by).filter(pk=report.pk).exists()


def shared(report, by, kind, subject, **more):
    now = timezone.now()
    told = {"purpose": "meeting", "until": now + timedelta(days=3), "at": now} | more
    member = acting(by)
    with acting_in_database(member):
        return sharing.share(report, kind, subject, by=member, **told)


def circle(by, *agencies, **more):
    now, member = timezone.now(), acting(by)
    told = {"purpose": "Pendataan proyek", "ends_at": now + timedelta(days=9), "at": now, "key": uuid7()} | more
    with acting_in_database(member):
        return circles.make(agencies=agencies, by=member, **told)


def listed(report) -> set:
    readers = audience(facts_of(report), "report.read", timezone.now())
    return {one.pk for each in readers for one in each.members}


def decided(report) -> set:
    found = set()
    for membership in Membership.objects.select_related("account"):
        by = acting(membership.account)
        if by.membership == membership.pk and decide(by.scopes, "report.read", facts_of(report)).is_allowed:
            found.add(membership.pk)
    return found


def test_the_duties_of_an_agency_are_one_reason(ayu, budi, dewa):
    report = intake.report(dewa)
    (office,) = (one for one in audience(facts_of(report), "report.read", timezone.now()) if len(one.members) == 2)
    assert office.reasons == ["tugas di wilayah ini: Pelaksana Inteldakim, Kepala Seksi Inteldakim"]


def test_a_denial_without_range_or_record_is_refused_by_the_database(ayu):
    told = {"subject_kind": "account", "subject_id": ayu.pk, "verbs": ["report.read"], "purpose": "x"}
    more = {"because_kind": "x", "because_id": uuid7(), "begins_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(is_denial=True, **told, **more)


def test_a_report_shared_with_an_agency_opens_once_and_ends(ayu, dewa, citra, disnaker):
    report = intake.report(dewa)
    assert not sees(citra, report)
    grant = shared(report, ayu, "agency", disnaker.pk)
    assert shared(report, ayu, "agency", disnaker.pk).pk == grant.pk
    assert sees(citra, report)
    by = acting(ayu)
    with acting_in_database(by):
        assert sharing.take_back(report, grant.pk, by=by, at=timezone.now())
        assert not sharing.take_back(report, grant.pk, by=by, at=timezone.now())
        assert len(sharing.story(report, timezone.now())) == 2
    assert not sees(citra, report)


def test_an_exclusion_beats_a_share(ayu, dewa, citra, disnaker):
    report = intake.report(dewa)
    shared(report, ayu, "agency", disnaker.pk)
    by = acting(dewa)
    with acting_in_database(by):
        sharing.exclude(report, disnaker, by=by, at=timezone.now())
    assert not sees(citra, report)
    assert listed(report) == decided(report)
    assert {one.agency for one in audience(facts_of(report), "report.read", timezone.now())} != {disnaker}


def test_only_the_originator_excludes_and_never_the_office_that_reads(ayu, dewa, kanim, disnaker):
    report = intake.report(dewa)
    for who, whom in ((ayu, disnaker), (dewa, kanim)):
        by = acting(who)
        with acting_in_database(by), pytest.raises(sharing.NotAllowed):
            sharing.exclude(report, whom, by=by, at=timezone.now())


def test_levels_narrow_who_reads(ayu, budi, dewa):
    for level, opened in ((Handling.BIASA, (ayu, budi, dewa)), (Handling.TERBATAS, (ayu, budi, dewa)),
                          (Handling.RAHASIA, (budi, dewa))):  # fmt: skip
        report = intake.report(dewa, handling=int(level))
        assert [who for who in (ayu, budi, dewa) if sees(who, report)] == list(opened)
        assert listed(report) == decided(report)


def test_the_section_narrows_and_only_the_origin_widens(ayu, budi, dewa):
    report = intake.report(dewa)
    assert sharing.levels_for(report, acting(ayu)) == [Handling.BIASA, Handling.TERBATAS]
    by = acting(ayu)
    with acting_in_database(by):
        sharing.handle(report, Handling.TERBATAS, reason="Ada anak", version=1, by=by, at=timezone.now())
    report.refresh_from_db()
    assert (report.handling, report.version) == (1, 2)
    assert Handling.BIASA not in sharing.levels_for(report, acting(ayu))
    by = acting(dewa)
    with acting_in_database(by):
        with pytest.raises(sharing.Changed):
            sharing.handle(report, Handling.BIASA, reason="Sudah umum", version=1, by=by, at=timezone.now())
        sharing.handle(report, Handling.BIASA, reason="Sudah umum", version=2, by=by, at=timezone.now())
        sharing.handle(report, Handling.BIASA, reason="Sudah umum", version=2, by=by, at=timezone.now())
    report.refresh_from_db()
    assert [step["to"] for step in report.handling_story] == [1, 0]


def test_a_report_sent_again_is_the_same_whatever_the_level_was_called(dewa):
    key = uuid7()
    assert intake.report(dewa, key=key).pk == intake.report(dewa, key=key, handling=0).pk


def test_a_circle_opens_to_its_members_and_ends_by_itself(ayu, dewa, citra, disnaker):
    report, made = intake.report(dewa), circle(ayu, disnaker)
    grant = shared(report, ayu, "circle", made.pk, until=timezone.now() + timedelta(days=90))
    assert grant.ends_at == made.ends_at
    assert sees(citra, report)
    assert listed(report) == decided(report)
    by = acting(citra)
    with acting_in_database(by):
        assert list(circles.listed(by)) == [made]
        assert CircleMember.objects.visible_to(by).count() == 2
    Grant.objects.filter(pk=grant.pk).update(begins_at=timezone.now() - timedelta(days=99))
    circles.Circle.objects.filter(pk=made.pk).update(
        begins_at=timezone.now() - timedelta(days=99), ends_at=timezone.now() - timedelta(days=1)
    )
    assert not sees(citra, report)


def test_a_circle_is_not_there_for_others(ayu, budi, citra, dewa, disnaker):
    made = circle(ayu, disnaker)
    for who in (budi, dewa):  # of the same office, but not in it
        by = acting(who)
        with acting_in_database(by):
            assert not circles.Circle.objects.filter(pk=made.pk).exists()
            assert not CircleMember.objects.exists()


def test_leaving_and_ending_a_circle_closes_what_it_opened(ayu, dewa, citra, disnaker):
    report, made = intake.report(dewa), circle(ayu, disnaker)
    shared(report, ayu, "circle", made.pk)
    by, now = acting(ayu), timezone.now()
    told = {"ends_at": now + timedelta(days=1), "members": [], "by": by, "at": now}
    with acting_in_database(by):
        circles.change(made, agencies=[], version=1, **told)
        with pytest.raises(circles.Changed):
            circles.change(made, agencies=[disnaker], version=1, **told)
    assert not sees(citra, report)
    assert set(Grant.objects.filter(because_kind="share").values_list("ends_at", flat=True)) == {told["ends_at"]}
    by = acting(ayu)
    with acting_in_database(by):
        circles.change(made, agencies=[disnaker], version=2, **told)
    assert sees(citra, report)
    made.refresh_from_db()
    with acting_in_database(by):
        circles.end(made, by=by, at=now)
        circles.end(made, by=by, at=now)
    assert not sees(citra, report)
    assert not Grant.objects.filter(subject_kind="circle", revoked_at=None).exists()


def test_the_reporter_is_masked_for_whom_it_was_shared_with(ayu, budi, citra, disnaker):
    report = intake.report(ayu, informant="Pak RT 03")
    shared(report, ayu, "agency", disnaker.pk)
    assert informant(report, acting(budi)) == "Pak RT 03"
    masked = reporter(report, acting(citra))
    assert (masked.is_masked, informant(report, acting(citra))) == (True, "")
    assert "Batulicin" not in masked.agency


def test_a_hand_over_may_hide_the_work_from_the_former_holder(ayu, budi, dewa):
    report = intake.report(dewa)
    from timpora.intake.actions import mark_read

    by = acting(ayu)
    with acting_in_database(by):
        mark_read(report, by=by, at=timezone.now())
    giver, taker = Membership.objects.get(account=ayu), Membership.objects.get(account=budi)
    by = acting(budi)
    with acting_in_database(by):
        assert handover.hand_over(giver, taker, by=by, at=timezone.now(), is_hidden=True)
    assert not sees(ayu, report)
    assert sees(budi, report)
    with acting_in_database(by):
        Report.objects.filter(pk=report.pk).update(version=5)
    assert listed(report) == decided(report)


def test_the_audience_is_what_decide_says_on_a_crowd(ayu, budi, dewa, citra, intan, jaka, disnaker, kanim):
    others = [agency(kind, kind.title(), TANAH_BUMBU) for kind in ("kodim", "polres", "disdukcapil")]
    for number, one in enumerate(others):
        member(f"p{number}", f"Petugas {number}", "instansi", one, TANAH_BUMBU)
    made = circle(ayu, *others[:2])
    rows = [intake.report(who, handling=level) for who in (dewa, ayu, citra) for level in (0, 1, 2)]
    for number, row in enumerate(rows):
        if sharing.may(row, sharing.SHARE, acting(ayu)):
            shared(row, ayu, *(("circle", made.pk) if number % 2 else ("agency", disnaker.pk)))
    by = acting(dewa)
    with acting_in_database(by):
        sharing.exclude(rows[1], others[0], by=by, at=timezone.now())
    for row in rows:
        row.refresh_from_db()
        assert listed(row) == decided(row)
