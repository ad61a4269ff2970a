"""For whom sharing costs most: the partner and the office of the regency with most reports, and who has it all."""

from collections import Counter

from bench.generate.world import DISTRICT, REGENCY
from bench.pages.roles import Role, member, role
from timpora.agencies.models import Agency, Membership
from timpora.intake.models import Report
from timpora.territory.codes import COUNTRY


def busiest() -> tuple[Agency, Agency, int]:
    """The labour office and the immigration office of the regency with most reports, and its busiest kecamatan."""
    told = Counter(Report.objects.values_list("area", flat=True))
    regencies: Counter[int] = Counter()
    for area, count in told.items():
        regencies[area - area % REGENCY] += count
    regency = next(
        area for area, _n in regencies.most_common() if Agency.objects.filter(kind="disnaker", area=area).exists()
    )
    kecamatan: Counter[int] = Counter()
    for area, count in told.items():
        if area - area % REGENCY == regency:
            kecamatan[area - area % DISTRICT] += count
    office = Membership.objects.filter(duty="pelaksana", agency__kind="kanim", areas__contains=[regency]).first()
    return Agency.objects.get(kind="disnaker", area=regency), office.agency, kecamatan.most_common(1)[0][0]


def members(partner: Agency, office: Agency) -> dict[str, Role]:
    everywhere = Agency.objects.filter(kind="kesbangpol").order_by("pk").first()
    found = {
        "partner": Membership.objects.filter(agency=partner).order_by("pk").first(),
        "office": Membership.objects.filter(agency=office, duty="pelaksana").order_by("pk").first(),
        "national": member("pelaksana", agency__kind="ditjenim", areas=[COUNTRY]),
        "everywhere": Membership.objects.filter(agency=everywhere).order_by("pk").first(),
    }
    return {name: role(name, membership, 1) for name, membership in found.items()}
