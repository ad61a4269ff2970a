"""The team and its meetings are there for every test of this room."""

from timpora.meetings.tests.arranged import invited, meeting, team

__all__ = ["invited", "meeting", "team"]
