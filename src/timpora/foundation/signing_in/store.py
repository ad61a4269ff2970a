"""What every request reads first: its session and the account of it. As in Django, but in plain SQL: composing the two
queries took longer than answering them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone

from timpora.foundation.models import Account
from timpora.foundation.patience import is_away

LIVE = "select session_key, session_data, expire_date from django_session where session_key = %s and expire_date > %s"


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        row = first(LIVE, [self.session_key, timezone.now()])
        if row is None:
            self._session_key = None
            return None
        return Session(*row)

    def save(self, must_create: bool = False) -> None:
        """A database that went away is no session that somebody deleted: it is answered as such."""
        try:
            super().save(must_create)
        except UpdateError as error:
            raise (error.__context__ if is_away(error.__context__) else error) from None


COLUMNS = [field.column for field in Account._meta.concrete_fields]
ACCOUNT = f"select {', '.join(COLUMNS)} from foundation_account where id = %s"  # noqa: S608


class Accounts(ModelBackend):
    def get_user(self, user_id: UUID) -> Account | None:
        row = first(ACCOUNT, [user_id])
        account = Account.from_db(DEFAULT_DB_ALIAS, COLUMNS, row) if row is not None else None
        return account if account is not None and self.user_can_authenticate(account) else None


def first(sql: str, told: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
