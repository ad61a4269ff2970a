"""`token make`, `token list`, `token revoke`: a member's tokens for programs, from the terminal of the server."""

import argparse
import sys
from datetime import timedelta
from typing import Any

DONE, REFUSED, WRONG_USE = 0, 1, 2
USES = ("reports", "status")
LONGEST_DAYS = 365


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("token", help="tokens with which a program acts in a member's duty")
    acts = parser.add_subparsers(dest="act", required=True, metavar="make|list|revoke")
    make = acts.add_parser("make", help="a new token; printed once")
    make.add_argument("--name", required=True, help="the program that will use it")
    make.add_argument("--use", required=True, action="append", choices=USES, help="may be given several times")
    make.add_argument("--days", type=int, default=90, help="how long it lasts, 365 at most (default: 90)")
    make.add_argument("--from", dest="addresses", action="append", default=[], metavar="NETWORK", help="203.0.113.0/24")
    common(make, make_token)
    common(acts.add_parser("list", help="the member's tokens"), list_tokens)
    revoke = acts.add_parser("revoke", help="end a token at once")
    revoke.add_argument("token", metavar="ID", help="as `token list` prints it")
    common(revoke, revoke_token)


def common(parser: argparse.ArgumentParser, run: Any) -> None:
    parser.add_argument("--as", dest="member", required=True, metavar="MEMBER", help="sign-in name of the member")
    parser.set_defaults(run=run)


# The app registry stands only when a command runs, not when its arguments are declared: hence the imports inside.


def make_token(args: argparse.Namespace) -> int:
    from ipaddress import ip_network

    from django.utils import timezone

    from timpora.agencies.models import Membership
    from timpora.channels.api import tokens
    from timpora.foundation.acting import acting_in_database

    member, at = member_called(args.member), timezone.now()
    if member is None:
        return say(WRONG_USE, f"nobody on duty signs in as {args.member}")
    if not 1 <= args.days <= LONGEST_DAYS:
        return say(WRONG_USE, f"--days: expected 1 to {LONGEST_DAYS}, got {args.days}")
    try:
        addresses = [str(ip_network(address)) for address in args.addresses]
    except ValueError as error:
        return say(WRONG_USE, f"--from: {error}")
    if missing := set(args.use) - tokens.uses_of(member.verbs).keys():
        return say(REFUSED, f"the duty {member.duty} gives no token for {', '.join(sorted(missing))}")
    with acting_in_database(member):
        try:
            token, secret = tokens.make(
                membership=Membership.objects.get(pk=member.membership), name=args.name[:80], uses=args.use,
                addresses=addresses, ends_at=at + timedelta(days=args.days), at=at, by=member,
            )  # fmt: skip
        except tokens.TooMany:
            return say(REFUSED, f"{args.member} holds {tokens.MOST} tokens already; revoke those not in use")
    print(secret)
    return say(DONE, f"{token.name}: shown once; ends {token.ends_at:%Y-%m-%d}; id {token.pk}")


def list_tokens(args: argparse.Namespace) -> int:
    from timpora.channels.api.models import Token

    for token in Token.objects.filter(membership__account__sign_in=args.member).order_by("-made_at"):
        state = "revoked" if token.revoked_at else f"until {token.ends_at:%Y-%m-%d}"
        print(f"{token.pk}  {token.name}  {' '.join(token.verbs)}  {state}  last used {token.last_used_on or 'never'}")
    return DONE


def revoke_token(args: argparse.Namespace) -> int:
    from uuid import UUID

    from django.utils import timezone

    from timpora.channels.api import tokens
    from timpora.channels.api.models import Token
    from timpora.foundation.acting import acting_in_database

    member = member_called(args.member)
    try:
        wanted = UUID(args.token)
    except ValueError:
        return say(WRONG_USE, f"expected the id that `token list` prints, got {args.token!r}")
    token = Token.objects.filter(pk=wanted, membership__account__sign_in=args.member).first()
    if member is None or token is None:
        return say(REFUSED, f"{args.member} has no such token")
    with acting_in_database(member):
        tokens.revoke(token, by=member, at=timezone.now())
    return say(DONE, f"{token.name}: revoked")


def member_called(sign_in: str):
    from timpora.agencies.acting import resolve
    from timpora.foundation.models import Account

    account = Account.objects.filter(sign_in=sign_in).first()
    member = resolve(account) if account else None
    return member if member and member.membership else None


def say(status: int, sentence: str) -> int:
    print(sentence if status == DONE else f"timpora: {sentence}", file=sys.stderr)
    return status
