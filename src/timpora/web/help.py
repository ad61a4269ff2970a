"""The help page's list of what this member may do with this duty, on which rows, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.foundation.acting import Acting
from timpora.web.verbs import VERBS, said


@dataclass(frozen=True, slots=True)
class Part:
    """On these rows the member may do these acts."""

    where: str
    acts: list[str]


def parts_of(acting: Acting) -> list[Part]:
    duty = DUTIES.get(acting.duty)
    if duty is None:
        return []
    reach = (
        (_("Di seluruh wilayah tugas Anda"), duty.on_area),
        (_("Untuk yang disampaikan instansi Anda"), duty.on_agency),
        (_("Untuk yang Anda sampaikan sendiri"), duty.on_account),
        (_("Untuk yang diminta khusus kepada instansi Anda"), duty.on_records),
    )
    return [Part(where, [said(verb) for verb in VERBS if verb in verbs]) for where, verbs in reach if verbs]
