"""Evidence in words, Indonesian and English: plain data and one function."""

from collections.abc import Mapping

from timpora.core.matching.births import MONTHS, Birth
from timpora.core.matching.evidence import Evidence
from timpora.core.matching.identity import NIK, NIORA, PASSPORT, PERMIT, RPTKA, SKTT
from timpora.core.matching.nationalities import country_name

FEATURES: Mapping[str, Mapping[str, str]] = {
    PASSPORT: {"id": "Nomor paspor", "en": "Passport number"},
    NIORA: {"id": "NIORA", "en": "NIORA"},
    PERMIT: {"id": "Nomor izin tinggal", "en": "Stay permit number"},
    NIK: {"id": "NIK", "en": "NIK"},
    SKTT: {"id": "Nomor SKTT", "en": "SKTT number"},
    RPTKA: {"id": "Nomor RPTKA", "en": "RPTKA number"},
    "name": {"id": "Nama", "en": "Name"},
    "birth_date": {"id": "Tanggal lahir", "en": "Date of birth"},
    "sex": {"id": "Jenis kelamin", "en": "Sex"},
    "nationality": {"id": "Kewarganegaraan", "en": "Nationality"},
}
SEXES: Mapping[str, Mapping[str, str]] = {
    "M": {"id": "laki-laki", "en": "male"},
    "F": {"id": "perempuan", "en": "female"},
}

