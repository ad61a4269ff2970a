"""Who is who: what sources told about people, made comparable, found by keys and compared with reasons.

Plain data in, evidence out; equal input gives equal output. It stores nothing, decides nothing about people beyond
"these two records may be one person", and never ranks anybody by nationality, religion or ethnicity.
"""

from timpora.core.matching.births import Birth, parse_birth
from timpora.core.matching.evidence import Evidence, Relation
from timpora.core.matching.identity import NIK, NIORA, PASSPORT, PERMIT, RPTKA, SKTT, Identity
from timpora.core.matching.keys import keys
from timpora.core.matching.names import fold_name
from timpora.core.matching.nationalities import country_name, nationality_code
from timpora.core.matching.numbers import number_key
from timpora.core.matching.scorer import MODEL_VERSION, Comparison, compare
from timpora.core.matching.sexes import sex_code
from timpora.core.matching.words import sentence

__all__ = [
    "MODEL_VERSION", "NIK", "NIORA", "PASSPORT", "PERMIT", "RPTKA", "SKTT",
    "Birth", "Comparison", "Evidence", "Identity", "Relation",
    "compare", "country_name", "fold_name", "keys", "nationality_code", "number_key", "parse_birth", "sentence",
    "sex_code",
]  # fmt: skip
