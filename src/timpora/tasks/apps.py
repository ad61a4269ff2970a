"""The app registry's entry: what waits, and the part on a person's page."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "timpora.tasks"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from timpora.agencies import audience, handover, sharing
        from timpora.foundation import waiting
        from timpora.intake import queries
        from timpora.registers import purposes, sections
        from timpora.tasks.handover import WORK
        from timpora.tasks.purpose import task_named
        from timpora.tasks.report_story import steps_of
        from timpora.tasks.sharing import TASK
        from timpora.tasks.waiting import tasks_of_person, tasks_waiting

        waiting.register(tasks_waiting)
        sections.register(tasks_of_person)
        purposes.register("task", task_named)
        handover.register(WORK)
        sharing.register(TASK)
        queries.STORIES.append(steps_of)
        audience.REASONS |= {"tasks.referral": _("rujukan"), "tasks.transfer": _("pelimpahan")}
