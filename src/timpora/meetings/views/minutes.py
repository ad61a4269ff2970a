"""The notula: written live by several, paragraph by paragraph; each form works alone, or in place."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.documents import render as letters_as_pdf
from timpora.documents.views import download
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.views import requires
from timpora.meetings import actions, events, letters, minutes
from timpora.meetings.actions.minutes import highest
from timpora.meetings.forms import refuse
from timpora.meetings.minutes_forms import AddendumForm, ChangeForm, ParagraphForm
from timpora.meetings.models import Meeting, Paragraph
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.views.parts import HOLD, to_meeting, until_closed, visible_meeting
from timpora.territory.queries import zone_of

QUIET = timedelta(minutes=30)  # so long a page asks for news without anybody saving; practice, to be changed here


def in_place(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def draft_key(meeting: Meeting, of: object) -> str:
    """Of the form under a point, or of one paragraph."""
    return f"notula-{meeting.pk}-{of}"


@requires(HOLD)
@until_closed
def minutes_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """All of it to be written on; what is posted here is a new paragraph."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    if request.method == "POST":
        return paragraph_added(request, meeting)
    if meeting.state == Meeting.State.CLOSED:
        raise actions.MeetingClosed
    return page(request, meeting)


def page(request: HttpRequest, meeting: Meeting, refused: ParagraphForm | None = None) -> HttpResponse:
    points = minutes.points_of(meeting, request.acting, is_writing=True)
    level = highest(request.acting, meeting)
    of_refused = point_key(refused) if refused else None
    forms = [refused if p.key == of_refused else blank_form(request, meeting, p.key, level) for p in points]
    rows = [(point, form, draft_key(meeting, point.key)) for point, form in zip(points, forms, strict=True)]
    news = news_address(request, meeting)
    context = {"meeting": meeting, "rows": rows, "zone": zone_of(meeting.area), "news": news}
    return render(request, "meetings/minutes_page.html", context, status=422 if refused else 200)


def point_key(form: ParagraphForm) -> str:
    return str(form["line"].value() or minutes.GENERAL)


def blank_form(request: HttpRequest, meeting: Meeting, key: str, level: int) -> ParagraphForm:
    """As a draft left it: with the key it was typed under, so that it cannot become two."""
    line = "" if key == minutes.GENERAL else key
    kept = draft_of(request.acting, draft_key(meeting, key))
    return ParagraphForm(meeting=meeting, highest=level, auto_id=f"{key}-%s", initial={"line": line} | kept)


def news_address(request: HttpRequest, meeting: Meeting, since: datetime | None = None) -> str:
    count, last = minutes.news_of(meeting, request.acting)
    told = {"ada": count, "kini": last.isoformat() if last else "", "sejak": (since or timezone.now()).isoformat()}
    return f"{reverse('minutes_news', args=[meeting.pk])}?{urlencode(told)}"


