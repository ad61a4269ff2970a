"""Two locks, one rule: `decide` and `visible_to` agree on random worlds, and the row policy never shows less."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timpora.core.access import Scope, decide
from timpora.core.access.decision import PROTECTION
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import StoredFile
from timpora.foundation.security import OPEN_PREFIXES, OPEN_ROOMS, OPEN_TABLES, OWN_POLICIES, scoped_models
from timpora.intake.models import Report
from timpora.registers.models import Mention, Person
from timpora.sources.models import Source

AREAS = (6310050000, 6310052001, 6310060000, 6302010000, 3509000000)
WHO = tuple(UUID(int=n) for n in range(1, 4))
ROWS = tuple(UUID(int=100 + n) for n in range(6))
NOW = datetime(2026, 8, 12, tzinfo=UTC)


def scopes(verbs: tuple[str, ...]):
    some = st.sets(st.sampled_from(verbs), min_size=1).map(frozenset)
    low = st.sampled_from(AREAS)
    on_range = st.builds(
        lambda verbs, low, width, own: Scope(verbs, low=low, high=low + width, agency=own[0], account=own[1]),
        some, low, st.sampled_from((0, 9999, 10**6, 10**9)),
        st.sampled_from(((None, None), (WHO[0], None), (None, WHO[0]))),
    )  # fmt: skip
    on_record = st.builds(lambda verbs, record: Scope(verbs, record=record), some, st.sampled_from(ROWS))
    nothing = st.builds(Scope, some)
    return st.lists(st.one_of(on_range, on_record, nothing), max_size=5)


persons = st.lists(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(AREAS), st.booleans()), max_size=6, unique_by=lambda row: row[0]
)


@pytest.mark.django_db
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=persons, held=scopes(("person.read", "person.judge", PROTECTION)))
def test_list_and_single_decision_agree_on_persons(world, held):
    with rolled_back():
        rows = Person.objects.bulk_create([Person(id=i, area=area, is_protected=p) for i, area, p in world])
        check(rows, Person, held, "person.read")


reports = st.lists(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(AREAS), st.booleans(), st.sampled_from(WHO), st.sampled_from(WHO)),
    max_size=6,
    unique_by=lambda row: row[0],
)


@pytest.mark.django_db
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=reports, held=scopes(("report.read", "report.send", PROTECTION)))
def test_list_and_single_decision_agree_on_reports(world, held):
    with rolled_back():
        rows = []
        for number, (row_id, area, is_protected, agency, account) in enumerate(world):
            told = {"agency_id": agency, "account_id": account, "area": area, "content_hash": "x"}
            source = Source.objects.create(
                installation_id=row_id, channel="form", agency_name="", told_at=NOW, received_at=NOW, **told
            )
            rows.append(Report.objects.create(
                id=row_id, number=-number - 1, key=row_id, source=source, seen_at=NOW, sight="lives", fate_at=NOW,
                is_protected=is_protected, **told,
            ))  # fmt: skip
        check(rows, Report, held, "report.read")


def check(rows, model, held, verb):
    """`decide` ≡ `visible_to`, asked by the web role under the row policy: so visible_to ⊆ policy as well."""
    member = Acting(
        account=WHO[0], agency=WHO[0], membership=WHO[0], duty="pelaksana", verbs=frozenset({verb}), scopes=tuple(held)
    )
    decided = {row.pk for row in rows if decide(held, verb, facts_of(row)).is_allowed}
    with acting_in_database(member):
        shown = set(model.objects.visible_to(member).values_list("pk", flat=True))
    assert shown == decided


def rolled_back():
    from django.db import transaction

    class RolledBack:
        def __enter__(self):
            self.point = transaction.atomic()
            self.point.__enter__()

        def __exit__(self, kind, error, trace):
            transaction.set_rollback(True)
            self.point.__exit__(kind, error, trace)

    return RolledBack()


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
