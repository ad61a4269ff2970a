"""One PostgreSQL data folder: make it, start it, stop it, and say how it stands."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from timpora.embedded.binaries import Binaries, require_room
from timpora.embedded.errors import EmbeddedServerError, from_output
from timpora.embedded.place import Place

PORT = 5432
PATIENCE = 120.0
"""Seconds to wait for a server that recovers from a crash, or for another program."""

SETTINGS = """\
# Written anew at each start: to change a setting use ALTER SYSTEM, which wins over this file.
listen_addresses = ''
unix_socket_directories = '"{sockets}"'
unix_socket_permissions = 0700
port = {port}
max_connections = 100
shared_buffers = 128MB
fsync = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_truncate_on_rotation = on
# Statements and the details of errors quote personal data.
log_min_error_statement = panic
log_error_verbosity = terse
"""

# Whoever may enter the private folder of the socket is trusted; there is no other way in.
WHO_MAY_CONNECT = "local all all trust\n"

State = Literal["down", "starting", "ready", "stopping"]


@dataclass(frozen=True)
class Cluster:
    place: Place
    binaries: Binaries
    user: pwd.struct_passwd

    @property
    def log(self) -> Path:
        return self.place.data / "start.log"

    def run_identity(self) -> str:
        """What tells this run of the server from an earlier one: its process and the second it began."""
        lines = self._pid_file()
        return f"{lines[0]} {lines[2]}" if len(lines) > 2 else ""

    def _pid_file(self) -> list[str]:
        try:
            return (self.place.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def state(self) -> State:
        lines = self._pid_file()
        if not lines:
            return "down"
        word = lines[7].strip() if len(lines) > 7 else "starting"
        if word == "ready" and self._answers():
            return "ready"
        if not self._is_alive():
            return "down"
        return "stopping" if word == "stopping" else "starting"

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door, suppress(OSError):
            door.connect(str(self.place.sockets / f".s.PGSQL.{PORT}"))
            return True
        return False

    def _is_alive(self) -> bool:
        """Whether the pid file names this folder's server: after a crash the number may be another program's."""
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdecimal():  # A full disk leaves it empty.
            return False
        pid = int(lines[0])
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, PermissionError):  # Another user's process is not our server.
            return False
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return True  # Nobody to ask what it is: to believe in it is the safe mistake.
        return os.fsencode(self.place.data) in command.split(b"\0")

    def make(self) -> None:
        """A new data folder, or none: it is built aside and moved into place when it is whole."""
        home = self.place.home
        for leftover in home.glob(".pg[0-9][0-9]-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        require_room(home)
        draft = Path(tempfile.mkdtemp(prefix=f".pg{self.place.major}-", dir=home))
        os.chown(draft, self.user.pw_uid, self.user.pw_gid)
        kind = ("--username=postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--data-checksums")
        try:
            self._run("initdb", "-D", str(draft), *kind)
            (draft / "pg_hba.conf").write_text(WHO_MAY_CONNECT)
            with (draft / "postgresql.conf").open("a") as settings:
                settings.write("\ninclude_if_exists = 'timpora.conf'\n")
            draft.rename(self.place.data)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        owner = self.place.data.stat().st_uid
        if owner != self.user.pw_uid:
            raise EmbeddedServerError(
                f"The data in {self.place.data} belong to the user with number {owner}, not to {self.user.pw_name}: "
                f"run this program as their owner, or set TIMPORA_DATA to another folder."
            )
        self.place.sockets.mkdir(mode=0o700, exist_ok=True)
        os.chown(self.place.sockets, self.user.pw_uid, self.user.pw_gid)
        sockets = str(self.place.sockets).replace("'", "''")
        self._write("timpora.conf", SETTINGS.format(sockets=sockets, port=PORT))
        self._write("start.log", "")
        if not self._is_alive():
            # PostgreSQL would take another program that now has this number for a server of its own.
            (self.place.data / "postmaster.pid").unlink(missing_ok=True)
        self._run("pg_ctl", "start", "-D", str(self.place.data), "-l", str(self.log), "-w", "-t", str(int(PATIENCE)))

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-D", str(self.place.data), "-m", "fast", "-w", "-t", str(int(PATIENCE)))

    def wait_while(self, *states: State) -> State:
        until = time.monotonic() + PATIENCE
        while (now := self.state()) in states:
            if time.monotonic() > until:
                raise EmbeddedServerError(
                    f"The PostgreSQL in {self.place.data} has been {now} for {PATIENCE:.0f} seconds: "
                    f"look into {self.place.data / 'log'}, and try again when it is done."
                )
            time.sleep(0.02)
        return now

    def _write(self, name: str, text: str) -> None:
        path = self.place.data / name
        path.write_text(text)
        os.chown(path, self.user.pw_uid, self.user.pw_gid)
        path.chmod(0o600)

    def _logged(self, after: dict[Path, int]) -> str:
        """What the server wrote to its logs beyond the sizes given."""
        written = [path.read_bytes()[after.get(path, 0) :] for path in self._log_sizes()]
        return b"\n".join(written).decode(errors="replace")

    def _log_sizes(self) -> dict[Path, int]:
        return {path: path.stat().st_size for path in (self.log, *self.log.parent.glob("log/*.log")) if path.exists()}

    def _run(self, program: str, *arguments: str) -> None:
        is_root = os.geteuid() == 0
        logged = self._log_sizes()
        try:
            done = subprocess.run(
                [self.binaries.program(program), *arguments],
                # Nothing of the caller's: PGDATA or a locale from outside would change what the programs do.
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                umask=0o077,
                start_new_session=True,
                check=False,
                user=self.user.pw_uid if is_root else None,
                group=self.user.pw_gid if is_root else None,
                extra_groups=[] if is_root else None,
            )
        except PermissionError as error:
            raise EmbeddedServerError(
                f"The user {self.user.pw_name} may not run {self.binaries.program(program)}: let every folder above it "
                f"be entered (chmod o+x), or set TIMPORA_DATA to a folder elsewhere."
            ) from error
        if done.returncode:
            log = self.log.with_name("log") if program == "pg_ctl" else self.place.home
            raise from_output(program, done.stdout + self._logged(logged), log)
