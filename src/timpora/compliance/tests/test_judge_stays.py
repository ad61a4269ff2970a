"""Stays are judged by the dated rulebook; certain questions, incomplete ones, and the many who are in order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from timpora.agencies.tests.cast import acting
from timpora.compliance.asking import WORTH_ASKING
from timpora.compliance.facts import facts_of
from timpora.compliance.jobs import evaluate_due
from timpora.compliance.models import Check, Evaluation, Verdict
from timpora.compliance.tests.factories import (
    COPY,
    ENDED,
    NOON,
    SEEN,
    TODAY,
    WHO,
    check_of,
    days_later,
    judge,
    live,
    permit,
    seen_after_the_end,
    sighting,
)  # fmt: skip
from timpora.core.rules import FACTS, RULES
from timpora.foundation.jobs import run
from timpora.foundation.models import Event
from timpora.registers.actions import link, mark_stale_of_source, protect, unlink
from timpora.registers.models import CurrentStay, Person
from timpora.registers.protection import set_shield
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, mention, person, source

pytestmark = pytest.mark.django_db


def test_seen_after_the_permit_ended_with_a_newer_copy_is_a_certain_question(kanim):
    row = seen_after_the_end(kanim)
    verdict = live(row, "STAY-01")
    assert (verdict.verdict, verdict.reason, verdict.day) == ("breached", "permit_ended", TODAY)
    assert verdict.details["days"] == (SEEN - ENDED).days
    assert verdict.origins["permit_ends_on"]["agency"] == kanim.short_name
    check = check_of(row)
    assert (check.state, check.certainty, check.verdict_id, check.area) == ("open", "certain", verdict.pk, AREA)
    assert Event.objects.filter(kind="compliance.checks_opened", count=1, account_id=None).count() == 1


def test_a_permit_file_alone_accuses_nobody(kanim):
    row = person(permit(kanim))
    judge()
    assert live(row, "STAY-01").verdict == "unknown"
    assert not Check.objects.filter(person=row).exists()


def test_a_sighting_without_any_permit_on_file_asks_nobody():
    row = person(sighting())
    judge()
    assert live(row, "STAY-01").reason == "permit_not_known"
    assert not Check.objects.exists()


def test_seen_after_the_end_by_an_old_copy_is_an_incomplete_question(kanim):
    row = person(permit(kanim, as_of=ENDED), sighting())
    judge()
    assert live(row, "STAY-01").verdict == "unknown"
    assert check_of(row).certainty == "incomplete"


@pytest.mark.parametrize("absent", ["permit_ends_on", "last_seen_on", "permit_source_as_of", "permit_kind"])
def test_taking_a_fact_away_never_makes_a_certain_question(kanim, absent):
    row = person(permit(kanim, as_of=ENDED), sighting())
    CurrentStay.objects.filter(pk=row).update(**{absent: "" if absent == "permit_kind" else None})
    judge()
    assert not Check.objects.filter(certainty="certain").exists()


def test_a_late_report_to_the_civil_registry_is_asked_and_a_late_certificate_is_not(kanim):
    current = {"permit_issued_on": date(2026, 2, 2), "ends_on": date(2027, 1, 31)}
    late = person(permit(kanim, **current, sktt_reported_on=date(2026, 3, 20)))
    certified = person(permit(kanim, **current, content="b", sktt_issued_on=date(2026, 3, 20)))
    judge()
    assert check_of(late, "RESID-01").certainty == "certain"
    assert live(certified, "RESID-01").verdict == "unknown"
    assert not Check.objects.filter(person=certified).exists()


def test_crew_on_the_waters_is_exempt_from_the_registry(kanim):
    issued = {"permit_issued_on": date(2026, 2, 2), "ends_on": date(2027, 1, 31)}
    row = person(
        permit(kanim, **issued, permit_index="E29", permit_is_perairan=True, sktt_reported_on=date(2026, 3, 20))
    )
    judge()
    assert live(row, "RESID-01").reason == "not_for_waters"


def test_most_people_are_in_order(kanim):
    row = person(permit(kanim, ends_on=date(2027, 1, 31)), sighting())
    judge()
    assert live(row, "STAY-01").reason == "covered"
    assert not Check.objects.exists()


def test_judging_twice_is_judging_once(kanim):
    seen_after_the_end(kanim)
    before = list(Verdict.objects.order_by("id").values_list("id", "superseded_at"))
    assert judge() == 0
    Evaluation.objects.update(stay_version=0)  # as if it had to be done again
    assert judge() == 1
    assert list(Verdict.objects.order_by("id").values_list("id", "superseded_at")) == before
    assert Check.objects.count() == 1
    assert Check.objects.get().version == 1


def test_a_fresh_file_answers_the_question_and_the_check_lapses(kanim):
    row = seen_after_the_end(kanim)
    later = days_later(3)
    link(
        permit(kanim, ends_on=date(2027, 6, 30), as_of=date(2026, 8, 14), content="fresh", at=later),
        row,
        by=None,
        at=later,
    )
    run(rebuild_current)
    judge(later)
    assert live(row, "STAY-01").verdict == "met"
    check = check_of(row)
    assert (check.state, check.decided_at, check.decided_by) == ("lapsed", later, None)
    old = Verdict.objects.get(person=row, rule="STAY-01", superseded_at=later)
    assert old.verdict == "breached"


def test_undoing_the_batch_that_told_the_sighting_takes_the_question_back(kanim):
    row = seen_after_the_end(kanim)
    seen = row.mentions.get(kind="sightings")
    seen.source.withdrawn_at, seen.source.withdrawn_by, seen.source.withdrawn_because = NOON, row.pk, "salah berkas"
    seen.source.save()
    mark_stale_of_source(seen.source, at=NOON)
    run(rebuild_current)
    judge()
    assert check_of(row).state == "lapsed"


def test_of_whom_nobody_speaks_any_more_nothing_is_said(kanim):
    row = seen_after_the_end(kanim)
    for told in row.mentions.all():
        unlink(told, by=None, at=NOON)
    run(rebuild_current)
    judge()
    assert check_of(row).state == "lapsed"
    assert not Verdict.objects.filter(person=row, superseded_at=None).exists()


def test_shielding_a_person_withdraws_the_question_and_lifting_asks_it_again(kanim, ayu):
    row = seen_after_the_end(kanim)
    set_shield(row.pk, True)
    assert check_of(row).is_protected  # at once
    judge()
    assert check_of(row).state == "lapsed"
    assert live(row, "STAY-01").reason == "protected"
    set_shield(row.pk, False)
    judge(days_later(1))
    assert check_of(row).state == "open"
    assert not Person.objects.get(pk=row.pk).is_protected


def test_time_alone_can_change_an_answer_the_next_day_at_the_place(kanim):
    row = person(permit(kanim, ends_on=TODAY, as_of=COPY), sighting())
    judge()
    assert live(row, "STAY-01").reason == "covered"
    midnight = datetime(2026, 8, 12, 16, 0, tzinfo=UTC)  # in Tanah Bumbu
    assert judge(midnight - timedelta(seconds=1)) == 0
    assert judge(midnight) == 1
    assert judge(midnight) == 0
    assert live(row, "STAY-01").verdict == "unknown"
    assert live(row, "STAY-01").day == date(2026, 8, 13)


def test_another_rulebook_judges_everybody_again(kanim):
    seen_after_the_end(kanim)
    Evaluation.objects.update(rulebook="of last year")
    assert judge() == 1


def test_a_moved_person_takes_the_open_question_along(kanim):
    row = seen_after_the_end(kanim)
    CurrentStay.objects.filter(pk=row).update(area=6302010000)
    judge()
    assert check_of(row).area == live(row, "STAY-01").area == 6302010000


def test_a_lodging_that_reports_late_is_no_question_about_its_guest():
    times = {"checked_in_at": datetime(2026, 8, 1, 7, tzinfo=UTC), "reported_at": datetime(2026, 8, 4, 7, tzinfo=UTC)}
    guest = mention(source(content="hotel"), "lodging", **WHO, **times, place="Hotel Rekaan")
    row = person(guest)
    CurrentStay.objects.filter(pk=row).update(area=6302010000)  # went on
    judge()
    verdict = live(row, "LODGE-01")
    assert (verdict.verdict, verdict.details["place"], verdict.area) == ("breached", "Hotel Rekaan", AREA)
    assert not Check.objects.exists()


def test_rules_read_no_nationality(kanim):
    row = person(permit(kanim))
    assert set(facts_of(row.stay)) <= set(FACTS)
    assert "nationality" not in FACTS


def test_every_line_of_the_asking_table_belongs_to_a_rule():
    for rule, reason in WORTH_ASKING:
        assert reason in {line.reason for line in RULES[rule].lines if line.verdict == "unknown"}


def test_a_protected_member_of_the_register_is_never_asked_about(kanim, ayu):
    row = person(permit(kanim), sighting())
    protect(row.pk, kind="refugee", note="", area=AREA, by=acting(ayu), at=NOON)
    row.refresh_from_db()
    judge()
    assert not Check.objects.exists()
    assert all(Verdict.objects.filter(person=row).values_list("is_protected", flat=True))


def test_the_hourly_job_judges_what_fell_due(kanim):
    row = person(permit(kanim))
    evaluate_due(timestamp=0)
    assert Evaluation.objects.get(person=row).as_protected is False
