"""The ground of every page: the frame, its words in two languages, dates and numbers, and the rules templates keep."""

import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from timpora import catalogues, string_lint
from timpora.foundation.templatetags import timpora as tags
from timpora.template_lint import lint, lint_text

SOURCE = Path(catalogues.__file__).parent
VENDOR = SOURCE / "foundation" / "static" / "vendor"
pytestmark = pytest.mark.django_db  # the frame reads the mode of the installation
NOON = datetime(2026, 8, 12, 6, 5, tzinfo=UTC)


@pytest.fixture
def english():
    catalogues.compile_catalogues()
    with translation.override("en"):
        yield


def entry(key: str, label: str, *, phone: bool = False, active: bool = False) -> dict[str, object]:
    return {"key": key, "label": label, "url": f"/{key}/", "icon": "home", "phone": phone, "active": active}


def signed_in(**more: object) -> dict[str, object]:
    choices = [
        {"id": "1", "duty_label": "Pelaksana Inteldakim", "area_label": "Kab. Tanah Bumbu", "chosen": True},
        {"id": "2", "duty_label": "Sekretariat Tim PORA", "area_label": "Kab. Kotabaru", "chosen": False},
    ]
    acting = {"name": "Ayu", "duty_label": "Pelaksana Inteldakim", "area_label": "Kab. Tanah Bumbu", "choices": choices}
    menu = [entry("home", "Beranda", phone=True, active=True), entry("persons", "Orang asing")]
    return {"acting": acting, "menu": menu, "menu_more": [entry("rules", "Aturan")], "mode": "OPERASI"} | more


def page(template: str = "base.html", **context: object) -> str:
    return render_to_string(template, context, request=RequestFactory().get("/orang-asing/?page=2&q=park"))


# The frame


def test_signed_out_a_page_has_a_language_switch_and_no_menu():
    html = page(mode="OPERASI")
    assert '<html lang="id">' in html
    assert 'name="language" value="en"' in html
    assert "Menu utama" not in html
    assert "Keluar" not in html


def test_signed_in_the_page_says_who_acts_and_where_one_is():
    html = page(**signed_in())
    assert "Pelaksana Inteldakim · Kab. Tanah Bumbu" in html
    assert re.search(r'href="/home/" aria-current="page"', html)
    assert 'href="/rules/"' in html
    assert "Langsung ke isi halaman" in html


def test_who_holds_several_duties_may_switch_and_who_holds_one_sees_no_switch():
    assert "Bertugas sebagai" in page(**signed_in())
    alone = signed_in()
    alone["acting"]["choices"] = alone["acting"]["choices"][:1]
    assert "Bertugas sebagai" not in page(**alone)


def test_a_practice_installation_says_so_on_every_page():
    assert "data rekaan" in page(mode="LATIHAN")
    assert "data rekaan" not in page(mode="OPERASI")


def test_the_frame_speaks_english_when_asked(english):
    html = page(**signed_in(mode="LATIHAN"))
    assert '<html lang="en">' in html
    assert "invented data" in html
    assert "Sign out" in html


@pytest.mark.parametrize("phones", [1, 2, 4])
def test_the_report_button_stands_in_the_bottom_bar_of_at_most_four_entries_before_menu(phones: int):
    keys = ["home", "reports", "tasks", "meetings"][:phones]
    bar = tags.phone_entries([entry(key, key, phone=True) for key in keys], entry("report", "Lapor"))
    assert "report" in [shown["key"] for shown in bar]
    assert len(bar) <= 4


def test_with_four_entries_the_report_button_is_in_the_middle_and_replaces_the_list_of_reports():
    menu = [entry(key, key, phone=True) for key in ("home", "reports", "tasks", "meetings")]
    bar = tags.phone_entries(menu, entry("report", "Lapor"))
    assert [shown["key"] for shown in bar] == ["home", "tasks", "report", "meetings"]


@pytest.mark.parametrize("code", ["403", "404", "409", "500", "503"])
def test_an_error_page_renders_for_anybody_and_says_what_to_do(code: str):
    html = page(f"{code}.html", mode="OPERASI")
    assert "<h1>" in html
    assert 'class="btn' in html


def test_the_page_for_our_own_failure_needs_no_context():
    assert "tidak ada yang berubah setengah jalan" in render_to_string("500.html")


def test_a_refusal_says_what_is_missing():
    html = page("403.html", verb="finding.confirm", **signed_in())
    assert "finding.confirm" not in html
    assert "pilih tugas yang sesuai" in html


# Forms


