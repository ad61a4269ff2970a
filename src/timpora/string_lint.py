"""Finds words for people that the code says without gettext: labels, help, errors, messages, choices."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

SKIPPED = {"tests", "migrations", "core", "embedded", "demo"}
# Arguments by name whose text ends on a screen.
SHOWN = {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "error_message", "lead", "act"}
# Calls whose text ends on a screen: the place of the text among the arguments.
SAID = {"ValidationError": 0, "add_error": 1}
MESSAGES = {"debug", "info", "success", "warning", "error"}
_WORDS = re.compile(r"[^\W\d_]{2,}")
_PLACES = re.compile(r"%\(\w+\)[sd]|{\w*}")


def lint(paths: Iterable[Path]) -> list[str]:
    """Problems of the modules under the paths, as `file:line: what`."""
    files = sorted({file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py"))})
    return [
        problem
        for file in files
        if not SKIPPED & set(file.parts) and not file.name.endswith("commands.py")
        for problem in lint_text(file.read_text(encoding="utf-8"), str(file))
    ]


def lint_text(text: str, name: str) -> list[str]:
    found = sorted((node.lineno, words) for call in _calls(text) for node, words in _bare(call))
    return [f"{name}:{line}: not translated: {words!r}; write _(“…”)" for line, words in found]


def _calls(text: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def _bare(call: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    for node in _shown(call):
        words = _text(node)
        # A single word in small letters is a code.
        if words is not None and _WORDS.search(_PLACES.sub("", words)) and (words[:1].isupper() or " " in words):
            yield node, words


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments that people read."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    for keyword in call.keywords:
        if keyword.arg in SHOWN:
            yield keyword.value
        if keyword.arg == "error_messages" and isinstance(keyword.value, ast.Dict):
            yield from keyword.value.values
        if keyword.arg == "choices" and isinstance(keyword.value, ast.List | ast.Tuple):
            yield from (
                pair.elts[1] for pair in keyword.value.elts if isinstance(pair, ast.Tuple) and len(pair.elts) == 2
            )
    if name in SAID and len(call.args) > SAID[name]:
        yield call.args[SAID[name]]
    is_message = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "messages"
    if is_message and name in MESSAGES and len(call.args) > 1:
        yield call.args[1]


def _text(node: ast.expr) -> str | None:
    """A text that stands there as it is, also one put together on the spot."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return _text(node.left) if isinstance(node, ast.BinOp) else None
