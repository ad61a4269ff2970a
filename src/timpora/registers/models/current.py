"""What is rebuilt from the claims: the person and the stay as lists show them, and the keys a search reads."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from timpora.foundation.access import ScopedModel
from timpora.registers.models.told import OF_PERSON, Person


class CurrentPerson(ScopedModel):
    """Who this is, from all live claims: rebuilt by one step, read by lists, search and matching."""

    access = OF_PERSON
    retention = "current"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="current")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    name = models.CharField(max_length=400, blank=True)
    sort_key = models.CharField(max_length=400, blank=True)  # folded name: lists are sorted by it, never by collation
    names = ArrayField(models.CharField(max_length=400), default=list)
    sex = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    birth_year = models.SmallIntegerField(null=True)
    birth_month = models.SmallIntegerField(null=True)
    birth_day = models.SmallIntegerField(null=True)
    passport = models.CharField(max_length=60, blank=True)
    niora = models.CharField(max_length=60, blank=True)
    employer = models.CharField(max_length=200, blank=True)
    # field -> [{"value": …, "source": id, "told_at": …}] where sources disagree
    contradictions = models.JSONField(default=dict)
    is_present = models.BooleanField(default=True)  # not known to have departed
    mentions_count = models.IntegerField(default=0)
    rebuilt_at = models.DateTimeField()

    class Meta:
        indexes = [
            # With all that a list asks of a row: which fifty are shown is read from the index alone.
            models.Index(
                fields=["area", "sort_key"],
                include=["person", "is_protected", "mentions_count", "is_present"],
                name="current_person_area_sort",
            ),
            models.Index(
                fields=["sort_key", "person"],
                include=["area", "is_protected", "mentions_count", "is_present"],
                name="current_person_sort",
            ),
            models.Index(fields=["area"], condition=Q(mentions_count=0), name="current_person_silent"),
        ]


class CurrentStay(ScopedModel):
    """The facts a rule may read about a person's stay, each with where it came from (`origins`: fact -> claim)."""

    access = OF_PERSON
    retention = "current"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="stay")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    permit_kind = models.CharField(max_length=12, blank=True)
    permit_index = models.CharField(max_length=12, blank=True)
    permit_is_perairan = models.BooleanField(null=True)
    permit_issued_on = models.DateField(null=True)
    permit_ends_on = models.DateField(null=True)
    permit_source_as_of = models.DateField(null=True)
    entered_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)
    last_seen_on = models.DateField(null=True)
    extension_filed_on = models.DateField(null=True)
    extension_decided_on = models.DateField(null=True)
    extension_granted = models.BooleanField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    lodging_reported_at = models.DateTimeField(null=True)
    reported_area = models.BigIntegerField(null=True)
    address_area = models.BigIntegerField(null=True)
    sktt_reported_on = models.DateField(null=True)
    sktt_issued_on = models.DateField(null=True)
    employer_id = models.UUIDField(null=True)
    work_area = models.BigIntegerField(null=True)
    work_permit_ends_on = models.DateField(null=True)
    activity = models.CharField(max_length=30, blank=True)
    origins = models.JSONField(default=dict)
    version = models.BigIntegerField(default=0)  # rises with every rebuild that changed a fact
    rebuilt_at = models.DateTimeField()

    class Meta:
        indexes = [
            # All that counting by kind and the row policy ask for, so that the table itself is not read.
            models.Index(
                fields=["permit_kind", "area"], include=["departed_on", "is_protected", "person"],
                name="current_stay_kind_area",
            )
        ]  # fmt: skip


class PersonKey(ScopedModel):
    """A hashed matching key of a person: how candidates and search hits are found under row security."""

    access = OF_PERSON
    retention = "current"

    id = models.BigAutoField(primary_key=True)
    key = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="one_key_a_person")]
        # A name is borne by thousands: those in reach are read from the index alone.
        indexes = [models.Index(fields=["key", "area"], include=["person", "is_protected"], name="person_key_reach")]
