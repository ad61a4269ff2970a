"""Pages of the rulebook: what is checked, line by line, with its numbers, citations and cases."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from timpora.compliance.conditions import lines_in_words, value_in_words
from timpora.compliance.rulebook import book, language, rules, title, version_on
from timpora.core.rules import RULES
from timpora.core.rules.phrases import phrase
from timpora.core.rules.rulebook import Case, DatedParameter
from timpora.core.rules.wordings import say
from timpora.foundation.views import requires
from timpora.territory.codes import COUNTRY
from timpora.territory.queries import day_at


@requires("rule.read")
@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    shown = [
        {
            "rule": rule,
            "title": title(rule.code),
            "text": book().rules[rule.code],
            "addressee": say(rule.addressee, language()),
        }
        for rule in rules()
    ]
    return render(request, "compliance/rule_list.html", {"rules": shown})


@requires("rule.read")
@require_GET
def rule_page(request: HttpRequest, code: str) -> HttpResponse:
    rule = RULES.get(code.upper())
    if rule is None:
        raise Http404(f"no rule {code}")
    day = day_at(request.acting.area or COUNTRY, timezone.now())
    context = {
        "rule": rule,
        "title": title(rule.code),
        "text": book().rules[rule.code],
        "addressee": say(rule.addressee, language()),
        "version": version_on(rule.code, day),
        "lines": lines_in_words(rule, day),
        "parameters": [in_force(book().parameters[name], day) for name in rule.parameters],
        "cases": [case_in_words(case) for case in book().cases if case.rule == rule.code],
    }
    return render(request, "compliance/rule_page.html", context)


def in_force(parameter: DatedParameter, day: date) -> dict[str, object]:
    dated = parameter.on(day)
    value = dated.value if dated else None
    shown = (
        latest_of(value) if isinstance(value, tuple) and value and isinstance(value[0], date) else value_in_words(value)
    )
    return {"label": parameter.label[language()], "value": shown, "dated": dated}


def latest_of(days: tuple[date, ...]) -> str:
    """A calendar of hundreds of days is told by its ends."""
    return f"{phrase(min(days), language())} – {phrase(max(days), language())} ({len(days)})"


def case_in_words(case: Case) -> dict[str, object]:
    facts = [(book().fact_label(name, language()), phrase(value, language())) for name, value in case.facts.items()]
    return {
        "name": case.name,
        "day": case.day,
        "facts": facts,
        "verdict": case.verdict,
        "verdict_word": say(case.verdict, language()),
    }
