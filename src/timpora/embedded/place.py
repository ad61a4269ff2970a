"""Where the embedded server keeps its data, and as which user it runs."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from timpora.embedded.errors import EmbeddedServerError, from_os_error

ROOTS_HOME = Path("/var/lib/timpora")
SERVER_USER = "timpora"
LONGEST_SOCKET = 103
"""Bytes of a unix socket's path, on the strictest system we know."""

FORBIDDEN = frozenset(',"\\$`\n')
"""libpq reads a comma as a list of hosts, and PostgreSQL's programs call each other through a shell."""


@dataclass(frozen=True)
class Place:
    home: Path
    major: int

    @property
    def data(self) -> Path:
        return self.home / f"pg{self.major}"

    @property
    def sockets(self) -> Path:
        return self.home / f"run{self.major}"

    @property
    def door(self) -> Path:
        """Locked by whoever starts, joins or leaves."""
        return self.home / f"pg{self.major}.door"

    @property
    def holders(self) -> Path:
        """Locked, shared, by every program that uses the server."""
        return self.home / f"pg{self.major}.holders"

    @property
    def prepared(self) -> Path:
        """Names the run of the server whose roles and database are known to be there."""
        return self.home / f"pg{self.major}.prepared"


def home_folder() -> Path:
    is_root = os.geteuid() == 0
    chosen = os.environ.get("TIMPORA_DATA") or (str(ROOTS_HOME) if is_root else "~/.local/share/timpora")
    expanded = os.path.expanduser(chosen)
    if expanded.startswith("~"):
        raise EmbeddedServerError("This user has no home folder: set TIMPORA_DATA to a folder for the data.")
    # One spelling for all programs, whatever links they came by.
    home = Path(os.path.realpath(expanded))
    longest = LONGEST_SOCKET - len("/run18/.s.PGSQL.5432")
    if len(os.fsencode(home)) > longest or FORBIDDEN.intersection(str(home)):
        raise EmbeddedServerError(
            f"The data folder {home} cannot hold a server: set TIMPORA_DATA to a path of at most {longest} bytes "
            f"without comma, double quote, backslash, dollar sign or line break."
        )
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if is_root:
            # The server's own user passes through to the folders it owns inside, and sees nothing else.
            home.chmod(home.stat().st_mode | 0o011)
    except OSError as error:
        raise from_os_error(error, home) from error
    return home


def server_user() -> pwd.struct_passwd:
    """The user the server runs as: never root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return pwd.struct_passwd((str(os.geteuid()), "", os.geteuid(), os.getegid(), "", "/", ""))
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        _make_server_user()
        return pwd.getpwnam(SERVER_USER)


def _make_server_user() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    asked = [useradd or "useradd", "--system", "--user-group", "--no-create-home"]
    asked += ["--home-dir", str(ROOTS_HOME), "--shell", "/usr/sbin/nologin", SERVER_USER]
    done = subprocess.run(asked, capture_output=True, text=True, check=False) if useradd else None
    # 9: another program made it a moment ago.
    if done is None or done.returncode not in (0, 9):
        said = done.stderr.strip() if done else "useradd is not installed"
        raise EmbeddedServerError(
            f"PostgreSQL does not run as root and the system user {SERVER_USER} could not be made ({said}): "
            f"make it by hand, or run this program as a normal user."
        )