@requires(HOLD)
def minutes_news(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What others wrote since: the parts that changed. Asked every few seconds, so most answers are empty."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    if meeting.state == Meeting.State.CLOSED:
        return render(request, "meetings/minutes_quiet.html", {"meeting": meeting, "is_closed": True})
    count, last = minutes.news_of(meeting, request.acting)
    since = parse_datetime(request.GET.get("sejak", "").replace(" ", "+"))
    known = parse_datetime(request.GET.get("kini", "").replace(" ", "+"))
    if since is None or timezone.is_naive(since) or timezone.now() - since > QUIET:
        return render(request, "meetings/minutes_quiet.html", {"meeting": meeting})
    if known == last and request.GET.get("ada") == str(count):
        return HttpResponse(status=204)
    fewer = count < int(request.GET["ada"]) if request.GET.get("ada", "").isdecimal() else True
    return HttpResponse(parts_since(request, meeting, None if fewer else known, since))


def parts_since(request: HttpRequest, meeting: Meeting, known: datetime | None, since: datetime) -> str:
    """Lists to be put in place of those the page shows, and where it asks from then on."""
    points = minutes.points_of(meeting, request.acting, is_writing=True)
    told = {"meeting": meeting, "zone": zone_of(meeting.area), "is_news": True}
    changed = [
        render_to_string("meetings/paragraph_list.html", told | {"part": part}, request)
        for point in points
        for part in point.parts
        if known is None or (part.changed_at and part.changed_at > known) or not part.paragraphs
    ]
    asks = {"news": news_address(request, meeting, since), "is_news": True}
    return "".join([*changed, render_to_string("meetings/minutes_asks.html", asks, request)])


def paragraph_added(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    level = highest(request.acting, meeting)
    data = request.POST
    form = ParagraphForm(data, meeting=meeting, highest=level, auto_id=f"{data.get('line') or minutes.GENERAL}-%s")
    if form.is_valid():
        try:
            saved = actions.write_paragraph(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            refuse(form, "text", named)
    if form.errors:
        return form_in_place(request, meeting, form, 422) if in_place(request) else page(request, meeting, form)
    drop_draft(request.acting, draft_key(meeting, point_key(form)))
    if not in_place(request):
        return to_point(meeting, point_key(form))
    blank = form_in_place(request, meeting, blank_form(request, meeting, point_key(form), level))
    return HttpResponse(blank.content.decode() + shown_new(request, meeting, saved.paragraph))


def shown_new(request: HttpRequest, meeting: Meeting, row: Paragraph) -> str:
    """At the end of its list, which is not drawn again; the first one brings the list with its heading."""
    of_point = minutes.paragraphs_of(meeting, request.acting, HOLD).filter(line=row.line_id, part=row.part)
    key = str(row.line_id or minutes.GENERAL)
    if row.version > 1 or not of_point.exclude(pk=row.pk).exists():
        return lists_of(request, meeting, key)
    told = {"meeting": meeting, "zone": zone_of(meeting.area), "row": row, "list_key": f"{key}-{row.part}"}
    return render_to_string("meetings/paragraph_new.html", told, request)


def form_in_place(request: HttpRequest, meeting: Meeting, form: ParagraphForm, status: int = 200) -> HttpResponse:
    key = point_key(form)
    told = {"meeting": meeting, "form": form, "key": key, "draft_key": draft_key(meeting, key)}
    return HttpResponse(render_to_string("meetings/paragraph_form.html", told, request), status=status)


def lists_of(request: HttpRequest, meeting: Meeting, key: str) -> str:
    """The lists of one point as they are now; whoever saved is busy, so the asking goes on from here."""
    told = {"meeting": meeting, "zone": zone_of(meeting.area), "is_news": True}
    points = minutes.points_of(meeting, request.acting, is_writing=True)
    parts = [part for point in points if point.key == key for part in point.parts]
    return "".join(render_to_string("meetings/paragraph_list.html", told | {"part": part}, request) for part in parts)


def to_point(meeting: Meeting, key: str) -> HttpResponse:
    answer = redirect("minutes_page", meeting.pk)
    answer["Location"] += f"#pokok-{key}"
    return answer


@requires(HOLD)
@until_closed
def paragraph_page(request: HttpRequest, meeting_id: UUID, paragraph_id: UUID) -> HttpResponse:
    """One paragraph to be changed, with what stands beside it and what it said before."""
    meeting = visible_meeting(request, meeting_id, HOLD)
    found = Paragraph.objects.visible_to(request.acting, HOLD).select_related("meeting")
    paragraph = get_object_or_404(found, pk=paragraph_id, meeting=meeting)
    beside = waiting_beside(request, paragraph)
    level = highest(request.acting, meeting)
    if request.method != "POST":
        if meeting.state == Meeting.State.CLOSED:
            raise actions.MeetingClosed
        initial = stands(paragraph, beside) | draft_of(request.acting, draft_key(meeting, paragraph.pk))
        return change_shown(request, paragraph, ChangeForm(highest=level, beside=keys(beside), initial=initial))
    form = ChangeForm(request.POST, highest=level, beside=keys(beside))
    if form.is_valid():
        try:
            saved = actions.change_paragraph(paragraph, **form.cleaned_data, by=request.acting, at=timezone.now())
        except PersonNamed as named:
            refuse(form, "text", named)
        else:
            drop_draft(request.acting, draft_key(meeting, paragraph.pk))
            return both_kept(request, saved, level) if saved.beside else changed(request, paragraph)
    return change_shown(request, paragraph, form, status=422)


def waiting_beside(request: HttpRequest, paragraph: Paragraph) -> list[Any]:
    return [row for row in minutes.wordings_of(paragraph, request.acting) if row.number is None and not row.joined_at]


def keys(beside: list[Any]) -> list[str]:
    return [str(row.pk) for row in beside]


def stands(paragraph: Paragraph, beside: list[Any]) -> dict[str, Any]:
    return {
        "text": paragraph.text, "handling": paragraph.handling, "version": paragraph.version, "joined": keys(beside),
    }  # fmt: skip


def changed(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    key = str(paragraph.line_id or minutes.GENERAL)
    if not in_place(request):
        return to_point(paragraph.meeting, key)
    closed = render_to_string("meetings/paragraph_desk.html", {"key": key, "is_news": True}, request)
    return HttpResponse(closed + lists_of(request, paragraph.meeting, key))


def both_kept(request: HttpRequest, saved: actions.Saved, level: int) -> HttpResponse:
    """Somebody was faster: both texts are kept and shown, and one's own is there to go on with."""
    beside = waiting_beside(request, saved.paragraph)
    form = ChangeForm(
        highest=level, beside=keys(beside), initial=stands(saved.paragraph, beside) | {"text": saved.beside.text}
    )
    return change_shown(request, saved.paragraph, form, status=409)


def change_shown(request: HttpRequest, paragraph: Paragraph, form: ChangeForm, status: int = 200) -> HttpResponse:
    key = str(paragraph.line_id or minutes.GENERAL)
    wordings = minutes.wordings_of(paragraph, request.acting)
    context = {
        "meeting": paragraph.meeting, "paragraph": paragraph, "form": form, "key": key,
        "beside": [row for row in wordings if row.number is None and not row.joined_at],
        "earlier": [row for row in wordings if row.number != paragraph.version], "zone": zone_of(paragraph.area),
        "draft_key": draft_key(paragraph.meeting, paragraph.pk), "is_late": status == 409,
    }  # fmt: skip
    template = "meetings/paragraph_change.html" if in_place(request) else "meetings/paragraph_page.html"
    return render(request, template, context, status=status)


@requires("meeting.read")
def paragraph_story(request: HttpRequest, meeting_id: UUID, paragraph_id: UUID) -> HttpResponse:
    """What the paragraph said in each of its versions; stays readable after the notula is settled."""
    meeting = visible_meeting(request, meeting_id)
    paragraph = get_object_or_404(Paragraph.objects.visible_to(request.acting), pk=paragraph_id, meeting=meeting)
    context = {
        "meeting": meeting, "paragraph": paragraph, "wordings": minutes.wordings_of(paragraph, request.acting),
        "zone": zone_of(meeting.area),
    }  # fmt: skip
    return render(request, "meetings/paragraph_story.html", context)


@requires(HOLD)
@require_POST
def addendum_add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = visible_meeting(request, meeting_id, HOLD)
    form = AddendumForm(request.POST, highest=highest(request.acting, meeting))
    if form.is_valid():
        try:
            actions.add_to_minutes(meeting, **form.cleaned_data, by=request.acting, at=timezone.now())
            drop_draft(request.acting, draft_key(meeting, "tambahan"))
            return to_meeting(meeting_id, "notula")
        except PersonNamed as named:
            refuse(form, "text", named)
        except ValueError:
            form.add_error("text", _("Notula rapat ini belum disahkan. Ubah paragrafnya di halaman notula."))
    context = {"meeting": meeting, "form": form, "draft_key": draft_key(meeting, "tambahan")}
    return render(request, "meetings/addendum_page.html", context, status=422)


@requires("meeting.read")
def minutes_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """As far as it is there for the reader; once settled, the letter under Documents is the one that counts."""
    meeting = visible_meeting(request, meeting_id)
    emit(events.MINUTES_PRINTED, subject=meeting, by=request.acting)
    data = letters.minutes(meeting, request.acting, timezone.now()) | {"about": meeting.theme}
    return download(letters_as_pdf.pdf("notula", data), f"notula-rapat-{meeting.number}.pdf")
