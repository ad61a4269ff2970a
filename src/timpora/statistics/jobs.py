"""Sheets of the month that ended: every night, so that a machine that was off draws them later."""

from procrastinate.contrib.django import app

from timpora.foundation.jobs import run
from timpora.statistics.steps import draw_sheets


@app.periodic(cron="23 18 * * *")  # past midnight in all of Indonesia
@app.task(name="statistics.draw_sheets", queueing_lock="statistics.draw_sheets")
def draw_last_month(timestamp: int) -> None:
    run(draw_sheets)
