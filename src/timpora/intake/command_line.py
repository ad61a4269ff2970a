"""What the command `import` does once the program stands: who acts, for which agency, and what came of it."""

import argparse
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from timpora.agencies.acting import resolve
from timpora.agencies.models import Agency, Membership
from timpora.core.access import reach
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.installation import mode
from timpora.foundation.models import Account
from timpora.intake import files, queries, workbooks
from timpora.intake.models import Batch
from timpora.intake.problems import Problem, say
from timpora.intake.reading import Reading
from timpora.intake.sheets import Unreadable

MOST_NAMED = 8
OFFICER = "pelaksana"  # who is on record in an installation for training when nobody is named


class Mistake(Exception):
    """Wrong use or unreadable input; the text is the sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    batch: Batch | None
    counts: tuple[int, int, int, int]  # read, accepted, duplicates, rejected
    problems: list[Problem]
    rejects_file: bytes = b""
    rejects_name: str = ""

    def as_data(self) -> dict[str, object]:
        read, accepted, duplicates, rejected = self.counts
        rejects = [{"row": p.row, "column": p.column, "code": p.code, "message": say(p)} for p in self.problems]
        return {
            "batch": str(self.batch.pk) if self.batch else None,
            "read": read,
            "accepted": accepted,
            "duplicates": duplicates,
            "rejected": rejected,
            "rejects": rejects,
        }

    def lines(self) -> list[str]:
        read, accepted, duplicates, rejected = self.counts
        counts = _("%(read)s dibaca = %(accepted)s diterima + %(duplicates)s sudah ada + %(rejected)s ditolak") % {
            "read": read, "accepted": accepted, "duplicates": duplicates, "rejected": rejected,
        }  # fmt: skip
        head = _("Berkas %(number)s: ") % {"number": self.batch.number} if self.batch else _("Belum disimpan: ")
        return [head + counts, *(say(problem) for problem in self.problems)]


def imported(args: argparse.Namespace, content: bytes) -> Outcome:
    member = member_called(args.member)
    at = timezone.now()
    as_of = day(args.as_of) if args.as_of else None
    with acting_in_database(member):
        agency = agency_called(args.agency, member)
        told = {"agency": agency, "area": area_of(agency, member), "as_of": as_of, "by": member, "most_rows": None}
        try:
            if args.dry_run:
                return looked_at(files.read_for(args.act, content, **told))
            batch = files.preview(kind=args.act, name=args.file.name, content=content, at=at, **told)
            return saved(files.accept(batch, by=member, at=at, most_rows=None), member)
        except (Unreadable, files.NotAllowed) as refusal:
            raise Mistake(str(refusal)) from refusal


def area_of(agency: Agency, member: Acting) -> int | None:
    """What another agency told belongs to that agency's area; the own file to the area one acts in."""
    return member.area if agency.pk == member.agency else agency.area


def looked_at(reading: Reading) -> Outcome:
    counts = len(reading.rows), len(reading.accepted), len(reading.duplicates), len(reading.rejected)
    return Outcome(None, counts, [problem for problem in reading.problems if not problem.is_note])


def saved(batch: Batch, member: Acting) -> Outcome:
    """To who sent it in this very moment: no row is shielded yet."""
    refused = list(queries.rejected_rows(batch, member))
    problems = [Problem(**told) for row in refused for told in row.problems if not told["is_note"]]
    counts = batch.read, batch.accepted, batch.duplicates, batch.rejected
    if not refused:
        return Outcome(batch, counts, problems)
    content, name, _media_type = workbooks.rejects_of(batch, refused)
    return Outcome(batch, counts, problems, content, name)


def undone(args: argparse.Namespace) -> tuple[dict[str, object], str]:
    member = member_called(args.member)
    with acting_in_database(member):
        named = Q(number=int(args.batch)) if args.batch.isdigit() else Q(pk=identifier(args.batch))
        batch = Batch.objects.visible_to(member).filter(named).select_related("source").first()
        if batch is None:
            raise Mistake(_("Berkas %(batch)s tidak ditemukan.") % {"batch": args.batch})
        because = args.because or _("Dibatalkan lewat baris perintah.")
        try:
            batch = files.undo(batch, because=because, by=member, at=timezone.now())
        except files.NotAllowed as refusal:
            raise Mistake(str(refusal)) from refusal
    line = _("Berkas %(number)s dibatalkan seluruhnya.") % {"number": batch.number}
    return {"batch": str(batch.pk), "state": batch.state, "undone": batch.accepted}, line


def identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Mistake(_("Berkas disebut dengan nomor atau id-nya, bukan “%(batch)s”.") % {"batch": text}) from error


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Mistake(_("Tanggal ditulis 2026-08-12, bukan “%(day)s”.") % {"day": text}) from error


def member_called(sign_in: str | None) -> Acting:
    """The member on record. Only where data are invented may nobody be named: then it is the officer."""
    if sign_in is None and mode() == "LATIHAN":
        duty = (
            Membership.objects.filter(duty=OFFICER, ended_at=None).select_related("account").order_by("begins_at", "pk")
        )
        account = next((membership.account for membership in duty), None)
    else:
        account = Account.objects.filter(sign_in=sign_in or "").first()
    if account is None:
        raise Mistake(_("Sebutkan anggota yang bertugas dengan --as, misalnya --as ayu."))
    member = resolve(account)
    if not member.may(files.SEND):
        raise Mistake(_("%(name)s tidak bertugas mengirim berkas.") % {"name": account.name})
    return member


def agency_called(code: str | None, member: Acting) -> Agency:
    """The agency meant by a kind, by `kind:short name`, or by its id, within the member's reach."""
    if code is None:
        return Agency.objects.get(pk=member.agency)
    inside = Q(pk__in=())
    for low, high in reach(member.scopes, files.SEND):
        inside |= Q(area__gte=low, area__lte=high)
    kind, _colon, short_name = code.partition(":")
    named = Q(pk=code) if is_id(code) else Q(kind_id=kind)
    if short_name:
        named &= Q(short_name__iexact=short_name.strip())
    found = list(Agency.objects.filter(inside, named, valid_until=None).order_by("area", "name"))
    if len(found) == 1:
        return found[0]
    here = [agency for agency in found if agency.area == member.area]
    if len(here) == 1:  # a bare kind: the one of the area one acts in
        return here[0]
    if not found:
        raise Mistake(_("Tidak ada instansi “%(code)s” di wilayah tugas ini.") % {"code": code})
    ways = ", ".join(f"{agency.kind_id}:{agency.short_name} ({agency.pk})" for agency in found[:MOST_NAMED])
    raise Mistake(
        _("“%(code)s” dapat berarti beberapa instansi. Sebutkan salah satu: %(ways)s.") % {"code": code, "ways": ways}
    )


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
