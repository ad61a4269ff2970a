"""What falls due by time alone: data taken under an agreement that has run out is asked back."""

from django.utils import timezone
from procrastinate.contrib.django import app

from timpora.agreements.ending import ask_after_expiry
from timpora.foundation.jobs import run


@app.periodic(cron="23 * * * *")
@app.task(name="agreements.ask_after_expiry", queueing_lock="agreements.ask_after_expiry")
def after_expiry(timestamp: int) -> None:
    run(lambda: ask_after_expiry(timezone.now()))
