"""Areas with their names, the decrees they come from, and immigration offices with their work areas."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.ids import uuid7


class Decree(models.Model):
    """An edition of the official list of codes, and the mark of the data that was loaded from it."""

    retention = "reference"

    code = models.CharField(primary_key=True, max_length=80)
    in_force_on = models.DateField()
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Area(models.Model):
    """A province, regency or city, district or village. Nothing is renumbered: an ended area keeps its row."""

    class Kind(models.TextChoices):
        PROVINSI = "provinsi", _("Provinsi")
        KABUPATEN = "kabupaten", _("Kabupaten")
        KOTA = "kota", _("Kota")
        KECAMATAN = "kecamatan", _("Kecamatan")
        DISTRIK = "distrik", _("Distrik")
        DESA = "desa", _("Desa")
        KELURAHAN = "kelurahan", _("Kelurahan")
        DESA_ADAT = "desa_adat", _("Desa adat")

    retention = "reference"

    code = models.BigIntegerField(primary_key=True)
    dotted = models.CharField(max_length=13)
    name = models.CharField(max_length=80)  # without its kind: "Tanah Bumbu"
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.SmallIntegerField()  # digits of the code: 2, 4, 6 or 10
    # The code itself names the parent and the loader writes both: checking 90,000 rows again would slow a first start.
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", db_constraint=False
    )
    high = models.BigIntegerField()  # last code of the subtree
    time_zone = models.CharField(max_length=40)
    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    # Null: since before the first list that was loaded here.
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="area_range_begins_at_its_code", condition=Q(high__gte=F("code"))),
            models.CheckConstraint(
                name="area_only_provinces_have_no_parent",
                condition=Q(level=2, parent=None) | Q(level__gt=2, parent__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["level", "code"], name="area_by_level")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class AreaName(models.Model):
    """One way to find an area: its name, another spelling or a former name, from the first word or from a later one."""

    class Kind(models.TextChoices):
        OFFICIAL = "official"
        ALIAS = "alias"
        FORMER = "former"

    retention = "reference"

    pk = models.CompositePrimaryKey("area_id", "folded", "is_whole")
    # Written by the loader alone, together with the areas, hence without a constraint that checks each row once more.
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="names", db_index=False, db_constraint=False)
    level = models.SmallIntegerField()
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    is_whole = models.BooleanField()  # the folded text begins with the first word

    class Meta:
        indexes = [
            # Prefixes are read from the index alone; the default operator class cannot do LIKE under every locale.
            models.Index(
                fields=["folded"], opclasses=["text_pattern_ops"], include=["area", "level", "is_whole"],
                name="area_name_prefix",
            ),
            models.Index(
                fields=["folded"], opclasses=["text_pattern_ops"], include=["area", "level"],
                condition=Q(is_whole=True, level__lt=10), name="area_name_above_villages",
            ),
        ]  # fmt: skip


class Office(models.Model):
    """An immigration office or one of its units."""

    class Kind(models.TextChoices):
        KANIM = "kanim", _("Kantor Imigrasi")
        ULP = "ulp", _("Unit Layanan Paspor")
        UKK = "ukk", _("Unit Kerja Keimigrasian")
        POS = "pos", _("Pos Imigrasi")
        MPP = "mpp", _("Gerai di Mal Pelayanan Publik")

    retention = "reference"

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=160)
    class_name = models.CharField(max_length=60, blank=True)  # of today; its history is in OfficeClass
    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="units")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class OfficeClass(models.Model):
    """The class of an office from a day on, and the text that says so."""

    retention = "reference"

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="classes")
    class_name = models.CharField(max_length=60)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "valid_from"], name="one_class_a_day")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.class_name}"


class OfficeWorkArea(models.Model):
    """An area that an office serves, from when until when, and how sure we are: A official, B reported, C hearsay."""

    retention = "reference"

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="work_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="served_by")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    confidence = models.CharField(max_length=1)
    source = models.CharField(max_length=200)
    decided_by = models.UUIDField(null=True)  # a member wrote this row here: the list that is shipped leaves it alone

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "area", "valid_from"], name="work_area_begins_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="work_area_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.area_id}"


class WorkloadFigure(models.Model):
    """A figure about an area as some paper gives it, in support of a unit of its own. Our own counts are not kept."""

    class Kind(models.TextChoices):
        POPULATION = "penduduk", _("Penduduk")
        DISTANCE = "jarak", _("Jarak ke kantor (km)")
        TRAVEL = "waktu_tempuh", _("Waktu tempuh ke kantor (menit)")
        FOREIGNERS = "orang_asing", _("Orang asing menurut sumber lain")
        WORKERS = "tka", _("Tenaga kerja asing menurut sumber lain")
        COMPANIES = "perusahaan", _("Perusahaan dengan tenaga kerja asing")
        PERMITS = "layanan_izin", _("Layanan izin tinggal setahun")
        PASSPORTS = "layanan_paspor", _("Layanan paspor setahun")
        CHECKS = "pemeriksaan", _("Kegiatan pengawasan setahun")

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="figures")
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    told_by = models.UUIDField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="figure_is_not_negative", condition=Q(value__gte=0)),
            models.UniqueConstraint(
                fields=["area", "kind", "as_of", "source", "value"], name="one_figure_a_source_and_day"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.area_id} {self.kind} {self.value}"
