"""The notula in paragraphs: each a row with its own version and handling level, its wordings, what is added."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.meetings.models import AgendaLine, Meeting

# Whoever may see the meeting sees its paragraphs up to the level of the duty; an agency let in sees what is BIASA.
PART_OF_MEETING = Access("meeting", handling="handling", wholes=("meeting_id",))


class Paragraph(ScopedModel):
    """One paragraph of the notula as it stands. An empty one was taken out; what it said stays among its wordings."""

    class Part(models.TextChoices):
        DISCUSSION = "discussion", _("Pembahasan")
        DECISION = "decision", _("Keputusan")

    access = PART_OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="paragraphs")
    area = models.BigIntegerField()
    line = models.ForeignKey(AgendaLine, on_delete=models.PROTECT, null=True, related_name="paragraphs")
    part = models.CharField(max_length=10, choices=Part, default=Part.DISCUSSION)
    order = models.PositiveIntegerField()  # within the meeting; shown to nobody, for it would count what is hidden
    text = models.TextField(blank=True)
    handling = models.PositiveSmallIntegerField(_("tingkat penanganan"), choices=Handling, default=Handling.BIASA)
    version = models.IntegerField(default=1)
    key = models.UUIDField()  # made by the form, so that sending again adds nothing
    made_by = models.UUIDField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["made_by", "key"], name="one_paragraph_a_form")]
        indexes = [
            models.Index(fields=["meeting", "changed_at"], name="paragraph_news"),
            models.Index(fields=["area", "part"], name="paragraph_area_part"),
        ]


class Wording(ScopedModel):
    """One text of a paragraph as somebody saved it. Without a number it was written on an older version: it stays
    beside the paragraph until somebody has joined the two."""

    access = PART_OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="wordings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    handling = models.PositiveSmallIntegerField(choices=Handling)  # as the paragraph's is now
    number = models.IntegerField(null=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by = models.CharField(max_length=200)
    joined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "number"], name="one_wording_a_version"),
            models.CheckConstraint(
                name="only_a_wording_beside_is_joined", condition=Q(joined_at=None) | Q(number=None)
            ),
        ]
        indexes = [
            models.Index(F("meeting"), condition=Q(number=None, joined_at=None), name="wording_beside"),
        ]


class Addendum(ScopedModel):
    """*Berita tambahan*: what is corrected after the notula was settled. Dated and named, and never an edit."""

    access = PART_OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    area = models.BigIntegerField()
    handling = models.PositiveSmallIntegerField(_("tingkat penanganan"), choices=Handling, default=Handling.BIASA)
    text = models.TextField()
    key = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by_id", "key"], name="one_addendum_a_form")]
        verbose_name_plural = "addenda"
