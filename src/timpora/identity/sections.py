"""What other rooms' pages show of answers: why each mention is a person's, and where an open one is answered."""

from django.urls import reverse

from timpora.foundation.acting import Acting
from timpora.identity.queries import every_waiting
from timpora.identity.rows import answered_lines, answers_on
from timpora.registers.models import Mention, Person
from timpora.registers.sections import Section

MOST_LINKS = 50


def links(person: Person, acting: Acting) -> Section | None:
    mentions = Mention.objects.visible_to(acting).filter(person=person)
    lines = answered_lines(answers_on(mentions, acting).filter(person=person, answer__in=("same", "new"))[:MOST_LINKS])
    if not lines:
        return None
    context: dict[str, object] = {"links": lines, "may_judge": acting.may("person.judge")}
    return {"template": "identity/person_links.html", "context": context}


def match_address(mention: Mention, acting: Acting) -> str:
    """The page on which this mention waits for an answer, if it waits for this member."""
    if not acting.may("person.judge") or not every_waiting(acting).filter(mention=mention).exists():
        return ""
    return reverse("match_page", args=[mention.pk])