class Seen(forms.Form):
    what = forms.ChoiceField(label="Yang terlihat", choices=[("stay", "Menginap")], widget=forms.RadioSelect)
    where = forms.CharField(label="Tempat", help_text="Nama dusun atau jalan.")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    own = forms.BooleanField(label="Saya melihat sendiri", required=False)


def test_a_field_carries_its_label_its_help_and_its_error_to_a_screen_reader():
    html = page("parts/form.html", form=Seen({"where": ""}))
    assert '<label for="id_where">Tempat</label>' in html
    described = re.search(r'<input[^>]*name="where"[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert 'aria-invalid="true"' in html


def test_the_error_summary_counts_and_leads_to_the_fields():
    html = page("parts/form.html", form=Seen({}))
    assert "2 isian perlu diperbaiki" in html
    assert 'href="#id_where"' in html
    assert "Satu isian perlu diperbaiki" in page("parts/form.html", form=Seen({"what": "stay"}))


def test_what_may_stay_empty_says_so():
    html = page("parts/form.html", form=Seen())
    assert re.search(r'for="id_note">Catatan <span class="optional">\(boleh kosong\)', html)
    assert "perlu diperbaiki" not in html


def test_typed_words_are_kept_and_escaped():
    assert "&lt;b&gt;Jalan" in page("parts/form.html", form=Seen({"where": "<b>Jalan"}))


# Parts


def test_a_value_shows_its_source_and_what_others_say():
    other = [{"value": "17 Mei 1984", "source": "Disnaker", "on": date(2026, 6, 2)}]
    html = page(
        "parts/fact.html", label="Tanggal lahir", value="5 Mei 1984", source="Kanim", on=date(2026, 3, 1), also=other
    )
    assert "Kanim, 1 Mar 2026" in html
    assert "Disnaker, 2 Jun 2026" in html
    assert "belum diketahui" in page("parts/fact.html", label="Penjamin")


def test_pages_of_a_list_keep_the_question_and_a_bounded_count():
    paginator = SimpleNamespace(count=1001)
    part = SimpleNamespace(
        has_other_pages=True, has_previous=True, has_next=True, previous_page_number=1, next_page_number=3,
        start_index=51, end_index=100, paginator=paginator,
    )  # fmt: skip
    html = page("parts/pagination.html", page=part)
    assert "51–100 dari 1.000+" in html
    assert "page=3&amp;q=park" in html


def test_a_table_names_every_cell_for_the_phone():
    row = [
        {"label": "Nama", "value": "PARK MIN JUN", "url": "/x/"},
        {"label": "Keadaan", "value": "Sesuai", "chip": True, "tone": "ok"},
    ]
    html = page(
        "parts/table.html", caption="Orang asing", columns=[{"label": "Nama"}, {"label": "Keadaan"}], rows=[row]
    )
    assert html.count("data-label=") == 2
    assert '<span class="chip chip-ok">Sesuai</span>' in html


def test_a_stacked_table_says_the_word_of_each_column_and_runs_nothing():
    text = """{% load timpora %}{% stacked %}
    <table><thead><tr><th scope="col">Nama "asli"</th><th>{{ evil }}</th></tr></thead>
    <tr><td>{{ evil }}</td><td class="day">1</td><td>lebih</td></tr><tr><td>dua</td></tr></table>{% endstacked %}"""
    html = Template(text).render(Context({"evil": "<td onclick=x>\"'"}))
    assert html.count('data-label="Nama &quot;asli&quot;"') == 2
    assert html.count("<td") == 4
    assert 'onclick=x>"' not in html
    assert '<td data-label="">lebih</td>' in html


def test_what_cannot_be_undone_asks_for_the_reason():
    html = page("parts/confirm_reason.html", url="/x/", label="Tutup", question="Temuan ditutup.", csrf_token="t")
    assert re.search(r'<textarea[^>]*name="reason"[^>]*required minlength="10"', html)
    assert "csrfmiddlewaretoken" in html


def test_an_icon_that_is_not_there_is_named():
    assert 'aria-hidden="true"' in tags.icon("bell")
    with pytest.raises(TemplateSyntaxError, match="No icon 'unicorn'"):
        tags.icon("unicorn")


# Dates and numbers


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        (date(2026, 8, 12), "Rabu, 12 Agustus 2026", "12 Agt 2026"),
        ("2026-08-12", "Rabu, 12 Agustus 2026", "12 Agt 2026"),
        ("1984-05", "Mei 1984", "Mei 1984"),
        ("1984", "1984", "1984"),
        (None, "", ""),
    ],
)
def test_days_are_written_as_offices_write_them(value: object, long: str, short: str):
    assert tags.tanggal(value) == long
    assert tags.tanggal_pendek(value) == short


