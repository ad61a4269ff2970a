"""The source of claims."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7


class Source(ScopedModel):
    """One delivery by one agency. Withdrawing it takes all its claims out of the picture; nothing is deleted."""

    class Channel(models.TextChoices):
        FORM = "form", _("formulir")
        FILE = "file", _("berkas")
        PHONE = "phone", _("telepon")
        ORAL = "oral", _("masukan lisan, dicatat oleh petugas")
        API = "api", _("sambungan sistem")

    access = Access("report", agency="agency_id", account="account_id")
    retention = "source"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    installation_id = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel)
    agency_id = models.UUIDField()
    agency_name = models.CharField(max_length=200)  # as it was called then
    account_id = models.UUIDField()
    area = models.BigIntegerField()
    told_at = models.DateTimeField()  # when the sender says it was so
    received_at = models.DateTimeField()
    device_offset = models.DurationField(null=True)  # server clock minus device clock, where a device told its time
    as_of = models.DateField(null=True)  # day on which the sender's register was known true
    content_hash = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_withdrawn_at_by_and_because_go_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
            )
        ]
