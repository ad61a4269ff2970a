"""The members for whom pages cost most, each with sessions of their own."""

from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.acting import resolve
from timpora.agencies.models import Acceptance, Agency, Membership
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.foundation.signing_in import sessions
from timpora.foundation.signing_in.store import SessionStore
from timpora.intake.models import Report
from timpora.registers import purposes
from timpora.registers.models import CurrentPerson
from timpora.tasks.models import Task
from timpora.territory.codes import span

POOL = 200  # persons looked at by each member


@dataclass(slots=True)
class Role:
    name: str
    account: Account
    acting: Acting
    cookies: list[str]
    people: list[CurrentPerson]


def roles(clients: int) -> dict[str, Role]:
    busiest = {
        "office": most(Membership.objects.filter(duty="pelaksana", agency__kind="kanim")),
        "national": member("pelaksana", agency__kind="ditjenim", areas=[0]),
        "district": Membership.objects.filter(duty="pelaksana", agency__kind="ditjenim").exclude(areas=[0]).get(),
        "operator": most_reports("operator_camat"),
        "head": most_reports("kades"),
        "agency": most_asked(),
        "kanwil": member("kanwil"),
    }
    return {name: role(name, membership, clients) for name, membership in busiest.items()}


def role(name: str, membership: Membership, clients: int) -> Role:
    account, rules = membership.account, conduct.in_force()
    if rules is not None:
        Acceptance.objects.get_or_create(account=account, conduct=rules, defaults={"at": timezone.now()})
    acting = resolve(account)
    people = people_of(acting)
    return Role(name, account, acting, [session(acting, account, people) for _ in range(clients)], people)


def member(duty: str, **where: object) -> Membership:
    return Membership.objects.filter(duty=duty, **where).order_by("pk").first()


def most(memberships) -> Membership:
    """In whose areas most persons are on file."""
    counted: dict[UUID, int] = {}
    firsts: dict[UUID, Membership] = {}
    for membership in memberships.order_by("pk"):
        if membership.agency_id not in counted:
            firsts[membership.agency_id] = membership
            counted[membership.agency_id] = sum(
                CurrentPerson.objects.filter(area__range=span(area)).count() for area in membership.areas
            )
    return firsts[max(counted, key=lambda agency: counted[agency])]


def most_reports(duty: str) -> Membership:
    of_duty = Membership.objects.filter(duty=duty)
    rows = Report.objects.filter(account_id__in=of_duty.values("account")).values("account_id")
    account = rows.annotate(n=Count("id")).order_by("-n", "account_id").first()["account_id"]
    return of_duty.get(account=account)


def most_asked() -> Membership:
    rows = Task.objects.values("to_agency").annotate(n=Count("id")).order_by("-n", "to_agency")
    return Membership.objects.filter(agency=Agency.objects.get(pk=rows[0]["to_agency"])).order_by("pk").first()


def people_of(acting: Acting) -> list[CurrentPerson]:
    if not acting.may("person.read"):
        return []
    low, high = span(acting.area or 0)
    rows = CurrentPerson.objects.filter(area__range=(low, high), is_protected=False)
    return list(rows.order_by("pk")[: POOL * 20 : 20])


def session(acting: Acting, account: Account, people: list[CurrentPerson]) -> str:
    """Signed in as after a second factor, just now; for these people a purpose was said today."""
    now = timezone.now()
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = sessions.BACKEND
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store["signed_in_at"] = store["seen_at"] = store["confirmed_at"] = now.timestamp()
    store["factor"] = "totp"
    request = SimpleNamespace(session=store, acting=acting, acting_at=now)
    for person in people:
        purposes.remember(request, str(person.pk), "report")
    store.create()
    return store.session_key
