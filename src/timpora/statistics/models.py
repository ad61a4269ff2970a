"""The monthly sheet of a kecamatan, what of a month may be shown to everybody, NIHIL, and arrivals by month."""

import pgtrigger
from django.db import models
from django.db.models import Q

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7


class Sheet(ScopedModel):
    """*Keadaan orang asing di Kecamatan …* after a month: drawn once, on one day, and never again.

    `area` is a kecamatan, or the regency or province of people whose kecamatan nobody told. Shielded people are not in
    it. Since it is not drawn anew, shielding somebody changes no number that anybody has seen.
    """

    access = Access("total")
    retention = "total"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    month = models.DateField()  # its first day
    area = models.BigIntegerField()
    as_of = models.DateField()
    stays = models.JSONField(default=dict)  # kind of stay, "" where not known -> people
    companies = models.JSONField(default=list)  # [name, people]
    fates = models.JSONField(default=dict)  # fate -> reports about this month

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "area"], name="one_sheet_a_month_and_area")]
        triggers = [pgtrigger.Protect(name="drawn_once", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def total(self) -> int:
        return sum(self.stays.values())


class PublishedFigure(models.Model):
    """One cell of a month as anybody may read it: `people` is null where it is hidden, `hidden` says how."""

    retention = "total"

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    area = models.BigIntegerField()
    kind = models.CharField(max_length=12, blank=True)  # kind of stay; "?" where not known; "" for the row's total
    people = models.PositiveIntegerField(null=True)
    hidden = models.CharField(max_length=8, blank=True)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "area", "kind"], name="one_figure_a_cell"),
            models.CheckConstraint(
                name="figure_is_shown_or_hidden",
                condition=Q(people=None) & ~Q(hidden="") | Q(people__isnull=False, hidden=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="published_once", operation=pgtrigger.Update | pgtrigger.Delete)]


class Nil(ScopedModel):
    """NIHIL: somebody answerable for an area says that nothing was there to report in a month."""

    access = Access("report", agency="agency_id", account="account_id")
    retention = "report"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()
    month = models.DateField()
    agency_id = models.UUIDField()
    account_id = models.UUIDField()
    is_oral = models.BooleanField(default=False)  # told by somebody else, noted by an officer
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "month", "agency_id"], name="one_nil_a_month")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Arrival(ScopedModel):
    """How many arrived in one month, for one purpose, as one source said on one day (its vintage). All are kept."""

    access = Access("team", records=())  # official figures: for all of the team, the regional office too
    retention = "total"

    id = models.BigAutoField(primary_key=True)
    area = models.BigIntegerField()
    month = models.DateField()
    purpose = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField()
    source_name = models.CharField(max_length=200)
    vintage = models.DateField()  # the day as of which the source said so
    told_at = models.DateTimeField()
    agency_id = models.UUIDField()
    batch_id = models.UUIDField()
    row_no = models.IntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch_id", "row_no"], name="one_arrival_a_row")]
        indexes = [models.Index(fields=["area", "month"], condition=Q(withdrawn_at=None), name="arrival_area_month")]
