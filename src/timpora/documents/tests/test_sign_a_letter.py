"""Who signs, and in which form: definitif, Plt., Plh., a.n., u.b.; and the letterhead of the day."""

from datetime import date

from timpora.agencies.tests.cast import KUSAN_HILIR, agency
from timpora.documents.letterheads import letterhead, signature


def test_an_acting_holder_signs_as_such():
    assert signature(title="Kepala Kantor", capacity="plt")["lines"] == ["Plt. Kepala Kantor,"]
    assert signature(title="Kepala Kantor", capacity="definitif")["lines"] == ["Kepala Kantor,"]


def test_signing_for_somebody():
    lines = signature(title="Kepala Seksi", on_behalf_of="Kepala Kantor", capacity="plh")["lines"]
    assert lines == ["a.n. Kepala Kantor", "Plh. Kepala Seksi,"]
    further = signature(title="Kepala Seksi", on_behalf_of="Kepala Kantor", for_attention="Kepala Subseksi")["lines"]
    assert further == ["a.n. Kepala Kantor", "Kepala Seksi", "u.b.", "Kepala Subseksi,"]


def test_an_immigration_office_stands_under_ministry_and_regional_office(kanim):
    agency("kanwil", "Kantor Wilayah Kalimantan Selatan", 6300000000, is_vertical=True)
    lines = letterhead(kanim, date(2026, 8, 12))["lines"]
    assert lines[0].startswith("Kementerian Imigrasi")
    assert lines[-1] == "Kantor Wilayah Kalimantan Selatan"
    assert letterhead(kanim, date(2023, 1, 1))["lines"][0].startswith("Kementerian Hukum")


def test_a_regional_agency_stands_under_its_government(db):
    district = agency("kecamatan", "Kecamatan Kusan Hilir", KUSAN_HILIR)
    assert letterhead(district, date(2026, 8, 12))["lines"][0].startswith("Pemerintah ")
