"""One of each official document, the empty templates and the sample files, written to a folder."""

from pathlib import Path

from django.utils import timezone

from timpora.demo.files import sample_files
from timpora.demo.institutions import acting
from timpora.demo.models import Build
from timpora.demo.population import populate
from timpora.documents import render
from timpora.documents.docx import docx
from timpora.documents.kinds import KINDS
from timpora.documents.models import Letter
from timpora.documents.queries import content_of
from timpora.foundation.acting import acting_in_database
from timpora.intake.models import Batch
from timpora.intake.workbooks import template
from timpora.meetings import letters, monthly, press
from timpora.meetings.models import Meeting
from timpora.meetings.papers import PAPERS
from timpora.statistics import months
from timpora.teams import decree_paper
from timpora.territory.queries import day_at


def write_documents(build: Build, folder: Path) -> list[Path]:
    """Whatever stands there under the same names is written anew."""
    contents = {f"{letter.template}.pdf": content_of(letter) for letter in Letter.objects.order_by("made_at")}
    contents |= attendance_lists() | official_papers()
    contents |= {f"contoh-{kind}.xlsx": template(kind) for kind in Batch.Kind.values}
    contents |= {f"berkas/{file.name}": file.content for file in sample_files(populate(build.day, factor=build.factor))}
    written = []
    for name, content in sorted(contents.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def official_papers() -> dict[str, bytes]:
    """One of each kind in both forms, by the secretary of the team, from what the screens show."""
    held = Meeting.objects.filter(closed_at__isnull=False).order_by("-starts_at").first()
    if held is None:
        return {}
    by, at = acting("budi"), timezone.now()
    with acting_in_database(by):
        told = {kind: words(held, by, at) for kind, words in PAPERS.items()}
        told |= {"siaran_pers": press.letter_of(held, *press.draft(held, by), at)}
        told |= {"sk_tim": decree_paper.words_of(held.team, day_at(held.area, at))}
        told |= {"laporan_bulanan": monthly.report(months.first(day_at(held.area, held.starts_at)), by, at)}
        about = {kind: {"about": f"{KINDS[kind].label} {held.theme}"} | words for kind, words in told.items()}
        of_letters = {letter.template: letter.data for letter in Letter.objects.order_by("made_at")}
        blank = {"daftar_hadir": letters.attendance(held, at, is_filled=False, has_phones=True)}
        pdfs = {f"{kind}.pdf": render.pdf(kind, words) for kind, words in about.items()}
        return pdfs | {f"{kind}.docx": docx(kind, words) for kind, words in (about | of_letters | blank).items()}


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
