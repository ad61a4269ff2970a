"""Somebody with the owner's password edits the record: verification says no, names the first, and pages shout."""

import argparse
import json

import pytest

from timpora.accountability.actions import verification_by_the_clock
from timpora.accountability.commands import register
from timpora.accountability.models import Verification
from timpora.accountability.steps import verify_asked
from timpora.accountability.tests.looking import as_owner
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.events import FILE_OPENED, emit
from timpora.foundation.jobs import run
from timpora.foundation.models import Event, Seal
from timpora.foundation.sealing import seal_all

WHOLE, NEWEST = Verification.Extent.WHOLE, Verification.Extent.NEWEST


@pytest.fixture
def three_seals(ayu) -> list[Event]:
    events = []
    for _ in range(3):
        emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
        emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
        seal_all()
        events.append(Event.objects.order_by("-seal_no", "-at").first())
    return events


def cut_after(seal: int) -> None:
    """As if the tables were put back from a copy of that time."""
    as_owner("delete from foundation_event where seal_no > %s or seal_no is null", [seal])
    as_owner("delete from foundation_seal where no > %s", [seal])


def audit(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    arguments = parser.parse_args(["audit", *words])
    return arguments.run(arguments)


EDITS = {
    "an event edited": ("update foundation_event set kind = 'other' where id = %(event)s", 2, "event_changed"),
    "an event with a fresh digest": (
        "update foundation_event set digest = sha256('x') where id = %(event)s", 2, "event_changed",
    ),
    "an event deleted": ("delete from foundation_event where id = %(event)s", 2, "events_missing"),
    "events reordered": (
        "update foundation_event set at = at - interval '1 second' where id = %(event)s", 2, "event_changed",
    ),
    "an event moved to another seal": (
        "update foundation_event set seal_no = 3 where id = %(event)s", 2, "events_missing",
    ),
    "all events truncated": ("truncate foundation_event", 1, "events_missing"),
    "a seal replaced": (
        "update foundation_seal set merkle_root = sha256('x') where no = 2", 2, "root_differs",
    ),
    "a seal's moment changed": (
        "update foundation_seal set at = at - interval '1 day' where no = 2", 3, "chain_broken",
    ),
    "a seal deleted": ("delete from foundation_seal where no = 2", 2, "seal_missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_what_the_owner_edits_is_named(client, three_seals, intan, budi, capsys, name):
    sql, first, code = EDITS[name]
    assert audit("verify") == 0
    capsys.readouterr()
    as_owner(sql.replace("%(event)s", f"'{three_seals[1].id}'"))
    assert audit("verify", "--json") == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["first_broken"]["no"], told["first_broken"]["code"]) == (first, code)
    assert f"egel {first}" in err
    verification_by_the_clock(WHOLE)
    run(verify_asked)
    shouts(client, intan, budi, f"egel {first}")


def shouts(client, intan, budi, what: str) -> None:
    client.force_login(intan)
    for address in ("/pengawasan/", "/pengawasan/tinjau/", "/pengawasan/segel/"):
        page = client.get(address).content.decode()
        assert 'role="alert"' in page
        assert what in page
    for account in (intan, budi):
        client.force_login(account)
        assert "Catatan peristiwa tidak utuh" in client.get("/").content.decode()
        assert "Yang harus dilakukan" in client.get("/pengawasan/segel/").content.decode()


def test_the_hourly_walk_finds_a_broken_newest_seal(client, three_seals, intan, budi):
    verification_by_the_clock(NEWEST)
    run(verify_asked)
    client.force_login(intan)
    assert 'role="alert"' not in client.get("/pengawasan/").content.decode()
    as_owner(f"update foundation_event set kind = 'other' where id = '{three_seals[2].id}'")
    verification_by_the_clock(NEWEST)
    run(verify_asked)
    shouts(client, intan, budi, "Segel 3")


def test_an_old_copy_put_back_shows_against_an_anchor(client, three_seals, intan, budi, tmp_path, capsys):
    """Events and seals as they were two seals ago fit each other; only what was kept elsewhere knows better."""
    kept = tmp_path / "jangkar.json"
    assert audit("anchor", "--out", str(kept)) == 0
    cut_after(1)
    assert audit("verify") == 0
    capsys.readouterr()
    assert audit("verify", "--anchor", str(kept), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["first_broken"] == {"code": "anchor_differs", "no": 3}


def test_an_old_copy_shows_on_the_page_once_a_walk_had_seen_the_newer_end(client, three_seals, intan, budi):
    verification_by_the_clock(NEWEST)
    run(verify_asked)
    cut_after(1)
    for extent in (NEWEST, WHOLE):
        verification_by_the_clock(extent)
        run(verify_asked)
        assert Verification.objects.order_by("-asked_at").first().problems[-1][0] == "anchor_differs"
    assert audit("verify") == 1
    shouts(client, intan, budi, "cadangan lama")


def test_a_wrong_seal_put_in_the_place_of_an_old_copys_end_is_found(three_seals, ayu):
    """The tail is cut and grows again: the numbers fit, the roots do not."""
    verification_by_the_clock(NEWEST)
    run(verify_asked)
    cut_after(2)
    emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    seal_all()
    assert Seal.objects.count() == 3
    assert audit("verify") == 1


def test_whole_again_the_band_goes(client, three_seals, intan, budi):
    kind = "update foundation_event set kind = %s where id = %s"
    as_owner(kind, ["other", three_seals[1].id])
    verification_by_the_clock(WHOLE)
    run(verify_asked)
    as_owner(kind, ["file.opened", three_seals[1].id])
    verification_by_the_clock(WHOLE)
    run(verify_asked)
    client.force_login(intan)
    assert 'role="alert"' not in client.get("/pengawasan/").content.decode()


def test_a_village_head_is_not_alarmed_at_home(client, three_seals, dewa):
    as_owner("delete from foundation_seal where no = 2")
    verification_by_the_clock(WHOLE)
    run(verify_asked)
    client.force_login(dewa)
    assert "tidak utuh" not in client.get("/").content.decode()


def test_events_left_unsealed_are_named_at_home_without_any_worker(client, ayu, budi):
    event_id = emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    as_owner("update foundation_event set at = at - interval '5 minutes' where id = %s", [event_id])
    client.force_login(budi)
    assert "Peristiwa belum disegel lebih dari satu menit" in client.get("/").content.decode()
    assert str(event_id) in client.get("/pengawasan/segel/").content.decode()
