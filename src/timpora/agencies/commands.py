"""`member add` and `member password`: the first members of an installation, and passwords not renewed on screen."""

import argparse
import sys
from typing import Any

DONE, REFUSED = 0, 1


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("member", help="make the first members; renew a password")
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|end|password|factors")
    add = acts.add_parser("add", help="a member with one duty; prints a temporary password")
    add.add_argument("sign_in", metavar="SIGN_IN", help="the name to sign in with: small letters and digits")
    add.add_argument("--name", required=True, help="the person's name")
    add.add_argument("--duty", required=True, metavar="CODE", help="kasi, pelaksana, inspektur …")
    add.add_argument("--kind", required=True, metavar="CODE", help="kind of the agency: kanim, kanwil …")
    add.add_argument("--agency", required=True, metavar="NAME", help="the agency's name; registered if it is new")
    add.add_argument("--area", required=True, action="append", metavar="CODE", help="63.10; may be given several times")
    add.set_defaults(run=add_member)
    end = acts.add_parser("end", help="end a duty that nobody can end on screen: a head's, the last keyholder's")
    end.add_argument("sign_in", metavar="SIGN_IN")
    end.add_argument("--duty", required=True, metavar="CODE", help="which of their duties ends")
    end.add_argument("--because", required=True, metavar="WORDS", help="the reason, kept with it")
    end.add_argument("--as", dest="member", required=True, metavar="MEMBER", help="sign-in name of who is on record")
    end.set_defaults(run=end_duty)
    renew = acts.add_parser("password", help="a new temporary password for a member")
    renew.add_argument("sign_in", metavar="SIGN_IN")
    renew.set_defaults(run=renew_password)
    factors = acts.add_parser("factors", help="take off a member's second factors after a lost device")
    factors.add_argument("sign_in", metavar="SIGN_IN")
    factors.set_defaults(run=take_off_factors)


# The app registry stands only when a command runs, not when its arguments are declared: hence the imports inside.


def add_member(args: argparse.Namespace) -> int:
    from django.db import transaction
    from django.utils import timezone

    from timpora.agencies import actions
    from timpora.foundation.models import Account

    areas, wrong = areas_of(args.area), problem_of(args)
    if wrong or areas is None:
        return refuse(wrong or "--area: expected codes like 63.10 or 63.10.02.2002")
    known = Account.objects.filter(sign_in__iexact=args.sign_in).first()
    if known is not None and known.name.casefold() != args.name.casefold():
        return refuse(f"{args.sign_in} is taken under another name; choose another sign-in name")
    with transaction.atomic():
        short = args.agency[:80]
        agency = actions.register_agency(kind=args.kind, name=args.agency, short_name=short, area=areas[0], by=None)
        added = actions.add_member(
            sign_in=args.sign_in, name=args.name, agency=agency, duty=args.duty, areas=areas, at=timezone.now(), by=None
        )
    if added.password:
        print(added.password)
        return tell(f"{args.sign_in}: temporary password above, shown once. Change it at /kata-sandi/.")
    return tell(f"{args.sign_in}: {'duty added; the password stays' if added.is_new else 'nothing changed'}.")


def problem_of(args: argparse.Namespace) -> str:
    """What does not fit, in one sentence; empty if all fits."""
    from timpora.agencies.duties import DUTIES
    from timpora.agencies.fitting import FITS, SIGN_IN, suits_kind
    from timpora.agencies.reference import kinds
    from timpora.territory.codes import digits

    codes = [kind.code for kind in kinds()]
    if not SIGN_IN.match(args.sign_in):
        return f"{args.sign_in!r}: expected 3 to 80 small letters, digits, dots or hyphens"
    if args.duty not in DUTIES:
        return f"--duty {args.duty}: expected one of {', '.join(DUTIES)}"
    if args.kind not in codes:
        return f"--kind {args.kind}: expected one of {', '.join(codes)}"
    if not suits_kind(args.duty, args.kind):
        return f"the duty {args.duty} is not for an agency of the kind {args.kind}"
    levels = FITS[args.duty].levels
    if any(digits(area) not in levels for area in areas_of(args.area) or ()):
        return f"the duty {args.duty} needs areas with codes of {' or '.join(map(str, levels))} digits"
    return ""


def areas_of(codes: list[str]) -> list[int] | None:
    from timpora.territory.codes import to_integer

    try:
        return list(dict.fromkeys(map(to_integer, codes)))
    except ValueError:
        return None


def end_duty(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from timpora.agencies.acting import live_memberships, resolve
    from timpora.agencies.actions import end_membership
    from timpora.foundation.models import Account

    now = timezone.now()
    accounts = {name: Account.objects.filter(sign_in__iexact=name).first() for name in (args.sign_in, args.member)}
    unknown = next((name for name, account in accounts.items() if account is None), None)
    if unknown:
        return refuse(f"nobody signs in as {unknown}")
    by = resolve(accounts[args.member])
    if by.membership is None or by.account == accounts[args.sign_in].pk:
        return refuse(f"--as {args.member}: expected another member with a running duty")
    duties = list(live_memberships(accounts[args.sign_in], now).filter(duty=args.duty))
    if not duties:
        return refuse(f"{args.sign_in} holds no running duty {args.duty}")
    for membership in duties:
        end_membership(membership, because=args.because, at=now, by=by)
    return tell(f"{args.sign_in}: {args.duty} ended; open work can be handed over at /anggota/.")


def renew_password(args: argparse.Namespace) -> int:
    from timpora.agencies.actions import renew_password as renew
    from timpora.foundation.models import Account

    account = Account.objects.filter(sign_in__iexact=args.sign_in).first()
    if account is None:
        return refuse(f"nobody signs in as {args.sign_in}")
    print(renew(account, by=None))
    return tell(f"{account.sign_in}: temporary password above, shown once; every device is signed out.")


def take_off_factors(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from timpora.foundation.models import Account
    from timpora.foundation.signing_in.factors import take_off

    account = Account.objects.filter(sign_in__iexact=args.sign_in).first()
    if account is None:
        return refuse(f"nobody signs in as {args.sign_in}")
    count = take_off(account, by=None, at=timezone.now())
    return tell(f"{account.sign_in}: {count or 'no'} second factors and recovery codes taken off.")


def tell(words: str) -> int:
    print(words, file=sys.stderr)
    return DONE


def refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return REFUSED
