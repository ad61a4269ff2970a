"""What must hold: times of pages, and ratios of the same run on the same machine."""

import argparse
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from bench.pages.driving import Times, drive
from bench.pages.inside import event_and_read, sealed_per_second
from bench.pages.jobs import Job, at
from bench.pages.roles import Role

NARROW_TO_WIDE, OURS_TO_BARE = 1.2, 0.5
EVENT_AND_READ = 1.0  # milliseconds
SEALED = 2000  # events a second
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    value: float
    limit: float | None
    unit: str
    holds: bool
    detail: str = ""
    is_page: bool = False

    @property
    def line(self) -> str:
        sign = "  " if self.limit is None else "ok" if self.holds else "NO"
        limit = f"(gate {self.limit:g})" if self.limit is not None else ""
        return f"{sign} {self.name:58s} {self.value:8.2f} {self.unit} {limit:11s} {self.detail}"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def page(job: Job, alone: Times, times: Times) -> Result:
    p95 = times.at(0.95)
    holds = not times.failed and not alone.failed and (job.limit is None or p95 <= job.limit)
    detail = (
        f"p50 {times.at(0.5):.0f} p99 {times.at(0.99):.0f}, {times.per_second:.0f}/s; alone {alone.at(0.5):.0f}"
        f" p95 {alone.at(0.95):.0f} {(alone.failed + times.failed)[:1] or ''}"
    )
    return Result(f"{job.name} as {job.role}", p95, job.limit, "ms", holds, detail, is_page=True)


def narrow_and_wide(arguments: argparse.Namespace, roles: dict[str, Role]) -> list[Result]:
    """The same fifty rows: a member of one district, and one of the country who asks for that district."""
    area = roles["district"].acting.area
    found = []
    for name, path, extra in (
        ("persons", "/orang-asing/", {"area": area, "purpose": "report"}),
        ("checks", "/temuan/", {"wilayah": area}),
        ("reports", "/laporan/", {"area": area}),
    ):
        job = Job(name, "district", at(path, **extra))
        each: dict[str, list[float]] = {"district": [], "national": []}
        for _ in range(ROUNDS):  # in turn, so that a busy moment falls on both
            for role, medians in each.items():
                medians.append(drive(arguments.port, job, roles[role], 1, arguments.seconds / 3).at(0.5))
        narrow, wide = min(each["district"]), min(each["national"])
        ratio = narrow / wide
        found.append(Result(f"{name}: one district against the country", ratio, NARROW_TO_WIDE, "x",
                            ratio <= NARROW_TO_WIDE, f"{narrow:.1f} and {wide:.1f} ms"))  # fmt: skip
    return found


def ours(arguments: argparse.Namespace, roles: dict[str, Role]) -> Times:
    job = Job("persons", "district", at("/orang-asing/"))
    return drive(arguments.port, job, roles["district"], arguments.clients, arguments.seconds * 2)


def against_bare(arguments: argparse.Namespace, roles: dict[str, Role], mine: Times) -> Result:
    job = Job("bare", "district", at("/polos/?" + urlencode({"in": roles["district"].acting.area})))
    bare = drive(arguments.port, job, roles["district"], arguments.clients, arguments.seconds * 2)
    ratio = mine.per_second / bare.per_second
    detail = f"{mine.per_second:.0f} and {bare.per_second:.0f} requests/s {(mine.failed + bare.failed)[:1] or ''}"
    holds = ratio >= OURS_TO_BARE and not bare.failed and not mine.failed
    return Result("list of persons against a bare Django view", ratio, OURS_TO_BARE, "x", holds, detail)


def inside(roles: dict[str, Role]) -> list[Result]:
    times, sealed = event_and_read(roles["office"]), sealed_per_second()
    p50, p95 = times.at(0.5), times.at(0.95)
    return [
        Result("one read with its event", p50, EVENT_AND_READ, "ms", p50 <= EVENT_AND_READ, f"p95 {p95:.2f}"),
        Result("events sealed a second", sealed, SEALED, "/s", sealed >= SEALED),
    ]
