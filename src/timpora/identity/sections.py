"""What other rooms' pages show of answers: why each mention is a person's, and where an open one is answered."""

from django.urls import reverse

from timpora.foundation.access import with_related
from timpora.foundation.acting import Acting
from timpora.identity.models import Judgement
from timpora.identity.queries import waits
from timpora.identity.rows import answered_lines
from timpora.registers.models import Mention, Person
from timpora.registers.sections import Section

MOST_LINKS = 50
LINKED = "person_id = %s and answer in ('same', 'new') and undone_at is null"
LAST_FIRST = "order by at desc, id desc limit %s"


def links(person: Person, acting: Acting) -> Section | None:
    answers = Judgement.objects.read(acting, LINKED, [person.pk, MOST_LINKS], then=LAST_FIRST)
    answers = with_related(answers, "mention", acting)
    told = {mention.pk for mention in with_related([row.mention for row in answers], "source", acting)}
    lines = answered_lines(row for row in answers if row.mention_id in told and row.mention.person_id == person.pk)
    if not lines:
        return None
    context: dict[str, object] = {"links": lines, "may_judge": acting.may("person.judge")}
    return {"template": "identity/person_links.html", "context": context}


def match_address(mention: Mention, acting: Acting) -> str:
    """The page on which this mention waits for an answer, if it waits for this member."""
    if not acting.may("person.judge") or not waits(acting, mention.pk):
        return ""
    return reverse("match_page", args=[mention.pk])
