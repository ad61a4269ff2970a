"""What waits for a member: follow-ups owed or to be closed, the next meeting, its minutes, a meeting to prepare."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timpora.foundation.acting import Acting
from timpora.foundation.lists import BOUND
from timpora.foundation.templatetags.timpora import pukul, tanggal, tanggal_pendek
from timpora.foundation.waiting import Waiting
from timpora.meetings import series
from timpora.meetings.models import FollowUp, FollowUpEntry, Meeting
from timpora.meetings.queries import overdue, owed_by, to_answer
from timpora.teams.models import Team
from timpora.territory.queries import day_at, zone_of

OVERDUE, ASKED, TO_CLOSE, TO_ANSWER, NO_MINUTES, NOT_SENT, NEXT, OWED, LATE = 35, 38, 40, 41, 45, 50, 60, 70, 72
SHOWN = 10
ASKS = {
    FollowUp.Step.GIVEN: gettext_lazy("Tindak lanjut no. %(number)d menunggu kesanggupan instansi Anda"),
    FollowUp.Step.RETURNED: gettext_lazy("Laporan tindak lanjut no. %(number)d dikembalikan"),
}
COUNTRY = 0


def matters(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("meeting.read"):
        return []
    day = day_at(acting.area or COUNTRY, at)
    owed = list(owed_by(acting.agency, acting)[: SHOWN * 5])
    found = [owed_line(row, day) for row in overdue(owed, day)[:SHOWN]]
    found += unanswered(acting, at)
    found += [asked_line(row) for row in owed if row.step in ASKS and row.due_on >= day][:SHOWN]
    found += next_meeting(acting, at, owed, day)
    return found + (secretarys(acting, at, day) if acting.may("meeting.hold") else [])


def unanswered(acting: Acting, at: datetime) -> list[Waiting]:
    return [
        Waiting(
            order=TO_ANSWER,
            what=_("Undangan rapat no. %(number)d belum dijawab") % {"number": row.meeting.number},
            who=row.addressee,
            since=row.sent_at,
            url=reverse("reply_page", args=[row.meeting_id, row.pk]),
            act=_("Jawab undangan"),
        )
        for row in to_answer(acting, at)[:SHOWN]
    ]


def owed_line(row: FollowUp, day: date) -> Waiting:
    return Waiting(
        order=OVERDUE,
        what=_("Tindak lanjut rapat no. %(number)d lewat batas waktu") % {"number": row.number},
        who=row.position,
        since=row.due_on,
        url=reverse("follow_up_page", args=[row.pk]),
        act=_("Lihat tindak lanjut"),
    )


def asked_line(row: FollowUp) -> Waiting:
    """Given or given back: the agency says whether it takes it on, or mends its report."""
    return Waiting(
        order=ASKED,
        what=ASKS[FollowUp.Step(row.step)] % {"number": row.number},
        who=row.position,
        since=row.due_on,
        url=reverse("follow_up_page", args=[row.pk]),
        act=_("Tanggapi"),
    )


def to_be_closed(acting: Acting) -> list[Waiting]:
    """Reported by somebody else, or refused: the secretariat has the next word."""
    mine = FollowUp.objects.visible_to(acting, "meeting.hold").filter(state=FollowUp.State.OPEN)
    reported_by_me = FollowUpEntry.objects.filter(
        follow_up=OuterRef("pk"), act=FollowUpEntry.Act.REPORT, by_id=acting.account
    )
    rows = mine.filter(step__in=(FollowUp.Step.REPORTED, FollowUp.Step.REFUSED)).filter(
        ~Exists(reported_by_me) | Q(step=FollowUp.Step.REFUSED)
    )
    return [
        Waiting(
            order=TO_CLOSE,
            what=(
                _("Laporan tindak lanjut no. %(number)d menunggu penutupan")
                if row.step == FollowUp.Step.REPORTED
                else _("Tindak lanjut no. %(number)d tidak disanggupi")
            )
            % {"number": row.number},
            who=row.agency.short_name,
            since=row.due_on,
            url=reverse("follow_up_page", args=[row.pk]),
            act=_("Periksa"),
        )
        for row in rows.select_related("agency").order_by("due_on", "number")[:SHOWN]
    ]


def next_meeting(acting: Acting, at: datetime, owed: list[FollowUp], day: date) -> list[Waiting]:
    """The next one, with what my agency owes it; what is owed waits also while no meeting is called."""
    states = (Meeting.State.INVITED, Meeting.State.HELD)
    coming = Meeting.objects.visible_to(acting).filter(state__in=states, starts_at__gte=at - timedelta(hours=12))
    meeting = coming.order_by("starts_at").first()
    late = len(overdue(owed, day))
    if meeting is None:
        open_only = [row for row in owed if row.due_on >= day]
        return [still_open(open_only)] if open_only else []
    when, zone = meeting.starts_at, zone_of(meeting.area)
    words = {"theme": meeting.theme, "day": tanggal(when, zone), "clock": pukul(when, zone)}
    owes = (
        ngettext("%(n)d tindak lanjut dari instansi Anda", "%(n)d tindak lanjut dari instansi Anda", len(owed))
        % {"n": len(owed)}
        if owed
        else _("Tidak ada tindak lanjut dari instansi Anda")
    )
    if late:
        owes += _(", %(n)d lewat batas waktu") % {"n": late}
    return [
        Waiting(
            order=NEXT,
            what=_("Rapat %(day)s pukul %(clock)s: %(theme)s") % words,
            who=owes,
            since=None,
            url=reverse("meeting_page", args=[meeting.pk]),
            act=_("Buka rapat"),
            count=max(len(owed), 1),
        )
    ]


def still_open(rows: list[FollowUp]) -> Waiting:
    first = rows[0]
    return Waiting(
        order=OWED,
        what=ngettext("%(n)d tindak lanjut rapat belum selesai", "%(n)d tindak lanjut rapat belum selesai", len(rows))
        % {"n": len(rows)},
        who=first.position,
        since=first.due_on,
        url=f"{reverse('follow_up_list')}?state=open",
        act=_("Lihat tindak lanjut"),
        count=len(rows),
    )


def secretarys(acting: Acting, at: datetime, day: date) -> list[Waiting]:
    mine = Meeting.objects.visible_to(acting, "meeting.hold").exclude(state__in=Meeting.OVER)
    held = mine.filter(starts_at__lt=at).order_by("starts_at")[:SHOWN]
    unsent = mine.filter(starts_at__gte=at, state=Meeting.State.DRAFT).order_by("starts_at")[:SHOWN]
    return [
        *to_be_closed(acting),
        *map(no_minutes, held),
        *map(not_sent, unsent),
        *past_their_time(acting, at),
        *uncalled(acting, day),
    ]


def no_minutes(meeting: Meeting) -> Waiting:
    return Waiting(
        order=NO_MINUTES,
        what=_("Notula belum disahkan: %(theme)s") % {"theme": meeting.theme},
        since=meeting.starts_at,
        url=reverse("meeting_page", args=[meeting.pk]),
        act=_("Selesaikan notula") if meeting.state == Meeting.State.HELD else _("Tulis notula"),
    )


def not_sent(meeting: Meeting) -> Waiting:
    return Waiting(
        order=NOT_SENT,
        what=_("Undangan belum dikirim: %(theme)s") % {"theme": meeting.theme},
        since=meeting.starts_at,
        url=reverse("meeting_page", args=[meeting.pk]),
        act=_("Kirim undangan"),
    )


def past_their_time(acting: Acting, at: datetime) -> list[Waiting]:
    """Teams that should have met by now and have no meeting called; one line, for there may be many."""
    found = list(series.late(acting, at, "meeting.hold")[: BOUND + 1])
    if not found:
        return []
    first = found[0]
    if len(found) > 1:
        return [
            Waiting(
                LATE, _("Tim lewat jadwal rapat rutin"), reverse("series_list"), _("Lihat jadwal"),
                who=first.name, since=first.due_at, count=len(found),
            )
        ]  # fmt: skip
    words = {"team": first.name, "due": tanggal_pendek(day_at(first.area, first.due_at))}
    last = tanggal_pendek(day_at(first.area, first.last_met)) if first.last_met else _("belum ada")
    return [
        Waiting(
            LATE, _("Rapat rutin terlewat: %(team)s") % words, f"{reverse('meeting_new')}?tim={first.pk}",
            _("Siapkan rapat"), who=_("Rapat terakhir %(last)s, seharusnya %(due)s") % (words | {"last": last}),
            since=first.due_at,
        )
    ]  # fmt: skip


def uncalled(acting: Acting, day: date) -> list[Waiting]:
    """Follow-ups that fell due while no next meeting of their team is called: a meeting to prepare."""
    running = Meeting.objects.exclude(state__in=Meeting.OVER)
    teams = Team.objects.visible_to(acting, "meeting.hold").exclude(pk__in=running.values("team"))
    owing = FollowUp.objects.visible_to(acting, "meeting.hold").filter(state=FollowUp.State.OPEN, due_on__lte=day)
    due = teams.filter(pk__in=owing.values("meeting__team")).order_by("area")[:SHOWN]
    return [
        Waiting(
            order=OWED,
            what=_("Rapat berikutnya belum disiapkan: %(team)s") % {"team": team.name},
            who=_("Ada tindak lanjut yang jatuh tempo"),
            url=f"{reverse('meeting_new')}?tim={team.pk}",
            act=_("Siapkan rapat"),
        )
        for team in due
    ]
