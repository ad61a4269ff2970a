"""Reading JSON strictly: UTF-8, no NUL, nothing nested without end, no numbers that are none."""

import json
import re
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from timpora.channels.api.problems import Problem

DEEPEST = 20
# What opens or closes a level, and whole strings, in which brackets mean nothing. Runs in linear time.
TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        media = (request.content_type or "").lower()
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if media != "application/json" or charset not in ("utf-8", "utf8"):
            raise Problem("not_json", _("Kirim Content-Type: application/json."))
        return parsed(request.body)


def parsed(body: bytes) -> Any:
    if depth(body) > DEEPEST:
        raise Problem("unreadable", _("Isi bertingkat terlalu dalam."))
    try:
        return json.loads(body.decode(), parse_constant=no_number)
    except (ValueError, RecursionError) as error:  # also wrong UTF-8, and integers of thousands of digits
        raise Problem("unreadable", _("Isi bukan JSON yang utuh.")) from error


def depth(body: bytes) -> int:
    """Counted before parsing, because a parser has the depth on its stack."""
    level = deepest = 0
    for found in TOKENS.finditer(body):
        first = found[0][:1]
        if first in b"[{":
            level += 1
            deepest = max(deepest, level)
        elif first in b"]}":
            level -= 1
    return deepest


def no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
