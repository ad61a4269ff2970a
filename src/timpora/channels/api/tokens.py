"""Making, taking back and recognising tokens. A token is never more than the duty it was made in."""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.conf import settings
from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.agencies.acting import resolve
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.channels.api import events
from timpora.channels.api.models import Token
from timpora.foundation.acting import Acting
from timpora.foundation.events import ALONG, emit
from timpora.territory.queries import day_at

PREFIX = "timpora_"  # so that scanners for secrets find one that was published
SECRET_BYTES = 32
LONGEST = timedelta(days=366)
MOST = 20  # live tokens of one member
FULL_LENGTH = len(PREFIX) + 43

type Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Use:
    """What a token may be for: the verb its duty must hold, and the verbs that go with it."""

    label: str | Promise
    verb: str
    verbs: frozenset[str]


# A closed list: nothing that decides, opens a file or a shield, or keeps members can be asked of a token.
USES: dict[str, Use] = {
    "reports": Use(
        _("Mengirim laporan dan membaca kelanjutannya"), "report.send", frozenset({"report.send", "report.read"})
    ),
    "status": Use(
        _("Memeriksa status dokumen"), "status.check",
        frozenset({"status.check", "status.permit", "task.read", "meeting.read", "letter.read"}),
    ),
    "shared": Use(
        _("Membaca data bersama menurut perjanjian"), "shared.read",
        frozenset({"shared.read", "shared.permits", "shared.workplaces", "shared.addresses", "agreement.read"}),
    ),
}  # fmt: skip


class Unusable(Exception):
    """The request cannot be let in; `seconds` to wait where it came too often."""

    def __init__(self, seconds: int = 0) -> None:
        super().__init__()
        self.seconds = seconds


class TooMany(Exception):
    """The member holds MOST live tokens."""


def uses_of(verbs: Collection[str]) -> dict[str, Use]:
    return {code: use for code, use in USES.items() if use.verb in verbs}


def verbs_of(uses: Collection[str], duty: str) -> list[str]:
    wanted = frozenset().union(*(USES[code].verbs for code in uses))
    return sorted(wanted & DUTIES[duty].verbs)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(
    *, membership: Membership, name: str, uses: Collection[str], addresses: Sequence[str], ends_at: datetime,
    at: datetime, by: Acting,
) -> tuple[Token, str]:  # fmt: skip
    """The row, and the secret, which is known only now. Raises TooMany."""
    if not at < ends_at <= at + LONGEST:
        raise ValueError(f"a token ends within a year; got {ends_at:%Y-%m-%d}")
    if not uses or not uses_of(DUTIES[membership.duty].verbs).keys() >= set(uses):
        raise ValueError(f"the duty {membership.duty} gives no token for {', '.join(sorted(uses)) or 'nothing'}")
    if Token.objects.live(at).filter(membership__account=membership.account_id).count() >= MOST:
        raise TooMany
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = Token.objects.create(
        membership=membership, name=name, digest=digest_of(secret), verbs=verbs_of(uses, membership.duty),
        addresses=[str(ip_network(address)) for address in addresses], made_at=at, ends_at=ends_at,
    )  # fmt: skip
    emit(events.TOKEN_MADE, by=by, subject=token, area=membership.areas[0])
    return token, secret


@transaction.atomic
def revoke(token: Token, *, by: Acting, at: datetime) -> None:
    """At once; revoking twice changes nothing."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at, revoked_by=by.account):
        emit(events.TOKEN_REVOKED, by=by, subject=token, area=by.area)


def acting_with(secret: str, address: str, at: datetime) -> Acting:
    """The member in the token's duty, cut to the token's verbs. Raises Unusable, the same for every reason."""
    if len(secret) != FULL_LENGTH or not secret.isascii():
        raise Unusable
    token = Token.objects.live(at).filter(digest=digest_of(secret)).select_related("membership__account").first()
    if token is None or not comes_from(token.addresses, address):
        raise Unusable
    acting = resolve(token.membership.account, token.membership_id)
    if acting.membership != token.membership_id:  # the duty ended, or the account was closed
        raise Unusable
    count_in(token, acting, at)
    ALONG.set({"token": f"{token.name} ({token.pk.hex[-8:]})"})  # the inspector's list names tokens by the same end
    return narrowed(acting, frozenset(token.verbs))


def comes_from(networks: Sequence[str], address: str) -> bool:
    """`address` may be a network itself: of IPv6 a household's /64 is told."""
    if not networks:
        return True
    try:
        here = ip_network(address)
    except ValueError:
        return False
    return any(is_within(here, ip_network(network)) for network in networks)


def is_within(here: Network, network: Network) -> bool:
    return here.version == network.version and here.subnet_of(network)  # type: ignore[arg-type]


def narrowed(acting: Acting, verbs: frozenset[str]) -> Acting:
    scopes = tuple(replace(s, verbs=s.verbs & verbs) for s in acting.scopes if s.verbs & verbs or s.denies)
    return replace(acting, verbs=acting.verbs & verbs, scopes=scopes)


COUNT = """
update api_token set requests = case when minute = %s then requests + 1 else 1 end, minute = %s, last_used_on = %s
where id = %s returning requests
"""


def count_in(token: Token, acting: Acting, at: datetime) -> None:
    """In a statement of its own before the request's transaction, so that a refused request counts as well."""
    minute = int(at.timestamp()) // 60
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [minute, minute, day_at(acting.area or 0, at), token.pk])
        (requests,) = cursor.fetchone()
    if requests > settings.API_REQUESTS_A_MINUTE:
        raise Unusable(seconds=60 - int(at.timestamp()) % 60)