def test_the_day_and_the_clock_of_a_moment_are_those_of_the_place():
    night = datetime(2026, 8, 12, 15, 30, tzinfo=UTC)
    assert tags.tanggal_pendek(night, "Asia/Jakarta") == "12 Agt 2026"
    assert tags.tanggal_pendek(night, "Asia/Jayapura") == "13 Agt 2026"
    assert tags.waktu(NOON, "Asia/Makassar") == "12 Agt 2026 14.05 WITA"
    assert [tags.pukul(NOON, f"Asia/{city}") for city in ("Pontianak", "Makassar", "Jayapura")] == [
        "13.05 WIB", "14.05 WITA", "15.05 WIT",
    ]  # fmt: skip


def test_a_moment_without_its_offset_is_refused_rather_than_guessed():
    with pytest.raises(TypeError, match="offset"):
        tags.waktu(datetime(2026, 8, 12, 6, 5), "Asia/Makassar")
    with pytest.raises(TypeError, match="Expected a date"):
        tags.tanggal(20260812)


def test_in_english_the_same_day_reads_in_english(english):
    assert tags.tanggal(date(2026, 8, 12)) == "Wednesday, 12 August 2026"
    assert tags.waktu(NOON, "Asia/Makassar") == "12 Aug 2026 14:05 WITA"
    assert tags.angka(1234.5) == "1,234.5"


@pytest.mark.parametrize(
    ("value", "written"), [(1234.5, "1.234,5"), (Decimal("1000000"), "1.000.000"), (0, "0"), (None, "")]
)
def test_numbers_are_written_in_indonesian_form(value: object, written: str):
    assert tags.angka(value) == written


@pytest.mark.parametrize(("count", "said"), [(999, "999"), (1000, "1.000"), (1001, "1.000+"), (None, "")])
def test_a_count_that_was_stopped_says_more_than(count: int | None, said: str):
    assert tags.batas(count) == said


def test_since_when_in_the_largest_unit_that_fits():
    assert tags.sejak(NOON - timedelta(days=3), NOON) == "3 hari"
    assert tags.sejak(NOON - timedelta(hours=2), NOON) == "2 jam"
    assert tags.sejak(date(2026, 8, 9), NOON) == "3 hari"


# What templates keep to


def test_every_template_keeps_the_rules():
    assert lint([SOURCE]) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<p>Halo dunia</p>", "visible text outside a translate tag"),
        ('<input placeholder="Nama">', "placeholder= is not translated"),
        ('<img alt="Peta">', "alt= is not translated"),
        ('<input type="submit" value="Kirim">', "value= of a button"),
        ('{% include "x.html" with tone="ok" title="Laporan" %}', "write _("),
        ('{{ name|default:"Belum ada" }}', "write _("),
        ('<p style="color:red"></p>', "inline style"),
        ("<style>p{}</style>", "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<b onclick="go()"></b>', "inline script"),
        ('<a href="javascript:go()"></a>', "inline script"),
        ('<script src="https://cdn.example/x.js"></script>', "another site"),
        ('<form method="post"></form>', "csrf_token"),
        ("<br>\n" * 121, "at most 120"),
    ],
)
def test_a_broken_rule_is_named(text: str, problem: str):
    found = lint_text(text, "a.html")
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    "text",
    [
        '<p title="{% translate "Peta" %}">{% translate "Halo" %} · 1.000 —</p>',
        "{% blocktranslate %}Halo <b>dunia</b>{% endblocktranslate %}",
        '{% include "x.html" with title=_("Laporan") tone="ok" %}',
        "{% comment %}Words for developers{% endcomment %}{# more of them #}<!-- and these -->",
        '<kbd>Esc</kbd><code>GET</code><b translate="no">English</b>Timpora',
        '<form method="post">{% csrf_token %}</form><form method="get"></form>',
        '{{ tone|default:"neutral" }}',
    ],
)
def test_what_keeps_the_rules_is_left_alone(text: str):
    assert lint_text(text, "a.html") == []


def test_a_problem_is_found_on_its_line():
    assert lint_text("{% comment %}\n\n{% endcomment %}\n<p>\nHalo\n</p>", "a.html")[0].startswith("a.html:5:")


# The catalogues


@pytest.fixture
def room(tmp_path: Path) -> Path:
    templates = tmp_path / "intake" / "templates"
    templates.mkdir(parents=True)
    (templates / "a.html").write_text(
        '  {% translate "Kirim" %}\n{% blocktranslate count n=n %}{{ n }} laporan'
        "{% plural %}{{ n }} laporan semua{% endblocktranslate %}\n"
        '{% include "b.html" with title=_("Judul — é") %}'
    )
    (tmp_path / "intake" / "views.py").write_text(
        'from x import gettext as _\n\ndef a():\n    return _("Halo %(name)s")\n'
    )
    return tmp_path


