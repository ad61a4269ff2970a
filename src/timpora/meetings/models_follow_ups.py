"""What happened to a follow-up, act by act: who took it on, reported on it with evidence, and who closed it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import StoredFile
from timpora.meetings.models import FollowUp, Meeting


class FollowUpEntry(ScopedModel):
    class Act(models.TextChoices):
        ACCEPT = "accept", _("Disanggupi")
        REFUSE = "refuse", _("Tidak disanggupi")
        REPORT = "report", _("Dilaporkan")
        RETURN = "return", _("Dikembalikan")
        CLOSE = "close", _("Ditutup")
        DROP = "drop", _("Tidak dilanjutkan")
        CARRY = "carry", _("Dibawa ke rapat berikutnya")
        ESCALATE = "escalate", _("Dinaikkan ke tim di atasnya")
        HAND_OVER = "hand_over", _("Diserahkan kepada instansi lain")

    access = Access("meeting", records=("follow_up_id", "meeting_id"))
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="entries")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    act = models.CharField(max_length=10, choices=Act)
    words = models.TextField(blank=True)
    # Whoever may see the follow-up may have its evidence, whose own row need not be in reach.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=120, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by = models.CharField(max_length=200)
    agency_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["follow_up", "at"], name="follow_up_story")]
