"""The second lock: row policies, declared on the models and laid on the tables after every migration.

They are coarse and fail closed: without the settings of a request a row is not there for the web role.
"""

from django.apps import apps
from django.db import connection, transaction

from timpora.foundation.access import Access, ScopedModel

WEB, WORKER, AUDITOR = "timpora_web", "timpora_worker", "timpora_auditor"

# Tables without a row policy, each with its reason. `tests/test_row_policies.py` walks pg_class against this list.
OPEN_TABLES = {
    "foundation_account": "names and sign-in data of members; no data of foreigners; read before anybody is signed in",
    "foundation_installation": "who answers for this installation; read on every page",
    "foundation_pulse": "moments and counts of the machine; no names",
    "foundation_grant": "read to make the locks; written only by actions",
    "foundation_seal": "digests only",
    "statistics_publishedfigure": "totals whose small cells are hidden already; for anybody",
    "foundation_draft": "own policy by account",
    "exchange_statuscheck": "own policy by account",
    "documents_series": "how an agency numbers its letters; names nobody",
    "documents_seriescount": "the last number of a series",
    "documents_owntemplate": "which template an agency uses since when; the file itself is encrypted",
    "exchange_picket": "the number of an office's duty desk, said to whoever checks a status",
    "meetings_calendaraddress": "digests of tokens; read before anybody is known",
    "registers_helper": "addresses of those who help people; names nobody",
    "exchange_campaign": "the purpose, area and days of a campaign; names nobody",
    "exchange_guidance": "titles of guidance for all members; names nobody",
    "exchange_guidanceedition": "words of guidance for all members; names nobody",
    "exchange_guidanceread": "which member marked guidance as read; no data of foreigners",
    "api_answer": "own policy by account",
    "api_token": "digests of tokens and their names; read before anybody is known",
    "foundation_eventnote": "own policy: written by all, read by the auditor and the inspector",
    "foundation_event": "own policy: written by all, read in the inspector's range",
    "accountability_verification": "own policy: whether the record is whole, read by all; only the worker answers",
    "accountability_progress": "the number of the last seal examined",
    "accountability_turn": "own policy: read in the inspector's range and by the supervisor who is asked",
    "django_session": "the session key is the secret",
    "foundation_outgoing": "own policy: added by all, read by the worker alone",
    "foundation_failedsignins": "keyed digests and counts; read before anybody is signed in",
    "mfa_authenticator": "own policy by account; the secrets in it are encrypted",
    "account_emailaddress": "stays empty: an account has no e-mail address",
    "account_emailconfirmation": "stays empty: an account has no e-mail address",
    "socialaccount_socialapp": "stays empty: the identity server is named in the environment",
    "socialaccount_socialaccount": "stays empty: an account is found by its sign-in name at each sign-in",
    "socialaccount_socialtoken": "stays empty: tokens of the identity server are not kept",
    "django_migrations": "names of migrations",
    "django_content_type": "names of models",
}
# Rooms whose tables hold public reference data: areas, offices, agencies, positions.
OPEN_ROOMS = ("territory", "agencies")
OPEN_PREFIXES = ("procrastinate_", "auth_")  # jobs carry event ids only; groups and permissions of Django stay empty


def policy_condition(access: Access) -> str:
    """The SQL condition for one table. Names come from the models, never from outside."""

    def setting(name: str, kind: str) -> str:
        return f"(select nullif(current_setting('timpora.{name}', true), '')::{kind})"

    def ids(name: str) -> str:
        return (
            f"coalesce({setting(name, 'uuid[]')}, '{{}}')"  # a bare subquery after any() would mean rows, not an array
        )

    def within(name: str) -> str:
        # By the function, not by `<@`: of an operator on a range that is not known yet the planner expects 1 row in 200
        # and sorts or joins whole tables to get fifty; of a function it expects one in three.
        return f"multirange_contains_elem({setting(name, 'int8multirange')}, {access.area})"

    kind, branches = access.kind, []
    if access.area:
        at_level = f" and {access.handling} <= {setting(f'{kind}_level', 'int')}" if access.handling else ""
        branches.append(f"({within(f'{kind}_reach')}{at_level})")
        for column, mine, ranges in ((access.agency, "agency", "agency"), (access.account, "account", "own")):
            if column:
                branches.append(f"({column} = {setting(mine, 'uuid')} and {within(f'{kind}_{ranges}')})")
    named = access.records + access.wholes
    branches += [f"{column} = any ({ids(f'{kind}_records')})" for column in named]
    condition = "(" + " or ".join(branches) + ")"
    if access.protected:
        keys = [within("keys_reach")] if access.area else []
        keys += [f"{column} = any ({ids('keys_records')})" for column in named]
        condition += f" and (not {access.protected} or " + " or ".join(keys) + ")"
    # A row is taken away only where it is known to be denied: a column without a value is no match. Denials of ranges
    # are left to the first lock: of one more function on the area the planner expects a third of the rows to go.
    denied = [f"{column} = any ({ids(f'{kind}_denied')})" for column in named]
    return condition + "".join(f" and ({one}) is not true" for one in denied)


def scoped_models() -> list[type[ScopedModel]]:
    return [m for m in apps.get_models() if issubclass(m, ScopedModel) and m._meta.managed and not m._meta.proxy]


def existing_tables(cursor) -> set[str]:
    return {
        t.name for t in connection.introspection.get_table_list(cursor) if t.type == "t"
    }  # not partitions: they are reached through their table


