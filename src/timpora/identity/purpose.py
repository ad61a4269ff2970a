"""What of this room may be given as the reason for looking at a person."""

from uuid import UUID

from timpora.foundation.acting import Acting
from timpora.identity.models import Proposal
from timpora.registers.models import Mention
from timpora.registers.purposes import Work


def mention_named(reference: str, acting: Acting) -> Work | None:
    """A mention leads to its person and to those it may be."""
    try:
        wanted = UUID(reference)
    except ValueError:
        return None
    mention = Mention.objects.visible_to(acting).filter(pk=wanted).first()
    return Work(persons_of(mention, acting)) if mention else None


def persons_of(mention: Mention, acting: Acting) -> frozenset[UUID]:
    proposed = Proposal.objects.visible_to(acting).filter(mention=mention).values_list("person_id", flat=True)
    return frozenset({*proposed, *filter(None, (mention.person_id,))})
