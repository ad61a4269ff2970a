"""Icons, form controls, and dates and numbers as Indonesian offices write them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from django import forms, template
from django.forms.boundfield import BoundField
from django.template.defaulttags import CsrfTokenNode
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from timpora.foundation.controls import CONTROLS, select
from timpora.foundation.drafts import stored
from timpora.foundation.opened_in import FIELD

register = template.Library()

SPRITE = "vendor/tabler-icons/icons.svg"
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
# Offices write "Agt"; the common locale data say "Agu".
SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"]
BOUND = 1000
NOBODY = UUID(int=0)


INDONESIAN, ENGLISH = Locale("id", "ID"), Locale("en", "GB")


def _locale() -> Locale:
    return ENGLISH if (get_language() or "id").startswith("en") else INDONESIAN


@cache
def _icon_names() -> frozenset[str]:
    sprite = files("timpora.foundation").joinpath("static", SPRITE).read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite))


@register.simple_tag
@cache  # a page draws some fifty; the address of the sprite stays while the process runs
def icon(name: str) -> SafeString:
    """An outline icon of the sprite, hidden from screen readers: a word always stands beside it."""
    if name not in _icon_names():
        raise template.TemplateSyntaxError(
            f"No icon {name!r} in the sprite; known: {', '.join(sorted(_icon_names()))}."
        )
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )


@register.simple_tag
def menu_lines(menu: Iterable[Any] | None) -> SafeString:
    """The entries of a menu (label, url, icon, active, count), one a line: every page shows them twice."""
    return format_html_join(
        "\n",
        '<li><a class="menu-entry" href="{}"{}>{}<span>{}</span>{}</a></li>',
        (
            (
                entry["url"],
                mark_safe(' aria-current="page"') if entry["active"] else "",
                icon(entry["icon"]),
                entry["label"],
                format_html('<span class="count">{}</span>', batas(entry["count"], 99)) if entry.get("count") else "",
            )
            for entry in menu or ()
        ),
    )


HEADING, ROW_OR_CELL = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL), re.compile(r"<(tr|td)\b")


@register.simple_block_tag
def stacked(content: str) -> SafeString:
    """A table that stacks its cells on a phone: each cell is given the word of its column, written once in its head."""
    head, end, body = content.partition("</thead>")
    words = [strip_tags(heading).strip().replace('"', "&quot;") for heading in HEADING.findall(head)]
    column = iter(words)

    def named(match: re.Match[str]) -> str:
        nonlocal column
        if match[1] == "tr":
            column = iter(words)
            return match[0]
        return f'{match[0]} data-label="{next(column, "")}"'

    return mark_safe(f"{head}{end}{ROW_OR_CELL.sub(named, body)}")  # noqa: S308 - of a template's own, escaped there


@register.simple_tag
def chip(word: str, tone: str = "") -> SafeString:
    """A state as a word; tone: neutral, ok, wait, stop, danger. Danger: rights are at stake or work is lost."""
    return format_html('<span class="chip chip-{}">{}</span>', tone or "neutral", word)


@cache
def _page_pattern(name: str) -> str:
    return reverse(name, args=[NOBODY])


@register.filter
def address(pk: UUID, name: str) -> str:
    """The address of a record's page; what `url` finds again for each of fifty rows is found once."""
    return _page_pattern(name).replace(str(NOBODY), str(pk))


@register.simple_tag
def phone_entries(menu: Iterable[Any] | None, report: Any = None) -> list[Any]:
    """The entries of the bottom bar before Menu: at most three, with the report button in the middle."""
    chosen = [entry for entry in menu or () if _read(entry, "phone")]
    if not report:
        return chosen[:4]
    if len(chosen) > 3:  # the list of reports gives way to the button, and is still in Menu
        chosen = [entry for entry in chosen if _read(entry, "key") != "reports"][:3]
    return [*chosen[:2], report, *chosen[2:]]


def _read(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, dict) else getattr(entry, name, None)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a bound field with the classes of the style sheet and its accessible description."""
    widget = field.field.widget
    names = [widget.attrs.get("class", ""), _control_class(widget), "is-invalid" if field.errors else ""]
    # Django itself points aria-describedby at <id>_helptext and <id>_error.
    attrs = field.build_widget_attrs({"class": " ".join(filter(None, names))}, widget)
    if field.auto_id and "id" not in widget.attrs:
        attrs.setdefault("id", field.auto_id)
    if isinstance(widget, forms.Select):
        return select(widget, field.html_name, field.value(), attrs)
    return widget.render(field.html_name, field.value(), attrs=attrs, renderer=CONTROLS)


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """In place of Django's own: a form also says in which duty it was opened (see foundation.opened_in)."""
    token = CsrfTokenNode().render(context)
    membership = getattr(getattr(getattr(context, "request", None), "acting", None), "membership", None)
    if not token or membership is None:
        return token
    return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, membership)


