"""Collects the Indonesian words of the screens, keeps their English, and compiles it without any system tool."""

import ast
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_calls
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent
LANGUAGES = ("en",)
SKIPPED = {"tests", "migrations", "locale", "static"}
PLURAL, CONTEXT, CONTEXT_PLURAL = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": None,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop", "N_"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), CONTEXT_PLURAL),
}
_PLACE = re.compile(r"%\(\w+\)[sd]|{\w*}")

Key = tuple[str | None, str]


def extract(root: Path = ROOT) -> Catalog:
    """Every text given to gettext in the code and the templates under the root, with the files that say it."""
    found = Catalog(project="Timpora", charset="utf-8", creation_date=datetime(2026, 1, 1, tzinfo=UTC))
    for path in _sources(root):
        where = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        source = text if path.suffix == ".py" else _as_calls(text, where)
        options = {"encoding": "utf-8"}
        for line, words, _comments, context in extract_calls(
            "python", BytesIO(source.encode()), KEYWORDS, options=options
        ):
            found.add(words, None, [(where, line)], context=context)
    return found


def _sources(root: Path) -> Iterator[Path]:
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.html"), *root.rglob("*.txt")]):
        within = path.relative_to(root).parts
        if not SKIPPED & set(within) and (path.suffix == ".py" or "templates" in within):
            yield path


def _as_calls(template: str, where: str) -> str:
    """A template as calls of gettext. Its indentation means nothing, and would stop Python's tokenizer."""
    return "\n".join(line.strip() for line in str(templatize(template, origin=where)).split("\n"))


def po_file(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(language: str, root: Path) -> Catalog:
    path = po_file(language, root)
    if not path.exists():
        return Catalog(locale=language, project="Timpora", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(root: Path = ROOT) -> list[Path]:
    """Bring the .po files up to the code: translations stay, new words come in empty, words no longer said go."""
    template = extract(root)
    written = []
    for language in LANGUAGES:
        catalogue = _read(language, root)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.fuzzy = False
        catalogue.header_comment = "# The words of Timpora's screens. Same licence as the program."
        out = BytesIO()
        # Without line numbers and dates the file changes only where words change.
        write_po(out, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
        path = po_file(language, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_without_dates(out.getvalue()))
        written.append(path)
    return written


def _without_dates(po: bytes) -> bytes:
    return re.sub(
        rb'^"(?:POT-Creation-Date|PO-Revision-Date|Project-Id-Version|Report-Msgid|Generated-By|Last-Translator|Language-Team).*\n',
        b"",
        po,
        flags=re.M,
    )


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Write each .mo that is missing or older than its .po. Two programs starting at once do not disturb each other."""
    written = []
    for language in LANGUAGES:
        source = po_file(language, root)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        passing = target.with_suffix(f".{os.getpid()}.tmp")
        with passing.open("wb") as file:
            write_mo(file, _read(language, root))
        passing.replace(target)
        written.append(target)
    return written


def check(root: Path = ROOT) -> list[str]:
    """What keeps the screens from being whole in every language, one sentence each."""
    said = _by_key(extract(root))
    problems = [problem for path in _sources(root) if path.suffix == ".py" for problem in _formatted(path, root)]
    for language in LANGUAGES:
        kept = _by_key(_read(language, root))
        problems += [f"{language}: not in the catalogue: {_shown(said[key])}" for key in said.keys() - kept.keys()]
        problems += [f"{language}: no longer said: {_shown(kept[key])}" for key in kept.keys() - said.keys()]
        for key in kept.keys() & said.keys():
            problems += [f"{language}: {what}: {_shown(said[key])}" for what in _faults(kept[key])]
    return sorted(problems)


def _by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, _first(message.id)): message for message in catalogue if message.id}


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def _shown(message: Message) -> str:
    return f"{_first(message.id)!r} ({', '.join(sorted({file for file, _line in message.locations}))})"


def _faults(message: Message) -> Iterator[str]:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield "fuzzy"
    if not forms or not all(forms):
        yield "not translated"
        return
    originals = [message.id] if isinstance(message.id, str) else list(message.id or ())
    allowed = {place for text in originals for place in _PLACE.findall(text)}
    if isinstance(message.id, str) and set(_PLACE.findall(forms[0])) != allowed:
        yield "other placeholders in the translation"
    elif any(set(_PLACE.findall(form)) - allowed for form in forms):
        yield "unknown placeholder in the translation"


def _formatted(path: Path, root: Path) -> Iterator[str]:
    """Texts that are put together before they are looked up are never found in a catalogue."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in KEYWORDS and any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in node.args[:2]):
            where = f"{path.relative_to(root).as_posix()}:{node.lineno}"
            yield f"{where}: a text put together before {name}(); give it whole, with %(name)s placeholders"


def main(arguments: list[str]) -> int:
    acts: dict[str, Callable[[], Sequence[object]]] = {"extract": update, "compile": compile_catalogues, "check": check}
    if len(arguments) != 1 or arguments[0] not in acts:
        sys.stderr.write("Expected one of: extract, compile, check.\n")
        return 2
    lines = acts[arguments[0]]()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if arguments[0] == "check" and lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
