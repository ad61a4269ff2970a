"""What oversight keeps of its own: verifications, counts, unusual look-ups with their answers, samples, extracts."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.crypto import EncryptedTextField
from timpora.foundation.ids import uuid7

IN_REACH = Access("event", records=())


class Verification(models.Model):
    """One walk over the seals: by the hour, by night, or asked for. Everybody may know whether the record is whole."""

    class Extent(models.TextChoices):
        WHOLE = "whole"
        NEWEST = "newest"

    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    extent = models.CharField(max_length=6, choices=Extent, default=Extent.WHOLE)
    asked_by = models.UUIDField(null=True)  # null: the clock
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seals = models.BigIntegerField(default=0)
    events = models.BigIntegerField(default=0)
    unsealed_late = models.BigIntegerField(default=0)
    problems = models.JSONField(default=list)  # [[message key, details]], the first broken seal first
    # The newest seal then and its place in the chain: the next walk must find it again, or the tail was cut.
    last_no = models.BigIntegerField(default=0)
    last_root = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(ended_at=None), name="verification_waiting"),
            models.Index(fields=["extent", "-ended_at"], name="verification_ended"),
        ]


class Progress(models.Model):
    """How far the sealed events were examined: by seals, whose order a late commit cannot change, as it can moments."""

    retention = "event"

    step = models.CharField(primary_key=True, max_length=20)
    seal_no = models.BigIntegerField(default=0)


class Tally(ScopedModel):
    """How often a member looked in a place on a legal day: what lists by member and area add up."""

    access = IN_REACH
    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    area = models.BigIntegerField()
    account_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    purpose = models.CharField(max_length=40, blank=True)
    has_reference = models.BooleanField()
    looks = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "day", "area", "kind", "purpose", "has_reference", "agency_id"],
                name="one_tally_a_member_day_and_place", nulls_distinct=False,
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["area", "day"], name="tally_area_day")]


class Unusual(ScopedModel):
    """Looks that a rule found worth a question. It says nothing about a member but what happened on one day."""

    access = IN_REACH
    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=20)
    area = models.BigIntegerField()
    account_id = models.UUIDField(null=True)  # null: of one person by several agencies
    agency_id = models.UUIDField(null=True)
    day = models.DateField()
    subject_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)  # the figures of the sentence
    events = models.JSONField(default=list)  # [[moment, id]], the first of them
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "account_id", "day", "subject_id"], name="one_row_a_member_day_and_rule",
                nulls_distinct=False,
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["area", "-day"], name="unusual_area_day")]


class Turn(models.Model):
    """One step in the answer to an unusual look-up; never changed. The asked supervisor reads the copy in `told`."""

    class Answer(models.TextChoices):
        FINE = "fine", _("Wajar")
        ASK = "ask", _("Perlu penjelasan atasan")
        EXPLAINED = "explained", _("Dijelaskan atasan")
        FORWARD = "forward", _("Diteruskan untuk pemeriksaan internal")

    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unusual = models.ForeignKey(Unusual, on_delete=models.PROTECT, related_name="turns", db_constraint=False)
    area = models.BigIntegerField()
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField()
    account_id = models.UUIDField()
    at = models.DateTimeField()
    asked_of = ArrayField(models.UUIDField(), default=list)
    told = models.JSONField(default=dict)  # code, details, member, day

    class Meta:
        indexes = [models.Index(fields=["unusual", "-at"], name="turn_of_unusual")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Sampled(ScopedModel):
    """One look-up in fifty, drawn by the hash of its event: was it part of the member's work?"""

    class Reference(models.TextChoices):
        NONE = "none", _("Tanpa acuan; keperluan dipilih sendiri")
        FITS = "fits", _("Acuan ada, sedang berjalan saat itu, dan menyangkut orang ini")
        MISSING = "missing", _("Acuan tidak ditemukan")
        ENDED = "ended", _("Acuan ada, tetapi sudah selesai atau belum mulai saat itu")
        OTHER = "other", _("Acuan ada, tetapi tidak menyangkut orang ini")

    class Answer(models.TextChoices):
        YES = "yes", _("Ya, sesuai tugas")
        NO = "no", _("Tidak")

    access = IN_REACH
    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    area = models.BigIntegerField()
    account_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    reference_state = models.CharField(max_length=8, choices=Reference)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    words = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area", "-at"], name="sampled_area_at")]
        triggers = [
            pgtrigger.ReadOnly(name="drawn_stays", exclude=["answer", "words", "answered_by", "answered_at"]),
            pgtrigger.Protect(
                name="answered_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__answered_at__isnull=False)
            ),
        ]


class Extract(ScopedModel):
    """A list of looks as a file, made by the worker within the reach of who asked for it."""

    access = IN_REACH
    retention = "draft"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()
    account_id = models.UUIDField()
    membership_id = models.UUIDField()
    question = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rows = models.IntegerField(default=0)
    content = EncryptedTextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=Q(ended_at=None), name="extract_waiting")]
