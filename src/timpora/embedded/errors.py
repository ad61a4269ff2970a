"""What can go wrong with the embedded server, said in one sentence each."""

import errno
import re
from pathlib import Path


class EmbeddedServerError(RuntimeError):
    """One sentence: what was expected, what came, what to do next."""


def from_os_error(error: OSError, place: Path) -> EmbeddedServerError:
    reasons = {
        errno.ENOSPC: "the disk is full: free some space",
        errno.EDQUOT: "the disk quota is used up: free some space",
        errno.EROFS: "the file system is read-only: set TIMPORA_DATA to a folder that can be written",
        errno.EACCES: "this user has no right to it: use the user who made it, or set TIMPORA_DATA to another folder",
        errno.EPERM: "this user has no right to it: use the user who made it, or set TIMPORA_DATA to another folder",
        errno.ENOTDIR: "a file stands where a folder is needed: set TIMPORA_DATA to another folder",
        errno.EEXIST: "a file stands where a folder is needed: set TIMPORA_DATA to another folder",
        errno.ENOLCK: "its file system has no file locks: set TIMPORA_DATA to a folder on a local disk",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return EmbeddedServerError(f"The embedded PostgreSQL cannot use {error.filename or place}: {reason}.")


def from_output(program: str, output: str, log: Path) -> EmbeddedServerError:
    """What a PostgreSQL program printed, as one sentence; `log` is where the rest can be read."""
    known = (
        (r"No space left on device", "the disk is full: free some space"),
        (r"Read-only file system", "the file system is read-only: set TIMPORA_DATA to a folder that can be written"),
        (
            r"loading shared libraries: ([^:\s]+)",
            r"the system library \1 is missing: install the package that brings it",
        ),
        (
            r"could not (?:create|resize) shared memory",
            "there is too little shared memory: enlarge /dev/shm or the limits",
        ),
        (
            r"[Tt]oo many open files|could not fork",
            "the limit on open files or processes is too low: raise it (ulimit -n, ulimit -u)",
        ),
        (
            r"Permission denied",
            "its user may not enter or write the data folder: chmod o+x the folders above it, or set TIMPORA_DATA",
        ),
    )
    for pattern, reason in known:
        if found := re.search(pattern, output):
            return EmbeddedServerError(f"{program} failed: {found.expand(reason)} (details in {log}).")
    complaints = re.findall(r"(?:FATAL|PANIC|error):\s*(.+)", output)
    last = complaints[-1] if complaints else (output.strip().splitlines() or ["no message"])[-1]
    return EmbeddedServerError(f"{program} failed, see {log}: {last.strip().rstrip('.')}.")
