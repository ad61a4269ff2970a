"""Style sheets and scripts under names with the hash of their content, compressed: browsers keep them for good.

They are built when the server starts and found unchanged; nobody has to remember a command.
"""

import fcntl
import hashlib
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from timpora import __version__

HASHED = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
KEPT = 7 * 24 * 3600  # seconds; a server of the former version may still be answering


def use_hashed_names(place: Path) -> Path:
    """Before the application is loaded: build what is missing below `place`, and serve from there."""
    folder = place / fingerprint()
    place.mkdir(parents=True, exist_ok=True, mode=0o755)
    settings.STATIC_ROOT = str(folder)
    settings.STORAGES = settings.STORAGES | {"staticfiles": HASHED}
    settings.WHITENOISE_USE_FINDERS = False
    with open(place / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two servers that start at once build it once
        if not (folder / "staticfiles.json").exists():  # written last
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            drop_old(place, folder)
    return folder


def fingerprint() -> str:
    marks = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(name)).stat()
            marks.update(f"{name}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return marks.hexdigest()[:16]


def drop_old(place: Path, folder: Path) -> None:
    for other in place.iterdir():
        if other.is_dir() and other != folder and time.time() - other.stat().st_mtime > KEPT:
            shutil.rmtree(other, ignore_errors=True)
