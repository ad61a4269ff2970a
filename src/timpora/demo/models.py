"""The mark that this database holds invented people made here: what is built, and for which day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7


class Build(ScopedModel):
    """One row. Without it nothing is ever emptied, because the data may be real."""

    access = Access("event")
    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField(unique=True)
    day = models.DateField()  # the day that the invented people are made for
    factor = models.FloatField(default=1.0)
    stages = ArrayField(models.CharField(max_length=40), default=list)  # those that are done
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
