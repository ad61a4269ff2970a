"""What leaves a meeting for the public: the press release, and what the media made of it."""

from django.db import models
from django.db.models import F, Q

from timpora.documents.models import Letter
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.meetings.models import Meeting


class PressRelease(ScopedModel):
    """One a meeting. Drafted here, approved by a second person, signed as a letter; nothing goes out by itself."""

    access = Access("meeting", records=("meeting_id",))
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    headline = models.CharField(max_length=200)
    text = models.TextField()
    version = models.IntegerField(default=1)
    written_by = models.UUIDField()  # of the words as they stand: somebody else approves them
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_press_release_is_approved_by_another",
                condition=Q(approved_by=None, letter=None) | ~Q(approved_by=F("written_by")) & Q(letter__isnull=False),
            )
        ]


class MediaItem(ScopedModel):
    """What an outlet wrote, and where it was wrong: what was asked of it and what came of that."""

    access = Access("meeting")
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    outlet = models.CharField(max_length=160)
    title = models.CharField(max_length=300)
    published_on = models.DateField()
    link = models.URLField(max_length=500, blank=True)
    wrong = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    asked_on = models.DateField(null=True)
    came = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    key = models.UUIDField()
    made_by = models.UUIDField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["made_by", "key"], name="one_media_item_a_form"),
            models.CheckConstraint(
                name="what_is_asked_of_the_media_is_said_with_its_day",
                condition=Q(asked="", asked_on=None) | ~Q(asked="") & Q(asked_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "-published_on"], name="media_by_area")]
