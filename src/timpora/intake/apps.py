"""The app registry's entry: what of this room waits on the home page."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "timpora.intake"

    def ready(self) -> None:
        from timpora.agencies import handover, sharing
        from timpora.foundation import waiting
        from timpora.intake.handover import FILES, REPORTS
        from timpora.intake.protecting import page_of_source
        from timpora.intake.purpose import report_named
        from timpora.intake.sharing import REPORT
        from timpora.intake.waiting import unread_reports, unsaved_files
        from timpora.registers import protection, purposes

        waiting.register(unread_reports)
        waiting.register(unsaved_files)
        purposes.register("report", report_named)
        handover.register(REPORTS)
        handover.register(FILES)
        sharing.register(REPORT)
        if page_of_source not in protection.PAGES:
            protection.PAGES.append(page_of_source)
