"""Contributing is not deleting: the role that serves requests cannot remove a record, nor empty a table."""

import pytest
from django.db import DatabaseError, connection, transaction

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.registers.models import Person
from timpora.registers.tests.factories import person

pytestmark = pytest.mark.django_db
# What may go, with its reason. All else stays until retention takes it, which is not the web's to do.
MAY_GO = {
    "django_session": "signing out",
    "foundation_draft": "sent, so no longer a draft",
    "foundation_failedsignins": "counts whose window is over",
    "mfa_authenticator": "one's own second factor, taken off; the event stays",
    **dict.fromkeys(("auth_group", "auth_group_permissions", "auth_permission"), "empty; no record"),
}
JOBS = "procrastinate_"  # the queue's own tables
RIGHTS = """
select relname,
    has_table_privilege('timpora_web', c.oid, 'delete'),
    has_table_privilege('timpora_web', c.oid, 'truncate'),
    has_table_privilege('timpora_web', c.oid, 'trigger')
from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
"""


def test_the_web_role_may_delete_from_no_table_of_records():
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS)
        rights = cursor.fetchall()
    assert len(rights) > 40
    deletable = {name for name, may_delete, _truncate, _trigger in rights if may_delete}
    assert {name for name in deletable if not name.startswith(JOBS)} <= set(MAY_GO)
    assert [name for name, _delete, may_truncate, may_trigger in rights if may_truncate or may_trigger] == []


def test_the_web_role_owns_nothing_and_steps_over_no_policy():
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'timpora_web'"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("select count(*) from pg_class where relowner = 'timpora_web'::regrole")
        assert cursor.fetchone() == (0,)


def test_a_member_who_tries_is_stopped_by_the_database(ayu):
    row = person()
    for words in ("delete from registers_person", "truncate registers_person cascade", "drop table registers_person"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            acting_in_database(acting(ayu)),
            connection.cursor() as cursor,
        ):
            cursor.execute(words)
    assert Person.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("table", ["foundation_event", "foundation_seal"])
def test_what_happened_is_not_rewritten(client, ayu, table: str):
    """Changing a row of the record is refused, or finds none; either way nothing differs."""
    client.force_login(ayu)
    client.get("/orang-asing/")
    column = {"foundation_event": "kind = 'nothing'", "foundation_seal": "count = 0"}[table]
    changed = 0
    try:
        with transaction.atomic(), acting_in_database(acting(ayu)), connection.cursor() as cursor:
            cursor.execute(f"update {table} set {column}")
            changed = cursor.rowcount
    except DatabaseError:
        changed = 0
    assert changed == 0
