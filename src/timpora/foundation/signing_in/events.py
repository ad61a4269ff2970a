"""What can happen around signing in, beside signing in and out themselves."""

from timpora.foundation.events import Kind

FACTOR_ADDED = Kind("account.factor_added")
FACTOR_REMOVED = Kind("account.factor_removed")
FACTORS_TAKEN_OFF = Kind("account.factors_taken_off")  # by the keeper of memberships, after a lost device
CODES_MADE = Kind("account.recovery_codes_made")
CODE_FAILED = Kind("account.code_failed")
RECOVERY_CODE_USED = Kind("account.recovery_code_used")
PASSKEY_USED = Kind("account.passkey_used")
SESSION_ENDED = Kind("account.session_ended")
LIMIT_REACHED = Kind("account.limit_reached")
