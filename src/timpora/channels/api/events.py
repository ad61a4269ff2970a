"""What can happen to tokens."""

from timpora.foundation.events import Kind

TOKEN_MADE = Kind("api.token_made")
TOKEN_REVOKED = Kind("api.token_revoked")
