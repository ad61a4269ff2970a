"""No person on file is named in a meeting's words: numbers like a passport's and names of the register are noticed."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from timpora.core.matching import fold_name, number_key
from timpora.core.matching.names import ARTICLES, BETWEEN_NAMES, TITLES
from timpora.core.matching.nationalities import nationality_code
from timpora.foundation.acting import Acting
from timpora.foundation.figures import figure
from timpora.registers.models import CurrentPerson, Identifier, PersonKey
from timpora.registers.person_keys import word_keys
from timpora.territory.codes import span

# A name is two to five words; a single word is too often a word like any other.
FEWEST_WORDS, MOST_WORDS = 2, 5
PASSED_OVER = ARTICLES | BETWEEN_NAMES | TITLES
# What stands before a number that is nobody's document: money, "nomor", telephone, kilometres.
NOT_A_DOCUMENT = frozenset({"RP", "NO", "HP", "WA", "KM", "TH"})
DOCUMENT_LIKE = re.compile(r"(?<![\w./-])([A-Z]{1,2})([ -]?)(\d{6,8})(?![\w/])")
MIXED_LIKE = re.compile(r"(?<![\w./-])(?=(?:[A-Z]*\d){5})(?=(?:\d*[A-Z]){2})[A-Z0-9]{9,16}(?![\w/])")
POPULATION_NUMBER = re.compile(r"(?<!\d)\d{16}(?!\d)")
NAMED_DOCUMENT = re.compile(
    r"\b(?:paspor|passport|niora|kitas|kitap|itas|itap|izin tinggal|nik)\W{1,3}(?:(?:no|nomor)\W{1,3})?"
    r"((?=\w*\d{4})\w{5,20})",
    re.IGNORECASE,
)
# Of a count that names nobody ("134 TKA asal Tiongkok") nothing is noticed; of few or one it is.
OF_NATION = re.compile(
    r"(?:\b(\d[\d.]*)\s+)?(?:orang\s+|seorang\s+)?\b(?:WNA|WN|TKA|warga negara|orang asing|kewarganegaraan|"
    r"berkewarganegaraan|kebangsaan|berkebangsaan)(?:\s+(?:asal|dari))?\W{1,3}((?:[A-Z][\w'-]+ ?){1,3})"
)
NUMBER = re.compile(r"(?<!\w)(?=[\w-]*\d{4})[A-Za-z0-9][A-Za-z0-9-]{5,19}(?!\w)")
WORD = re.compile(r"\S+")
PAUSE = re.compile(r"[;:!?()\n\r\"“”]+")


@dataclass(frozen=True, slots=True)
class Noticed:
    words: str
    is_name: bool


class PersonNamed(Exception):
    """Refused: a person on file would be named. Carries what was noticed; the text stays with whoever typed it."""

    def __init__(self, noticed: list[Noticed]) -> None:
        super().__init__(f"{len(noticed)} mention(s) of a person")
        self.noticed = noticed


def refuse_person_data(text: str, *, area: int, acting: Acting, known: Collection[str] = ()) -> None:
    """Raise PersonNamed when the text names a person. `known` are officials of the meeting, who may be named."""
    noticed = noticed_in(text, area=area, acting=acting, known=known)
    if noticed:
        raise PersonNamed(noticed)


def noticed_in(text: str, *, area: int, acting: Acting, known: Collection[str] = ()) -> list[Noticed]:
    """What the member could have copied from the register: only persons this member may see are compared with."""
    numbers = {match.strip() for match in [*document_numbers(text), *register_numbers(text, area, acting)]}
    numbers |= set(nationalities(text))
    names = register_names(text, area, acting, {key_of(name) for name in known})
    return [Noticed(words, False) for words in sorted(numbers)] + [Noticed(words, True) for words in sorted(names)]


def nationalities(text: str) -> Iterator[str]:
    few = figure("small_cells.below").value
    for match in OF_NATION.finditer(text):
        count, said = int((match.group(1) or "1").replace(".", "") or 1), match.group(2).split()
        if count < few and any(is_country(" ".join(said[:words])) for words in range(1, len(said) + 1)):
            yield match.group().strip()


def is_country(words: str) -> bool:
    """In words, not as a code: "WNA di AS" is rare, "WNA DI" is not."""
    try:
        return len(words) > 3 and nationality_code(words) not in (None, "IDN")
    except ValueError:
        return False


def document_numbers(text: str) -> Iterator[str]:
    for match in DOCUMENT_LIKE.finditer(text):
        if match.group(1) not in NOT_A_DOCUMENT:
            yield match.group()
    for pattern in (MIXED_LIKE, POPULATION_NUMBER):
        yield from (match.group() for match in pattern.finditer(text))
    yield from (match.group(1) for match in NAMED_DOCUMENT.finditer(text))


def register_numbers(text: str, area: int, acting: Acting) -> list[str]:
    by_key = {key: match.group() for match in NUMBER.finditer(text) if (key := number_key(match.group())) is not None}
    if not by_key:
        return []
    on_file = Identifier.objects.visible_to(acting).filter(area__range=span(area), key__in=list(by_key))
    return [by_key[key] for key in on_file.values_list("key", flat=True).distinct()]


def register_names(text: str, area: int, acting: Acting, known: Collection[str]) -> set[str]:
    parts = [WORD.findall(part) for part in PAUSE.split(text)]
    on_file = words_on_file({word for part in parts for word in part}, area, acting)
    spelled = {key: words for part in parts for words, key in keys_of(part, on_file) if key not in known}
    if not spelled:
        return set()
    named = CurrentPerson.objects.visible_to(acting).filter(area__range=span(area), sort_key__in=list(spelled))
    return {spelled[key] for key in named.values_list("sort_key", flat=True).distinct()}


def words_on_file(words: Collection[str], area: int, acting: Acting) -> set[str]:
    """Those of the words that sound like a part of some name on file: most of a long text falls away here."""
    keys = {word: word_keys(word) for word in words}
    asked = {key for parts in keys.values() for options in parts for key in options}
    found = PersonKey.objects.visible_to(acting).filter(area__range=span(area), key__in=list(asked))
    live = set(found.values_list("key", flat=True).distinct())
    return {word for word, parts in keys.items() if parts and all(options & live for options in parts)}


def keys_of(words: Sequence[str], on_file: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each run of two to five words that may be a name, as written, with its folded key; family name first or last."""
    for start, word in enumerate(words):
        if word not in on_file:
            continue
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            if words[end - 1] not in on_file and not is_passed_over(words[end - 1]):
                break
            tokens = fold_name(" ".join(words[start:end]))
            if len(tokens) >= FEWEST_WORDS:
                for order in {tokens, (*tokens[1:], tokens[0]), (tokens[-1], *tokens[:-1])}:
                    yield " ".join(words[start:end]), " ".join(order)


def is_passed_over(word: str) -> bool:
    """A particle or title within a name, which the folded name leaves out."""
    return all(token in PASSED_OVER for token in fold_name(word))


def key_of(name: str) -> str:
    return " ".join(fold_name(name))


def new_lines(text: str, before: str) -> str:
    """The lines that were not there before: what was saved once need not be read again at each saving."""
    old = set(before.splitlines())
    return "\n".join(line for line in text.splitlines() if line not in old)


def all_words(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))