class RolesMissing(RuntimeError):
    """The database login may not make roles; the message says what its administrator has to run once."""


def ensure_roles() -> None:
    """The serving roles. The embedded server brings them; on another server the owner's login makes them once."""
    with connection.cursor() as cursor:
        cursor.execute("select rolname from pg_roles where rolname = any(%s)", [[WEB, WORKER, AUDITOR]])
        there = {name for (name,) in cursor.fetchall()}
        missing = [role for role in (WEB, WORKER, AUDITOR) if role not in there]
        if not missing:
            return
        cursor.execute("select current_user, rolsuper or rolcreaterole from pg_roles where rolname = current_user")
        owner, may_create = cursor.fetchone()
        commands = [f"create role {role} nologin" for role in missing]
        commands.append(f"grant {WEB}, {WORKER}, {AUDITOR} to {connection.ops.quote_name(owner)}")
        commands.append(f"grant {WEB} to {WORKER}")
        if not may_create:
            raise RolesMissing(f"the database login may not make roles; its administrator runs: {'; '.join(commands)}")
        for command in commands:
            cursor.execute(command)


@transaction.atomic
def apply_row_policies() -> None:
    """Idempotent: privileges by role, then one policy per role and scoped table."""
    with connection.cursor() as cursor:
        tables = existing_tables(cursor)
        for table in sorted(tables):
            grant_privileges(cursor, table)
        for model in scoped_models():
            if model._meta.db_table in tables:
                insert = "true" if model._meta.db_table in ADDED_BY_ALL else None
                lay_policy(cursor, model._meta.db_table, policy_condition(model.access), insert)
        for table, (read, write) in OWN_POLICIES.items():
            if table in tables:
                lay_policy(cursor, table, read, write)
        cursor.execute(f"grant usage on all sequences in schema public to {WEB}, {WORKER}")


MINE = "account_id = (select nullif(current_setting('timpora.account', true), '')::uuid)"
IN_RANGE = "area <@ (select nullif(current_setting('timpora.event_reach', true), '')::int8multirange)"
INSPECTED = "not isempty((select nullif(current_setting('timpora.event_reach', true), '')::int8multirange))"
OWN_POLICIES = {
    "foundation_draft": (MINE, MINE),
    "exchange_statuscheck": (MINE, MINE),
    "api_answer": (MINE, MINE),
    "mfa_authenticator": (MINE.replace("account_id", "user_id"), MINE.replace("account_id", "user_id")),
    "foundation_event": (f"{MINE} or {IN_RANGE} or (area is null and {INSPECTED})", "true"),
    "foundation_eventnote": (INSPECTED, "true"),
    "foundation_outgoing": ("false", "true"),
    "accountability_verification": (
        "true",
        "ended_at is null and asked_by = (select nullif(current_setting('timpora.account', true), '')::uuid)",
    ),
    "accountability_turn": (
        f"{IN_RANGE} or (select nullif(current_setting('timpora.account', true), '')::uuid) = any (asked_of)",
        MINE,
    ),
}
# Any desk may add a row here that it cannot read afterwards.
ADDED_BY_ALL = ("registers_protection", "intake_informant", "agencies_circle", "agencies_circlemember") + (
    "meetings_restrictedsession", "meetings_restrictedattendee", "meetings_restrictednote",
)  # fmt: skip

AUDITED = ("foundation_account", "accountability_verification", "django_migrations")  # read by the auditor as well
DELETABLE = ("django_session", "foundation_draft", "foundation_failedsignins", "mfa_authenticator")


def grant_privileges(cursor, table: str) -> None:
    quoted = connection.ops.quote_name(table)
    cursor.execute(f"grant select, insert, update, delete on {quoted} to {WORKER}")
    if table.startswith(OPEN_PREFIXES) or table in DELETABLE:
        cursor.execute(f"grant select, insert, update, delete on {quoted} to {WEB}")
    else:
        cursor.execute(f"revoke delete on {quoted} from {WEB}")
        cursor.execute(f"grant select, insert, update on {quoted} to {WEB}")
    if table.startswith(("foundation_event", "foundation_seal")) or table in AUDITED:
        cursor.execute(f"grant select on {quoted} to {AUDITOR}")


def lay_policy(cursor, table: str, condition: str, insert: str | None = None) -> None:
    quoted = connection.ops.quote_name(table)
    cursor.execute(f"alter table {quoted} enable row level security, force row level security")
    cursor.execute("select polname from pg_policy where polrelid = %s::regclass", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"drop policy {connection.ops.quote_name(name)} on {quoted}")
    cursor.execute(f"create policy machine on {quoted} to current_user, {WORKER} using (true) with check (true)")
    cursor.execute(f"create policy audit on {quoted} for select to {AUDITOR} using (true)")
    if insert is None:
        cursor.execute(f"create policy member on {quoted} to {WEB} using ({condition}) with check ({condition})")
        return
    cursor.execute(f"create policy member_reads on {quoted} for select to {WEB} using ({condition})")
    cursor.execute(f"create policy member_adds on {quoted} for insert to {WEB} with check ({insert})")
    if table in DELETABLE or table in ADDED_BY_ALL:
        cursor.execute(f"create policy member_changes on {quoted} for update to {WEB} using ({condition})")
    if table in DELETABLE:
        cursor.execute(f"create policy member_removes on {quoted} for delete to {WEB} using ({condition})")
