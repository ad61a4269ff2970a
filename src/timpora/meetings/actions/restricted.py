"""Moving what speaks of a person into a restricted session, who is listed there, and its own notula."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from timpora.agencies.models import Membership
from timpora.documents import render
from timpora.foundation.acting import Acting
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Grant
from timpora.meetings import events, letters
from timpora.meetings.actions.state import locked
from timpora.meetings.models import Meeting
from timpora.meetings.models_minutes import Paragraph, Wording
from timpora.meetings.models_restricted import RestrictedAttendee, RestrictedNote, RestrictedSession
from timpora.meetings.pasted import plain

READ = "restricted.read"


class SessionClosed(Exception):
    """The restricted notula is settled; corrections go into the next session."""


@transaction.atomic
def move(meeting: Meeting, text: str, *, key: UUID, by: Acting, at: datetime) -> UUID:
    """In one act: the session is opened where the member has none yet, and the words stand in it and nowhere else."""
    mine = RestrictedSession.objects.visible_to(by).filter(meeting=meeting, closed_at=None)
    found = mine.order_by("opened_at").first()
    session_id = found.pk if found else opened(meeting, by, at)
    note(session_id, text, key=key, by=by, at=at)
    return session_id


@transaction.atomic
def move_paragraph(paragraph: Paragraph, *, by: Acting, at: datetime) -> UUID:
    """All that the paragraph ever said goes along: nothing of it is left among its former wordings."""
    locked(paragraph.meeting)
    current = Paragraph.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=paragraph.pk)
    said = Wording.objects.filter(paragraph=current).order_by("at").values_list("text", flat=True)
    texts = list(dict.fromkeys(text for text in (*said, current.text) if text))
    if not texts:
        return opened_for(current, by)
    session_id = move(current.meeting, "\n\n".join(texts), key=uuid7(), by=by, at=at)
    Wording.objects.filter(paragraph=current).update(text="")
    Wording.objects.filter(paragraph=current, number=None, joined_at=None).update(joined_at=at)
    Paragraph.objects.filter(pk=current.pk).update(
        text="", version=current.version + 1, changed_at=timezone.now(), changed_by=by.name
    )
    return session_id


def opened_for(paragraph: Paragraph, by: Acting) -> UUID:
    """A second click: the words are there already."""
    mine = RestrictedSession.objects.visible_to(by).filter(meeting=paragraph.meeting_id).order_by("-opened_at").first()
    return mine.pk if mine else UUID(int=0)


def opened(meeting: Meeting, by: Acting, at: datetime) -> UUID:
    session = RestrictedSession.objects.create(meeting=meeting, opened_at=at, opened_by=by.account)
    admit(session.pk, by.account, by.name, "", at)
    emit(events.RESTRICTED_OPENED, subject=session, by=by, area=meeting.area)
    return session.pk


def admit(session_id: UUID, account: UUID | None, name: str, agency_name: str, at: datetime) -> None:
    told = {"account_id": account, "name": name, "agency_name": agency_name, "listed_at": at}
    RestrictedAttendee.objects.create(session_id=session_id, **told)
    if account is not None:
        Grant.objects.create(
            subject_kind=Grant.Subject.ACCOUNT, subject_id=account, verbs=[READ], record_id=session_id,
            record_kind="meetings.restrictedsession",
            purpose="meeting", because_kind="restricted", because_id=session_id, begins_at=at,
        )  # fmt: skip


@transaction.atomic
def note(session_id: UUID, text: str, *, key: UUID, by: Acting, at: datetime) -> None:
    """Sent again it is the same note."""
    text = plain(text)
    digest = key_ring().blind_index(f"{session_id}{text}")
    if RestrictedNote.objects.filter(by_id=by.account, key=key).exists():
        return
    if RestrictedNote.objects.filter(session_id=session_id, digest=digest).exists():
        return
    RestrictedNote.objects.create(
        session_id=session_id, text=text, digest=digest, key=key, at=at, by_id=by.account, by=by.name
    )
    emit(events.RESTRICTED_WRITTEN, subject=RestrictedSession(pk=session_id), by=by)


def still_open(session: RestrictedSession) -> RestrictedSession:
    current = RestrictedSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if current.closed_at is not None:
        raise SessionClosed
    return current


@transaction.atomic
def write_note(session: RestrictedSession, text: str, *, key: UUID, by: Acting, at: datetime) -> None:
    note(still_open(session).pk, text, key=key, by=by, at=at)


@transaction.atomic
def admit_member(session: RestrictedSession, membership: Membership, *, by: Acting, at: datetime) -> None:
    current = still_open(session)
    if current.attendees.filter(account=membership.account_id, left_at=None).exists():
        return
    admit(current.pk, membership.account_id, membership.account.name, membership.agency.short_name, at)
    emit(events.RESTRICTED_ADMITTED, subject=current, by=by)


@transaction.atomic
def admit_visitor(session: RestrictedSession, name: str, agency_name: str, *, by: Acting, at: datetime) -> None:
    """Somebody who does not sign in here: listed, and nothing is opened to them."""
    current = still_open(session)
    if not current.attendees.filter(name=name, agency_name=agency_name, left_at=None).exists():
        admit(current.pk, None, name, agency_name, at)
        emit(events.RESTRICTED_ADMITTED, subject=current, by=by)


@transaction.atomic
def take_off(attendee: RestrictedAttendee, *, by: Acting, at: datetime) -> None:
    """Listed by mistake. Nobody takes themselves off: the session would be left to nobody."""
    session = still_open(attendee.session)
    if attendee.account_id == by.account:
        return
    if RestrictedAttendee.objects.filter(pk=attendee.pk, left_at=None).update(left_at=at):
        grants = Grant.objects.filter(because_kind="restricted", because_id=session.pk, revoked_at=None)
        grants.filter(subject_id=attendee.account_id).update(revoked_at=at, revoked_by=by.account)
        emit(events.RESTRICTED_TAKEN_OFF, subject=session, by=by)


@transaction.atomic
def close_session(session: RestrictedSession, *, chair: str, notulis: str, by: Acting, at: datetime) -> None:
    """Its own RAHASIA notula, with the place for a number from TU/SRIKANDI; kept under the session's own lock."""
    current = still_open(session)
    current.chair, current.notulis, current.closed_at = chair.strip(), notulis.strip(), at
    content = paper_of(current, at)
    current.paper, current.paper_hash = key_ring().encrypt(content), hashlib.sha256(content).hexdigest()
    current.save()
    emit(events.RESTRICTED_CLOSED, subject=current, by=by)


def paper_of(session: RestrictedSession, at: datetime) -> bytes:
    data = letters.restricted(session, at)
    about = f"Notula sesi terbatas {session.meeting.theme}"[:300]
    full = data | {"about": about, "security": "Rahasia", "urgency": "Biasa", "number": ""}
    return render.pdf("notula", full)


def content_of(session: RestrictedSession, at: datetime) -> bytes:
    """The settled paper, or the draft as of now."""
    return key_ring().decrypt(bytes(session.paper)) if session.paper is not None else paper_of(session, at)
