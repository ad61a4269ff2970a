"""Whom a meeting invites by rule: shown with the reason before anybody is invited."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.meetings.models import Meeting
from timpora.meetings.queries import open_before
from timpora.teams.models import Seat
from timpora.teams.queries import seats_on
from timpora.territory.codes import span
from timpora.territory.queries import area_name, day_at, learn

# By whom each is headed: titles as offices use them.
HEADS = {"kecamatan": "Camat", "koramil": "Danramil", "polsek": "Kapolsek"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One invitation that a rule would make."""

    rule: str
    agency: Agency
    addressee: str
    why: str
    seat: Seat | None = None

    @property
    def key(self) -> str:
        return f"{self.agency.pk}|{self.addressee}"


Finder = Callable[[Meeting, Acting], list[Proposed]]


def seats(meeting: Meeting, acting: Acting) -> list[Proposed]:
    found = seats_on(meeting.team, day_at(meeting.area, meeting.starts_at))
    return [
        Proposed("unsur", row.agency, row.position.title, str(row.seat.get_role_display()), row.seat) for row in found
    ]


def heads(rule: str, *kinds: str) -> Finder:
    """The heads of these agencies in all kecamatan of the meeting's area."""

    def find(meeting: Meeting, acting: Acting) -> list[Proposed]:
        here = Agency.objects.filter(kind__in=kinds, area__range=span(meeting.area), valid_until=None)
        found = sorted(here, key=lambda agency: (agency.area, kinds.index(agency.kind_id), agency.short_name))
        learn(agency.area for agency in found)
        names = {area: area_name(area) for area in {agency.area for agency in found}}
        return [Proposed(rule, one, HEADS[one.kind_id], names[one.area]) for one in found]

    return find


def owing(meeting: Meeting, acting: Acting) -> list[Proposed]:
    """The post that owes the longest due follow-up of each agency."""
    counted: dict[Agency, list[str]] = {}
    for row in open_before(meeting, acting):
        counted.setdefault(row.agency, []).append(row.position)
    return [
        Proposed("tindak_lanjut", agency, posts[0], _now("%(n)d tindak lanjut terbuka") % {"n": len(posts)})
        for agency, posts in counted.items()
    ]


RULES: dict[str, tuple[str | Promise, Finder]] = {
    "unsur": (_("Semua unsur tim"), seats),
    "camat": (_("Semua camat di wilayah tim"), heads("camat", "kecamatan")),
    "tiga_pilar": (
        _("Camat, Danramil, dan Kapolsek di wilayah tim"),
        heads("tiga_pilar", "kecamatan", "koramil", "polsek"),
    ),
    "tindak_lanjut": (_("Instansi dengan tindak lanjut terbuka"), owing),
}


def proposed(meeting: Meeting, rules: Iterable[str], acting: Acting) -> list[Proposed]:
    """Whom these rules add to those invited already; each post once, under the first rule that names it."""
    told = set(meeting.invitations.values_list("agency_id", "addressee"))
    agencies, posts = {agency for agency, _post in told}, {(agency, post.casefold()) for agency, post in told}
    found = []
    for rule in RULES:
        for one in RULES[rule][1](meeting, acting) if rule in rules else ():
            post = (one.agency.pk, one.addressee.casefold())
            # Who owes something needs no second invitation beside that of the seat.
            if post in posts or (rule == "tindak_lanjut" and one.agency.pk in agencies):
                continue
            found.append(one)
            posts.add(post)
            agencies.add(one.agency.pk)
    return found


def of_keys(found: Sequence[Proposed], keys: Iterable[str]) -> list[Proposed]:
    wanted = set(keys)
    return [one for one in found if one.key in wanted]


def label(rule: str) -> str:
    return str(RULES[rule][0]) if rule in RULES else _now("dengan nama jabatan")
