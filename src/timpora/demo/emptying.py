"""Beginning anew: everything that the demo made goes, as the owner; the territory and the keys stay."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.utils.translation import gettext as _

from timpora.demo.build import NotTheDemos
from timpora.demo.models import Build
from timpora.foundation.installation import mode
from timpora.foundation.models import Account
from timpora.settings import database

KEPT = ("django_migrations", "django_content_type", "auth_permission", "foundation_installation")
KEPT_PREFIXES = ("territory_",)


def empty() -> None:
    """Only in training mode, and only where the demo's own mark stands."""
    if mode() != "LATIHAN":
        raise NotTheDemos(_("Perintah ini hanya untuk mode LATIHAN."))
    if not Build.objects.exists():
        if Account.objects.exists():
            raise NotTheDemos(_("Basis data ini berisi data yang bukan buatan demo, jadi tidak dikosongkan."))
        return
    owner = owners_connection()
    try:
        with owner.cursor() as cursor:
            truncate(cursor)
            restart_numbers(cursor)
    finally:
        owner.close()
    shutil.rmtree(Path(settings.FILES_DIR), ignore_errors=True)


def owners_connection() -> BaseDatabaseWrapper:
    """The same database as this process has, with the owner's login."""
    wanted = database("owner") | {"NAME": connection.settings_dict["NAME"]}
    return ConnectionHandler({"default": wanted})["default"]


def truncate(cursor) -> None:
    cursor.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition"
    )
    names = [name for (name,) in cursor.fetchall() if name not in KEPT and not name.startswith(KEPT_PREFIXES)]
    cursor.execute(f"truncate {', '.join(map(connection.ops.quote_name, names))} restart identity")


def restart_numbers(cursor) -> None:
    cursor.execute("select relname from pg_class where relkind = 'S' and relname like %s", [r"number\_of\_%"])
    for (name,) in cursor.fetchall():
        cursor.execute(f"alter sequence {connection.ops.quote_name(name)} restart")
