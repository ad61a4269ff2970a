"""Adds teams for every area above the village, agreements with clauses, circles with shares; the same every time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from bench.generate.copying import Rows, number_as_id
from timpora.agencies.models import Agency, Circle, CircleMember, Membership, Position
from timpora.agreements.models import Agreement, Clause, Party
from timpora.agreements.reference import categories
from timpora.foundation.models import Grant
from timpora.intake.models import Report
from timpora.teams.models import Decree, Seat, Team
from timpora.territory.codes import COUNTRY, parent, span
from timpora.territory.models import Area

TEAM, DECREE, SEAT, POSITION, AGREEMENT, PARTY, CLAUSE, CIRCLE, IN_CIRCLE, GRANT = range(70, 80)
# A circle is made for one matter: more than some forty at once nobody can be in. Shares: reports in each.
TEAMS, AGREEMENTS, CIRCLES, SHARES = 7838, 600, 40, 5
OF_WORST = 60  # agreements of the agency that has most; its teams are all of its province
REGENCY, PROVINCE = 10**6, 10**8
LEVELS = {0: "pusat", 2: "provinsi", 4: "kabupaten_kota", 6: "kecamatan"}
SHOWN = ("permits", "workplaces", "addresses")


class Made:
    """The rows, and those for whom pages cost most: a partner and an office in everything, and one receiver of all."""

    def __init__(self, seed: int, today: date, partner: Agency, office: Agency) -> None:
        self.chance, self.today, self.partner, self.office = Random(seed), today, partner, office
        self.at = datetime.combine(today - timedelta(days=300), datetime.min.time(), UTC)
        self.bodies: dict[tuple[str, int], Agency] = {}
        for agency in Agency.objects.order_by("pk"):
            self.bodies.setdefault((agency.kind_id, agency.area), agency)
        self.grants = Rows(
            Grant,
            "id subject_kind subject_id verbs area_low area_high record_kind record_id purpose because_kind because_id"
            " begins_at ends_at",
        )
        self.count: dict[int, int] = defaultdict(int)

    def next_id(self, space: int) -> str:
        self.count[space] += 1
        return number_as_id(space, self.count[space])

    def grant(self, kind: str, subject: object, verbs: str, because: tuple[str, str], **where: object) -> None:
        low, high, table, record = (where.get(name) for name in ("low", "high", "table", "record"))
        ends = self.at + timedelta(days=700)
        self.grants.add(self.next_id(GRANT), kind, subject, f"{{{verbs}}}", low, high, table or "", record,
                        "supervision", *because, self.at, ends)  # fmt: skip

    def all(self) -> Iterator[Rows]:
        yield from self.teams()
        yield from self.agreements()
        yield from self.circles()
        yield self.grants

    def teams(self) -> list[Rows]:
        teams = Rows(Team, "id level name area parent_id secretariat_id")
        decrees = Rows(Decree, "id team_id area number dated issuer valid_from valid_until")
        positions, seats = (
            Rows(Position, "id agency_id title"),
            Rows(Seat, "id team_id area position_id role begins_on"),
        )
        of_area: dict[int, str] = {}
        posts: dict[UUID, str] = {}
        begun = self.at.date()
        areas = Area.objects.filter(valid_until=None, level__lte=6).order_by("level", "code")
        for code, level, name in areas.values_list("code", "level", "name")[:TEAMS]:
            team = of_area[code] = self.next_id(TEAM)
            above = of_area.get(parent(code)) if code != COUNTRY else None
            teams.add(team, LEVELS[level], f"Tim PORA {name}"[:200], code, above, self.office.pk)
            decrees.add(self.next_id(DECREE), team, code, f"SK-{code}", begun, "Kepala Kantor", begun, None)
            for role, agency in self.unsur(code):
                if agency.pk not in posts:
                    posts[agency.pk] = self.next_id(POSITION)
                    positions.add(posts[agency.pk], agency.pk, "Kepala")
                seats.add(self.next_id(SEAT), team, code, posts[agency.pk], role, begun)
        return [teams, decrees, positions, seats]

    def unsur(self, code: int) -> list[tuple[str, Agency]]:
        """Who sits: the regency's agencies and the kecamatan; the partner everywhere in its province."""
        kinds = (("kanim", REGENCY), ("disnaker", REGENCY), ("kesbangpol", REGENCY), ("kecamatan", 1))
        found = {agency.pk: agency for kind, unit in kinds if (agency := self.bodies.get((kind, code - code % unit)))}
        if code // PROVINCE == self.partner.area // PROVINCE:
            found |= {self.partner.pk: self.partner, self.office.pk: self.office}
        return [("ketua" if place == 0 else "anggota", agency) for place, agency in enumerate(found.values())]

    def agreements(self) -> list[Rows]:
        agreements = Rows(
            Agreement,
            "id kind title number dated valid_from valid_until area legal_basis made_at made_by changed_by changed_at"
            " in_force_at in_force_by",
        )
        parties, clauses = Rows(Party, "id agreement_id area agency_id"), Rows(
            Clause, "id agreement_id area category purpose areas giver_id receiver_id"
        )  # fmt: skip
        everywhere = self.everywhere()
        receivers = [agency for (kind, _area), agency in self.bodies.items() if kind in ("disnaker", "kesbangpol")]
        receivers.remove(everywhere)
        by = number_as_id(2, 0)
        from_day, until = self.at.date(), self.at.date() + timedelta(days=700)
        for n in range(AGREEMENTS):
            receiver = self.partner if n < OF_WORST else self.chance.choice(receivers)
            area = receiver.area
            if n == OF_WORST:
                receiver, area = everywhere, COUNTRY
            giver = self.bodies.get(("kanim", receiver.area), self.office)
            pks = self.next_id(AGREEMENT)
            agreements.add(pks, "PKS", f"Pertukaran data {n}", f"PKS-{n}", from_day, from_day, until, area, "UU 6/2011",
                           self.at, by, by, self.at, self.at, by)  # fmt: skip
            for agency in (giver, receiver):
                parties.add(self.next_id(PARTY), pks, area, agency.pk)
                self.grant("agency", agency.pk, "agreement.read", ("agreement", pks), table="agreement", record=pks)
            for category in self.chance.sample(SHOWN, 2) if receiver != everywhere else SHOWN:
                clause, verb = self.next_id(CLAUSE), categories()[category].verb
                clauses.add(clause, pks, area, category, "supervision", f"{{{area}}}", giver.pk, receiver.pk)
                low, high = span(area)
                self.grant("agency", receiver.pk, verb, ("agreement", clause), low=low, high=high)
        return [agreements, parties, clauses]

    def everywhere(self) -> Agency:
        """The one agency to which the whole country is opened, with a single clause for each category."""
        return next(agency for (kind, _area), agency in self.bodies.items() if kind == "kesbangpol")

    def circles(self) -> list[Rows]:
        circles = Rows(Circle, "id purpose agency_id made_by_id begins_at ends_at")
        joined = Rows(CircleMember, "id circle_id agency_id joined_at")
        maker = Membership.objects.filter(agency=self.office).order_by("pk").first()
        low, high = span(self.partner.area)
        reports = Report.objects.filter(area__range=(low, high), is_protected=False).order_by("pk")
        told = iter(reports.values_list("pk", "source_id")[: CIRCLES * SHARES])
        for n in range(CIRCLES):
            circle = self.next_id(CIRCLE)
            circles.add(
                circle, f"Pendataan {n}", self.office.pk, maker.account_id, self.at, self.at + timedelta(days=700)
            )
            for agency in (self.office, self.partner):
                joined.add(self.next_id(IN_CIRCLE), circle, agency.pk, self.at)
            self.grant("circle", circle, "circle.read", ("circle", circle), table="agencies.circle", record=circle)
            for report, source in islice(told, SHARES):
                for table, record in (("intake.report", report), ("sources.source", source)):
                    self.grant("circle", circle, "report.read", ("share", circle), table=table, record=record)
        return [circles, joined]


def make(connection, seed: int, today: date, partner: Agency, office: Agency) -> None:
    """All of it or nothing; once a folder."""
    with connection.transaction():
        for rows in Made(seed, today, partner, office).all():
            rows.write(connection)
        connection.execute("insert into bench.done values ('sharing')")
    connection.execute("analyze")
