"""Those who help protected people have addresses, and one mixed family is known to the service desk."""

from datetime import datetime

from timpora.demo import institutions
from timpora.foundation.acting import acting_in_database
from timpora.registers import family, helping
from timpora.registers.models import CurrentStay, FamilyTie, Person

ADDRESSES = (
    ("uptd_ppa", "UPTD PPA Kabupaten Tanah Bumbu (contoh)", "Jalan Contoh 12, Batulicin", "0518-000012"),
    ("dinsos", "Dinas Sosial Kabupaten Tanah Bumbu (contoh)", "Jalan Contoh 14, Batulicin", "0518-000014"),
)
SPOUSE_VISA = "E31A"
BASIS = "Kutipan Akta Perkawinan No. 012/2022 (contoh)"


def show(at: datetime) -> None:
    """Twice is once."""
    by = institutions.acting("budi")
    area = helping.own_area(by)
    with acting_in_database(by):
        for code, name, address, phone in ADDRESSES:
            if helping.written(code, area) is None:
                helping.write(code, area=area, name=name, address=address, phone=phone, version=0, by=by, at=at)
    desk = institutions.acting("laras")
    with acting_in_database(desk):
        if FamilyTie.objects.visible_to(desk).exists():
            return
        spouse = CurrentStay.objects.visible_to(desk).filter(permit_index=SPOUSE_VISA).order_by("pk").first()
        if spouse is not None:
            person = Person.objects.visible_to(desk).get(pk=spouse.pk)
            told = {"kind": "spouse", "relative": "Siti Contoh", "basis": BASIS, "since_on": None}
            family.record(person, **told, by=desk, at=at)
