"""What can happen to memberships, the accounts behind them, and the register of agencies."""

from timpora.foundation.events import Kind

MEMBERSHIP_BEGUN = Kind("membership.begun")
MEMBERSHIP_ENDED = Kind("membership.ended")
DUTY_CHOSEN = Kind("membership.chosen")
AGENCY_REGISTERED = Kind("agency.registered")
PASSWORD_CHANGED = Kind("account.password_changed")
PASSWORD_RENEWED = Kind("account.password_renewed")
