"""Settings of the yardstick: nothing of ours between request and view."""

from timpora.settings import *  # noqa: F403

ROOT_URLCONF = "bench.pages.bare"
MIDDLEWARE = [name for name in MIDDLEWARE if name.startswith(("django.", "allauth."))]  # noqa: F405
