"""Verifications of the record: asked by an inspector, answered by the worker, which alone sees every event."""

from django.db import models
from django.db.models import Q

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7


class Verification(ScopedModel):
    access = Access("event", records=())
    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()  # of the inspector who asked
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seals = models.BigIntegerField(default=0)
    events = models.BigIntegerField(default=0)
    unsealed_late = models.BigIntegerField(default=0)
    problems = models.JSONField(default=list)  # [[message key, details]], the first broken seal first

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=Q(ended_at=None), name="verification_waiting")]
