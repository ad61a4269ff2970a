"""Inputs and selects written without templates: a page draws dozens of their parts. The same HTML as Django's."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

type Words = Mapping[str, Any]


def attributes(words: Words) -> SafeString:
    told = [(name, value) for name, value in words["attrs"].items() if value is not False]
    return format_html_join("", "{}", ((attribute(name, value),) for name, value in told))


def attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


def written_input(words: Words) -> SafeString:
    value = "" if words["value"] is None else format_html(' value="{}"', words["value"])
    return format_html('<input type="{}" name="{}"{}{}>', words["type"], words["name"], value, attributes(words))


def written_select(words: Words) -> SafeString:
    groups = format_html_join("", "{}", ((group(label, choices),) for label, choices, _index in words["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', words["name"], attributes(words), groups)


def group(label: str | None, choices: list[Words]) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', label, options(choices)) if label else options(choices)


def options(choices: list[Words]) -> SafeString:
    told = ((each["value"], attributes(each), each["label"]) for each in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', told)


WRITTEN: dict[str, Callable[[Words], SafeString]] = {
    "django/forms/widgets/date.html": written_input,
    "django/forms/widgets/number.html": written_input,
    "django/forms/widgets/select.html": written_select,
    "django/forms/widgets/text.html": written_input,
}


class Controls(DjangoTemplates):
    """Other widgets have a template as ever."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


CONTROLS = Controls()
