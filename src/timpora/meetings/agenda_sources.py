"""What an agenda is built from besides follow-ups and open matters: questions, what expires, figures. Nobody's name."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.text import Truncator

from timpora.agreements.models import Agreement
from timpora.agreements.waiting import REMINDERS
from timpora.compliance.models import Finding
from timpora.exchange.models import Question
from timpora.exchange.questions import OPEN
from timpora.foundation.acting import Acting
from timpora.foundation.figures import figure
from timpora.foundation.models import Handling
from timpora.foundation.templatetags.timpora import angka, tanggal_pendek
from timpora.intake.models import Report
from timpora.meetings.models import AgendaLine, Meeting
from timpora.meetings.series import practice
from timpora.statistics import months
from timpora.statistics import queries as totals
from timpora.statistics.models import PublishedFigure
from timpora.teams.models import Team
from timpora.teams.queries import ENDED, ENDING, decree_on, listed
from timpora.territory.codes import span
from timpora.territory.queries import area_name, day_at, zone_of

SHOWN_NUMBERS = 12
SHOWN_TEAMS = 60
LONGEST = 400  # of a line
EXPIRES_WITHIN = timedelta(days=REMINDERS[-1][0])
SMALL = "small"  # as against a number hidden because it would give a small one away
TOLD = {totals.REPORTED: "melapor", totals.NIL: "menyatakan NIHIL", totals.SILENT: "belum menyampaikan apa pun"}
Kind = AgendaLine.Kind


def line(meeting: Meeting, kind: str, source: str, words: str, **more: object) -> AgendaLine:
    short = Truncator(words).chars(LONGEST)
    return AgendaLine(meeting=meeting, area=meeting.area, kind=kind, source=source, words=short, **more)


def said(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN_NUMBERS]))
    more = len(numbers) - SHOWN_NUMBERS
    return f"{shown}, dan {more} lainnya" if more > 0 else shown


def questions(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """Questions of the secretariat that wait for an answer, one line an agency, by number."""
    asked = Question.objects.visible_to(acting).filter(
        agency=acting.agency, area__range=span(meeting.area), state__in=OPEN
    )
    waiting = defaultdict(list)
    for question in asked.select_related("to_agency").order_by("number"):
        waiting[question.to_agency].append(question)
    return [
        line(
            meeting, Kind.QUESTIONS, f"questions:{agency.pk}", question_words(agency.short_name, rows, day),
            numbers=[row.number for row in rows], agency=agency,
        )
        for agency, rows in sorted(waiting.items(), key=lambda item: item[0].short_name)
    ]  # fmt: skip


def question_words(agency: str, rows: list[Question], day: date) -> str:
    late = sum(row.due_on < day for row in rows)
    words = f"{len(rows)} pertanyaan belum dijawab {agency} (no. {said([row.number for row in rows])})"
    return f"{words}, {late} lewat batas waktu" if late else words


def agreements(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """In force and near their end, or past it and not renewed since the last meeting."""
    near = Q(valid_until__gte=day - EXPIRES_WITHIN, valid_until__lte=day + EXPIRES_WITHIN)
    rows = Agreement.objects.visible_to(acting).filter(
        near, in_force_at__isnull=False, ended_at=None, area__range=span(meeting.area)
    )
    return [
        line(
            meeting, Kind.EXPIRING, f"agreement:{row.pk}",
            f"{row.get_kind_display()} “{row.title}” {'berakhir' if row.valid_until >= day else 'sudah berakhir'} "
            f"{tanggal_pendek(row.valid_until)}",
        )
        for row in rows.order_by("valid_until", "id")
    ]  # fmt: skip


def decrees(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """Teams of the area whose decree ends soon, and those that have none in force."""
    heads = {ENDING: "SK tim segera berakhir", ENDED: "Tim tanpa SK yang berlaku"}
    lines = []
    for state, head in heads.items():
        teams = listed(acting, day, state=state).filter(area__range=span(meeting.area)).prefetch_related("decrees")
        named = [decree_words(team, day) for team in teams[:SHOWN_TEAMS]]
        if named:
            lines.append(line(meeting, Kind.EXPIRING, f"decrees:{state}", f"{head}: {'; '.join(named)}"))
    return lines


def decree_words(team: Team, day: date) -> str:
    decree = decree_on(team.decrees.all(), day).decree
    return f"{team.name} ({tanggal_pendek(decree.valid_until)})" if decree and decree.valid_until else team.name


def figures(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    since = since_of(meeting, day)
    found = [presence(meeting), arrivals(meeting, since, acting), happened(meeting, since, day, acting)]
    return [one for one in found if one is not None]


def since_of(meeting: Meeting, day: date) -> date:
    """The day of the last meeting; of a first one, as long ago as meetings are apart by practice."""
    if meeting.previous is not None:
        return day_at(meeting.area, meeting.previous.starts_at)
    return months.before(months.first(day), practice().value)


def presence(meeting: Meeting) -> AgendaLine | None:
    """By kecamatan as published: an agenda goes to everybody invited, so small numbers stay hidden in it."""
    drawn = totals.drawn_months()
    month = next(iter(drawn), None)
    if month is None:
        return None
    rows = [(area, cells[-1]) for area, cells in totals.published(meeting.area, month).rows if cells]
    details = [[area_name(area), shown(cell)] for area, cell in rows if cell is not None]
    if not details:
        return None
    words = f"Orang asing menurut kecamatan, {months.said(month)} (per {tanggal_pendek(drawn[month])})"
    return line(meeting, Kind.FIGURES, "figures:presence", words, details=details)


def shown(cell: PublishedFigure) -> str:
    if cell.people is not None:
        return angka(cell.people)
    return f"kurang dari {figure('small_cells.below').value}" if cell.hidden == SMALL else "tidak ditampilkan"


def arrivals(meeting: Meeting, since: date, acting: Acting) -> AgendaLine | None:
    """Each source its own number: that two differ is normal and said."""
    trend = totals.trend(acting, meeting.area)
    shown_from = months.first(since)
    details = []
    for series in trend.series:
        points = [
            (month, people)
            for month, people in zip(trend.months, series.points, strict=True)
            if month >= shown_from and people is not None
        ]
        if points:
            first, last = points[0][0], points[-1][0]
            when = months.said(first) if first == last else f"{months.said(first)} sampai {months.said(last)}"
            details.append([f"{series.source}, {when}", angka(sum(people for _month, people in points))])
    if not details:
        return None
    words = f"Kedatangan orang asing sejak {tanggal_pendek(since)}, menurut sumbernya"
    return line(meeting, Kind.FIGURES, "figures:arrivals", words, details=details)


def happened(meeting: Meeting, since: date, day: date, acting: Acting) -> AgendaLine | None:
    """Reports, NIHIL and findings; of what is shielded or handled above the usual nothing is counted."""
    begun = datetime.combine(since, time.min, zone_of(meeting.area))
    here = {"area__range": span(meeting.area), "is_protected": False}
    reports = Report.objects.visible_to(acting).filter(**here, handling=Handling.BIASA, seen_at__gte=begun).count()
    findings = Finding.objects.visible_to(acting).filter(**here)
    confirmed, closed = findings.filter(confirmed_at__gte=begun).count(), findings.filter(closed_at__gte=begun).count()
    month = months.before(months.first(day))
    told = [row.cells[0].state for row in totals.matrix(acting, meeting.area, [month])]
    if not (reports or confirmed or closed or set(told) - {totals.SILENT}):
        return None
    details = [
        ["Laporan masuk", angka(reports)],
        ["Temuan baru", angka(confirmed)],
        ["Temuan diselesaikan", angka(closed)],
    ]
    if told:
        details += [
            [f"Kecamatan yang {name}, {months.said(month)}", angka(told.count(state))] for state, name in TOLD.items()
        ]
    words = f"Laporan, temuan, dan NIHIL sejak {tanggal_pendek(since)}"
    return line(meeting, Kind.FIGURES, "figures:happened", words, details=details)
