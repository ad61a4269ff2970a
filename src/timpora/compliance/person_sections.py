"""What this room adds to a person's page: open questions and findings, and every rule's answer, the good ones too."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timpora.compliance.children import grown_up_on, is_child
from timpora.compliance.models import Check, Finding
from timpora.compliance.proof import sentence, sentence_today
from timpora.compliance.queries import live_verdicts
from timpora.compliance.rulebook import as_question, language, person_codes, title
from timpora.core.rules import Verdict as Says
from timpora.core.rules.tables import NOT_APPLICABLE
from timpora.core.rules.wordings import say
from timpora.foundation.access import with_related
from timpora.foundation.acting import Acting
from timpora.registers.models import Person
from timpora.registers.sections import Section
from timpora.territory.queries import day_at

TONES = {Says.MET: "ok", Says.DUE: "wait", Says.UNKNOWN: "neutral", Says.BREACHED: "stop"}
SHOWN = 20
# A confirmed check goes on as its finding; a question that lapsed by itself says nothing of the person.
ASKED = "person_id = %s and state not in ('confirmed', 'lapsed')"


def questions_about(person: Person, acting: Acting) -> Section | None:
    """Open questions first, then findings, then what is over."""
    if not acting.may("check.read"):
        return None
    told = person.pk, SHOWN
    found = Finding.objects.read(acting, "person_id = %s", told, then="order by confirmed_at desc limit %s")
    found = with_related(found, "check_row", acting)
    asked = Check.objects.read(acting, ASKED, told, then="order by opened_at desc limit %s")
    confirmed = [finding.check_row for finding in found]
    judged = {check.pk for check in with_related([*asked, *confirmed], "verdict", acting)}
    lines = [check_line(check) for check in asked if check.pk in judged]
    lines += [finding_line(finding) for finding in found if finding.check_row_id in judged]
    lines.sort(key=lambda line: bool(line["is_over"]))
    return {"template": "compliance/person_questions.html", "context": {"lines": lines}} if lines else None


def check_line(check: Check) -> dict[str, object]:
    is_over = check.decided_at is not None
    return {
        "url": reverse("check_page", args=[check.pk]),
        "title": as_question(check.rule),
        "sentence": sentence(check.verdict),
        "state": check.get_state_display(),
        "also": "" if is_over else check.get_certainty_display(),
        "tone": "ok" if is_over else "wait",
        "on": day_at(check.area, check.decided_at or check.opened_at),
        "is_over": is_over,
    }


def finding_line(finding: Finding) -> dict[str, object]:
    is_over = finding.closed_at is not None
    return {
        "url": reverse("finding_page", args=[finding.pk]),
        "title": title(finding.check_row.rule),
        "sentence": sentence(finding.check_row.verdict),
        "state": finding.get_outcome_display(),
        "is_finding": True,
        "tone": "ok" if is_over else "stop",
        "on": day_at(finding.area, finding.closed_at or finding.confirmed_at),
        "is_over": is_over,
    }


def verdicts_of(person: Person, acting: Acting) -> Section | None:
    """Duties of the person only: a lodging's target is not shown on its guest's page."""
    if not acting.may("check.read"):
        return None
    today = day_at(person.area, timezone.now())
    children = [child.pk for child in Person.objects.read(acting, "follows_id = %s", [person.pk])]
    grown_up = grown_up_on([person.pk, *children])
    if is_child(person.pk, grown_up, today):
        return None  # read with the parent
    with_child = _("%(title)s (anak yang menyertai)")
    read = [(person.pk, "%(title)s"), *((pk, with_child) for pk in children if is_child(pk, grown_up, today))]
    lines = [
        {
            "code": verdict.rule,
            "title": called % {"title": title(verdict.rule)},
            "word": say(verdict.verdict, language()),
            "tone": TONES[Says(verdict.verdict)],
            "sentence": sentence_today(verdict, today),
            "day": verdict.day,
        }
        for pk, called in read
        for verdict in live_verdicts(pk, acting, person_codes())
        if verdict.reason != NOT_APPLICABLE
    ]
    return {"template": "compliance/person_verdicts.html", "context": {"lines": lines}} if lines else None
