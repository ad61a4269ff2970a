"""What falls due by time alone: the invited who have not answered are reminded some days before the meeting."""

from django.utils import timezone
from procrastinate.contrib.django import app

from timpora.foundation.jobs import run
from timpora.meetings.actions import remind_next


@app.periodic(cron="37 * * * *")
@app.task(name="meetings.remind", queueing_lock="meetings.remind")
def remind_invited(timestamp: int) -> None:
    run(lambda: remind_next(timezone.now()))
