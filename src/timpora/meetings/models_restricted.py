"""*Sesi terbatas*: what of a meeting speaks of a person. It is there for the listed attendees and for nobody else."""

from django.db import models
from django.db.models import Q

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.crypto import EncryptedTextField
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account
from timpora.meetings.models import Meeting

# No area opens it: a grant names the session, one attendee at a time.
OF_SESSION = Access("restricted", area=None, records=("session_id",))


class RestrictedSession(ScopedModel):
    """A part of one meeting. A meeting may have several, of different people, who do not know of each other's."""

    access = Access("restricted", area=None)
    retention = "restricted"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    chair = models.CharField(max_length=200, blank=True)
    notulis = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    paper = models.BinaryField(null=True)  # the settled notula as PDF, encrypted; no file that another room could serve
    paper_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_closed_session_has_its_paper",
                condition=Q(closed_at=None, paper=None)
                | Q(closed_at__isnull=False, paper__isnull=False) & ~Q(chair=""),
            )
        ]


class RestrictedAttendee(ScopedModel):
    access = OF_SESSION
    retention = "restricted"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(RestrictedSession, on_delete=models.PROTECT, related_name="attendees")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200, blank=True)
    listed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "name", "agency_name"], condition=Q(left_at=None), name="one_listing_a_name"
            )
        ]


class RestrictedNote(ScopedModel):
    """One paragraph of the session. None is changed: a correction is one more, dated and named."""

    access = OF_SESSION
    retention = "restricted"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(RestrictedSession, on_delete=models.PROTECT, related_name="notes")
    text = EncryptedTextField()
    digest = models.CharField(max_length=64)  # of the text: the same words moved again are one
    key = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by_id", "key"], name="one_note_a_form")]