@register.inclusion_tag("parts/draft_status.html", takes_context=True)
def draft_status(context: template.Context, *key: object) -> dict[str, object]:
    """Where a form says what of it is kept, and shows what was typed in it elsewhere; the key is that of the form."""
    acting = getattr(context.get("request"), "acting", None)
    name = "".join(map(str, key))
    draft = stored(acting, name) if acting else None
    other = (draft.other or {}) if draft else {}
    return {
        "key": name,
        "version": draft.version if draft else 0,
        "other": [text for name, text in other.items() if draft and text and text != draft.words.get(name)],
    }


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_list(field: BoundField) -> bool:
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def choice_groups(field: BoundField) -> Iterator[dict[str, object]]:
    """The boxes of a choice list by their group; one without a group stands alone, without a label."""
    for place, found in groupby(field, key=lambda box: box.data["index"].partition("_")[0]):
        boxes = list(found)  # "3_0" is the first box of the fourth group, "3" a box of its own
        is_group = "_" in boxes[0].data["index"]
        label = field.field.widget.choices[int(place)][0] if is_group else ""  # type: ignore[attr-defined]
        yield {"label": label, "boxes": boxes, "is_open": any(box.data["selected"] for box in boxes)}


def _there(moment: datetime, zone: tzinfo) -> datetime:
    if timezone.is_naive(moment):
        raise TypeError("Expected a moment with its offset, got one without.")
    return moment.astimezone(zone)


def _partial(text: str, *, short: bool) -> str:
    """An ISO text that may lack day or month: 1984, 1984-05 or 1984-05-17."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return _written(date(parts[0], parts[1], parts[2]), short=short)
    if len(parts) == 1:
        return str(parts[0])
    day = date(parts[0], parts[1], 1)
    return f"{_short_month(day)} {day.year}" if short else str(format_date(day, "MMMM y", locale=_locale()))


def _short_month(day: date) -> str:
    return SHORT_MONTHS[day.month - 1] if _locale().language == "id" else str(format_date(day, "MMM", locale="en"))


def _written(day: date, *, short: bool) -> str:
    if short:
        return f"{day.day} {_short_month(day)} {day.year}"
    return str(format_date(day, "EEEE, d MMMM y", locale=_locale()))


def _dated(value: object, zone: str | tzinfo | None, *, short: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _partial(value, short=short)
    if isinstance(value, datetime):  # first: a moment is also a date to Python
        return _written(_there(value, _zone(zone)).date(), short=short)
    if isinstance(value, date):
        return _written(value, short=short)
    raise TypeError(f"Expected a date, a moment or an ISO text, got {type(value).__name__}.")


@register.filter
def tanggal(value: object, zone: str | tzinfo | None = None) -> str:
    """Rabu, 12 Agustus 2026. The day of a moment depends on the place: name its zone."""
    return _dated(value, zone, short=False)


@register.filter
def tanggal_pendek(value: object, zone: str | tzinfo | None = None) -> str:
    """12 Agt 2026."""
    return _dated(value, zone, short=True)


def _zone(name: str | tzinfo | None) -> tzinfo:
    if isinstance(name, tzinfo):
        return name
    return ZoneInfo(name) if name else timezone.get_current_timezone()


def _clock(moment: datetime, zone: tzinfo) -> str:
    there = _there(moment, zone)
    colon = "." if _locale().language == "id" else ":"
    name = ZONE_NAMES.get(getattr(zone, "key", ""), there.tzname() or "")
    return f"{there:%H}{colon}{there:%M} {name}".strip()


@register.filter
def pukul(moment: datetime | None, zone: str | tzinfo | None = None) -> str:
    """14.05 WITA."""
    return _clock(moment, _zone(zone)) if moment else ""


@register.filter
def waktu(moment: datetime | None, zone: str | tzinfo | None = None) -> str:
    """12 Agt 2026 14.05 WITA: the clock of the given zone, else of the active one."""
    if not moment:
        return ""
    chosen = _zone(zone)
    return f"{_written(_there(moment, chosen).date(), short=True)} {_clock(moment, chosen)}"


@register.filter
def sejak(value: date | datetime | None, now: datetime | None = None) -> str:
    """3 hari: how long ago, in the largest unit that fits."""
    if not value:
        return ""
    reference = now or timezone.now()
    if not isinstance(value, datetime):
        return _duration(_there(reference, timezone.get_current_timezone()).date() - value, "day")
    return _duration(reference - value, "minute")


def _duration(span: timedelta, smallest: Any) -> str:
    return str(format_timedelta(span, granularity=smallest, threshold=1, locale=_locale()))


@register.filter
def angka(value: int | float | Decimal | None) -> str:
    """1.234,5."""
    if value is None or value == "":
        return ""
    if isinstance(value, int):  # counts and numbers of records, on every row of a list
        return f"{value:,}" if _locale() is ENGLISH else f"{value:,}".replace(",", ".")
    return str(format_decimal(value, locale=_locale()))


@register.filter
def batas(count: int | None, bound: int = BOUND) -> str:
    """A count that a query stopped above the bound: 1.000+."""
    if count is None:
        return ""
    return f"{angka(bound)}+" if count > bound else angka(count)
