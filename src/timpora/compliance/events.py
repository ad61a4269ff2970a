"""What can happen to checks and findings."""

from timpora.foundation.events import Kind

CHECKS_OPENED = Kind("compliance.checks_opened")
CHECKS_LAPSED = Kind("compliance.checks_lapsed")
CHECKS_DECIDED = Kind("compliance.checks_decided")
FINDINGS_CLOSED = Kind("compliance.findings_closed")
CHECK_SEEN = Kind("compliance.check_seen", is_read=True)
FINDING_SEEN = Kind("compliance.finding_seen", is_read=True)
