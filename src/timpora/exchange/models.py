"""The tally of status checks: who asked how often. What was asked stands in the event, the answer nowhere."""

from django.db import models

from timpora.foundation.ids import uuid7


class StatusCheck(models.Model):
    """One question of one member; a member reads only the own ones, to be told when the day's number is used up."""

    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    on = models.DateField()  # the legal day where the member's duty lies

    class Meta:
        indexes = [models.Index(fields=["account_id", "on"], name="status_check_account_on")]
