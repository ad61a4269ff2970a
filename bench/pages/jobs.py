"""What is asked of the pages: which role opens what, with every filter on, and how fast it must be there."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from bench.pages.roles import Role
from timpora.territory.codes import dotted

LISTS, PERSON, TYPING = 200.0, 150.0, 20.0  # milliseconds at the 95th percentile

# As somebody types: beginnings, with a kind, with a parent, with a slip, by code.
TYPED = (
    "s", "su", "sur", "sura", "bar", "ban", "pan", "kar", "kuta", "tan", "tanah b", "batu li", "kel tegal", "kec kara",
    "desa suka", "jakrta", "sunagi danau", "simpang empt", "simpang empat, tanah bumbu", "63.10", "3310", "kota pare",
)  # fmt: skip

type Address = Callable[[Random], str]


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    role: str
    address: Address
    limit: float | None = None
    accept: str = "text/html"


def at(path: str, **asked: object) -> Address:
    whole = f"{path}?{urlencode(asked)}" if asked else path
    return lambda chance: whole


def one_of(addresses: list[str]) -> Address:
    return lambda chance: chance.choice(addresses)


def jobs(roles: dict[str, Role]) -> list[Job]:
    made: list[Job] = []
    made += [job for name in ("office", "national", "district") for job in of_section(roles[name])]
    for name in ("operator", "head", "agency"):
        area = roles[name].acting.area
        narrowed = {"area": area, "fate": "known", "since": "2025-01-01"}
        made += [
            Job("reports", name, at("/laporan/"), LISTS),
            Job("reports, filtered", name, at("/laporan/", **narrowed), LISTS),
            Job("home", name, at("/")),
        ]
    made += [Job(f"tasks {tab}", "agency", at("/tugas/", tab=tab), LISTS) for tab in ("masuk", "selesai")]
    made += [
        Job("home", "kanwil", at("/")),
        Job("area page", "kanwil", at(f"/wilayah/{dotted(roles['kanwil'].acting.area)}/")),
    ]
    return made


def of_section(role: Role) -> list[Job]:
    name, purpose = role.name, {"purpose": "report"}
    people = role.people
    middle = people[len(people) // 2]
    village = middle.area
    narrow = {"area": village - village % 10**4, "kind": "ITAS", "presence": "present"}
    numbers = [f"/orang-asing/?{urlencode({'q': p.passport} | purpose)}" for p in people]
    words = [f"/orang-asing/?{urlencode({'q': p.name.split()[0]} | purpose)}" for p in people]
    fuller = [f"/orang-asing/?{urlencode({'q': f'{p.name} {p.birth_year}'} | purpose)}" for p in people]
    everything = urlencode({"q": middle.name.split()[0]} | narrow | purpose)
    typed = [f"/wilayah/cari?{urlencode({'q': text})}" for text in TYPED]
    return [
        Job("persons", name, at("/orang-asing/"), LISTS),
        Job("persons, last page", name, at("/orang-asing/", page=20), LISTS),
        Job("persons, by district, permit and presence", name, at("/orang-asing/", **narrow, **purpose), LISTS),
        Job("persons, departed", name, at("/orang-asing/", presence="departed", **purpose), LISTS),
        Job("persons, permit unknown", name, at("/orang-asing/", kind="unknown", **purpose), LISTS),
        Job("search by number", name, one_of(numbers), LISTS),
        Job("search by one name", name, one_of(words), LISTS),
        Job("search by name and year", name, one_of(fuller), LISTS),
        Job("search with every filter", name, at(f"/orang-asing/?{everything}"), LISTS),
        Job("search from the frame", name, one_of([f"/cari/?{urlencode({'q': p.passport})}" for p in people]), LISTS),
        Job("person page", name, one_of([f"/orang-asing/{p.pk}/" for p in people]), PERSON),
        Job("reports", name, at("/laporan/"), LISTS),
        Job("reports, filtered", name, at("/laporan/", area=village, fate="known", since="2025-01-01"), LISTS),
        Job("checks", name, at("/temuan/"), LISTS),
        Job(
            "checks, filtered",
            name,
            at("/temuan/", wilayah=narrow["area"], aturan="STAY-01", kepastian="certain"),
            LISTS,
        ),
        Job("checks ended", name, at("/temuan/", bagian="selesai"), LISTS),
        Job("findings", name, at("/temuan/", bagian="temuan"), LISTS),
        Job("findings closed", name, at("/temuan/", bagian="selesai", jenis="temuan"), LISTS),
        Job("tasks out", name, at("/tugas/", tab="keluar"), LISTS),
        Job("tasks ended", name, at("/tugas/", tab="selesai"), LISTS),
        # Nobody judges for the whole country: shown, without a gate.
        Job("matching queue", name, at("/cocokkan/"), LISTS if role.acting.area else None),
        Job("home", name, at("/")),
        Job("area page", name, at(f"/wilayah/{dotted(role.acting.area)}/" if role.acting.area else "/wilayah/51/")),
        Job("type-ahead", name, one_of(typed), TYPING, "application/json"),
    ]
