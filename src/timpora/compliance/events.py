"""What can happen to checks and findings."""

from timpora.foundation.events import Kind

CHECKS_DECIDED = Kind("compliance.checks_decided")
FINDINGS_CLOSED = Kind("compliance.findings_closed")
CHECK_SEEN = Kind("compliance.check_seen", is_read=True)
