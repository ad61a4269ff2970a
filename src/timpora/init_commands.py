"""`init`: a real installation from nothing: roles, tables, areas, who answers for it, and the first officer."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

# option -> column of the installation
ANSWERS_FOR = {
    "office": "nama kantor",
    "controller": "pengendali data pribadi",
    "protection_officer": "pejabat pelindungan data pribadi",
    "dpia_number": "nomor DPIA",
    "dpia_on": "tanggal DPIA (2026-08-12)",
    "retention_decision": "keputusan yang menetapkan tabel retensi",
    "breach_addressee": "penerima pemberitahuan kegagalan pelindungan data",
}
OFFICER = {"sign_in": "nama masuk petugas pertama", "name": "nama lengkapnya", "area": "kode wilayah kerja (63.10)"}
DUTIES = ("kasi", "kakanim")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("init", help="set up a real installation; safe to repeat")
    parser.add_argument("--mode", choices=("LATIHAN", "OPERASI"), help="else it stays as it is; at first LATIHAN")
    for name, words in ANSWERS_FOR.items():
        parser.add_argument(option(name), help=words, metavar="TEXT", type=day if name == "dpia_on" else str)
    parser.add_argument("--sign-in", help=OFFICER["sign_in"], metavar="NAME")
    parser.add_argument("--name", help=OFFICER["name"], metavar="TEXT")
    parser.add_argument(
        "--area", action="append", help=OFFICER["area"] + "; may be given several times", metavar="CODE"
    )
    parser.add_argument("--duty", choices=DUTIES, default="kasi")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.set_defaults(run=run)


def option(name: str) -> str:
    return "--" + name.replace("_", "-")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected a date like 2026-08-12, got {text!r}") from error


def run(args: argparse.Namespace) -> int:
    # The app registry stands only when a command runs, not when its arguments are declared.
    from django.db import transaction

    from timpora.database import is_current, migrate_as_owner
    from timpora.foundation import installation

    if not is_current():
        migrate_as_owner()
    installation.forget()
    with transaction.atomic():
        row = declared(args)
        officer, wrong = first_officer(args)
        gaps = installation.missing_here() if (args.mode or row.mode) == installation.OPERASI else []
        if wrong or gaps:
            transaction.set_rollback(True)
        elif args.mode:
            row.mode = args.mode
            row.save(update_fields=["mode"])
    installation.forget()
    if wrong:
        return refused(wrong)
    if gaps:
        from timpora.running_commands import refused as refused_mode

        return refused_mode(gaps)
    tell(args, officer)
    return 0


def declared(args: argparse.Namespace) -> Any:
    """Who answers for this installation: as said on the line, else asked for where a person sits and it is empty."""
    from timpora.foundation import installation

    row = installation.ensure_row()
    for column, words in ANSWERS_FOR.items():
        said = getattr(args, column)
        if said is None and not getattr(row, column):
            said = asked(words, is_date=column == "dpia_on")
        if said:
            setattr(row, column, said)
    row.save()
    installation.forget()
    return row


def asked(words: str, *, is_date: bool = False) -> Any:
    """An empty answer leaves it open. In a pipe nobody is asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    while True:
        print(_("%(what)s (kosongkan bila belum ada): ") % {"what": words}, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
        if not is_date or not answer:
            return answer or None
        try:
            return date.fromisoformat(answer)
        except ValueError:
            print(_("Tanggal ditulis 2026-08-12."), file=sys.stderr)


def first_officer(args: argparse.Namespace) -> tuple[dict[str, str], str]:
    """The officer with a temporary password, or why not in one sentence. Once there are members, none need be named."""
    from django.utils import timezone

    from timpora.agencies import actions
    from timpora.agencies.commands import areas_of, problem_of
    from timpora.foundation import installation
    from timpora.foundation.models import Account

    if not args.sign_in and Account.objects.exists():
        return {}, ""
    said = {"sign_in": args.sign_in, "name": args.name, "area": args.area}
    for field, words in OFFICER.items():
        if not said[field]:
            answer = asked(words)
            said[field] = answer.split() if field == "area" and answer else answer
    if missing := [option(field) for field, value in said.items() if not value]:
        return {}, f"the first officer: {', '.join(missing)} missing"
    office = installation.current().office
    if not office:
        return {}, "the first officer works in an office: --office missing"
    member = argparse.Namespace(**said, duty=args.duty, kind="kanim", agency=office)
    areas, wrong = areas_of(said["area"]), problem_of(member)
    if wrong or areas is None:
        return {}, wrong or "--area: expected codes like 63.10"
    known = Account.objects.filter(sign_in__iexact=said["sign_in"]).first()
    if known is not None and known.name.casefold() != said["name"].casefold():
        return {}, f"{said['sign_in']} is taken under another name; choose another sign-in name"
    agency = actions.register_agency(kind="kanim", name=office, short_name=office[:80], area=areas[0], by=None)
    added = actions.add_member(
        sign_in=said["sign_in"],
        name=said["name"],
        agency=agency,
        duty=args.duty,
        areas=areas,
        at=timezone.now(),
        by=None,
    )
    return {"sign_in": said["sign_in"], "password": added.password}, ""


def tell(args: argparse.Namespace, officer: dict[str, str]) -> None:
    from timpora.foundation import installation

    row, gaps = installation.current(), installation.missing_here()
    if args.json:
        told = {"installation": str(row.pk), "mode": row.mode, "office": row.office, "officer": officer or None}
        print(json.dumps(told | {"missing_for_operation": gaps}, ensure_ascii=False))
        return
    if officer.get("password"):
        print(officer["password"])
        print(
            _("%(name)s: kata sandi sementara di atas, hanya ditampilkan sekali.") % {"name": officer["sign_in"]},
            file=sys.stderr,
        )
    print(_("%(office)s: mode %(mode)s.") % {"office": row.office, "mode": row.mode}, file=sys.stderr)
    if row.mode == installation.LATIHAN and gaps:
        print(_("Sebelum mode OPERASI:"), *(f"  - {gap}" for gap in gaps), sep="\n", file=sys.stderr)


def refused(words: str) -> int:
    print(f"timpora init: {words}", file=sys.stderr)
    return 2
