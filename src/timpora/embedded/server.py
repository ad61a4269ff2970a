"""Join the embedded server, starting it for the first program in and stopping it behind the last one out."""

import atexit
import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import quote

from timpora.embedded.binaries import copied_to, drop_other_copies, find
from timpora.embedded.cluster import PATIENCE, PORT, Cluster
from timpora.embedded.errors import EmbeddedServerError, from_os_error
from timpora.embedded.place import Place, home_folder, server_user
from timpora.embedded.prepare import prepare


@dataclass(frozen=True)
class Server:
    socket_dir: Path
    data_dir: Path
    version: str
    port: int = PORT

    def url(self, role: str, database: str) -> str:
        host = quote(str(self.socket_dir), safe="")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={host}&port={self.port}"


@dataclass(frozen=True)
class _Hold:
    """This process's share in the server: a file lock, which the system drops however the process ends."""

    server: Server
    cluster: Cluster
    lock: int


_held: _Hold | None = None
_one_at_a_time = threading.Lock()


def ensure_server() -> Server:
    """The running server, started if need be; this process keeps it up until it ends."""
    global _held  # noqa: PLW0603 one share per process is what this module is about
    with _one_at_a_time:
        if _held is None:
            home = home_folder()
            try:
                _held = _join(home)
            except OSError as error:
                raise from_os_error(error, home) from error
            _leave_on_signals()
        return _held.server


def _join(home: Path) -> _Hold:
    binaries = find(home)
    place = Place(home, binaries.major)
    with _at_the_door(place):
        lock = os.open(place.holders, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Taken before the server is looked at: whoever leaves now sees that it is still needed.
            fcntl.flock(lock, fcntl.LOCK_SH)
            if os.geteuid() == 0:
                binaries = copied_to(home, binaries)
            cluster = Cluster(place, binaries, server_user())
            _bring_up(cluster)
        except BaseException:
            os.close(lock)
            raise
    return _Hold(Server(place.sockets, place.data, binaries.version), cluster, lock)


def _bring_up(cluster: Cluster) -> None:
    place = cluster.place
    if cluster.wait_while("starting", "stopping") == "down":
        if not place.data.exists():
            cluster.make()
        _start(cluster)
        drop_other_copies(place.home, cluster.binaries)
    identity = cluster.run_identity()
    if not place.prepared.exists() or place.prepared.read_text() != identity:
        prepare(place.sockets, PORT)
        place.prepared.write_text(identity)


def _start(cluster: Cluster, tries: int = 4) -> None:
    for left in reversed(range(tries)):
        try:
            cluster.start()
        except EmbeddedServerError:
            # A start begun by a program that was killed may have come first.
            if cluster.wait_while("starting", "stopping") == "ready":
                return
            if not left:
                raise
            time.sleep(0.5)  # Processes of a server that crashed take a moment to be gone.
        else:
            return


@contextmanager
def _at_the_door(place: Place) -> Iterator[None]:
    """One program at a time starts, joins or leaves."""
    door = os.open(place.door, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise EmbeddedServerError(
                        f"Another program has been starting the database for {PATIENCE:.0f} seconds and holds "
                        f"{place.door}: end that program, then try again."
                    ) from None
                time.sleep(0.01)
        yield
    finally:
        os.close(door)


@atexit.register
def _leave() -> None:
    global _held
    hold, _held = _held, None
    if hold is None:
        return
    # The program ends either way, and the next one mends whatever is left behind.
    with suppress(EmbeddedServerError, OSError, KeyboardInterrupt), _at_the_door(hold.cluster.place):
        fcntl.flock(hold.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # Refused while others are in.
        hold.cluster.stop()


def _forget_in_child() -> None:
    """A forked child has no share of its own until it asks; its parent's stays with the parent."""
    global _held
    hold, _held = _held, None
    if hold is not None:
        os.close(hold.lock)
    _one_at_a_time.release()


# No fork in the middle of joining: the child would keep the door locked.
os.register_at_fork(
    before=_one_at_a_time.acquire, after_in_parent=_one_at_a_time.release, after_in_child=_forget_in_child
)


def _leave_on_signals() -> None:
    """Let a polite end run the leaving above; a program that handles the signal itself is left alone."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
