"""Running numbers that people can say on the telephone, one series a noun; each series is a database sequence."""

from django.db import connection
from django.db.migrations.operations import RunSQL


def next_number(series: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(%s)", [f"number_of_{series}"])
        return int(cursor.fetchone()[0])


def create_series(series: str) -> RunSQL:
    """For a room's migration."""
    return RunSQL(f"create sequence number_of_{series}", f"drop sequence number_of_{series}")
