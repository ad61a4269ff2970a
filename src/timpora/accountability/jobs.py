"""The worker's side: the clock asks for verifications, and sealed events are examined every few minutes."""

from procrastinate.contrib.django import app

from timpora.accountability.actions import verification_by_the_clock
from timpora.accountability.models import Verification
from timpora.accountability.steps import examine_sealed, make_extracts, verify_asked
from timpora.foundation.jobs import run


@app.task(name="accountability.verify", retry=2)
def verify_when_asked() -> None:
    run(verify_asked)


@app.task(name="accountability.extract", retry=2)
def extract_when_asked() -> None:
    run(make_extracts)


@app.periodic(cron="23 * * * *")
@app.task(name="accountability.verify_newest", queueing_lock="accountability.verify_newest")
def verify_newest_hourly(timestamp: int) -> None:
    verification_by_the_clock(Verification.Extent.NEWEST)
    run(verify_asked)


@app.periodic(cron="11 18 * * *")  # past one at night in the west of Indonesia, past three in the east
@app.task(name="accountability.verify_whole", queueing_lock="accountability.verify_whole")
def verify_whole_nightly(timestamp: int) -> None:
    verification_by_the_clock(Verification.Extent.WHOLE)
    run(verify_asked)


@app.periodic(cron="*/5 * * * *")
@app.task(name="accountability.examine", queueing_lock="accountability.examine")
def examine(timestamp: int) -> None:
    run(examine_sealed)


@app.task(name="accountability.examine_now")
def examine_now() -> None:
    run(examine_sealed)
