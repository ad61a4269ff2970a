"""The app registry's entry; after every migration row policies are laid and the installation has its row."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from timpora.foundation import patience


class FoundationConfig(AppConfig):
    name = "timpora.foundation"

    def ready(self) -> None:
        post_migrate.connect(after_migrate, sender=self)
        connection_created.connect(patience.count_on)


def after_migrate(using: str, **_: object) -> None:
    from timpora.foundation.installation import ensure_row
    from timpora.foundation.partitions import ensure_partitions
    from timpora.foundation.security import apply_row_policies

    apply_row_policies()
    ensure_partitions()
    ensure_row()
