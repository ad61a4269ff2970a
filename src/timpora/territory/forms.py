"""Form fields for an area, of which people type the name or the code, and for a day; what forms with days check."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from timpora.territory.codes import dotted, span, to_integer
from timpora.territory.queries import Found, area_name, find, path_above
from timpora.territory.search import BEGINNING_WITHIN, CODE, EXACT_WITHIN

CANDIDATES = 5


class OneOfSeveral(forms.Form):
    """A form that stands beside others on a page: its inputs have ids of their own, so a label finds its input."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}-%s"} | kwargs)


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def ends_after_it_begins(form: forms.Form, begins: str, ends: str) -> None:
    told = form.cleaned_data
    if told.get(begins) and told.get(ends) and told[ends] < told[begins]:
        form.add_error(ends, _("Tanggal akhir mendahului tanggal mulai. Periksa kedua tanggal, lalu simpan lagi."))


def words_for(area: int) -> str:
    """What stands in the input for a known area, and is understood when it comes back."""
    path = path_above(area)
    return f"{area_name(area)}, {path} ({dotted(area)})" if path else f"{area_name(area)} ({dotted(area)})"


class AreaInput(forms.TextInput):
    """The words are the truth: a code left over from an earlier choice counts only while it agrees with them."""

    template_name = "territory/area_input.html"
    within: str = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        area = value if isinstance(value, int) else None
        context = super().get_context(name, None, attrs)
        identifier = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"]["attrs"] |= {"data-typeahead-url": self.address(), "data-typeahead-for": f"{identifier}_code"}
        return context | {
            "widget": context["widget"]
            | {
                "words": words_for(area) if area is not None else value or "",
                "code": dotted(area) if area is not None else "",
                "code_id": f"{identifier}_code",
            }
        }

    def address(self) -> str:
        address = str(reverse_lazy("area_find"))
        return f"{address}?within={self.within}" if self.within else address

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        words, code = str(data.get(name, "")).strip(), str(data.get(f"{name}_code", "")).strip()
        return f"{words} ({code})" if code and words and agrees(words, code) else words


def agrees(words: str, code: str) -> bool:
    """Choosing a suggestion leaves its label in the input."""
    try:
        return words == area_name(to_integer(code))
    except ValueError:
        return False


class AreaField(forms.CharField):
    """`within` (a code) keeps the answer inside one area; `levels` says how many digits the code may have."""

    widget = AreaInput
    default_error_messages = {
        "unknown": _(
            "Wilayah “%(words)s” tidak ditemukan. "
            "Ketik nama desa, kecamatan, atau kabupaten, atau kodenya, misalnya 63.10.05."
        ),
        "ambiguous": _("“%(words)s” dapat berarti: %(candidates)s. Pilih salah satu dari saran, atau ketik kodenya."),
    }

    def __init__(
        self, *, within: int | None = None, levels: Collection[int] | None = None, max_length: int = 200, **kwargs: Any
    ) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.range = span(within) if within else None
        self.levels = levels
        self.widget.within = dotted(within) if within else ""

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        words = super().clean(value.strip() if isinstance(value, str) else value)
        if not words:
            return None
        found = find(words, within=self.range, levels=self.levels, limit=CANDIDATES + 1)
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"words": words})
        chosen = the_one(found)
        if chosen is None:
            candidates = "; ".join(f"{f.label}, {f.path} ({dotted(f.area)})" for f in found[:CANDIDATES])
            params = {"words": words, "candidates": candidates}
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous", params=params)
        return chosen.area

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (words_for(initial) if isinstance(initial, int) else initial or "") != (data or "")


def the_one(found: list[Found]) -> Found | None:
    """The area meant, if only one can be: the code, or the only bearer of the name; a mere likeness is asked about."""
    best = found[0]
    if best.score == CODE:
        return best
    rivals = [other for other in found if other.score >= min(best.score, EXACT_WITHIN)]
    return best if len(rivals) == 1 and best.score >= BEGINNING_WITHIN else None
