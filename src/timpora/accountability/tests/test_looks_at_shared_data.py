"""Data that an agreement opens is looked at like any other: counted, with its clause as the work behind it."""

import pytest

from timpora.accountability.looks import looks_of
from timpora.accountability.models import Tally
from timpora.accountability.tests.looking import examine
from timpora.agencies.tests.cast import KUSAN_HILIR
from timpora.agreements.tests.pks import in_force
from timpora.foundation.models import Event
from timpora.registers.tests.factories import PARK, mention, person, source

pytestmark = pytest.mark.django_db
LIST = "/data-bersama/permits/"


def test_opening_a_row_is_a_look_at_that_person_and_a_list_is_one_at_many(client, citra, budi, kanim, disnaker):
    pks = in_force(budi, (kanim, disnaker, "permits"), areas=[KUSAN_HILIR])
    told = PARK | {"permit_kind": "ITAS", "area": KUSAN_HILIR}
    park = person(mention(source(kanim, area=KUSAN_HILIR), **told))
    client.force_login(citra)
    assert client.get(LIST).status_code == client.get(f"{LIST}{park.pk}/").status_code == 200
    looks = looks_of(Event.objects.filter(kind__startswith="shared.").order_by("at"))
    assert [(look.kind, look.person) for look in looks] == [("shared.listed", None), ("shared.opened", park.pk)]
    assert {look.reference for look in looks} == {f"agreements.clause:{pks.clauses.get().pk}"}
    assert {look.purpose for look in looks} == {"supervision"}
    examine()
    counted = Tally.objects.filter(account_id=citra.pk, kind__startswith="shared.", has_reference=True)
    assert dict(counted.values_list("kind", "looks")) == {"shared.listed": 1, "shared.opened": 1}
