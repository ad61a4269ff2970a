"""What must hold: ratios of one run on one machine, and the time of deciding and explaining one record."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench.pages.driving import Times, repeated
from bench.pages.gates import NARROW_TO_WIDE, Result
from bench.pages.jobs import Job, at
from bench.pages.plans import write_plans
from bench.pages.roles import Role
from timpora.agencies.audience import audience
from timpora.agreements import ending
from timpora.agreements.models import Agreement
from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import acting_in_database
from timpora.intake.models import Report
from timpora.territory.codes import dotted, span

ONE_RECORD, LIST = 5.0, 200.0  # milliseconds
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ROUNDS, TIMES, RECORDS = 7, 12, 400
PERMITS = "/data-bersama/permits/"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same fifty rows for a member of very many groups, and for one who has the country from a single grant."""

    name: str
    worst: str
    path: str
    wide: str
    wide_path: str


def pairs(area: int, kecamatan: int) -> list[Pair]:
    where, narrow = f"?area={dotted(area)}", f"?area={dotted(kecamatan)}"
    return [
        Pair("shared data of a regency", "partner", f"{PERMITS}{where}", "everywhere", f"{PERMITS}{where}"),
        Pair("reports of a kecamatan", "office", f"/laporan/{narrow}", "national", f"/laporan/{narrow}"),
        Pair("persons of a kecamatan", "office", f"/orang-asing/{narrow}&purpose=report", "national",
             f"/orang-asing/{narrow}&purpose=report"),
    ]  # fmt: skip


def client_of(role: Role) -> Client:
    client = Client()
    client.cookies["sessionid"] = role.cookies[0]
    return client


def asking(role: Role, path: str) -> Callable[[], None]:
    client = client_of(role)

    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} as {role.name}: {answer.status_code}")

    return ask


def rows_of(role: Role, path: str) -> list[str]:
    """The records that the page links, in its order."""
    base = path.partition("?")[0]
    links = re.findall(rf'href="{base}({ID.pattern})/', client_of(role).get(path).content.decode())
    return list(dict.fromkeys(links))


def worst_and_wide(pair: Pair, roles: dict[str, Role]) -> Result:
    """In turn, so that a busy moment falls on both; of each the quickest median."""
    worst, wide = rows_of(roles[pair.worst], pair.path), rows_of(roles[pair.wide], pair.wide_path)
    if worst != wide or not worst:
        raise RuntimeError(f"{pair.name}: not the same rows ({len(worst)} and {len(wide)})")
    each: dict[str, list[float]] = {"worst": [], "wide": []}
    asks = {"worst": asking(roles[pair.worst], pair.path), "wide": asking(roles[pair.wide], pair.wide_path)}
    for ask in asks.values():
        repeated(ask, 3)
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            each[name].append(repeated(ask, TIMES).at(0.5))
    mine, theirs = min(each["worst"]), min(each["wide"])
    ratio = mine / theirs
    detail = f"{mine:.1f} and {theirs:.1f} ms, {len(worst)} rows"
    return Result(pair.name, ratio, NARROW_TO_WIDE, "x", ratio <= NARROW_TO_WIDE, detail)


def one_record(roles: dict[str, Role], area: int) -> Result:
    """May this member read it, and who else may: for reports of the busiest regency, of which many are in circles."""
    low, high = span(area)
    reports = list(Report.objects.filter(area__range=(low, high)).order_by("pk")[:RECORDS])
    acting, now = roles["office"].acting, timezone.now()
    place, found = iter(range(10**9)), []

    def explain() -> None:
        facts = facts_of(reports[next(place) % len(reports)])
        decide(acting.scopes, "report.read", facts)
        found.append(len(audience(facts, "report.read", now)))

    with acting_in_database(acting):
        repeated(explain, 20)
        times = repeated(explain, len(reports))
    p95 = times.at(0.95)
    detail = f"p50 {times.at(0.5):.2f}, {sum(found) / len(found):.1f} agencies each"
    return Result("deciding and explaining one record", p95, ONE_RECORD, "ms", p95 <= ONE_RECORD, detail)


def page(name: str, role: Role, path: str) -> Result:
    ask = asking(role, path)
    repeated(ask, 3)
    times: Times = repeated(ask, 25)
    p95 = times.at(0.95)
    return Result(name, p95, LIST, "ms", p95 <= LIST, f"p50 {times.at(0.5):.0f}, alone, as {role.name}")


def ended(roles: dict[str, Role], ender: Role) -> Result:
    """From the act to the refusal: the very next request finds nothing. Then all of it is taken back."""
    receiver = roles["everywhere"]
    with transaction.atomic():
        client = client_of(receiver)
        if client.get(PERMITS).status_code != 200:
            raise RuntimeError("the agreement is not open before it ends")
        agreement = Agreement.objects.get(
            clauses__receiver=receiver.acting.agency, clauses__category="permits", in_force_at__isnull=False, area=0
        )
        begun = time.perf_counter()
        with acting_in_database(ender.acting):
            ending.end(agreement, because="Pengukuran.", by=ender.acting, at=timezone.now())
        status = client.get(PERMITS).status_code
        took = (time.perf_counter() - begun) * 1000
        transaction.set_rollback(True)
    return Result("ending an agreement, to the next request", took, None, "ms", status == 404, f"answers {status}")


def measure(roles: dict[str, Role], area: int, kecamatan: int, plans: TextIO) -> list[Result]:
    asked = pairs(area, kecamatan)
    jobs = [Job(p.name, p.worst, at(p.path)) for p in asked] + [Job(p.name, p.wide, at(p.wide_path)) for p in asked]
    for total, count, job in write_plans(jobs, roles, plans):
        print(f"{total:9.1f} ms in {count:3d} statements: {job.name} as {job.role}")
    return [
        *(worst_and_wide(pair, roles) for pair in asked),
        one_record(roles, area),
        page("shared data", roles["partner"], PERMITS),
        page("what is shared with us", roles["partner"], "/data-bersama/"),
        page("coverage of the country", roles["national"], "/tim/cakupan/"),
        page("agreements", roles["national"], "/perjanjian/"),
        page("circles", roles["partner"], "/lingkar/"),
        ended(roles, roles["national"]),
    ]
