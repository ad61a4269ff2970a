"""What can happen to memberships, the accounts behind them, the register of agencies, and the code of conduct."""

from timpora.foundation.events import Kind

MEMBERSHIP_BEGUN = Kind("membership.begun")
MEMBERSHIP_ENDED = Kind("membership.ended")
DUTY_CHOSEN = Kind("membership.chosen")
AGENCY_REGISTERED = Kind("agency.registered")
PASSWORD_CHANGED = Kind("account.password_changed")
PASSWORD_RENEWED = Kind("account.password_renewed")
EMAIL_CHANGED = Kind("account.email_changed")
GRANTS_RENEWED = Kind("membership.grants_renewed")
WORK_HANDED_OVER = Kind("membership.work_handed_over")
RECORD_SHARED = Kind("record.shared")
RECORD_TAKEN_BACK = Kind("record.taken_back")
RECORD_EXCLUDED = Kind("record.excluded")
RECORD_LET_IN = Kind("record.let_in")
RECORD_HANDLING = Kind("record.handling_changed")
CIRCLE_MADE = Kind("circle.made")
CIRCLE_CHANGED = Kind("circle.changed")
CIRCLE_ENDED = Kind("circle.ended")
CONDUCT_PUBLISHED = Kind("conduct.published")
CONDUCT_ACCEPTED = Kind("conduct.accepted")
