"""Kinds of sources and likelihoods in words; no percentages are shown to people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.registers.wording import KINDS

LIKELIHOOD: dict[str, str | Promise] = {
    "full": _("cocok penuh"),
    "likely": _("sangat mungkin"),
    "unsure": _("mungkin"),
    "unlikely": _("kecil kemungkinan"),
}


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))
