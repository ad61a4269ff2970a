"""What the machine drafts: which agency is competent, what to ask, and which values it would be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from timpora.agencies.models import Agency
from timpora.agencies.queries import agencies_around, competent_for
from timpora.compliance.models import Check
from timpora.core.matching import country_name
from timpora.registers.models import CurrentPerson, Identifier
from timpora.rulebook_files import load

# Whom a rule's question goes to, by the subject in front of its number.
PRESENCE = "keberadaan"
TOPIC_OF_RULE = {"RESID": "adminduk", "WORK": "tka", "STAY": PRESENCE, "LODGE": PRESENCE}
SHAREABLE = ("name", "nationality", "birth_year", "passport", "niora", "employer")
BY_DEFAULT = {"adminduk": ("name", "nationality", "passport"), "tka": ("name", "nationality", "employer")}
LEAST = ("name", "nationality")


class NobodyToAsk(Exception):
    """No agency is registered for this topic in the area; the desk chooses one."""


@dataclass(frozen=True, slots=True)
class Drafted:
    agency: Agency
    topic: str
    question: str
    reason: str
    fields: tuple[str, ...]


def draft_of_check(check: Check, but: UUID | None = None) -> Drafted:
    """`but` is the agency that asks: nobody asks itself."""
    topic = TOPIC_OF_RULE.get(check.rule.split("-")[0], PRESENCE)
    around = [*competent_for(topic, check.area), *agencies_around(check.area)]
    agency = next((agency for agency in around if agency.pk != but), None)
    if agency is None:
        raise NobodyToAsk(topic)
    rulebook = load()
    with override("id"):  # the offices asked read Indonesian, whatever the desk reads
        missing = [rulebook.fact_label(name, "id") for name in check.verdict.facts_missing]
        # Why in general: what is known of the person is shared as chosen values, which end with the request.
        reason = _("Aturan %(code)s, %(title)s (%(citation)s).") % {
            "code": check.rule, "title": rulebook.title(check.rule, "id"), "citation": rulebook.citation(check.rule)
        }  # fmt: skip
        return Drafted(agency, topic, question(topic, missing), reason, fields_for(topic))


def question(topic: str, missing: Sequence[str]) -> str:
    if topic == PRESENCE or not missing:
        return _("Mohon keterangan apakah orang asing ini masih berada di wilayah Saudara, dan sejak kapan.")
    return _("Mohon keterangan menurut catatan Saudara tentang: %(facts)s.") % {"facts": "; ".join(missing).lower()}


def fields_for(topic: str) -> tuple[str, ...]:
    return BY_DEFAULT.get(topic, LEAST)


def values_of(person_id: UUID, fields: Sequence[str]) -> dict[str, str]:
    """The chosen values as they are now, as text; what is not known is left out."""
    person = CurrentPerson.objects.filter(pk=person_id).first()
    if person is None:
        return {}
    known = {
        "name": person.name,
        "nationality": country_name(person.nationality, "id") if person.nationality else "",
        "birth_year": str(person.birth_year or ""),
        "passport": person.passport,
        "niora": person.niora,
        "employer": person.employer,
    }
    return {name: known[name] for name in fields if name in SHAREABLE and known[name]}


def field_labels() -> dict[str, str]:
    return {
        "name": _("Nama"), "nationality": _("Kewarganegaraan"), "birth_year": _("Tahun lahir"),
        "passport": str(Identifier.Kind.PASSPORT.label), "niora": str(Identifier.Kind.NIORA.label),
        "employer": _("Pemberi kerja"),
    }  # fmt: skip
