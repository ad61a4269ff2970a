"""Agreements of the district: an umbrella, the PKS by which lists come in and permits go out, and one still a draft."""

from datetime import date, datetime, timedelta

from timpora.agencies.models import Agency
from timpora.agreements import actions
from timpora.agreements.models import Agreement
from timpora.demo.district import KOTABARU, SOUTH_KALIMANTAN, TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.foundation.acting import Acting, acting_in_database

BASIS = "UU 6/2011 Pasal 69; UU 27/2022 Pasal 18; Permenimipas 2/2025 Pasal 53."
TERMS = {
    "legal_basis": BASIS,
    "joint_roles": "Setiap pihak menjawab atas data yang diberikannya; orang yang didata dilayani sekretariat.",
    "joint_contact": "Sekretariat Tim PORA, Kantor Imigrasi Kelas II TPI Batulicin",
    "data_kept": "Selama diperlukan untuk keperluan yang tertulis, paling lama sampai perjanjian berakhir.",
    "at_end": Agreement.AtEnd.DESTROY,
}
type Given = tuple[Agency, Agency, str, str]  # giver, receiver, category, purpose


def agree(day: date, at: datetime) -> None:
    """A second time changes nothing."""
    chief = acting("lukman")
    if Agreement.objects.exists():
        return
    with acting_in_database(chief):
        umbrella = made(chief, at, "NK", "Sinergi pengawasan orang asing di Tanah Bumbu", TANAH_BUMBU, day, 900)
        sign(umbrella, [agency("kanim", TANAH_BUMBU), agency("setda", TANAH_BUMBU)], chief, at)
        actions.take_effect(umbrella, by=chief, at=at)
        exchange_lists(umbrella, day, chief, at)


def exchange_lists(umbrella: Agreement, day: date, chief: Acting, at: datetime) -> None:
    kanim, inspectors = agency("kanim", TANAH_BUMBU), agency("pengawas_naker", SOUTH_KALIMANTAN)
    disnaker = agency("disnaker", TANAH_BUMBU)
    registry = {area: agency("disdukcapil", area) for area in (TANAH_BUMBU, KOTABARU)}
    for area, place in ((TANAH_BUMBU, "Tanah Bumbu"), (KOTABARU, "Kotabaru")):
        title = f"Pertukaran data penduduk orang asing di {place}"
        given: list[Given] = [
            (registry[area], kanim, "resident_lists", "registration"),
            (kanim, registry[area], "addresses", "registration"),
        ]
        in_force(made(chief, at, "PKS", title, area, day, 500), given, chief, at)
    workers = [
        (inspectors, kanim, "worker_lists", "supervision"), (disnaker, kanim, "worker_lists", "supervision"),
        (kanim, disnaker, "workplaces", "manpower"), (kanim, disnaker, "permits", "manpower"),
        (kanim, inspectors, "workplaces", "manpower"),
    ]  # fmt: skip
    title = "Pertukaran data tenaga kerja asing di Tanah Bumbu"
    in_force(made(chief, at, "PKS", title, TANAH_BUMBU, day, 25, parent=umbrella), workers, chief, at)
    title = "Pertukaran data tenaga kerja asing di Kotabaru"
    in_force(made(chief, at, "PKS", title, KOTABARU, day, 400), workers[:1], chief, at)
    made(chief, at, "RK", "Rencana kerja bersama pelabuhan Satui", TANAH_BUMBU, day, 300)


def made(
    chief: Acting, at: datetime, kind: str, title: str, area: int, day: date, days: int, **more: object
) -> Agreement:
    """`days`: how long it still holds."""
    return actions.draft_agreement(
        kind=kind, title=title, area=area, number=f"X.{len(title)}/KS/{day:%Y}", dated=day - timedelta(days=100),
        valid_from=day - timedelta(days=100), valid_until=day + timedelta(days=days), by=chief, at=at, **TERMS | more,
    )  # fmt: skip


def sign(agreement: Agreement, agencies: list[Agency], chief: Acting, at: datetime) -> None:
    for one, name in zip(agencies, ("Lukman Prasetya", "Wulan Anggraini", "Rudi Hartawan"), strict=False):
        actions.add_party(agreement, agency=one, signatory=name, position="Kepala", by=chief, at=at)


def in_force(agreement: Agreement, given: list[Given], chief: Acting, at: datetime) -> None:
    sign(agreement, list(dict.fromkeys(party for line in given for party in line[1::-1])), chief, at)
    for giver, receiver, category, purpose in given:
        told = {"category": category, "purpose": purpose, "areas": [agreement.area]}
        actions.add_clause(agreement, **told, giver=giver, receiver=receiver, by=chief, at=at)
    due = agreement.valid_until - timedelta(days=10)
    words = "Menyampaikan daftar terbaru setiap triwulan"
    actions.add_obligation(agreement, agency=given[0][0], words=words, due_on=due, by=chief, at=at)
    actions.take_effect(agreement, by=chief, at=at)
