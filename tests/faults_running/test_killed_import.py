"""A file whose import is killed again and again, and sent again: as if nothing had happened."""

import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults_running.running import SETTLE, asked, finished, is_whole, kill, permits, start, start_script
from tests.faults_running.sizes import SIZES
from tests.running.place import Place

# What a file leaves behind, without ids and moments.
ROWS = "select content_hash, state, count(*) from intake_batchrow where state = 'accepted' group by 1, 2 order by 1"
MENTIONS = (
    "select row_no, name, sex, nationality, birth_year, birth_month, birth_day, kind, area, person_id is not null"
    " from registers_mention order by 1, 2"
)
PERSONS = (
    "select name, sort_key, sex, nationality, birth_year, birth_month, birth_day, passport, mentions_count"
    " from registers_currentperson order by passport, name"
)
STAYS = (
    "select permit_kind, permit_ends_on, area, count(*) from registers_currentstay group by 1, 2, 3 order by 1, 2, 3"
)
LEFT = (MENTIONS, PERSONS, STAYS)


def left(place: Place) -> list[list[tuple]]:
    return [asked(place, words) for words in LEFT]


def bring_in(place: Place, file: Path) -> subprocess.Popen[str]:
    return start(place, "import", "permits", file, "--as", "ayu", "--json")


def timed(process: subprocess.Popen[str]) -> float:
    begun = time.monotonic()
    finished(process)
    return time.monotonic() - begun


def kill_within(process: subprocess.Popen[str], seconds: float) -> bool:
    """At a random moment after the first second of starting up. Whether the program was at work."""
    time.sleep(random.uniform(min(1.0, seconds / 2), seconds))
    return kill(process)


def test_a_file_killed_again_and_again_and_sent_again(copies: Callable[[], Place], tmp_path: Path, figures):
    clean, torn, file = copies(), copies(), tmp_path / "izin.csv"
    file.write_bytes(permits(SIZES.rows))
    seconds = timed(bring_in(clean, file))
    met = 0
    for _ in range(SIZES.kills):
        met += kill_within(bring_in(torn, file), seconds)
        stands = asked(torn, "select count(*) from intake_batchrow where state = 'accepted'")[0][0]
        assert stands in (0, SIZES.rows), "a file stands whole or not at all"
    finished(bring_in(torn, file))
    assert met, "no kill met the program at work: nothing was tried"
    assert asked(torn, ROWS) == asked(clean, ROWS)
    assert len(asked(torn, ROWS)) == SIZES.rows
    assert is_whole(torn)
    figures(rows=SIZES.rows, kills=SIZES.kills, met=met, clean_import_seconds=seconds)


def test_steps_killed_again_and_again(copies: Callable[[], Place], tmp_path: Path, figures):
    clean, torn, file = copies(), copies(), tmp_path / "izin.csv"
    file.write_bytes(permits(SIZES.step_rows))
    for place in (clean, torn):
        finished(bring_in(place, file))
    seconds = timed(start_script(clean, SETTLE))
    met = sum(kill_within(start_script(torn, SETTLE), seconds) for _ in range(SIZES.step_kills))
    again = timed(start_script(torn, SETTLE))
    assert met, "no kill met the program at work: nothing was tried"
    for there, expected in zip(left(torn), left(clean), strict=True):
        assert there == expected
    assert len(left(clean)[0]) == SIZES.step_rows
    assert is_whole(torn)
    figures(rows=SIZES.step_rows, kills=SIZES.step_kills, met=met, clean_seconds=seconds, after_the_kills=again)
