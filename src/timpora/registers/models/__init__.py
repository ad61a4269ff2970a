"""Persons, mentions, typed claims, the rebuildable current tables, and what stands apart: shields, family facts."""

from timpora.registers.models.apart import FamilyTie, Helper, Protection, UrgentAccess
from timpora.registers.models.current import CurrentPerson, CurrentStay, PersonKey
from timpora.registers.models.told import (
    ActivityClaim,
    Claim,
    Company,
    CrossingClaim,
    Identifier,
    Mention,
    PermitClaim,
    Person,
    PresenceClaim,
    ResidenceClaim,
    WorkClaim,
)

__all__ = [
    "ActivityClaim",
    "Claim",
    "Company",
    "CrossingClaim",
    "CurrentPerson",
    "CurrentStay",
    "FamilyTie",
    "Helper",
    "Identifier",
    "Mention",
    "PermitClaim",
    "Person",
    "PersonKey",
    "PresenceClaim",
    "Protection",
    "ResidenceClaim",
    "UrgentAccess",
    "WorkClaim",
]
