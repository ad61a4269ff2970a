"""What was examined, what was proposed, what was judged."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.registers.models import Mention, Person

OF_BOTH = Access("person", protected="is_protected", records=("mention_id", "person_id"))


class Screening(ScopedModel):
    """A mention was examined by one version of the model: the next run skips it."""

    access = Access("person", protected="is_protected", records=("mention_id",))
    retention = "proposal"

    mention = models.OneToOneField(Mention, on_delete=models.PROTECT, primary_key=True, related_name="screening")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    model_version = models.CharField(max_length=20)
    at = models.DateTimeField()
    candidates = models.IntegerField()  # proposals kept: who does not see them all does not see the mention
    waits = models.BooleanField()  # a human is asked

    class Meta:
        indexes = [
            models.Index(fields=["area"], condition=Q(waits=True), name="screening_waits"),
            models.Index(fields=["mention"], condition=Q(waits=True), name="screening_waits_in_order"),
        ]


class Proposal(ScopedModel):
    access = OF_BOTH
    retention = "proposal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="proposals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    score = models.FloatField()
    probability = models.FloatField()
    decision = models.CharField(max_length=10)  # full, likely, unsure, unlikely
    evidence = models.JSONField(default=list)
    model_version = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mention", "person"], name="one_proposal_a_pair")]
        indexes = [models.Index(fields=["area", "-probability"], condition=Q(answered_at=None), name="proposal_open")]


class Judgement(ScopedModel):
    """An answer on a pair, by a person or by the full-match rule (`account_id` null). Taken back, never deleted."""

    class Answer(models.TextChoices):
        SAME = "same", _("Orang yang sama")
        DIFFERENT = "different", _("Bukan")
        UNSURE = "unsure", _("Belum yakin")
        NEW = "new", _("Orang baru")

    access = OF_BOTH
    retention = "judgement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="judgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="judgements")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    model_version = models.CharField(max_length=20, blank=True)
    evidence = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=Q(answer__in=("same", "new"), undone_at=None),
                name="one_live_link_a_mention",
            )
        ]
        indexes = [
            models.Index(
                fields=["-at"], condition=Q(account_id__isnull=False, undone_at=None), name="judgement_of_people"
            ),
            models.Index(fields=["mention"], condition=Q(answer="unsure", undone_at=None), name="judgement_unsure"),
        ]
