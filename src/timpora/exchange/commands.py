"""`check-status`: one of three answers, as the duty of the member named gets it."""

import argparse
import json
import sys
from typing import Any

DONE, REFUSED, WRONG_USE = 0, 1, 2


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("check-status", help="does this permit run? one of three answers, for a purpose")
    parser.add_argument("--document", required=True, metavar="NO", help="number of a passport, NIORA or stay permit")
    parser.add_argument("--nationality", required=True, metavar="XXX", help="three letters as in the passport")
    parser.add_argument("--purpose", required=True, metavar="CODE", help="task, meeting, field or service")
    parser.add_argument("--reference", required=True, metavar="REF", help="open work: task:17, meeting:4, letter:NO")
    parser.add_argument("--as", dest="member", metavar="MEMBER", help="sign-in name of the member who asks")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.set_defaults(run=check)


# The app registry stands only when a command runs, not when its arguments are declared: hence the imports inside.


def check(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from timpora.exchange.checking import LimitReached, Unfit, check_status
    from timpora.exchange.references import CHECK
    from timpora.foundation.acting import acting_in_database

    member = member_called(args.member)
    if member is None:
        return say(WRONG_USE, "name the member on duty with --as, for example --as ayu")
    if not member.may(CHECK):
        return say(REFUSED, f"{member.name}: this duty does not check status")
    question = {name: getattr(args, name) for name in ("document", "nationality", "purpose", "reference")}
    with acting_in_database(member):
        try:
            status = check_status(**question, by=member, at=timezone.now())
        except Unfit as unfit:
            return say(WRONG_USE, str(unfit))
        except LimitReached as limit:
            return say(REFUSED, str(limit))
        told = status.as_data()
    if args.json:
        print(json.dumps(told, ensure_ascii=False, default=str))
    else:
        print(told["note"])
    return DONE


def member_called(sign_in: str | None):
    """The member on record. Only where data are invented may nobody be named: then it is the officer."""
    from timpora.agencies.acting import resolve
    from timpora.agencies.models import Membership
    from timpora.foundation.installation import LATIHAN, mode
    from timpora.foundation.models import Account

    if sign_in is not None:
        account = Account.objects.filter(sign_in=sign_in).first()
    elif mode() == LATIHAN:
        on_duty = Membership.objects.filter(duty="pelaksana", ended_at=None).select_related("account")
        account = next((membership.account for membership in on_duty.order_by("begins_at", "pk")), None)
    else:
        account = None
    return resolve(account) if account else None


def say(status: int, sentence: str) -> int:
    print(f"timpora: {sentence}", file=sys.stderr)
    return status
