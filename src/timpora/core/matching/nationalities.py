"""Nationality as told, in Indonesian or English, to the three letters that passports carry."""

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global

from timpora.core.matching.absent import bare, is_absent

# Codes that only ICAO gives, or that stand for another one in passports.
_ICAO = {
    "D": "DEU", "GBD": "GBR", "GBN": "GBR", "GBO": "GBR", "GBP": "GBR", "GBS": "GBR", "XKX": "RKS", "XKK": "RKS",
    "RKS": "RKS", "XXA": "XXA", "XXB": "XXB", "XXC": "XXC", "UNO": "UNO", "UNA": "UNA", "XPO": "XPO",
}  # fmt: skip
_UNSPECIFIED = frozenset({"XXX", "UNK"})
# States that are gone but still sit in the territory data.
_GONE = frozenset({"BUR", "ZAR", "DDR", "FXX", "TMP", "YMD", "ANT", "SCG", "SUN", "YUG", "CSK"})

# Words as offices and villages write them, beside the official names.
_SAID = {
    "CHN": "CHINA CINA TIONGKOK TIONGHOA RRT RRC PRC CHINESE REPUBLIKRAKYATTIONGKOK PEOPLESREPUBLICOFCHINA",
    "KOR": "KOREA KORSEL KORAN KOREAN REPUBLICOFKOREA SOUTHKOREAN", "PRK": "KORUT DPRK",
    "GBR": "INGGRIS BRITANIARAYA ENGLAND BRITAIN GREATBRITAIN BRITISH UK SCOTLAND WALES",
    "USA": "AMERIKA AS AMERICA AMERICAN UNITEDSTATESOFAMERICA", "NLD": "HOLLAND DUTCH NETHERLAND BELANDA",
    "MMR": "MYANMAR BURMA BIRMA BURMESE", "TUR": "TURKI TURKEY TURKISH TURKIYE", "CZE": "CEKO CZECHREPUBLIC CZECH",
    "RUS": "RUSIA RUSSIAN RUSSIANFEDERATION FEDERASIRUSIA", "VNM": "VIETNAMESE SOCIALISTREPUBLICOFVIETNAM",
    "TLS": "TIMORLESTE EASTTIMOR TIMORTIMUR TIMORESE", "PNG": "PAPUANUGINI PNG", "PHL": "PILIPINA FILIPINO PHILIPINA",
    "SAU": "ARABSAUDI SAUDI SAUDIARABIAN", "ARE": "UEA UAE EMIRATI", "IRN": "IRAN IRANIAN", "SYR": "SURIAH SYRIAN",
    "DEU": "JERMAN GERMAN", "FRA": "PERANCIS FRENCH", "CHE": "SWISS", "ESP": "SPANISH", "ITA": "ITALIAN",
    "JPN": "JAPANESE", "IND": "INDIAN", "MYS": "MALAYSIAN", "SGP": "SINGAPURA SINGAPOREAN", "THA": "THAI MUANGTHAI",
    "AUS": "AUSTRALIAN", "NZL": "SELANDIABARU", "PAK": "PAKISTANI", "BGD": "BANGLADESHI BANGLADES", "IDN": "WNI",
    "AFG": "AFGHAN AFGANISTAN", "LKA": "SRILANKAN", "NPL": "NEPALESE NEPALI", "YEM": "YAMAN YEMENI", "EGY": "EGYPTIAN",
    "IRQ": "IRAKI IRAQI", "UKR": "UKRAINIAN", "CAN": "CANADIAN", "BRA": "BRAZILIAN", "NGA": "NIGERIAN",
    "TWN": "TAIWANESE CHINESETAIPEI", "HKG": "HONGKONG", "MAC": "MAKAU MACAU", "LAO": "LAOS", "CIV": "IVORYCOAST",
    "PSE": "PALESTINA PALESTINE PALESTINIAN", "COD": "KONGOKINSHASA", "RKS": "KOSOVO", "SOM": "SOMALI",
    "XXA": "STATELESS TANPAKEWARGANEGARAAN", "XXB": "REFUGEE PENGUNGSI",
}  # fmt: skip

_FORMULA = re.compile(
    r"^(?:(?:WARGA\s*NEGARA|KEWARGANEGARAAN|KEBANGSAAN|CITIZEN OF|WNA|WN|TKA"
    r"|REPUBLIK|REPUBLIC OF|KERAJAAN|KINGDOM OF)\b\s*)+"
    r"|\b(?:PASSPORT|CITIZEN|NATIONAL)$"
)


def nationality_code(told: object) -> str | None:
    """The ICAO code (Germany as DEU), or None where nothing was told. Raises ValueError("nationality_unknown").

    Understands two- and three-letter codes, Indonesian and English names of countries, and common words for citizens.
    """
    text = "" if told is None else unicodedata.normalize("NFKD", str(told)).upper().strip(" .:-()<\t\n")
    if is_absent(text) or text in _UNSPECIFIED:
        return None
    known = _by_word()
    for spelling in (text, _FORMULA.sub("", text), *re.split(r"[(/,-]", text)):
        code = known.get(bare(spelling))
        if code:
            return code
    raise ValueError("nationality_unknown")


def country_name(code: str, language: str) -> str:
    """The country in words; the code itself where it has none."""
    two_letters = {three: two for two, three in _three_letters().items()}.get(code, code)
    return str(Locale(language).territories.get(two_letters, code))


@cache
def _three_letters() -> dict[str, str]:
    """Two letters -> three, from the aliases of the territory data."""
    aliases = get_global("territory_aliases")
    return {"XK": "RKS"} | {
        now[0]: alias
        for alias, now in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(now) == 1 and alias not in _GONE | _ICAO.keys()
    }


@cache
def _by_word() -> dict[str, str]:
    three = _three_letters()
    words = {bare(two): code for two, code in three.items()} | {code: code for code in three.values()}
    for language in ("en", "id"):
        for two, name in Locale(language).territories.items():
            if two in three:
                words[bare(name)] = three[two]
                words[bare(re.sub(r"\(.*\)", "", name))] = three[two]
    said = {word: code for code, told in _SAID.items() for word in told.split()}
    return words | said | _ICAO
