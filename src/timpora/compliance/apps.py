"""The app registry's entry: what this room adds to a person's page and to the list of what waits."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "timpora.compliance"

    def ready(self) -> None:
        # Models can be imported only once the registry is ready.
        from timpora.compliance.area_section import open_in_area
        from timpora.compliance.person_sections import questions_about, verdicts_of
        from timpora.compliance.purpose import check_named
        from timpora.compliance.waits import checks_and_findings
        from timpora.foundation import waiting
        from timpora.registers import purposes, sections
        from timpora.territory import sections as area_page

        sections.register(questions_about)
        sections.register(verdicts_of)
        area_page.register(open_in_area)
        waiting.register(checks_and_findings)
        purposes.register("check", check_named)
