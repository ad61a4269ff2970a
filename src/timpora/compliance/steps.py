"""Judges every stay that changed, fell due or stood under another rulebook, and asks or withdraws questions."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from timpora.compliance.children import grown_up_on, is_child
from timpora.compliance.judging import Judged, due_moment, judge_stay, lodgings_of, says_the_same
from timpora.compliance.models import Evaluation, Verdict
from timpora.compliance.questions import settle_questions
from timpora.compliance.rulebook import fingerprint
from timpora.registers.models import CurrentPerson, CurrentStay
from timpora.territory.queries import day_at

CHUNK = 300


def evaluate_rules() -> int:
    return evaluate(timezone.now())


def evaluate(at: datetime) -> int:
    """One chunk; returns how many stays were judged."""
    stays = list(to_be_judged(at).select_for_update(of=("self",), skip_locked=True)[:CHUNK])
    if stays:
        judge_all(stays, at)
    return len(stays)


def to_be_judged(at: datetime) -> QuerySet[CurrentStay]:
    """By state alone: never judged, told anew, moved, shielded or unshielded, due by time, under another rulebook."""
    last = "person__evaluation__"
    changed = ~Q(**{f"{last}stay_version": F("version")}) | ~Q(**{f"{last}as_protected": F("is_protected")})
    changed |= ~Q(**{f"{last}area": F("area")}) | ~Q(**{f"{last}rulebook": fingerprint()})
    return CurrentStay.objects.filter(Q(person__evaluation=None) | changed | Q(**{f"{last}due_at__lte": at})).order_by(
        "pk"
    )


def judge_all(stays: list[CurrentStay], at: datetime) -> None:
    persons = [stay.person_id for stay in stays]
    lodgings = lodgings_of(stays)
    # Of whom nobody speaks any more, nothing is said.
    silent = set(CurrentPerson.objects.filter(person__in=persons, mentions_count=0).values_list("person_id", flat=True))
    judged = {
        stay.person_id: [] if stay.person_id in silent else judge_stay(stay, at, lodgings.get(stay.person_id))
        for stay in stays
    }
    live = keep_verdicts(judged, at)
    grown_up = grown_up_on(persons)
    children = {stay.person_id for stay in stays if is_child(stay.person_id, grown_up, day_at(stay.area, at))}
    asked = {person: [] if person in children else answers for person, answers in judged.items()}
    settle_questions(stays, asked, live, at)
    Evaluation.objects.bulk_create(
        [evaluation(stay, judged[stay.person_id], at, grown_up.get(stay.person_id)) for stay in stays],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["area", "is_protected", "as_protected", "stay_version", "rulebook", "due_at", "evaluated_at"],
    )


def keep_verdicts(judged: dict, at: datetime) -> dict[tuple, Verdict]:
    """Live verdicts by person and rule afterwards. A verdict that says the same stays the one it was."""
    former = {(v.person_id, v.rule): v for v in Verdict.objects.filter(person__in=list(judged), superseded_at=None)}
    said = {(person, each.row.rule): each.row for person, all_rules in judged.items() for each in all_rules}
    live, fresh, moved = {}, [], []
    for key, row in said.items():
        before = former.get(key)
        if before is None or not says_the_same(before, row):
            fresh.append(row)
            live[key] = row
            continue
        live[key] = before
        if before.area != row.area:
            before.area = row.area
            moved.append(before)
    gone = [before.pk for key, before in former.items() if live.get(key) is not before]
    Verdict.objects.filter(pk__in=gone).update(superseded_at=at)
    Verdict.objects.bulk_create(fresh, batch_size=500)
    Verdict.objects.bulk_update(moved, ["area"], batch_size=500)
    return live


def evaluation(stay: CurrentStay, judged: list[Judged], at: datetime, grown_up_on: date | None) -> Evaluation:
    return Evaluation(
        person_id=stay.person_id,
        area=stay.area,
        is_protected=stay.is_protected,
        as_protected=stay.is_protected,
        stay_version=stay.version,
        rulebook=fingerprint(),
        due_at=due_moment(stay, judged, at, grown_up_on),
        evaluated_at=at,
    )
