"""Verdicts, checks and findings."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.registers.models import Person

OF_PERSON = Access("check", protected="is_protected", records=("id", "person_id"))


class Verdict(ScopedModel):
    """What one rule says of one person for a day. Kept when it changes; the live one has `superseded_at` null."""

    access = OF_PERSON
    retention = "verdict"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="verdicts")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    rule = models.CharField(max_length=20)
    rule_version = models.CharField(max_length=64)  # hash of rule and parameters
    day = models.DateField()
    verdict = models.CharField(max_length=10)  # met, due, unknown, breached
    reason = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    facts_used = models.JSONField(default=dict)
    facts_missing = models.JSONField(default=list)
    relied_on_no = models.JSONField(default=list)
    origins = models.JSONField(default=dict)  # fact -> where it came from, as of then
    until = models.DateField(null=True)  # next day on which it can change by itself
    stay_version = models.BigIntegerField()
    evaluated_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "rule"], condition=Q(superseded_at=None), name="one_live_verdict")
        ]
        indexes = [models.Index(fields=["until"], condition=Q(superseded_at=None), name="verdict_due")]


EVALUATED = Access("check", protected="is_protected", records=("person_id",))


class Evaluation(ScopedModel):
    """A person's stay was judged as of one version: the next run skips it until something it stood on changes."""

    access = EVALUATED
    retention = "verdict"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="evaluation")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    as_protected = models.BooleanField()  # `is_protected` is flipped from outside at once; this one only by judging
    stay_version = models.BigIntegerField()
    rulebook = models.CharField(max_length=64)  # fingerprint of all rules and dated parameters
    due_at = models.DateTimeField(null=True)  # time alone can change an answer from this moment on
    evaluated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="evaluation_due")]


class Check(ScopedModel):
    """*Perlu diperiksa*: a question to a human, with its certainty."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("Pasti menurut data")
        INCOMPLETE = "incomplete", _("Data belum lengkap")

    class State(models.TextChoices):
        OPEN = "open", _("Perlu diperiksa")
        ASKED = "asked", _("Menunggu jawaban instansi")
        CONFIRMED = "confirmed", _("Benar: menjadi temuan")
        DISMISSED = "dismissed", _("Keliru: tidak ada pelanggaran")
        LAPSED = "lapsed", _("Gugur: data baru menjawabnya")

    access = OF_PERSON
    retention = "check"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="checks")
    rule = models.CharField(max_length=20)
    certainty = models.CharField(max_length=12, choices=Certainty)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.IntegerField(default=1)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "rule"], condition=Q(state__in=("open", "asked")), name="one_open_check_a_rule"
            ),
            models.CheckConstraint(
                name="a_decision_has_a_person_and_a_reason",
                condition=~Q(state__in=("confirmed", "dismissed"))
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state", "-opened_at"], name="check_area_state"),
            # In the order of the lists: a desk of the country reads fifty rows, not all to sort them.
            models.Index(
                fields=["certainty", "opened_at", "number"],
                condition=Q(state__in=("open", "asked")),
                name="check_waiting",
            ),
            models.Index(
                fields=["-decided_at", "-number"], condition=Q(state__in=("dismissed", "lapsed")), name="check_ended"
            ),
        ]


class Finding(ScopedModel):
    """*Temuan*: confirmed by one person, closed by another."""

    class Outcome(models.TextChoices):
        GUIDED = "guided", _("Pembinaan dan bantuan kelengkapan dokumen")
        IN_ORDER = "in_order", _("Sudah tertib: dokumen dilengkapi")
        MISTAKEN = "mistaken", _("Ternyata tidak ada pelanggaran")
        HANDED_OVER = "handed_over", _("Diserahkan kepada pejabat yang berwenang")

    access = OF_PERSON
    retention = "finding"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    check_row = models.OneToOneField(Check, on_delete=models.PROTECT, related_name="finding")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="findings")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.UUIDField()
    reason = models.TextField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closing_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_second_person_closes",
                condition=Q(closed_by=None, closed_at=None, outcome="")
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(closed_by=F("confirmed_by"))
                & ~Q(outcome=""),
            )
        ]
        indexes = [
            models.Index(fields=["confirmed_at", "number"], condition=Q(closed_at=None), name="finding_open"),
            models.Index(fields=["-closed_at", "-number"], condition=Q(closed_at__isnull=False), name="finding_closed"),
        ]
