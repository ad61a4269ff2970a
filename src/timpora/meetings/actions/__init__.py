"""Writes of the meetings room, by the part of a meeting they belong to."""

from timpora.meetings.actions.answering import remind, remind_next, reply, silent
from timpora.meetings.actions.attendance import mark_present, take_back
from timpora.meetings.actions.calling import (
    add_line,
    build_agenda,
    call_meeting,
    invite,
    invite_chosen,
    invite_other,
    leave_out,
    move_line,
)
from timpora.meetings.actions.changing import (
    DetailsChanged,
    HeldAlready,
    cancel_meeting,
    change_details,
    move_meeting,
)
from timpora.meetings.actions.deciding import close_meeting, decide_follow_up
from timpora.meetings.actions.door import enter, line_for, settle_entry
from timpora.meetings.actions.following import AgencyLeft, NotNow, hand_over, move_on
from timpora.meetings.actions.lists import file_list, read_list
from timpora.meetings.actions.materials import give_material, take_back_material
from timpora.meetings.actions.minutes import Saved, TooHigh, add_to_minutes, change_paragraph, write_paragraph
from timpora.meetings.actions.series import SeriesChanged, set_series
from timpora.meetings.actions.state import MeetingCancelled, MeetingClosed, MeetingCollides

__all__ = [
    "AgencyLeft",
    "DetailsChanged",
    "HeldAlready",
    "MeetingCancelled",
    "MeetingClosed",
    "MeetingCollides",
    "NotNow",
    "Saved",
    "SeriesChanged",
    "TooHigh",
    "add_line",
    "add_to_minutes",
    "build_agenda",
    "call_meeting",
    "cancel_meeting",
    "change_details",
    "change_paragraph",
    "close_meeting",
    "decide_follow_up",
    "enter",
    "file_list",
    "give_material",
    "hand_over",
    "invite",
    "invite_chosen",
    "invite_other",
    "leave_out",
    "line_for",
    "mark_present",
    "move_line",
    "move_meeting",
    "move_on",
    "read_list",
    "remind",
    "remind_next",
    "reply",
    "set_series",
    "settle_entry",
    "silent",
    "take_back",
    "take_back_material",
    "write_paragraph",
]
