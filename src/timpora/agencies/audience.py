"""*Siapa yang akan melihat ini?*: the grants read backwards, from one record to the members it opens to.

Whoever is listed is listed because `decide` allows it, with that member's own scopes; nobody else is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies.acting import GROUPS, Granted, Within, scope_of
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency
from timpora.core.access import Facts, decide
from timpora.core.access.decision import PROTECTION, taken_with
from timpora.foundation.models import Grant

# Why a grant stands -> the words for it; rooms above add theirs.
REASONS: dict[str, str | Promise] = {
    "share": gettext_lazy("catatan ini dibagikan"),
    "team": gettext_lazy("unsur tim"),
    "agreement": gettext_lazy("perjanjian kerja sama"),
    "law": gettext_lazy("peraturan"),
    "circle": gettext_lazy("lingkar kerja"),
    "tasks.task": gettext_lazy("diminta menjawab"),
    "registers.urgentaccess": gettext_lazy("akses mendesak"),
}


class Member(NamedTuple):
    """A running membership that may read a record; no model, for there are many of each record."""

    pk: UUID
    account_id: UUID
    agency_id: UUID
    duty: str
    name: str


@dataclass(slots=True)
class Readers:
    """One agency, why it may look, and who in it. `duties` are those whose area this is."""

    agency: Agency
    duties: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        duties = [_("tugas di wilayah ini: %(duties)s") % {"duties": ", ".join(self.duties)}] if self.duties else []
        return duties + self.others

    @property
    def people(self) -> int:
        return len({member.account_id for member in self.members})


def audience(facts: Facts, verb: str, at: datetime, plus: Sequence[Grant] = ()) -> list[Readers]:
    """Agencies by name. `plus` are grants not yet written: what a share would add."""
    grants = [*touching(facts, verb, at), *map(Given.of, plus)]
    readers: dict[UUID, Readers] = {}
    for member, agency, own in with_grants(grants, verb, at):
        decision = decide([scope_of(given.what, member) for given in own], verb, facts)
        if not decision.is_allowed:
            continue
        one = readers.setdefault(member.agency_id, Readers(agency))
        one.members.append(member)
        kind = decision.because.partition(":")[0]
        said, why = (one.duties, DUTIES[member.duty].label) if kind == "membership" else (one.others, words_of(kind))
        if (words := str(why)) not in said:
            said.append(words)
    return sorted(readers.values(), key=lambda one: (one.agency.name, str(one.agency.pk)))


def people(readers: Iterable[Readers]) -> int:
    return len({member.account_id for one in readers for member in one.members})


LIVE = """revoked_at is null and begins_at <= %(at)s and (ends_at is null or ends_at > %(at)s)
    and verbs && %(verbs)s::varchar[]"""
# As the indexes have it, in one statement without the cost of composing it: this is asked of every record that is
# opened. Of ranges that open only what somebody told, those of who told this one; the others are most of all grants.
GIVEN = """
    subject_kind, subject_id, membership_id, verbs, is_denial, area_low, area_high, "only", because_kind, because_id,
    record_id, id
"""
TOUCHING = f"""
select {GIVEN} from foundation_grant g where record_id = any (%(records)s::uuid[]) and {LIVE}
union all
select {GIVEN} from foundation_grant g
where record_id is null and int8range(area_low, area_high, '[]') @> %(area)s::bigint and {LIVE}
    and ("only" = 'all' or ("only" = 'account' and subject_id = %(account)s) or ("only" = 'agency' and (
        membership_id is null
        or (select agency_id from agencies_membership m where m.id = g.membership_id) = %(agency)s
    )))
order by id
"""  # noqa: S608 - made of the two constants alone
MEMBERS = """
select m.id, m.account_id, m.agency_id, m.duty, a.name, o.name, o.short_name
from agencies_membership m join foundation_account a on a.id = m.account_id join agencies_agency o on o.id = m.agency_id
where (
    m.agency_id = any (%(agency)s::uuid[])
    or m.account_id = any (%(account)s::uuid[])
    or m.id = any (%(members)s::uuid[])
) and m.ended_at is null and m.begins_at <= %(at)s and (m.ends_at is null or m.ends_at > %(at)s)
    and m.duty = any (%(duties)s) and a.is_active
order by a.name, m.id
"""


class Given(NamedTuple):
    """A grant as this question needs it: to whom, and what."""

    subject: tuple[str, UUID]
    membership: UUID | None
    what: Granted

    @classmethod
    def of(cls, grant: Grant) -> Self:
        return cls((grant.subject_kind, grant.subject_id), grant.membership_id, Granted.of(grant))


def touching(facts: Facts, verb: str, at: datetime) -> list[Given]:
    """Live grants and denials on the record or over its area, in the order of their ids."""
    verbs = [*taken_with(verb), *([PROTECTION] if facts.is_protected else [])]
    told = {"records": list(facts.records), "area": facts.area, "agency": facts.agency, "account": facts.account}
    return [
        Given((kind, subject), membership, Granted(*what, {record: f"{what[-2]}:{what[-1]}"} if record else {}))
        for kind, subject, membership, *what, record, _id in answers(TOUCHING, told | {"at": at, "verbs": verbs})
    ]


def answers(sql: str, told: dict[str, object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return cursor.fetchall()


def with_grants(grants: list[Given], verb: str, at: datetime) -> Iterator[tuple[Member, Agency, list[Given]]]:
    """Running memberships whose duty holds the verb and that some grant may open it to, each with its own grants."""
    by_subject: dict[tuple[str, UUID], list[Given]] = defaultdict(list)
    for given in grants:
        by_subject[given.subject].append(given)
    groups = {one: GROUPS[one[0]].within([one[1]], at) for one in by_subject if one[0] in GROUPS}
    opening = {given.subject for given in grants if not given.what.is_denial}
    for member, agency in members(opening, [groups[one] for one in opening & groups.keys()], verb, at):
        own = [g for g in by_subject["account", member.account_id] if g.membership in (None, member.pk)]
        own += by_subject["agency", member.agency_id]
        own += [given for one, within in groups.items() if member in within for given in by_subject[one]]
        yield member, agency, own


def members(
    opening: Iterable[tuple[str, UUID]], groups: list[Within], verb: str, at: datetime
) -> Iterator[tuple[Member, Agency]]:
    """Running memberships of these agencies, accounts and groups, by the name of the member."""
    named: dict[str, list[UUID]] = {"agency": [], "account": []}
    for kind, pk in opening:
        if kind in named:
            named[kind].append(pk)
    named["agency"] += [pk for within in groups for pk in within.agencies]
    named["members"] = [pk for within in groups for pk in within.members]
    duties = [duty.code for duty in DUTIES.values() if verb in duty.verbs]
    agencies: dict[UUID, Agency] = {}
    for *row, name, short_name in answers(MEMBERS, {**named, "duties": duties, "at": at}):
        member = Member(*row)
        if member.agency_id not in agencies:
            agencies[member.agency_id] = Agency(pk=member.agency_id, name=name, short_name=short_name)
        yield member, agencies[member.agency_id]


def words_of(kind: str) -> str | Promise:
    return REASONS.get(kind, _("dibuka untuk instansi ini"))