def translated(room: Path, words: dict[str, str]) -> None:
    path = catalogues.po_file("en", room)
    text = path.read_text(encoding="utf-8")
    for said, meant in words.items():
        text = text.replace(f'msgid "{said}"\nmsgstr ""', f'msgid "{said}"\nmsgstr "{meant}"')
    path.write_text(text, encoding="utf-8")


def test_words_are_found_in_code_templates_and_includes(room: Path):
    said = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogues.extract(room)}
    assert {"Kirim", "%(n)s laporan", "Judul — é", "Halo %(name)s"} <= said


def test_a_translation_is_kept_and_a_word_no_longer_said_goes(room: Path):
    catalogues.update(room)
    translated(room, {"Kirim": "Send"})
    (room / "intake" / "views.py").write_text("")
    catalogues.update(room)
    text = catalogues.po_file("en", room).read_text(encoding="utf-8")
    assert 'msgstr "Send"' in text
    assert "Halo" not in text


def test_bringing_up_to_date_twice_changes_nothing(room: Path):
    first = catalogues.update(room)[0].read_bytes()
    assert catalogues.update(room)[0].read_bytes() == first


def test_a_missing_an_idle_an_empty_and_a_broken_translation_are_named(room: Path):
    catalogues.update(room)
    translated(room, {"Kirim": "Send", "Halo %(name)s": "Hello %(nama)s"})
    (room / "intake" / "templates" / "a.html").write_text('{% translate "Simpan" %}')
    problems = "\n".join(catalogues.check(room))
    assert "not in the catalogue: 'Simpan'" in problems
    assert "no longer said: 'Kirim'" in problems
    assert "placeholders in the translation: 'Halo %(name)s'" in problems
    assert "not translated" not in problems


def test_a_text_put_together_before_it_is_looked_up_is_named(room: Path):
    (room / "intake" / "views.py").write_text('from x import gettext as _\n\ndef a(n):\n    return _(f"Halo {n}")\n')
    assert any("put together before _()" in problem for problem in catalogues.check(room))


def test_a_catalogue_is_compiled_only_when_its_source_is_newer(room: Path):
    catalogues.update(room)
    assert [path.name for path in catalogues.compile_catalogues(room)] == ["django.mo"]
    assert catalogues.compile_catalogues(room) == []


def test_no_template_of_the_product_hides_a_word_from_the_catalogues():
    said = {message.id for message in catalogues.extract() if isinstance(message.id, str)}
    for path in SOURCE.rglob("templates/**/*.html"):
        for word in re.findall(r'{%\s*translate\s+"([^"]+)"', path.read_text(encoding="utf-8")):
            assert word in said, f"{path}: {word}"


# What comes from elsewhere


def test_vendored_files_are_the_ones_on_record():
    rows = re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", (VENDOR / "VENDOR.md").read_text(), re.MULTILINE)
    assert len(rows) == 3
    for name, digest in rows:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_style_sheets_and_scripts_fetch_nothing_from_elsewhere():
    for path in (SOURCE / "foundation" / "static").rglob("*.[cj]s*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:url\(|@import\s|fetch\(|importScripts\()\s*["']?(?:https?:)?//""", text), path


@pytest.mark.parametrize(
    "code",
    [
        'forms.CharField(label="Nama lengkap")',
        'forms.CharField(help_text=f"Paling sedikit {n} huruf.")',
        'forms.ChoiceField(choices=[("a", "Semua wilayah")])',
        'forms.CharField(error_messages={"required": "Isi dahulu."})',
        'raise forms.ValidationError("Tanggal sudah lewat.")',
        'form.add_error("due_on", "Tanggal sudah lewat.")',
        'messages.success(request, "Tersimpan.")',
    ],
)
def test_a_sentence_of_the_code_without_translation_is_found(code):
    assert string_lint.lint_text(code, "x.py") != []


@pytest.mark.parametrize(
    "code",
    [
        'forms.CharField(label=_("Nama lengkap"))',
        'forms.ChoiceField(choices=[("a", _("Semua"))])',
        'messages.success(request, _("Tersimpan %(n)s.") % {"n": 1})',
        'raise Wrong("not_a_picture")',
        'forms.CharField(label="")',
    ],
)
def test_translated_words_and_codes_pass(code):
    assert string_lint.lint_text(code, "x.py") == []


def test_no_sentence_of_the_code_is_bare():
    assert string_lint.lint([SOURCE]) == []
