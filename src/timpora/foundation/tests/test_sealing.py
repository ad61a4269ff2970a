"""Events are append-only and sealed; whatever was changed behind the program's back shows."""

import pytest
from django.db import DatabaseError, connection, transaction

from timpora.agencies.tests.cast import acting
from timpora.foundation import sealing
from timpora.foundation.events import Kind, emit
from timpora.foundation.models import Event, EventNote
from timpora.foundation.sealing import anchor, merkle_root, seal_all, verify

LOOKED = Kind("test.looked", is_read=True)
WITHOUT_TRIGGERS = (
    "reset role; alter table foundation_event disable trigger user; alter table foundation_seal disable trigger user"
)


def test_whole_chain_verifies(ayu):
    for _ in range(3):
        emit(LOOKED, by=acting(ayu), purpose="tugas", words={"q": "nama"})
    seal_all()
    emit(LOOKED, by=acting(ayu))
    seal_all()
    audit = verify()
    assert audit.is_whole
    assert audit.seals == 2


def test_events_cannot_be_changed(ayu):
    emit(LOOKED, by=acting(ayu))
    for sql in ("update foundation_event set kind = 'x'", "delete from foundation_event"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("update foundation_event set kind = 'other' where kind = 'test.looked'", "event_changed"),
        ("delete from foundation_event where kind = 'test.looked'", "events_missing"),
        ("update foundation_event set seal_no = null where kind = 'test.looked'", "events_missing"),
        ("delete from foundation_seal where no = 1", "seal_missing"),
        ("update foundation_seal set count = count + 1 where no = 1", "events_missing"),
        ("update foundation_eventnote set purpose = 'lain'", "note_changed"),
    ],
)
def test_what_the_database_owner_changes_is_found(ayu, sql, found):
    for _ in range(2):
        emit(LOOKED, by=acting(ayu), purpose="tugas")
        seal_all()
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_TRIGGERS)
        cursor.execute(sql)
    problems = [key for key, _ in verify().problems]
    assert found in problems


def test_an_erased_note_leaves_the_seal_whole(ayu):
    emit(LOOKED, by=acting(ayu), purpose="tugas", words={"q": "nama seseorang"})
    seal_all()
    EventNote.objects.all().delete()
    assert verify().is_whole


def test_a_truncated_tail_shows_against_an_anchor(ayu):
    emit(LOOKED, by=acting(ayu))
    kept = anchor()
    last = kept["no"]
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_TRIGGERS)
        cursor.execute("delete from foundation_event where seal_no = %s", [last])
        cursor.execute("delete from foundation_seal where no = %s", [last])
    assert verify().is_whole  # alone, a cut tail cannot be seen
    assert [key for key, _ in verify(kept).problems] == ["anchor_differs"]


def test_sealing_goes_on_while_the_record_is_verified(ayu, monkeypatch):
    emit(LOOKED, by=acting(ayu))
    seal_all()
    walk = sealing.leaf_problems

    def walk_while_sealing(seal):
        emit(LOOKED, by=acting(ayu))
        seal_all()
        return walk(seal)

    monkeypatch.setattr(sealing, "leaf_problems", walk_while_sealing)
    assert verify().is_whole


def test_the_last_seal_torn_out_with_its_events_left_is_found(ayu):
    emit(LOOKED, by=acting(ayu))
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_TRIGGERS)
        cursor.execute("delete from foundation_seal where no = (select max(no) from foundation_seal)")
    assert "seal_missing" in [key for key, _ in verify().problems]


def test_an_event_left_unsealed_is_counted(ayu):
    emit(LOOKED, by=acting(ayu))
    event = Event.objects.filter(seal_no=None).first()
    assert event is not None
    assert verify().unsealed_late == 0


def test_merkle_root_depends_on_order_and_every_leaf():
    leaves = [bytes([n]) * 32 for n in range(5)]
    roots = {
        merkle_root(leaves),
        merkle_root(leaves[::-1]),
        merkle_root(leaves[:4]),
        merkle_root([*leaves, leaves[-1]]),
    }
    assert len(roots) == 4
