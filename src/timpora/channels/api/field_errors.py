"""What is wrong with a field, in a sentence that says what was expected."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from timpora.channels.api.problems import wrong

PLACES = ("body", "path", "header", "query")


def sentences() -> dict[str, str]:
    return {
        "missing": _("Isian ini wajib ada."),
        "extra_forbidden": _("Isian ini tidak dikenal; hapus atau perbaiki namanya."),
        "string_type": _("Tulis sebagai teks."),
        "string_unicode": _("Teks ini bukan Unicode yang utuh."),
        "string_too_long": _("Terlalu panjang: paling banyak %(max_length)s huruf."),
        "string_too_short": _("Terlalu pendek: paling sedikit %(min_length)s huruf."),
        "string_pattern_mismatch": _("Bentuknya tidak sesuai: %(pattern)s."),
        "control_character": _("Teks tidak boleh memuat karakter kendali."),
        "int_type": _("Tulis sebagai bilangan bulat."),
        "greater_than_equal": _("Paling kecil %(ge)s."),
        "less_than_equal": _("Paling besar %(le)s."),
        "literal_error": _("Pilih salah satu: %(expected)s."),
        "uuid_parsing": _("Tulis sebagai UUID."),
        "uuid_type": _("Tulis sebagai UUID."),
        "timezone_aware": _("Sertakan selisih zona waktu, misalnya +08:00."),
        "moment_out_of_range": _("Waktu ini di luar 2000 sampai 2100."),
        "list_type": _("Tulis sebagai daftar."),
        "too_short": _("Paling sedikit %(min_length)s."),
        "too_long": _("Paling banyak %(max_length)s."),
    }


def said(error: Mapping[str, Any]) -> str:
    kind, known = error["type"], sentences()
    if kind.startswith("datetime_"):
        return _("Tulis waktu sebagai ISO 8601, misalnya 2026-08-12T14:30:00+08:00.")
    sentence = known.get(kind)
    if sentence is None:
        return _("Isian ini tidak sesuai.")
    return sentence % error.get("ctx", {}) if "%(" in sentence else sentence


def errors_of(found: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """From pydantic's errors. The value told is not repeated."""
    return [wrong(field_of(error["loc"]), error["type"], said(error)) for error in found]


def field_of(place: Iterable[str | int]) -> str:
    """("body", "told", "seen_at") is seen_at: the name of our own argument is nothing a sender knows."""
    parts = list(place)
    if parts and parts[0] in PLACES:
        parts = parts[2:] if parts[0] == "body" else parts[1:]
    return ".".join(map(str, parts))
