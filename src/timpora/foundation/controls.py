"""Inputs and selects written without templates: a page draws dozens of their parts. The same HTML as Django's."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
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


def select(widget: forms.Select, name: str, value: Any, attrs: dict[str, Any]) -> SafeString:
    """Straight from the choices: Django makes a dictionary of each, of which a page has some hundred."""
    attrs = widget.build_attrs(widget.attrs, attrs) | ({"multiple": True} if widget.allow_multiple_selected else {})
    chosen = widget.format_value(value)
    written = format_html_join(
        "",
        "{}",
        (
            (group(one, label, chosen) if isinstance(label, (list, tuple)) else options([(one, label)], chosen),)
            for one, label in widget.choices
        ),
    )
    return format_html('<select name="{}"{}>{}</select>', name, attributes({"attrs": attrs}), written)


def group(name: str, choices: Iterable[tuple[Any, Any]], chosen: list[str]) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', name, options(choices, chosen))


def options(choices: Iterable[tuple[Any, Any]], chosen: list[str]) -> SafeString:
    told = (("" if value is None else str(value), label) for value, label in choices)
    lines = ((value, attribute("selected", True) if value in chosen else "", label) for value, label in told)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


WRITTEN: dict[str, Callable[[Words], SafeString]] = {
    "django/forms/widgets/date.html": written_input,
    "django/forms/widgets/number.html": written_input,
    "django/forms/widgets/text.html": written_input,
}


class Controls(DjangoTemplates):
    """Other widgets have a template as ever."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


CONTROLS = Controls()
