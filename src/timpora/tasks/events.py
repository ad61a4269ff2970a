"""What can happen to a request."""

from timpora.foundation.events import Kind

TASKS_DRAFTED = Kind("tasks.drafted")
TASKS_SENT = Kind("tasks.sent")
TASKS_OPENED = Kind("tasks.opened")
TASKS_ACCEPTED = Kind("tasks.accepted")
TASKS_ANSWERED = Kind("tasks.answered")
TASKS_RETURNED = Kind("tasks.returned")
TASKS_SETTLED = Kind("tasks.settled")
TASKS_WITHDRAWN = Kind("tasks.withdrawn")
TASKS_PASSED = Kind("tasks.passed")
TASKS_MOVED = Kind("tasks.moved")
TASK_SEEN = Kind("tasks.seen", is_read=True)
