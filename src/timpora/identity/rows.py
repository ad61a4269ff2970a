"""Mentions and answers as lines of a page."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.foundation.access import with_related
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.foundation.templatetags.timpora import address
from timpora.identity import queries
from timpora.identity.evidence import read, sentences
from timpora.identity.models import Judgement, Proposal
from timpora.identity.wording import LIKELIHOOD, kind_words
from timpora.registers.models import Mention
from timpora.territory.queries import area_name, learn, zone_of

Answer = Judgement.Answer
type Line = dict[str, object]


def mention_line(mention: Mention) -> Line:
    return {
        "name": mention.name,
        "kind": kind_words(mention.kind),
        "area": area_name(mention.area),
        "agency": mention.source.agency_name,
        "told_at": mention.told_at,
        "zone": zone_of(mention.area),
    }


def page_address(mention_id: UUID, query: Mapping[str, str]) -> str:
    return address(mention_id, "match_page") + (f"?{urlencode(query)}" if query else "")


def waiting_lines(keys: Iterable[UUID], acting: Acting, query: Mapping[str, str]) -> list[Line]:
    """Of these mentions, in this order."""
    keys = list(keys)
    mentions = with_related(Mention.objects.among(acting, keys), "source", acting, only=("agency_name",))
    learn([mention.area for mention in mentions])
    proposals, there = queries.best_of(acting, keys), {mention.pk: mention for mention in mentions}
    return [
        mention_line(there[key])
        | {
            "url": page_address(key, query),
            "how_many": how_many(len(proposals.get(key, ()))),
            "likelihood": LIKELIHOOD[proposals[key][0].decision] if key in proposals else "",
        }
        for key in keys
        if key in there
    ]


def how_many(candidates: int) -> str:
    return ngettext("%(n)s orang", "%(n)s orang", candidates) % {"n": candidates} if candidates else ""


def answer_lines(judgements: Iterable[Judgement]) -> list[Line]:
    rows = list(judgements)
    names = dict(Account.objects.filter(pk__in={row.account_id for row in rows}).values_list("pk", "name"))
    return [
        {
            "judgement": row,
            "answer": row.get_answer_display(),
            "by": names.get(row.account_id) or by_rule(row),
            "at": row.at,
            "sentences": sentences(read(row.evidence)),
            "undo_url": reverse("match_undo", args=[row.pk]),
        }
        for row in rows
    ]


def by_rule(judgement: Judgement) -> str:
    if judgement.answer == Answer.NEW:
        return _("dikenali otomatis dari daftar resmi, belum ada catatan yang serupa")
    return _("cocok penuh: nomor dokumen, tanggal lahir, dan nama sama")


def answered_lines(judgements: Iterable[Judgement]) -> list[Line]:
    """Answers together with the mention they were given on."""
    rows = list(judgements)
    learn([row.area for row in rows])
    return [
        mention_line(row.mention) | line | {"url": page_address(row.mention_id, {})}
        for row, line in zip(rows, answer_lines(rows), strict=True)
    ]


def answers_on(mentions: Iterable[Mention], acting: Acting) -> QuerySet[Judgement]:
    rows = queries.live(Judgement.objects.visible_to(acting)).filter(mention__in=mentions)
    return rows.select_related("mention__source").order_by("-at", "-pk")


def candidate_lines(candidates: Iterable[Proposal], chosen: Proposal | None, query: Mapping[str, str]) -> list[Line]:
    return [
        {
            "likelihood": LIKELIHOOD[row.decision],
            "url": "?" + urlencode({**query, "calon": row.person_id}),
            "is_chosen": row == chosen,
            "is_unsure": row.answered_at is not None,
        }
        for row in candidates
    ]
