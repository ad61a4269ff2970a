def P(*a):
    with open("/tmp/leaks_out.txt","a") as f: f.write(" ".join(map(str,a))+"\n")
import time, pytest
from tests.leaks.doors import *
from tests.leaks.district import SECRET
from timpora.registers.actions import protect
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from django.utils import timezone
pytestmark = pytest.mark.django_db
def leaks(who, d):
    out = {}
    t=time.time()
    for a, r in walk(d.members[who], d.ids()).items():
        m = SECRET.search(text_of(r))
        if m: out[a] = (r.status_code, m.group())
        if r.status_code>=500: P("500", a)
    P(who, len(out), round(time.time()-t,1))
    return out
def test_a(district):
    d = district
    for who in d.members:
        for a,x in leaks(who, d).items(): P("   ", a, x)
    w = acting(d.members["ayu"])
    with acting_in_database(w):
        protect(d.person.pk, kind="refugee", note="", area=d.person.area, by=w, at=timezone.now())
    P("=== PROTECTED")
    for phase in (1,2):
        for who in d.members:
            for a,x in leaks(who, d).items(): P("   ", a, x)
        settle(); P("=== settled")
