"""The agreement as a paper to be signed: one set of words, as PDF and as a document that the office can edit."""

from typing import Any

from django.utils.translation import override

from timpora.agreements.models import Agreement
from timpora.agreements.queries import clauses_of, obligations_of, parties_of
from timpora.agreements.wording import GAP, day_words, said


def words_of(agreement: Agreement) -> dict[str, Any]:
    """Everything that stands on the paper, in Indonesian; what is not written yet is a dotted line."""
    with override("id"):
        obligations = obligations_of(agreement).filter(kind="agreed")
        return {
            "kind": agreement.get_kind_display(),
            "about": agreement.title,
            "number": agreement.number or GAP,
            "dated": day_words(agreement.dated),
            "valid_from": day_words(agreement.valid_from),
            "valid_until": day_words(agreement.valid_until),
            "legal_basis": agreement.legal_basis or GAP,
            "joint_roles": agreement.joint_roles,
            "joint_contact": agreement.joint_contact,
            "data_kept": agreement.data_kept,
            "at_end": agreement.get_at_end_display() if agreement.at_end else "",
            "parent": agreement.parent.title if agreement.parent else "",
            "clauses": [said(clause) for clause in clauses_of(agreement)],
            "obligations": [
                f"{row.agency.name}: {row.words} (paling lambat {day_words(row.due_on)})" for row in obligations
            ],
            "parties": [
                {
                    "agency": party.agency.name, "signatory": party.signatory or GAP, "position": party.position or GAP,
                    "capacity": party.capacity or party.agency.name,
                }
                for party in parties_of(agreement)
            ],
        }  # fmt: skip
