"""What falls due by time alone: every hour, because the legal day begins three times in Indonesia."""

from procrastinate.contrib.django import app

from timpora.compliance.steps import evaluate_rules
from timpora.foundation.jobs import run


@app.periodic(cron="7 * * * *")
@app.task(name="compliance.evaluate_due", queueing_lock="compliance.evaluate_due")
def evaluate_due(timestamp: int) -> None:
    run(evaluate_rules)
