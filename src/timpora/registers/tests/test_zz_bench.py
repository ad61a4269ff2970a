import time, random
from timpora.registers.tests.factories import *
from timpora.registers.actions import new_persons
from timpora.registers.search import Question, found, BoundedPaginator
from timpora.registers.queries import candidates, identity_of
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.registers.models import PersonKey
from django.db import connection


def test_bench(kanim, ayu):
    rnd = random.Random(1)
    first = ["LI", "WANG", "PARK", "KIM", "IVAN", "MOHAMMAD", "ABDUL", "SERGEI", "CHEN", "NGUYEN", "TANAKA", "SINGH"]
    syl = ["ka", "ri", "mo", "shi", "tan", "ber", "lin", "dov", "gar", "sen", "pol", "mar"]
    N = 2000
    told = [
        Told(
            i,
            "permits",
            6310010000 + rnd.randrange(1, 12) * 10000 + 2001,
            NOON,
            {
                "name": f"{rnd.choice(first)} {''.join(rnd.choices(syl, k=3))} {''.join(rnd.choices(syl, k=2))}",
                "nationality": rnd.choice(["CHN", "KOR", "RUS", "IND"]),
                "birth": f"{rnd.randrange(1950, 2005)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 28):02}",
                "passport": f"{rnd.choice('EMPA')}{rnd.randrange(10**7, 10**8)}",
                "permit_kind": "ITAS",
                "permit_ends_on": "2027-01-01",
                "employer": f"PT Rekaan {rnd.randrange(40)}",
            },
        )
        for i in range(N)
    ]
    t = time.time()
    ms = write_many(source(kanim), told)
    print("write", time.time() - t)
    t = time.time()
    ps = new_persons(ms, by=None, at=NOON)
    print("new_persons", time.time() - t)
    import cProfile, pstats

    pr = cProfile.Profile()
    pr.enable()
    t = time.time()
    n = 0
    while True:
        d = rebuild_current()
        n += d
        if not d:
            break
    pr.disable()
    pstats.Stats(pr).sort_stats("cumtime").print_stats(28)
    print("rebuild", n, time.time() - t, PersonKey.objects.count())
    with connection.cursor() as c:
        c.execute("reset role")
        c.execute("analyze")
        c.execute("set role timpora_worker")
    with acting_in_database(acting(ayu)):
        for q in ("kim", "M12345678", "li kari", "1988", "moh", "tanber 1990"):
            t = time.time()
            pg = BoundedPaginator(found(Question(q), acting(ayu)))
            c = pg.count
            rows = list(pg.get_page(1))
            print(q, c, len(rows), round((time.time() - t) * 1000))
        t = time.time()
        pg = BoundedPaginator(found(Question(), acting(ayu)))
        c = pg.count
        rows = list(pg.get_page(1))
        print("all", c, round((time.time() - t) * 1000))
        for q in ("kim", "li kari"):
            pass
    t = time.time()
    for m in ms[:100]:
        candidates(identity_of(m))
    print("candidates ms each", (time.time() - t) * 10)
