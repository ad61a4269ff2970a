"""The rulebook of this installation, read once per process: the law of a day, versions, words for the reader."""

import hashlib
import json
from datetime import date
from functools import cache, lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from timpora.core.rules import RULES, Addressee, Parameters, Rule
from timpora.core.rules.export import as_data
from timpora.core.rules.rulebook import Rulebook
from timpora.rulebook_files import load


@cache
def book() -> Rulebook:
    return load()


@lru_cache(maxsize=64)
def law_on(day: date) -> Parameters:
    return book().law_on(day)


@lru_cache(maxsize=512)
def version_on(code: str, day: date) -> str:
    """Names the rule together with the values it used on that day."""
    return RULES[code].version_under(law_on(day))


@cache
def fingerprint() -> str:
    """Changes with any rule or dated value and nothing else: not with the day, so that every zone agrees on it."""
    values = {
        name: [[dated.valid_from.isoformat(), as_data(dated.value)] for dated in parameter.values]
        for name, parameter in book().parameters.items()
    }
    content = {"rules": {code: rule.version for code, rule in RULES.items()}, "parameters": values}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=64)
def next_value_from(day: date) -> date | None:
    """The next day on which some value of the law begins."""
    starts = (dated.valid_from for parameter in book().parameters.values() for dated in parameter.values)
    return min((start for start in starts if start > day), default=None)


def rules() -> list[Rule]:
    return [RULES[code] for code in sorted(RULES)]


def binds_person(code: str) -> bool:
    """A target for those who keep a lodging says nothing about their guest."""
    rule = RULES.get(code)
    return rule is not None and rule.addressee != Addressee.PENGELOLA_PENGINAPAN


def lodging_codes() -> list[str]:
    return [code for code in RULES if not binds_person(code)]


def person_codes() -> list[str]:
    return [code for code in RULES if binds_person(code)]


def language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def as_question(code: str) -> str:
    """What a check asks; the title of a rule says what is in order."""
    return _("%(title)s?") % {"title": title(code)}


def title(code: str) -> str:
    """A rule that is no longer in the book is called by its code."""
    return book().title(code, language()) if code in book().rules else code
