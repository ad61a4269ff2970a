"""One of each official document, the empty templates and the sample files, written to a folder."""

from pathlib import Path

from django.utils import timezone

from timpora.demo.files import sample_files
from timpora.demo.models import Build
from timpora.demo.population import populate
from timpora.documents import render
from timpora.documents.models import Letter
from timpora.documents.queries import content_of
from timpora.intake.models import Batch
from timpora.intake.workbooks import template
from timpora.meetings import letters
from timpora.meetings.models import Meeting


def write_documents(build: Build, folder: Path) -> list[Path]:
    """Whatever stands there under the same names is written anew."""
    contents = {f"{letter.template}.pdf": content_of(letter) for letter in Letter.objects.order_by("made_at")}
    contents |= attendance_lists()
    contents |= {f"contoh-{kind}.xlsx": template(kind) for kind in Batch.Kind.values}
    contents |= {f"berkas/{file.name}": file.content for file in sample_files(populate(build.day, factor=build.factor))}
    written = []
    for name, content in sorted(contents.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def attendance_lists() -> dict[str, bytes]:
    held = Meeting.objects.filter(closed_at__isnull=False).order_by("-starts_at").first()
    if held is None:
        return {}
    blank = letters.attendance(held, timezone.now(), is_filled=False, has_phones=True)
    filled = letters.attendance(held, timezone.now(), is_filled=True, has_phones=False)
    return {
        "daftar_hadir.pdf": render.pdf("daftar_hadir", blank),
        "daftar_hadir_terisi.pdf": render.pdf("daftar_hadir", filled),
    }
