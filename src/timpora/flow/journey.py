"""The whole house on one page: what happened, and which steps it wakes. People decide between the lines."""

from timpora.foundation.jobs import Step

JOURNEY: dict[str, tuple[Step, ...]] = {}
