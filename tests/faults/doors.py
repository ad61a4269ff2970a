"""Every address of the site with ids of real things, and every field of the forms that stand on its pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import timpora
from tests.leaks.doors import PARAMETER, WORDS, routes

ROOT = Path(timpora.__file__).parent
READ_BY_NAME = re.compile(r"(?:GET|POST)(?:\.get|\.getlist)?[(\[]\s*\"(\w+)\"")
FIELD_OF_A_FORM = re.compile(r"^    (\w+) = (?:forms\.\w+|AreaField)\(", re.MULTILINE)


@dataclass
class Form:
    """A form as a browser would send it untouched."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set, compare=False)  # names of the fields in which sentences are written
    draft: str = field(default="", compare=False)


class Page(HTMLParser):
    """The forms of a page, and what its links ask of this page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.asked: set[str] = set()
        self.select = self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                Form(told.get("method", "get").lower(), told.get("action", ""), draft=told.get("data-draft-key", ""))
            )
        elif tag == "a" and told.get("href", "").startswith("?"):
            self.asked |= {name for name, _value in parse_qsl(urlsplit(told["href"]).query, keep_blank_values=True)}
        elif self.forms and tag in ("input", "select", "textarea", "button") and told.get("name"):
            self.take(tag, told)
        elif tag == "option" and self.select and ("selected" in told or self.select not in self.forms[-1].fields):
            self.forms[-1].fields[self.select] = told.get("value", "")  # the first one, where none is marked

    def take(self, tag: str, told: dict[str, str]) -> None:
        fields, name, kind = self.forms[-1].fields, told["name"], told.get("type", "")
        if tag == "select":
            self.select = name
        elif kind not in ("radio", "checkbox", "submit") or "checked" in told or name not in fields:
            fields[name] = told.get("value", "")
        self.text = name if tag == "textarea" else ""
        if tag == "textarea":
            self.forms[-1].texts.add(name)

    def handle_data(self, data: str) -> None:
        if self.text:
            self.forms[-1].fields[self.text] = data.strip()
            self.text = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def addresses(ids: Mapping[str, UUID]) -> Iterator[tuple[str, str, Any]]:
    for route, view in routes():
        if getattr(view, "bearer", None) or route.startswith("api/"):
            continue  # a door for programs: its own suite throws at it what its description allows
        address = "/" + route
        for _kind, name in PARAMETER.findall(route):
            address = PARAMETER.sub(str(ids[name] if name in ids else WORDS[name][0]), address, count=1)
        yield route, address, view


def names_read() -> list[str]:
    """Every name that the programs read of an address or a form, from their own text."""
    found: set[str] = set()
    for file in ROOT.rglob("*.py"):
        if "tests" not in file.parts and file.parent.name != "demo":
            text = file.read_text(encoding="utf-8")
            found |= {*READ_BY_NAME.findall(text), *FIELD_OF_A_FORM.findall(text)}
    return sorted(found)
