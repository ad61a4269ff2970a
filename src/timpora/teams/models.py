"""Teams, decrees, seats."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
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

    access = Access("team")
    retention = "team"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.CharField(max_length=16, choices=Level)
    name = models.CharField(max_length=200)
    area = models.BigIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    secretariat = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")


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
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decree_ends_after_it_begins", condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
            )
        ]


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
