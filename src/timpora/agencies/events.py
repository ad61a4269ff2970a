"""What can happen to memberships."""

from timpora.foundation.events import Kind

MEMBERSHIP_BEGUN = Kind("membership.begun")
MEMBERSHIP_ENDED = Kind("membership.ended")
DUTY_CHOSEN = Kind("membership.chosen")
