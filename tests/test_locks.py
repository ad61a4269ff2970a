"""Two locks, one rule: `decide` and `visible_to` agree on random worlds, and the row policy never shows less."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from timpora.core.access import Scope, decide
from timpora.core.access.decision import PROTECTION
from timpora.foundation.access import ScopedQuerySet, facts_of
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import Handling, StoredFile
from timpora.foundation.security import OPEN_PREFIXES, OPEN_ROOMS, OPEN_TABLES, OWN_POLICIES, scoped_models
from timpora.registers.models import Mention, Person

AREAS = (6310050000, 6310052001, 6310060000, 6302010000, 3509000000)
WHO = tuple(UUID(int=n) for n in range(1, 4))
ROWS = tuple(UUID(int=100 + n) for n in range(6))
NOW = datetime(2026, 8, 12, tzinfo=UTC)


def scopes(verbs: tuple[str, ...]):
    some = st.sets(st.sampled_from(verbs), min_size=1).map(frozenset)
    low = st.sampled_from(AREAS)
    on_range = st.builds(
        lambda verbs, low, width, own, level: Scope(
            verbs, low=low, high=low + width, agency=own[0], account=own[1], level=level
        ),
        some, low, st.sampled_from((0, 9999, 10**6, 10**9)),
        st.sampled_from(((None, None), (WHO[0], None), (None, WHO[0]))), st.sampled_from(Handling.values),
    )  # fmt: skip
    on_record = st.builds(
        lambda verbs, named, level: Scope(verbs, records=dict.fromkeys(named, "share:1"), level=level),
        some, st.sets(st.sampled_from(ROWS), min_size=1, max_size=3), st.sampled_from(Handling.values),
    )  # fmt: skip
    nothing = st.builds(Scope, some)
    denial = st.builds(turned, st.one_of(on_range, on_record, nothing))
    return st.lists(st.one_of(on_range, on_record, nothing, denial), max_size=6)


def turned(scope):
    """What it gives it takes away."""
    return replace(scope, verbs=frozenset(), denies=scope.verbs)


# What a CHECK asks of a row beyond empty values.
FILLED = {
    "agencies.Circle": {"ends_at": NOW + timedelta(days=1)},
    "agencies.CircleMember": {"agency_id": UUID(int=1)},
    "agreements.Clause": {"areas": [6310000000]},
    "tasks.Task": {"to_agency_id": UUID(int=1), "kind": "request"},
}
ROWS_A_TABLE = 30


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.label)
@pytest.mark.django_db
def test_list_and_single_decision_agree(model):
    """`decide` ≡ `visible_to`, and the same again as the web role: so visible_to ⊆ policy as well."""
    access = model.access
    verbs = (access.read, f"{access.kind}.other", PROTECTION)
    rows = [row_of(model, number) for number in range(ROWS_A_TABLE)]
    model.objects.bulk_create(rows, ignore_conflicts=True)  # a row that must be the only one of its kind stays out
    there = set(model.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    rows = [row for row in rows if row.pk in there]
    assert rows

    @settings(max_examples=60, deadline=None)
    @given(held=scopes(verbs))
    def hold(held):
        check(rows, model, held, access.read)

    try:
        hold()
    finally:
        transaction.set_rollback(True)  # the rows' keys to other tables are free ids


def row_of(model, number):
    """One row of any scoped table: what access reads in every mixture, the rest as empty as the columns allow."""
    access, values = model.access, {}
    for field in model._meta.concrete_fields:
        if field.has_default() or field.null or field.generated or getattr(field, "auto_now_add", False):
            continue
        values[field.attname] = plain(field, number)
    key = model._meta.pk
    values[key.attname] = number + 1 if key.get_internal_type() == "BigAutoField" else uuid4()
    values |= FILLED.get(model._meta.label, {})
    read = {
        access.area: AREAS[number % len(AREAS)], access.agency: WHO[number % 3], access.account: WHO[number // 3 % 3],
        access.protected: number % 4 == 1, access.handling: number % 7 % 3,
    }  # fmt: skip
    read |= {column: ROWS[(number + shift) % len(ROWS)] for shift, column in enumerate(access.records)}
    if key.attname in access.records:
        read[key.attname] = ROWS[number] if number < len(ROWS) else values[key.attname]
    return model(**values | {column: value for column, value in read.items() if column})


def plain(field, number):
    kind = field.target_field if field.is_relation else field
    match kind.get_internal_type():
        case "UUIDField":
            return uuid4()
        case "DateTimeField":
            return NOW
        case "DateField":
            return NOW.date()
        case "CharField" | "TextField":
            return "" if field.blank else f"{number}"
        case "BinaryField":
            return b""
        case "JSONField":
            return {}
        case "BooleanField":
            return False
        case "ArrayField":
            return []
        case _:
            return -1 - number if field.unique else number


def check(rows, model, held, verb):
    member = Acting(
        account=WHO[0], agency=WHO[0], membership=WHO[0], duty="pelaksana", verbs=frozenset({verb}), scopes=tuple(held)
    )
    decided = {row.pk for row in rows if decide(held, verb, facts_of(row)).is_allowed}
    visible = model.objects.filter(pk__in=[row.pk for row in rows]).visible_to(member).values_list("pk", flat=True)
    assert set(visible) == decided
    with acting_in_database(member):
        assert set(visible.all()) == decided
        if not shows_less(model):
            read = model.objects.among(member, [row.pk for row in rows], only=(model._meta.pk.name,))
            assert {row.pk for row in read} == decided


def shows_less(model) -> bool:
    """Its `visible_to` says more than the scopes."""
    return type(model.objects.all()).visible_to is not ScopedQuerySet.visible_to


@pytest.mark.parametrize("model", [m for m in scoped_models() if shows_less(m)], ids=lambda model: model._meta.label)
def test_what_shows_less_than_its_scopes_is_not_read_past_that(model):
    with pytest.raises(TypeError, match="visible_to"):
        model.objects.read(Acting(account=WHO[0]), "true", [])


@pytest.mark.django_db
def test_no_condition_reaches_past_the_lock_and_no_field_is_misspelt_in_silence():
    Person.objects.create(area=AREAS[0])
    nobody = Acting(account=WHO[0])
    assert Person.objects.read(nobody, "area = %s or true", [AREAS[1]]) == []
    with pytest.raises(ValueError, match="arae"):
        Person.objects.read(nobody, "true", [], only=("arae",))


@pytest.mark.django_db
def test_without_a_reach_no_row_is_there():
    Person.objects.create(area=AREAS[0])
    with connection.cursor() as cursor:
        cursor.execute("set local role timpora_web")
        cursor.execute("select count(*) from registers_person")
        assert cursor.fetchone()[0] == 0


@pytest.mark.django_db
def test_web_cannot_delete_nor_step_into_another_reach():
    with acting_in_database(
        Acting(account=WHO[0], scopes=(Scope(frozenset({"person.read"}), low=AREAS[0], high=AREAS[0]),))
    ):
        with connection.cursor() as cursor:
            cursor.execute("select has_table_privilege('registers_person', 'delete')")
            assert cursor.fetchone()[0] is False
        assert list(Mention.objects.all()) == []


@pytest.mark.django_db
def test_every_table_has_a_forced_policy_or_a_reason():
    expected = {model._meta.db_table for model in scoped_models()} | set(OWN_POLICIES)
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, relrowsecurity and relforcerowsecurity,"
            " (select count(*) from pg_policy where polrelid = c.oid) from pg_class c"
            " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition"
        )
        tables = {name: (is_forced, policies) for name, is_forced, policies in cursor.fetchall()}
    for name, (is_forced, policies) in tables.items():
        if name in expected:
            assert is_forced, name
            assert policies >= 3, name
        else:
            room = name.split("_", 1)[0]
            assert name in OPEN_TABLES or room in OPEN_ROOMS or name.startswith(OPEN_PREFIXES), (
                f"{name} has no policy and no reason"
            )
    assert expected <= set(tables)


@pytest.mark.django_db
def test_partitions_cannot_be_read_directly():
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege('timpora_web', 'foundation_event_default', 'select')")
        assert cursor.fetchone()[0] is False


@pytest.mark.django_db
def test_own_policies_name_only_open_tables():
    assert set(OWN_POLICIES) <= set(OPEN_TABLES)
    assert StoredFile in scoped_models()
