"""Writes of the meetings room, by the part of a meeting they belong to."""

from timpora.meetings.actions.attendance import mark_present, take_back
from timpora.meetings.actions.calling import add_line, build_agenda, call_meeting, invite, invite_other, leave_out
from timpora.meetings.actions.deciding import close_meeting, decide_follow_up
from timpora.meetings.actions.following import AgencyLeft, NotNow, hand_over, move_on
from timpora.meetings.actions.minutes import Saved, TooHigh, add_to_minutes, change_paragraph, write_paragraph
from timpora.meetings.actions.state import MeetingClosed, MeetingCollides

__all__ = [
    "AgencyLeft",
    "MeetingClosed",
    "MeetingCollides",
    "NotNow",
    "Saved",
    "TooHigh",
    "add_line",
    "add_to_minutes",
    "build_agenda",
    "call_meeting",
    "change_paragraph",
    "close_meeting",
    "decide_follow_up",
    "hand_over",
    "invite",
    "invite_other",
    "leave_out",
    "mark_present",
    "move_on",
    "take_back",
    "write_paragraph",
]
