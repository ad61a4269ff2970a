"""The room's entry: what waits for whom."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "timpora.documents"

    def ready(self) -> None:
        from timpora.documents.what_waits import without_number
        from timpora.foundation import waiting

        waiting.register(without_number)
