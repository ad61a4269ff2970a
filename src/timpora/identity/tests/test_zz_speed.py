import random, time
from datetime import timedelta
import pytest
from timpora.foundation.jobs import run
from timpora.core.matching import parse_birth
from timpora.identity.steps import propose_matches
from timpora.identity.models import *
from timpora.registers.models import *
from timpora.registers.claims import Told, write_many
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import source, AREA, NOON
@pytest.mark.django_db
def test_speed():
    r=random.Random(1)
    syl="wei ming liang hua jun feng tao hao xin yu bo chen lin guo hai long qiang jian bin zhen".split()
    fam="Chen Wang Li Zhang Liu Yang Huang Zhao Wu Zhou Xu Sun".split()
    people=[]
    for i in range(2000):
        people.append(dict(name=f"{r.choice(fam)} {r.choice(syl)}{r.choice(syl)}", sex="M", nationality="CHN", birth=parse_birth(f"{r.randint(1960,2000)}-{r.randint(1,12):02}-{r.randint(1,28):02}"), passport=f"E{r.randint(10**7,10**8-1)}"))
    def load(kind, rows, c):
        write_many(source(content=c), [Told(i,kind,AREA,NOON,f) for i,f in enumerate(rows)])
    def go(label):
        t=time.time(); n=run(propose_matches); t1=time.time()-t
        t=time.time(); m=run(rebuild_current)
        print(label, n, f"{t1:.1f}s", "rebuild", m, f"{time.time()-t:.1f}s", Person.objects.count(), Screening.objects.filter(waits=True).count(), Proposal.objects.filter(answered_at=None).count())
    load("permits", people, "a"); go("permits")
    load("workers", r.sample(people,1500), "b"); go("workers")
    load("lodging", [{k:v for k,v in p.items() if k!="passport"} for p in r.sample(people,300)], "c"); go("lodging without passports")
    load("report", [{"name":p["name"],"nationality":"CHN"} for p in r.sample(people,200)], "d"); go("names only")
