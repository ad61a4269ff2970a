"""The part of a person's page that says why each mention is theirs."""

from timpora.foundation.acting import Acting
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
