"""The worker's side of a verification. It is no step of the journey: nothing follows from it."""

from procrastinate.contrib.django import app

from timpora.accountability.steps import verify_asked
from timpora.foundation.jobs import run


@app.task(name="accountability.verify", retry=2)
def verify_when_asked() -> None:
    run(verify_asked)
