"""One comparator per feature: what two identities say about it, with contradiction distinct from silence."""

from rapidfuzz.distance import OSA, Levenshtein

from timpora.core.matching.births import Birth
from timpora.core.matching.evidence import CLOSE, DIFFERENT, SAME, Evidence, Span, missing
from timpora.core.matching.identity import NIK, PASSPORT, Identity
from timpora.core.matching.numbers import blurred

# States whose documents are told apart badly by those who copy them.
_OFTEN_CONFUSED = (
    frozenset({"CHN", "HKG", "MAC", "TWN"}),
    frozenset({"KOR", "PRK"}),
    frozenset({"COD", "COG"}),
    frozenset({"GIN", "GNB", "GNQ", "PNG"}),
    frozenset({"AUS", "AUT"}),
)

type _Issued = tuple[str, str | None]


def sexes(left: Identity, right: Identity) -> Evidence:
    if not left.sex or not right.sex:
        return missing("sex", left.sex, right.sex)
    if left.sex == right.sex:
        return Evidence("sex", SAME, "equal", {"value": left.sex})
    return Evidence("sex", DIFFERENT, "different", {"left": left.sex, "right": right.sex})


def nationalities(left: Identity, right: Identity) -> Evidence:
    """Compares what documents say. The answer depends on equality alone, never on which nationality it is."""
    told = (left.nationality, right.nationality)
    if not left.nationality or not right.nationality:
        return missing("nationality", *told)
    if left.nationality == right.nationality:
        return Evidence("nationality", SAME, "equal", {"value": left.nationality})
    details = {"left": left.nationality, "right": right.nationality}
    if any(frozenset(told) <= group for group in _OFTEN_CONFUSED):
        return Evidence("nationality", CLOSE, "often_confused", details)
    return Evidence("nationality", DIFFERENT, "different", details)


def births(left: Birth | None, right: Birth | None) -> Evidence:
    if left is None or right is None:
        return missing("birth_date", left, right)
    details = {"left": str(left), "right": str(right)}
    if left == right and left.is_whole:
        # The first of January is what offices write when only the year is known.
        key = "equal_first_of_january" if (left.month, left.day) == (1, 1) else "equal"
        return Evidence("birth_date", SAME, key, {"value": str(left)})
    if left.year == right.year:
        return _births_of_one_year(left, right, details)
    is_same_day = left.is_whole and (left.month, left.day) == (right.month, right.day)
    if is_same_day and abs(left.year - right.year) == 1:
        return Evidence("birth_date", CLOSE, "year_off_by_one", details)
    if is_same_day and sorted(str(left.year)) == sorted(str(right.year)):
        return Evidence("birth_date", CLOSE, "year_digits_swapped", details)
    return Evidence("birth_date", DIFFERENT, "different", details)


def _births_of_one_year(left: Birth, right: Birth, details: dict[str, str]) -> Evidence:
    if not left.month or not right.month:
        return Evidence("birth_date", CLOSE, "year_agrees", details)
    if not left.day or not right.day:
        is_agreed = left.month == right.month
        return Evidence("birth_date", CLOSE if is_agreed else DIFFERENT,
                        "year_and_month_agree" if is_agreed else "month_differs", details)  # fmt: skip
    if (left.day, left.month) == (right.month, right.day):
        return Evidence("birth_date", CLOSE, "day_and_month_swapped", details)
    if left.month == right.month:
        return Evidence("birth_date", CLOSE, "only_day_differs", details)
    if left.day == right.day:
        return Evidence("birth_date", CLOSE, "only_month_differs", details)
    return Evidence("birth_date", DIFFERENT, "different", details)


def numbers(kind: str, left: Identity, right: Identity) -> Evidence:
    """The strongest thing that the numbers of one kind say."""
    left_held, right_held = _held(left, kind), _held(right, kind)
    if not left_held or not right_held:
        return missing(kind, left_held, right_held)
    pairs = [(ours, theirs) for ours in left_held for theirs in right_held]
    same = [pair for pair in pairs if pair[0][0] == pair[1][0]]
    if same:
        return _same_number(kind, same)
    left_valid = [held for held in left_held if (kind, held[0]) not in left.lapsed | right.lapsed]
    right_valid = [held for held in right_held if (kind, held[0]) not in left.lapsed | right.lapsed]
    if not left_valid or not right_valid:
        return Evidence(kind, DIFFERENT, "different_but_lapsed")
    pairs = [(ours, theirs) for ours in left_valid for theirs in right_valid]
    return _different_numbers(kind, min(pairs, key=_distance))


def _held(identity: Identity, kind: str) -> list[_Issued]:
    """Numbers of a kind; a passport with its country, which is the nationality's where nobody told another."""
    of_kind = [(key, country) for told, key, country in identity.numbers if told == kind]
    if kind != PASSPORT:  # given by Indonesia, whatever a sender wrote beside it
        return sorted((key, None) for key, _ in of_kind)
    return sorted(((key, country or identity.nationality) for key, country in of_kind), key=str)


def _same_number(kind: str, same: list[tuple[_Issued, _Issued]]) -> Evidence:
    (key, country), (_, other) = min(same, key=_countries_differ)
    if country and other and country != other:
        return Evidence(kind, CLOSE, "equal_number_other_country", {"value": key, "left": country, "right": other})
    if kind == NIK:  # shown to few; the sentence does without it
        return Evidence(kind, SAME, "equal")
    return Evidence(kind, SAME, "equal", {"value": key})


def _countries_differ(pair: tuple[_Issued, _Issued]) -> tuple[bool, str]:
    (key, country), (_, other) = pair
    return bool(country and other and country != other), key


def _distance(pair: tuple[_Issued, _Issued]) -> tuple[bool, int, list[str]]:
    (left, _), (right, _) = pair
    return blurred(left) != blurred(right), OSA.distance(left, right), sorted((left, right))


def _different_numbers(kind: str, nearest: tuple[_Issued, _Issued]) -> Evidence:
    (left, left_country), (right, right_country) = nearest
    if kind == NIK:
        return Evidence(kind, DIFFERENT, "different")
    details = {"left": left, "right": right}
    spans = differing(left, right)
    if blurred(left) == blurred(right):
        return Evidence(kind, CLOSE, "easily_confused_characters", details, spans=spans)
    if OSA.distance(left, right) == 1:
        return Evidence(kind, CLOSE, "one_character_off", details, spans=spans)
    if left_country and right_country and left_country != right_country:
        return Evidence(kind, DIFFERENT, "other_document", details)
    return Evidence(kind, DIFFERENT, "different", details, spans=spans)


def differing(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where two texts differ; symmetric, because the smaller text is always read first."""
    if right < left:
        ours, theirs = differing(right, left)
        return theirs, ours
    steps = [step for step in Levenshtein.opcodes(left, right) if step.tag != "equal"]
    return (
        tuple((step.src_start, step.src_end) for step in steps if step.src_start < step.src_end),
        tuple((step.dest_start, step.dest_end) for step in steps if step.dest_start < step.dest_end),
    )
