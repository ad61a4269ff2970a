"""The register of letters: each with its editions and signed papers; the series that number them, and own templates."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import StoredFile


class Letter(ScopedModel):
    """One document made here. Its number usually comes from the general-affairs desk (TU)."""

    class NumberMode(models.TextChoices):
        FROM_TU = "tu", _("Nomor dari TU/SRIKANDI")
        OWN = "own", _("Seri sendiri")
        NONE = "none", _("Tanpa nomor")

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
    edition = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_id"], condition=Q(number="", number_mode="tu"), name="letter_waiting_for_number"
            )
        ]


class LetterEdition(ScopedModel):
    """The paper as it stood: the first as made, the next with the number and day that came back. None is changed."""

    access = Access("letter", records=("letter_id",))
    retention = "letter"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField()
    area = models.BigIntegerField()
    number = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)  # null: the day comes back with the number
    reason = models.CharField(max_length=300, blank=True)  # of a correction
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_hash = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=0)  # 0: not counted
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "no"], name="one_letter_edition_a_number")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class SignedPaper(ScopedModel):
    """A letter as it was signed, by pen or by certificate, and what was found when it came. It stays so."""

    class Way(models.TextChoices):
        PEN = "pen", _("Tanda tangan basah")
        PDF = "pdf", _("PDF ber-TTE")
        PORT = "port", _("Ditandatangani di sini")

    class Sameness(models.TextChoices):
        BYTES = "bytes", _("berasal dari berkas surat ini")
        WORDS = "words", _("isinya sama dengan surat ini")
        UNSURE = "unsure", _("belum dapat dipastikan bahwa ini surat yang sama")

    access = Access("letter", records=("letter_id",))
    retention = "letter"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="signed_papers")
    edition = models.PositiveSmallIntegerField()
    area = models.BigIntegerField()
    way = models.CharField(max_length=4, choices=Way)
    sameness = models.CharField(max_length=6, choices=Sameness)
    signers = models.JSONField(default=list)  # of certificates: name, when, is_trusted
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_hash = models.CharField(max_length=64)
    file_type = models.CharField(max_length=120)
    pages = models.PositiveSmallIntegerField()
    pages_wanted = models.PositiveSmallIntegerField(default=0)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "file_hash"], name="one_signed_paper_a_file")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def is_trusted(self) -> bool:
        return bool(self.signers) and all(signer["is_trusted"] for signer in self.signers)


class Series(models.Model):
    """How an agency numbers one kind of letter since a day; without a kind, all that have no row of their own."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=4, choices=Letter.NumberMode)
    pattern = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    classification = models.CharField(max_length=20, blank=True)
    begins_with = models.PositiveIntegerField(default=1)
    is_yearly = models.BooleanField(default=True)  # begins anew each year
    valid_from = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="own_series_has_a_pattern", condition=~Q(mode="own") | Q(pattern__contains="{nomor}")
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class SeriesCount(models.Model):
    """The last number given. Locked by whoever takes the next, so that none is left out and none given twice."""

    retention = "reference"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()  # 0: does not begin anew
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "year"], name="one_count_a_series")]


class OwnTemplate(models.Model):
    """A DOCX that an agency brought for one kind of letter; the built-in one stays for the days before it."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")  # null: built-in again
    file_hash = models.CharField(max_length=64, blank=True)
    valid_from = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
