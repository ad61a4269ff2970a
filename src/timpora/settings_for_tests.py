"""Settings of the test suite: connected as the owner (who makes the test database), quick password hashes."""

import os

os.environ["TIMPORA_ROLE"] = "owner"

from timpora.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
