"""What an area is called on a page: "Kec. Kusan Hilir", "Kota Parepare", and its path upwards."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import QuerySet

from timpora.territory.codes import COUNTRY, dotted, parent
from timpora.territory.models import Area

COUNTRY_NAME = "Indonesia"
SHORT_KINDS = {
    Area.Kind.PROVINSI: "Prov.",
    Area.Kind.KABUPATEN: "Kab.",
    Area.Kind.KOTA: "Kota",
    Area.Kind.KECAMATAN: "Kec.",
    Area.Kind.DISTRIK: "Distrik",
    Area.Kind.DESA: "Desa",
    Area.Kind.KELURAHAN: "Kel.",
    Area.Kind.DESA_ADAT: "Desa Adat",
}

# Names of this process. Only areas that exist are kept, so that one loaded later is found.
KEPT = 20_000  # chains upwards
_known: dict[int, tuple[str, str]] = {}


def forget() -> None:
    _known.clear()


def learn(areas: Iterable[int]) -> None:
    """Fetch in one query the names that are not known yet, with those of the areas above them."""
    chains = (code for area in set(areas) for code in (area, *ancestors(area)))
    missing = {area for area in chains if area != COUNTRY and area not in _known}
    if not missing:
        return
    keep(Area.objects.filter(pk__in=missing))


def learn_all() -> None:
    """Some 25 MB for the whole country: a web server names areas on every page."""
    keep(Area.objects.all())


def keep(areas: QuerySet[Area]) -> None:
    _known.update({code: (kind, name) for code, kind, name in areas.values_list("code", "kind", "name")})


def area_name(area: int) -> str:
    """An area that is not in the list is called by its code."""
    if area == COUNTRY:
        return COUNTRY_NAME
    learn((area,))
    if area not in _known:
        return dotted(area)
    kind, name = _known[area]
    return f"{SHORT_KINDS[Area.Kind(kind)]} {name}"


@lru_cache(maxsize=KEPT)
def ancestors(area: int) -> tuple[int, ...]:
    """From the parent up to the province."""
    above, chain = parent(area), []
    while above:
        chain.append(above)
        above = parent(above)
    return tuple(chain)


def area_path(area: int) -> str:
    """Desa X, Kec. Y, Kab. Z: down from the regency; a regency or province alone."""
    return ", ".join(map(area_name, [area, *(above for above in ancestors(area) if above % 10**8)]))


def path_above(area: int) -> str:
    """Kab. Tanah Bumbu, Kalimantan Selatan: what stands above an area, with the province."""
    chain = ancestors(area)
    learn(chain)
    return ", ".join(area_name(above).removeprefix("Prov. ") for above in chain)
