"""Tokens of members, and what was answered to a key, so that sending again gets the same answer."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from timpora.agencies.models import Membership
from timpora.foundation.ids import uuid7


class TokenQuerySet(models.QuerySet["Token"]):
    def live(self, at: datetime) -> Self:
        """Not revoked, not run out; whether the duty still runs is asked at each use."""
        return self.filter(revoked_at=None, ends_at__gt=at)


class Token(models.Model):
    """Lets a program act in one duty of one member, with some of its verbs. The secret itself is kept nowhere."""

    retention = "grant"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of a secret of 256 random bits
    verbs = ArrayField(models.CharField(max_length=40))
    addresses = ArrayField(models.CharField(max_length=50), default=list)  # networks it may come from; none: any
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    last_used_on = models.DateField(null=True)
    minute = models.BigIntegerField(default=0)  # since 1970, of the last request
    requests = models.IntegerField(default=0)  # in that minute

    objects = models.Manager.from_queryset(TokenQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="token_revoked_at_and_by_go_together",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(name="token_ends_after_it_begins", condition=Q(ends_at__gt=F("made_at"))),
        ]


class Answer(models.Model):
    """What was answered to one key of one sender; kept beside the report, which may be shielded meanwhile."""

    retention = "report"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    key = models.UUIDField()
    content_hash = models.CharField(max_length=64)
    body = models.JSONField()  # number, moments, notes; nothing of what was told

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="one_answer_a_key")]
