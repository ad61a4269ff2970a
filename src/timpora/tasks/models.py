"""Requests, referrals and transfers, what was shared for them, their story, and what a former holder keeps."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.compliance.models import Check, Finding
from timpora.foundation.access import Access, ScopedModel, ScopedQuerySet
from timpora.foundation.acting import Acting
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling, StoredFile
from timpora.intake.models import Report

OF_TASK = Access("task", protected="is_protected", handling="handling", records=("task_id",))


class Tasks(ScopedQuerySet["Task"]):
    def visible_to(self, acting: Acting, verb: str | None = None) -> Self:
        """A draft repeats what the report tells: who cannot read the report reads only drafts of their own."""
        report = Report.objects.visible_to(acting).filter(pk=OuterRef("report_id"))
        readable = ~Q(state=Task.State.DRAFT) | Q(report_id=None) | Q(made_by=acting.account) | Exists(report)
        return super().visible_to(acting, verb).filter(readable)


class Shares(ScopedQuerySet["TaskShare"]):
    def visible_to(self, acting: Acting, verb: str | None = None) -> Self:
        """Until the last day that was said when it was opened, whether or not anybody ended it."""
        return super().visible_to(acting, verb).filter(Q(ended_at=None) | Q(ended_at__gt=Now()))

    def once_visible_to(self, acting: Acting) -> Self:
        """Which values were opened, and until when; not the values."""
        return super().visible_to(acting).defer("values")


class Task(ScopedModel):
    class Kind(models.TextChoices):
        REQUEST = "request", _("Permintaan")
        REFERRAL = "referral", _("Rujukan")  # helped with by another; the matter stays with who refers
        TRANSFER = "transfer", _("Pelimpahan")  # the matter moves to whoever is competent, when they accept it

    class State(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        SENT = "sent", _("Terkirim")
        OPENED = "opened", _("Sudah dibuka")
        ACCEPTED = "accepted", _("Diterima, sedang dikerjakan")
        ANSWERED = "answered", _("Sudah dijawab")
        RETURNED = "returned", _("Dikembalikan")
        SETTLED = "settled", _("Selesai")
        WITHDRAWN = "withdrawn", _("Ditarik")

    access = Access("task", protected="is_protected", handling="handling")
    retention = "task"
    objects = models.Manager.from_queryset(Tasks)()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REQUEST)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    handling = models.SmallIntegerField(_("tingkat penanganan"), choices=Handling, default=Handling.BIASA)
    handling_story = models.JSONField(default=list)  # [{"from", "to", "at", "by", "reason"}], oldest first
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tasks_sent")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tasks_received")
    check_row = models.ForeignKey(Check, on_delete=models.PROTECT, null=True, related_name="tasks")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="tasks")
    report_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)  # never set on a referral: it leaves no mark on the person
    opens_records = models.BooleanField(default=False)  # the report or person themselves are opened to the receiver
    open_until = models.DateField(null=True)  # the last day on which they are
    topic = models.CharField(max_length=30)
    question = models.TextField()
    reason = models.TextField()
    due_on = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_referral_names_no_person",
                condition=~Q(kind="referral") | Q(person_id=None, finding=None, check_row=None),
            ),
            # One matter is on its way to one receiver at a time.
            models.UniqueConstraint(
                fields=["from_agency", "person_id"],
                condition=Q(kind="transfer", state__in=("sent", "opened", "accepted")),
                name="one_open_transfer_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["from_agency", "report_id"],
                condition=Q(kind="transfer", state__in=("sent", "opened", "accepted")),
                name="one_open_transfer_of_a_report",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state", "due_on"], name="task_area_state_due"),
            models.Index(fields=["person_id"], condition=Q(person_id__isnull=False), name="task_person"),
            models.Index(fields=["report_id"], condition=Q(report_id__isnull=False), name="task_report"),
        ]


class TaskShare(ScopedModel):
    """What the asked agency may read of the person while the request is open: a copy of the chosen values, no more."""

    access = OF_TASK
    retention = "task"
    objects = models.Manager.from_queryset(Shares)()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="share")
    person_id = models.UUIDField()
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    handling = models.SmallIntegerField(_("tingkat penanganan"), choices=Handling, default=Handling.BIASA)
    fields = ArrayField(models.CharField(max_length=40))
    values = models.JSONField()
    ended_at = models.DateTimeField(null=True)  # from when on they are closed; may lie ahead


class TaskEntry(ScopedModel):
    """One step in the story of a request; answers come in parts."""

    class Kind(models.TextChoices):
        SENT = "sent", _("dikirim")
        OPENED = "opened", _("dibuka")
        ACCEPTED = "accepted", _("diterima")
        ANSWER = "answer", _("jawaban")
        RETURNED = "returned", _("dikembalikan")
        NOTE = "note", _("catatan")
        SETTLED = "settled", _("selesai")
        WITHDRAWN = "withdrawn", _("ditarik")
        PASSED = "passed", _("diteruskan")
        MOVED = "moved", _("pindah")

    access = OF_TASK
    retention = "task"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="entries")
    person_id = models.UUIDField(null=True)
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    handling = models.SmallIntegerField(_("tingkat penanganan"), choices=Handling, default=Handling.BIASA)
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    is_final = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)
    account_id = models.UUIDField()
    agency_id = models.UUIDField()
    at = models.DateTimeField()


class TransferStub(ScopedModel):
    """What stays with an agency whose matter moved on: number, when, to whom, how it stands; nothing of its content."""

    access = Access("task")
    retention = "task"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="stubs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    number = models.BigIntegerField()
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=Task.State)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="one_stub_an_agency")]
        indexes = [models.Index(fields=["agency", "-at"], name="transfer_stub_agency")]
