"""The letterhead of an agency and the form of a signature: lines that change by decree, so they carry their dates."""

from collections.abc import Mapping
from datetime import date

from timpora.agencies.models import Agency
from timpora.documents.reference import ministry_lines
from timpora.territory.naming import ancestors, area_name

# These offices write ministry and directorate above their name.
IMMIGRATION = ("kanim", "kanwil", "rudenim")
CAPACITIES = {"plt": "Plt.", "plh": "Plh."}


def letterhead(agency: Agency, day: date) -> dict[str, object]:
    """kementerian / Ditjen / Kanwil / Kanim / alamat-laman; a regional agency stands under its government."""
    return {"lines": list(lines_above(agency, day)), "office": agency.name, "address": agency.address}


def lines_above(agency: Agency, day: date) -> tuple[str, ...]:
    if agency.kind_id in IMMIGRATION:
        return (*ministry_lines(day), *([] if agency.kind_id == "kanwil" else regional_office(agency)))
    if agency.kind.is_vertical:
        return ()
    regency = next((area for area in (agency.area, *ancestors(agency.area)) if area % 10**6 == 0), agency.area)
    return (government(regency),)


def regional_office(agency: Agency) -> list[str]:
    above = [area for area in ancestors(agency.area) if area % 10**8 == 0]
    return list(
        Agency.objects.filter(kind_id="kanwil", area__in=above).order_by("name").values_list("name", flat=True)[:1]
    )


def government(area: int) -> str:
    name = area_name(area)
    for short, full in (("Kab. ", "Kabupaten "), ("Prov. ", "Provinsi ")):
        name = name.replace(short, full)
    return f"Pemerintah {name}"


def signature(
    *,
    title: str,
    name: str = "",
    number: str = "",
    capacity: str = "definitif",
    on_behalf_of: str = "",
    for_attention: str = "",
) -> Mapping[str, object]:
    """Who signs, and as what.

    `capacity` plt or plh stands before the title. `on_behalf_of` is the holder of the power (a.n.), `title` then
    the one who signs for them; with `for_attention` (u.b.) that one passes the pen on to the third title.
    """
    acting = f"{CAPACITIES[capacity]} " if capacity in CAPACITIES else ""
    if not on_behalf_of:
        lines = [f"{acting}{title},"]
    elif not for_attention:
        lines = [f"a.n. {on_behalf_of}", f"{acting}{title},"]
    else:
        lines = [f"a.n. {on_behalf_of}", title, "u.b.", f"{acting}{for_attention},"]
    return {"lines": lines, "name": name, "number": number}
