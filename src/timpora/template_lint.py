"""Holds templates to their rules: every visible word translatable, nothing inline, short files, tokens in forms.

Run as a program it also looks at the words that the code itself says.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from timpora import string_lint

MOST_LINES = 120
VISIBLE_ATTRIBUTES = {
    "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription", "aria-valuetext",
    "data-key-label", "data-label", "label", "placeholder", "title",
}  # fmt: skip
# What an include shows to people: a text given to it is translated too, as title=_("…").
VISIBLE_VALUES = "title|lead|label|text|detail|state|word|value|caption|question|back_label|reason_label|source|by"
SUBMITS = {"submit", "button", "reset"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNTRANSLATED = {"code", "kbd", "script", "style", "svg"}  # not words of a language
NAMES = {"Timpora"}

_HIDDEN = re.compile(
    r"{#.*?#}"
    r"|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}"
    r"|{%\s*(?:blocktranslate|blocktrans)\b.*?%}.*?{%\s*end(?:blocktranslate|blocktrans)\s*%}",
    re.DOTALL,
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_TOKEN = re.compile(r"{%\s*csrf_token\s*%}")
_POST_FORM = re.compile(r"""<form\b[^>]*\bmethod=["']?post\b.*?(?:</form>|\Z)""", re.DOTALL | re.IGNORECASE)
_INCLUDE = re.compile(r"{%\s*(?:include|with)\b.*?%}", re.DOTALL)
_GIVEN = re.compile(rf"""\b(?:{VISIBLE_VALUES})=(?P<quote>["'])(?P<words>.*?)(?P=quote)""", re.DOTALL)
_DEFAULT = re.compile(
    r"""{[{%](?:(?![%}]}).)*?\|(?:default|default_if_none|yesno):(?P<quote>["'])(?P<words>.*?)(?P=quote)"""
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def lint(paths: Iterable[Path]) -> list[str]:
    """Problems of the templates under the paths, as `file:line: what`."""
    return [problem for path in _templates(paths) for problem in lint_text(path.read_text(encoding="utf-8"), str(path))]


def lint_text(text: str, name: str) -> list[str]:
    found: list[tuple[int, str]] = []
    lines = text.count("\n") + 1
    if lines - text.endswith("\n") > MOST_LINES:
        found.append((lines, f"{lines} lines; a template has at most {MOST_LINES}: move a part to an include"))
    visible = _HIDDEN.sub(_blank, text)
    for form in _POST_FORM.finditer(visible):
        if not _TOKEN.search(form.group()):
            found.append((_line(visible, form.start()), "a form that posts has no {% csrf_token %}"))
    for start, words in _given_words(visible):
        if _is_words(words):
            found.append((_line(visible, start), f'not translated: {words!r}; write _("…")'))
    page = _Page()
    page.feed(_TAG.sub(_blank, visible))
    page.close()
    return [f"{name}:{line}: {what}" for line, what in sorted(found + page.found)]


def _templates(paths: Iterable[Path]) -> list[Path]:
    found = {file for path in paths for file in ([path] if path.is_file() else path.rglob("*.html"))}
    return sorted(file for file in found if "templates" in file.parts)


def _given_words(visible: str) -> Iterator[tuple[int, str]]:
    """Texts given to an include, and defaults that read as words: tones and addresses have no capital and no space."""
    for tag in _INCLUDE.finditer(visible):
        yield from ((tag.start(), match["words"]) for match in _GIVEN.finditer(tag.group()))
    for match in _DEFAULT.finditer(visible):
        if match["words"][:1].isupper() or " " in match["words"]:
            yield match.start(), match["words"]


def _blank(match: re.Match[str]) -> str:
    """Nothing to read is left, and every line keeps its number."""
    return "\n" * match.group().count("\n")


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _is_words(text: str | None) -> bool:
    return bool(text) and any(word not in NAMES for word in _WORD.findall(text or ""))


class _Page(HTMLParser):
    """Collects what a reader would see untranslated, and what the content policy blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.quiet: list[str] = []  # open elements in which no words of a language stand

    def report(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._check_policy(tag, values)
        self._check_words(tag, values)
        if tag not in VOID and (self.quiet or tag in UNTRANSLATED or values.get("translate") == "no"):
            self.quiet.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check_policy(tag, dict(attrs))
        self._check_words(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.quiet:
            del self.quiet[len(self.quiet) - 1 - self.quiet[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.quiet or not _is_words(data):
            return
        first = next(number for number, line in enumerate(data.splitlines()) if _is_words(line))
        words = " ".join(data.split())
        self.found.append((self.getpos()[0] + first, f"visible text outside a translate tag: {words[:60]!r}"))

    def _check_policy(self, tag: str, values: dict[str, str | None]) -> None:
        if tag == "style" or "style" in values:
            self.report("inline style: put it into a style sheet, the content policy blocks it")
        if tag == "script" and "src" not in values:
            self.report("inline script: put it into a file, the content policy blocks it")
        for name, value in values.items():
            if name.startswith(("on", "hx-on")) or (value or "").lower().startswith(("javascript:", "js:")):
                self.report(f"inline script in {name}=: listen from a script file")
            if name in {"src", "action"} and (value or "").startswith(("http:", "https:", "//")):
                self.report(f"{name}= leads to another site: everything works without the internet")

    def _check_words(self, tag: str, values: dict[str, str | None]) -> None:
        if values.get("translate") == "no" or self.quiet:
            return
        for name in VISIBLE_ATTRIBUTES & set(values):
            if _is_words(values[name]):
                self.report(f"{name}= is not translated: {values[name]!r}")
        if tag == "input" and values.get("type") in SUBMITS and _is_words(values.get("value")):
            self.report(f"value= of a button is not translated: {values['value']!r}")


def main(arguments: list[str]) -> int:
    paths = [Path(argument) for argument in arguments] or [Path(__file__).parent]
    problems = lint(paths) + string_lint.lint(paths)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
