"""The app registry's entry: after every migration the tables hold what this version's files and duties say."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "timpora.agencies"

    def ready(self) -> None:
        from timpora.agencies import circles  # noqa: F401 - registers the kind of group
        from timpora.agencies.handover import handed_to_me
        from timpora.agencies.sharing import shared_with_me
        from timpora.foundation import waiting

        waiting.register(handed_to_me)
        waiting.register(shared_with_me)
        post_migrate.connect(after_migrate, sender=self)


def after_migrate(**_: object) -> None:
    # Models can be imported only once the registry is ready.
    from django.db import connection

    from timpora.agencies.actions import renew_grants
    from timpora.agencies.models import Conduct
    from timpora.agencies.reference import load_conduct, load_kinds

    if Conduct._meta.db_table not in connection.introspection.table_names():
        return  # migrated to an earlier state
    load_kinds()
    load_conduct()
    renew_grants()
