"""Requests of this room, made through its own actions as the members who would make them."""

from datetime import UTC, date, datetime, timedelta

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.compliance.models import Check
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account
from timpora.tasks import actions
from timpora.tasks.models import Task

QUESTION = "Mohon keterangan apakah perusahaan ini masih mempekerjakan yang bersangkutan."
FIELDS = ("name", "nationality")
NAME, PASSPORT = "PARK MIN SEO", "M12345678"


def now() -> datetime:
    return datetime.now(UTC)


def in_a_week() -> date:
    return now().date() + timedelta(days=7)


def drafted(by: Account, to: Agency, check: Check | None = None, **more) -> Task:
    member = acting(by)
    said = {"topic": "tka", "question": QUESTION, "reason": "Menurut data izin tinggalnya sudah berakhir.",
            "due_on": in_a_week(), "area": check.area if check else TANAH_BUMBU, "fields": FIELDS}  # fmt: skip
    with acting_in_database(member):
        return actions.draft(to_agency=to, check=check, by=member, at=now(), **(said | more))


def sent(by: Account, to: Agency, check: Check | None = None, **more) -> Task:
    return did(actions.send, drafted(by, to, check, **more), by=by)


def did(act, task: Task, *words, by: Account) -> Task:
    """An act as the web role in the member's own reach."""
    member = acting(by)
    with acting_in_database(member):
        return act(task, *words, by=member, at=now())


def page(task: Task, act: str = "") -> str:
    return f"/tugas/{task.pk}/{act}"
