"""Teams, decrees, seats."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency, Position
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import StoredFile


class Team(ScopedModel):
    class Level(models.TextChoices):
        PUSAT = "pusat", _("Pusat")
        PROVINSI = "provinsi", _("Provinsi")
        KABUPATEN_KOTA = "kabupaten_kota", _("Kabupaten/Kota")
        KECAMATAN = "kecamatan", _("Kecamatan")

    class Kind(models.TextChoices):
        WILAYAH = "wilayah", _("Wilayah")
        PELABUHAN = "pelabuhan", _("Pelabuhan")
        LAUT = "laut", _("Laut")
        BANDARA = "bandara", _("Bandar udara")

    # A duty whose verbs are on its own agency's rows (a Kanwil) keeps the teams whose secretariat it is.
    access = Access("team", agency="secretariat_id")
    retention = "team"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.CharField(max_length=16, choices=Level)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.WILAYAH)
    name = models.CharField(max_length=200)
    area = models.BigIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    secretariat = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["area", "level"], name="team_by_area")]

    @property
    def tier(self) -> str:
        """Those who decide for their agencies sit in one, those who do the work in the other."""
        does = self.kind != self.Kind.WILAYAH or self.level == self.Level.KECAMATAN
        return gettext("tingkat pelaksana") if does else gettext("tingkat kebijakan")


class Decree(ScopedModel):
    """The SK: number, date, issuer, validity and the areas valid on its date."""

    access = Access("team", records=("team_id",))
    retention = "team"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="decrees")
    area = models.BigIntegerField()
    number = models.CharField(max_length=120)
    dated = models.DateField()
    issuer = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    areas = ArrayField(models.BigIntegerField(), default=list)
    quorum = models.PositiveSmallIntegerField(null=True)  # so many unsur, where the decree sets one; most set none
    # Whoever may see the decree may have its file, whose own row need not be in reach: hence name, type and hash here.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=120, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    # The ceremony (*pengukuhan*): when, where, by whom.
    inaugurated_on = models.DateField(null=True)
    inaugurated_in = models.CharField(max_length=200, blank=True)
    inaugurated_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "number"], name="one_decree_a_number"),
            models.CheckConstraint(
                name="decree_inauguration_goes_together",
                condition=Q(inaugurated_on=None, inaugurated_in="", inaugurated_by="")
                | Q(inaugurated_on__isnull=False) & ~Q(inaugurated_in="") & ~Q(inaugurated_by=""),
            ),
            models.CheckConstraint(
                name="decree_ends_after_it_begins", condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
            ),
        ]
        indexes = [models.Index(fields=["area", "number"], name="decree_by_area_and_number")]


class Seat(ScopedModel):
    """An unsur of the team: a position of an agency. Who sits on it is read from the position's holdings."""

    class Role(models.TextChoices):
        KETUA = "ketua", _("Ketua")
        KOORDINATOR = "koordinator", _("Koordinator harian")
        SEKRETARIS = "sekretaris", _("Sekretaris")
        ANGGOTA = "anggota", _("Anggota")

    access = Access("team", records=("team_id",))
    retention = "team"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    area = models.BigIntegerField()
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=Role, default=Role.ANGGOTA)
    order = models.PositiveSmallIntegerField(default=0)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "position"], condition=Q(ends_on=None), name="one_live_seat")
        ]
