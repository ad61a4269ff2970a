"""Who may see a person's file, in words: duties of the area, agencies it was opened to, keyholders."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency
from timpora.core.access.decision import PROTECTION
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account, Grant
from timpora.foundation.templatetags.timpora import tanggal_pendek, waktu
from timpora.registers.models import Person
from timpora.registers.purposes import URGENT
from timpora.territory.queries import area_name, zone_of

READ = "person.read"
UNMASKED = ("kanim", "disdukcapil")  # offices that keep the NIK or may see it whole
REGENCY = 10**6


def sees_nik(acting: Acting) -> bool:
    return Agency.objects.filter(pk=acting.agency, kind_id__in=UNMASKED).exists()


def readers_of(person: Person, at) -> list[str]:
    needed = {READ, PROTECTION} if person.is_protected else {READ}
    duties = ", ".join(str(duty.label) for duty in DUTIES.values() if needed <= duty.on_area)
    where = area_name(person.area - person.area % REGENCY)
    lines = [_("%(duties)s yang bertugas di %(area)s") % {"duties": duties, "area": where}]
    live = Q(revoked_at=None) & Q(begins_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    grants = Grant.objects.filter(live, record_id=person.pk, verbs__contains=sorted(needed)).order_by("begins_at")
    names = names_of(grants)
    for grant in grants:
        words = {"name": names.get(grant.subject_id, _("satu akun"))}
        zone = zone_of(person.area)
        if grant.purpose == URGENT:
            line = _("%(name)s, akses mendesak sampai %(end)s") % (words | {"end": waktu(grant.ends_at, zone)})
        else:
            line = _("%(name)s, dibuka %(day)s") % (words | {"day": tanggal_pendek(grant.begins_at, zone)})
        lines.append(line)
    return lines


def names_of(grants: Iterable[Grant]) -> dict[UUID, str]:
    subjects = [grant.subject_id for grant in grants]
    agencies = dict(Agency.objects.filter(pk__in=subjects).values_list("pk", "name"))
    return agencies | dict(Account.objects.filter(pk__in=subjects).values_list("pk", "name"))
