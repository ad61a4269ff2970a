"""*Siapa yang akan melihat ini?*: the grants read backwards, from one record to the members it opens to.

Whoever is listed is listed because `decide` allows it, with that member's own scopes; nobody else is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies.acting import GROUPS, Granted, running, scope_of
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency, Membership
from timpora.core.access import Facts, decide
from timpora.core.access.decision import PROTECTION, taken_with
from timpora.foundation.models import Account, Grant

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


@dataclass(slots=True)
class Readers:
    """One agency, why it may look, and who in it."""

    agency: Agency
    reasons: list[str] = field(default_factory=list)
    members: list[Membership] = field(default_factory=list)

    @property
    def people(self) -> int:
        return len({member.account_id for member in self.members})


def audience(facts: Facts, verb: str, at: datetime, plus: Sequence[Grant] = ()) -> list[Readers]:
    """Agencies by name. `plus` are grants not yet written: what a share would add."""
    grants = [*touching(facts, verb, at), *plus]
    readers: dict[UUID, Readers] = {}
    for membership, own in with_grants(grants, verb, at):
        decision = decide([scope_of(Granted.of(grant), membership) for grant in own], verb, facts)
        if not decision.is_allowed:
            continue
        one = readers.setdefault(membership.agency_id, Readers(membership.agency))
        one.members.append(membership)
        reason = reason_of(decision.because, membership)
        if reason not in one.reasons:
            one.reasons.append(reason)
    return sorted(readers.values(), key=lambda one: (one.agency.name, str(one.agency.pk)))


def people(readers: Iterable[Readers]) -> int:
    return len({member.account_id for one in readers for member in one.members})


LIVE = """revoked_at is null and begins_at <= %(at)s and (ends_at is null or ends_at > %(at)s)
    and verbs && %(verbs)s::varchar[]"""
# As the indexes have it, in one statement without the cost of composing it: this is asked of every record that is
# opened. Of ranges that open only what somebody told, those of who told this one; the others are most of all grants.
TOUCHING = f"""
select g.* from foundation_grant g where record_id = any (%(records)s::uuid[]) and {LIVE}
union all
select g.* from foundation_grant g
where record_id is null and int8range(area_low, area_high, '[]') @> %(area)s::bigint and {LIVE}
    and ("only" = 'all' or ("only" = 'account' and subject_id = %(account)s) or ("only" = 'agency' and (
        membership_id is null
        or (select agency_id from agencies_membership m where m.id = g.membership_id) = %(agency)s
    )))
order by id
"""  # noqa: S608 - made of the two constants alone
MEMBERS = """
select m.id, m.account_id, m.agency_id, m.duty, a.name as account_name, o.name as agency_name
from agencies_membership m join foundation_account a on a.id = m.account_id join agencies_agency o on o.id = m.agency_id
where (
    m.agency_id = any (%(agency)s::uuid[])
    or m.account_id = any (%(account)s::uuid[])
    or m.id = any (%(members)s::uuid[])
) and m.ended_at is null and m.begins_at <= %(at)s and (m.ends_at is null or m.ends_at > %(at)s)
    and m.duty = any (%(duties)s) and a.is_active
order by a.name, m.id
"""


def touching(facts: Facts, verb: str, at: datetime) -> list[Grant]:
    """Live grants and denials on the record or over its area, in the order of their ids."""
    verbs = [*taken_with(verb), *([PROTECTION] if facts.is_protected else [])]
    told = {"records": list(facts.records), "area": facts.area, "agency": facts.agency, "account": facts.account}
    return list(Grant.objects.raw(TOUCHING, told | {"at": at, "verbs": verbs}))


def with_grants(grants: list[Grant], verb: str, at: datetime) -> Iterable[tuple[Membership, list[Grant]]]:
    """Running memberships whose duty holds the verb and that some grant may open it to, each with its own grants."""
    by_subject: dict[tuple[str, UUID], list[Grant]] = defaultdict(list)
    for grant in grants:
        by_subject[grant.subject_kind, grant.subject_id].append(grant)
    groups = {
        subject: set(
            Membership.objects.filter(running(at), GROUPS[subject[0]].within([subject[1]], at)).values_list(
                "pk", flat=True
            )
        )
        for subject in by_subject
        if subject[0] in GROUPS
    }
    opening = {(grant.subject_kind, grant.subject_id) for grant in grants if not grant.is_denial}
    for membership in members(opening, [pk for subject in opening & groups.keys() for pk in groups[subject]], verb, at):
        own = [
            grant
            for grant in by_subject[Grant.Subject.ACCOUNT, membership.account_id]
            if grant.membership_id in (None, membership.pk)
        ]
        own += by_subject[Grant.Subject.AGENCY, membership.agency_id]
        own += [grant for subject, within in groups.items() if membership.pk in within for grant in by_subject[subject]]
        yield membership, own


def members(opening: Iterable[tuple[str, UUID]], named: list[UUID], verb: str, at: datetime) -> list[Membership]:
    """Running memberships of these agencies and accounts, and those named, by the name of the member."""
    told: dict[str, object] = {"members": named, "at": at}
    told |= {kind: [pk for found, pk in opening if found == kind] for kind in (*Grant.Subject.values,)}
    told["duties"] = [duty.code for duty in DUTIES.values() if verb in duty.verbs]
    rows, agencies = list(Membership.objects.raw(MEMBERS, told)), {}
    for row in rows:
        row.account = Account(pk=row.account_id, name=row.account_name)
        row.agency = agencies.setdefault(row.agency_id, Agency(pk=row.agency_id, name=row.agency_name))
    return rows


def reason_of(because: str, membership: Membership) -> str:
    kind = because.partition(":")[0]
    if kind == "membership":
        return _("tugas di wilayah ini: %(duty)s") % {"duty": DUTIES[membership.duty].label}
    return str(REASONS.get(kind, _("dibuka untuk instansi ini")))