# A sentence for every key; a feature of its own first, else the one for all features.
_ANY = "*"
SENTENCES: Mapping[tuple[str, str], Mapping[str, str]] = {
    (_ANY, "missing_on_the_left"): {
        "id": "{feature} tidak disebut di sisi kiri.",
        "en": "{feature}: not told on the left.",
    },
    (_ANY, "missing_on_the_right"): {
        "id": "{feature} tidak disebut di sisi kanan.",
        "en": "{feature}: not told on the right.",
    },
    (_ANY, "missing_on_both_sides"): {
        "id": "{feature} tidak disebut di kedua sisi.",
        "en": "{feature}: not told on either side.",
    },
    (_ANY, "equal"): {"id": "{feature} sama: {value}.", "en": "{feature} equal: {value}."},
    (_ANY, "different"): {
        "id": "{feature} berbeda: {left} dan {right}.",
        "en": "{feature} differs: {left} and {right}.",
    },
    (_ANY, "easily_confused_characters"): {
        "id": "{feature} sama kecuali karakter yang mudah tertukar (0/O, 1/I, 5/S): {left} dan {right}.",
        "en": "{feature} equal but for characters easily confused (0/O, 1/I, 5/S): {left} and {right}.",
    },
    (_ANY, "one_character_off"): {
        "id": "{feature} berselisih satu karakter: {left} dan {right}.",
        "en": "{feature} off by one character: {left} and {right}.",
    },
    (_ANY, "different_but_lapsed"): {
        "id": "{feature} berbeda, tetapi salah satunya sudah tidak berlaku.",
        "en": "{feature} differs, but one of them is no longer valid.",
    },
    (_ANY, "equal_number_other_country"): {
        "id": "{feature} sama ({value}), tetapi negara penerbitnya berbeda: {left} dan {right}.",
        "en": "{feature} equal ({value}), but issued by different countries: {left} and {right}.",
    },
    (PASSPORT, "other_document"): {
        "id": "Paspor dari negara yang berbeda: {left} dan {right}.",
        "en": "Passports of different countries: {left} and {right}.",
    },
    (PASSPORT, "neighbouring_number"): {
        "id": "Nomor paspor berdekatan dengan nama yang berbeda, seperti pada keluarga: {left} dan {right}.",
        "en": "Neighbouring passport numbers under different names, as in families: {left} and {right}.",
    },
    (NIK, "equal"): {"id": "NIK sama.", "en": "NIK equal."},
    (NIK, "different"): {"id": "NIK berbeda.", "en": "NIK differs."},
    ("name", "equal"): {"id": "Nama sama: {left}.", "en": "Name equal: {left}."},
    ("name", "equal_in_other_order"): {
        "id": "Nama sama dengan urutan lain: {left} dan {right}.",
        "en": "Name equal in another order: {left} and {right}.",
    },
    ("name", "spelling"): {
        "id": "Nama sama dengan ejaan lain: {left} dan {right}.",
        "en": "Name equal but for spelling: {left} and {right}.",
    },
    ("name", "part_missing"): {
        "id": "Nama cocok, sebagian tidak disebut: {left} dan {right}.",
        "en": "Name agrees, a part is left out: {left} and {right}.",
    },
    ("name", "initial"): {
        "id": "Nama cocok dengan inisial: {left} dan {right}.",
        "en": "Name agrees with an initial: {left} and {right}.",
    },
    ("name", "one_part_only"): {
        "id": "Hanya satu bagian nama yang dapat dibandingkan: {left} dan {right}.",
        "en": "Only one part of the name can be compared: {left} and {right}.",
    },
    ("name", "part_shared"): {
        "id": "Sebagian nama sama, selebihnya bertentangan: {left} dan {right}.",
        "en": "Part of the name is shared, the rest contradicts: {left} and {right}.",
    },
    ("birth_date", "equal_first_of_january"): {
        "id": "Tanggal lahir sama: {value}, tanggal yang sering dipakai bila hanya tahunnya diketahui.",
        "en": "Date of birth equal: {value}, a date often written when only the year is known.",
    },
    ("birth_date", "day_and_month_swapped"): {
        "id": "Tanggal dan bulan lahir tertukar: {left} dan {right}.",
        "en": "Day and month of birth swapped: {left} and {right}.",
    },
    ("birth_date", "year_and_month_agree"): {
        "id": "Bulan dan tahun lahir sama, tanggalnya tidak lengkap: {left} dan {right}.",
        "en": "Month and year of birth agree, the day is incomplete: {left} and {right}.",
    },
    ("birth_date", "year_agrees"): {
        "id": "Tahun lahir sama, selebihnya tidak lengkap: {left} dan {right}.",
        "en": "Year of birth agrees, the rest is incomplete: {left} and {right}.",
    },
    ("birth_date", "year_off_by_one"): {
        "id": "Tahun lahir berselisih satu: {left} dan {right}.",
        "en": "Year of birth off by one: {left} and {right}.",
    },
    ("birth_date", "year_digits_swapped"): {
        "id": "Angka tahun lahir tertukar: {left} dan {right}.",
        "en": "Digits of the year of birth swapped: {left} and {right}.",
    },
    ("birth_date", "only_day_differs"): {
        "id": "Hanya tanggal lahir yang berbeda, bulan dan tahunnya sama: {left} dan {right}.",
        "en": "Only the day of birth differs: {left} and {right}.",
    },
    ("birth_date", "only_month_differs"): {
        "id": "Hanya bulan lahir yang berbeda: {left} dan {right}.",
        "en": "Only the month of birth differs: {left} and {right}.",
    },
    ("birth_date", "month_differs"): {
        "id": "Tahun lahir sama, bulannya berbeda: {left} dan {right}.",
        "en": "Year of birth agrees, the month differs: {left} and {right}.",
    },
    ("nationality", "often_confused"): {
        "id": "Kewarganegaraan berbeda, tetapi sering tertukar dalam pencatatan: {left} dan {right}.",
        "en": "Nationality differs, but is often confused in records: {left} and {right}.",
    },
}  # fmt: skip


def sentence(evidence: Evidence, language: str) -> str:
    """One sentence in "id" or "en"; another language is answered in Indonesian."""
    language = language if language in MONTHS else "id"
    template = SENTENCES.get((evidence.feature, evidence.key)) or SENTENCES[_ANY, evidence.key]
    shown = {name: _shown(evidence, name, value, language) for name, value in evidence.details.items()}
    return template[language].format(feature=FEATURES[evidence.feature][language], **shown)


def _shown(evidence: Evidence, name: str, value: str | float, language: str) -> str:
    text = str(value)
    if evidence.feature == "sex":
        return SEXES[text][language]
    if evidence.feature == "birth_date":
        return _date_in_words(text, language)
    is_country = evidence.key == "equal_number_other_country" and name != "value"
    return country_name(text, language) if is_country or evidence.feature == "nationality" else text


def _date_in_words(iso: str, language: str) -> str:
    birth = Birth(*(int(part) for part in iso.split("-")))
    parts = (birth.day, birth.month and MONTHS[language][birth.month - 1], birth.year)
    return " ".join(str(part) for part in parts if part)
