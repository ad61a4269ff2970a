"""Who may see a person's file, in words: duties of the area, agencies it was opened to, keyholders."""

from django.db import connection
from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.core.access.decision import PROTECTION
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal_pendek, waktu
from timpora.registers.models import Person
from timpora.registers.purposes import URGENT
from timpora.territory.queries import area_name, zone_of

READ = "person.read"
UNMASKED = ("kanim", "disdukcapil")  # offices that keep the NIK or may see it whole
REGENCY = 10**6


def sees_nik(acting: Acting) -> bool:
    return acting.agency_kind in UNMASKED


# Plain SQL, as every opening of a file asks it.
OPENED_TO = """
select coalesce(agency.name, account.name), g.purpose, g.begins_at, g.ends_at
from foundation_grant g
left join agencies_agency agency on agency.id = g.subject_id
left join foundation_account account on account.id = g.subject_id
where g.record_id = %(person)s and g.verbs @> %(verbs)s::varchar[]
    and g.revoked_at is null and g.begins_at <= %(at)s and (g.ends_at is null or g.ends_at > %(at)s)
order by g.begins_at
"""


def readers_of(person: Person, at) -> list[str]:
    needed = {READ, PROTECTION} if person.is_protected else {READ}
    duties = ", ".join(str(duty.label) for duty in DUTIES.values() if needed <= duty.on_area)
    where = area_name(person.area - person.area % REGENCY)
    lines = [_("%(duties)s yang bertugas di %(area)s") % {"duties": duties, "area": where}]
    zone = zone_of(person.area)
    with connection.cursor() as cursor:
        cursor.execute(OPENED_TO, {"person": person.pk, "verbs": sorted(needed), "at": at})
        for name, purpose, begins_at, ends_at in cursor:
            words = {"name": name or _("satu akun")}
            if purpose == URGENT:
                line = _("%(name)s, akses mendesak sampai %(end)s") % (words | {"end": waktu(ends_at, zone)})
            else:
                line = _("%(name)s, dibuka %(day)s") % (words | {"day": tanggal_pendek(begins_at, zone)})
            lines.append(line)
    return lines
