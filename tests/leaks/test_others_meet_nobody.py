"""Another office, another agency, the province, the inspector, a village: data of persons reaches none of them."""

import re

import pytest

from tests.leaks.district import SECRET
from tests.leaks.doors import door, routes, text_of, walk
from timpora.agencies.tests.cast import acting

pytestmark = pytest.mark.django_db
OTHERS = ("citra", "jaka", "dewa", "kurnia", "intan", "kirana", "oka")
OF_PERSONS = ("report_id", "batch_id", "person_id", "mention_id", "judgement_id", "check_id", "finding_id", "task_id")
RECORD = re.compile(r"<uuid:(\w+)>")


def test_no_page_within_reach_of_others_speaks_of_a_person(district, first_lock_alone):
    told, opened = {}, {}
    for name in OTHERS:
        ids = district.ids()
        about = {str(value) for key in OF_PERSONS for value in ids[key]}
        for address, response in walk(district.members[name], ids).items():
            if (found := SECRET.search(text_of(response))) is not None:
                told[name, address] = found.group()
            looked_at = name == "intan" and address.startswith("/pengawasan/orang/")  # who looked, not at whom
            if any(value in address for value in about) and response.status_code != 404 and not looked_at:
                opened[name, address] = response.status_code
    assert told == {}
    assert opened == {}


def test_what_their_duty_does_not_hold_is_refused_whoever_is_meant(district):
    ids = district.ids()
    wrong = []
    for name in ("citra", "dewa", "intan"):
        client, held = door(district.members[name]), acting(district.members[name]).verbs
        for route, view in routes():
            names = RECORD.findall(route)
            verb = getattr(view, "requires", None)
            if not set(names) & set(OF_PERSONS) or verb in held or route.count("<") > 1:
                continue
            address = "/" + RECORD.sub(str(ids[names[0]][0]), route)
            response = client.get(address)
            if response.status_code != 403 or SECRET.search(response.text):
                wrong.append((name, address, response.status_code))
    assert wrong == []


def test_the_search_boxes_know_nobody_for_them(district):
    for name in OTHERS:
        client = door(district.members[name])
        for page in ("/cari/?q=", "/wilayah/cari?q=", "/wilayah/?q=", "/orang-asing/?purpose=check&q="):
            for asked in ("Okonkwo", "zebulon okonkwo", "ZQ8675309"):
                text = client.get(page + asked).text
                assert "OKONKWO ZEBULON" not in text, (name, page)
                assert str(district.person.pk) not in text, (name, page)
