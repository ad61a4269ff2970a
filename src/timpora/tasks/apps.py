"""The app registry's entry: what waits, and the part on a person's page."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "timpora.tasks"

    def ready(self) -> None:
        from timpora.foundation import waiting
        from timpora.registers import sections
        from timpora.tasks.waiting import tasks_of_person, tasks_waiting

        waiting.register(tasks_waiting)
        sections.register(tasks_of_person)
