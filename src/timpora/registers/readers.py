"""Who may see a person's file, in words: duties of the area, agencies it was opened to, keyholders."""

from django.db.models import Q
from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency
from timpora.core.access.decision import PROTECTION
from timpora.foundation.acting import Acting
from timpora.foundation.models import Grant
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.registers.models import Person
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
    names = dict(Agency.objects.filter(pk__in=[grant.subject_id for grant in grants]).values_list("pk", "name"))
    for grant in grants:
        since = tanggal_pendek(grant.begins_at, zone_of(person.area))
        lines.append(
            _("%(agency)s, dibuka %(day)s") % {"agency": names.get(grant.subject_id, _("satu akun")), "day": since}
        )
    return lines
