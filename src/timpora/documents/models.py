"""The register of letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import StoredFile


class Letter(ScopedModel):
    """One document made here. Its number usually comes from the general-affairs desk (TU)."""

    class NumberMode(models.TextChoices):
        FROM_TU = "tu", _("Nomor dari TU/SRIKANDI")
        OWN = "own", _("Seri sendiri")

    class Urgency(models.TextChoices):
        ORDINARY = "biasa", _("Biasa")
        SOON = "segera", _("Segera")
        AT_ONCE = "amat_segera", _("Amat Segera")

    class Secrecy(models.TextChoices):
        BIASA = "biasa", _("Biasa")
        TERBATAS = "terbatas", _("Terbatas")
        RAHASIA = "rahasia", _("Rahasia")

    access = Access("letter")
    retention = "letter"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    template = models.CharField(max_length=40)
    area = models.BigIntegerField()
    agency_id = models.UUIDField()
    number_mode = models.CharField(max_length=4, choices=NumberMode, default=NumberMode.FROM_TU)
    number = models.CharField(max_length=80, blank=True)
    classification = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency, default=Urgency.ORDINARY)
    secrecy = models.CharField(max_length=10, choices=Secrecy, default=Secrecy.BIASA)
    about = models.CharField(max_length=300)  # Hal
    dated = models.DateField()
    data = models.JSONField()
    data_hash = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    file_hash = models.CharField(max_length=64)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
