import os
import shutil
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL
from dataclasses import dataclass
from pathlib import Path

#: Where Debian and Ubuntu, Homebrew on both kinds of Mac, and the installer for macOS put a server.
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Library/PostgreSQL/*/bin",
)


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    initdb: Path
    postgres: Path


def find_postgres() -> PostgresBinaries | None:
    """The newest PostgreSQL server of this machine, if there is one."""
    on_path = shutil.which("initdb")
    folders = [
        folder
        for place in PLACES
        for folder in sorted(Path("/").glob(place.lstrip("/")), key=_version, reverse=True)
    ]
    for folder in [*([Path(on_path).parent] if on_path else []), *folders]:
        binaries = PostgresBinaries(folder / "initdb", folder / "postgres")
        if binaries.initdb.exists() and binaries.postgres.exists():
            return binaries
    return None


def _version(folder: Path) -> float:
    digits = folder.parent.name.rpartition("@")[2]
    try:
        return float(digits)
    except ValueError:
        return 0.0


async def unprivileged(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root, which is what people are in containers.

    A user namespace gives it an ordinary user; files made inside belong to root outside.
    """
    if os.geteuid() != 0:
        return command
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    tried = await create_subprocess_exec(*namespace, "true", stdout=DEVNULL, stderr=DEVNULL)
    if await tried.wait() != 0:
        raise RuntimeError(
            "PostgreSQL does not run as root, and this machine does not allow user namespaces. "
            "Start as an ordinary user, or set DATABASE_URL."
        )
    return [*namespace, *command]
