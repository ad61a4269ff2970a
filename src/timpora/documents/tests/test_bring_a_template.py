"""An office brings its own DOCX; what is wrong with it is named, and the built-in one stays where it has none."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from timpora.agencies.tests.cast import acting
from timpora.documents import own_templates
from timpora.documents.docx import built_in
from timpora.documents.kinds import KINDS
from timpora.documents.models import OwnTemplate
from timpora.documents.own_templates import Refused, set_template
from timpora.documents.tests.made import NOW, made
from timpora.documents.tests.test_render_a_letter import words_of_docx

DRAWN = [code for code, kind in KINDS.items() if kind.layout]
NOTULA = "{{ kop.office }} {{ theme }} {{ day }} {{ place }}"


def document(*lines: str) -> bytes:
    paper, out = Document(), BytesIO()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return out.getvalue()


@pytest.mark.parametrize("kind", DRAWN)
def test_the_built_in_templates_pass_what_is_asked_of_others(kind, db):
    own_templates.check(KINDS[kind], built_in(kind))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["{{ kop.office }} {{ theme }} {{ day }}"], "{{ place }}"),
        ([NOTULA, "{{ tema }}"], "{{ tema }}"),
        ([NOTULA, "{% for row in follow_ups %}{{ row.pemilik }}{% endfor %}"], "pemilik"),
        ([NOTULA, "{{ theme "], "kurung kurawal"),
        ([NOTULA, "{{ ''.join(theme) }}"], "hanya boleh"),
        ([NOTULA, "{% for x in range(10**9) %}{% endfor %}"], "hanya boleh"),
        ([NOTULA, "{{ theme.__class__.__mro__ }}"], "tidak"),
        ([NOTULA, "{{ theme|pprint }}"], "pprint"),
        ([NOTULA, "{% set x = 1 %}"], "hanya boleh"),
        ([NOTULA, "{% include 'x' %}"], "hanya boleh"),
        ([NOTULA, "{% for a in came %}" * 4 + "{% endfor %}" * 4], "tiga tingkat"),
    ],
)
def test_what_is_wrong_with_a_template_is_named(lines, named):
    with pytest.raises(Refused, match=named.replace("{", "[{]")):
        own_templates.check(KINDS["notula"], document(*lines))


@pytest.mark.django_db
def test_a_macro_is_refused():
    with pytest.raises(Refused, match="makro"):
        own_templates.check(KINDS["notula"], repacked(document(NOTULA), **{"word/vbaProject.bin": b"x"}))


@pytest.mark.django_db
def test_a_link_to_a_template_elsewhere_is_refused():
    link = b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="x" TargetMode="External"/>'
    with pytest.raises(Refused, match="luar"):
        own_templates.check(KINDS["notula"], repacked(document(NOTULA), **{"word/_rels/settings.xml.rels": link}))


@pytest.mark.django_db
def test_a_field_where_nobody_looks_is_refused():
    with pytest.raises(Refused, match="catatan kaki"):
        own_templates.check(
            KINDS["notula"], repacked(document(NOTULA), **{"word/footnotes.xml": b"<x>{{ theme }}</x>"})
        )


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"teks" * 99])
def test_what_is_no_docx_is_refused(content):
    with pytest.raises(Refused, match="DOCX"):
        own_templates.check(KINDS["notula"], content)


@pytest.mark.django_db
def test_a_file_that_swells_is_refused():
    with pytest.raises(Refused, match="besar"):
        own_templates.check(KINDS["notula"], repacked(document(NOTULA), **{"word/x.xml": b"0" * 50_000_000}))


def test_the_template_of_the_day_is_used_and_before_it_the_built_in(client, ayu, budi, kanim):
    mine = document("KHUSUS KANTOR KAMI", NOTULA)
    set_template(agency=kanim, kind="notula", content=mine, name="notula.docx", valid_from=date(2026, 9, 1),
                 by=acting(budi), at=NOW)  # fmt: skip
    client.force_login(ayu)
    for day, is_own in ((date(2026, 8, 31), False), (date(2026, 9, 1), True)):
        letter = made(ayu, kanim, template="notula", dated=day)
        words = words_of_docx(client.get(f"/surat/{letter.pk}/naskah.docx").content)
        assert ("KHUSUS KANTOR KAMI" in words) is is_own
        assert "Rapat Koordinasi Tim PORA" in words


def test_the_head_of_the_section_brings_it_and_looks_at_it(client, ayu, budi, kanim):
    def bring(content: bytes):
        file = SimpleUploadedFile("notula.docx", content)
        return client.post("/surat/pengaturan/templat/", {"kind": "notula", "valid_from": "2026-01-01", "file": file})

    client.force_login(ayu)
    assert bring(document(NOTULA)).status_code == 403
    client.force_login(budi)
    refused = bring(document("{{ theme }}"))
    assert refused.status_code == 422
    assert "{{ place }}" in refused.content.decode()
    assert bring(document("KHUSUS", NOTULA)).status_code == 302
    assert "notula.docx" in client.get("/surat/pengaturan/").content.decode()
    preview = words_of_docx(client.get("/surat/pengaturan/pratinjau/notula.docx").content)
    assert "KHUSUS" in preview
    assert "Kantor Imigrasi Kelas II TPI Contoh" in preview
    assert client.get("/surat/pengaturan/bawaan/notula.docx").content == built_in("notula")
    assert client.post("/surat/pengaturan/templat/", {"kind": "notula", "valid_from": "2026-01-01"}).status_code == 302
    assert OwnTemplate.objects.count() == 2
    assert "KHUSUS" not in words_of_docx(client.get("/surat/pengaturan/pratinjau/notula.docx").content)
