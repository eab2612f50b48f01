import secrets
import shutil
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.local.find_postgres import PostgresBinaries, find_postgres, unprivileged
from app.local.server_process import ServerProcess

USER = "postgres"
HOST = "127.0.0.1"
DIRECTORY = Path(".local/postgres")
#: Tests trade crash safety for speed.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@dataclass(frozen=True, slots=True)
class LocalPostgres:
    url: str
    directory: Path
    stop: Callable[[], Awaitable[None]]


async def start_local_postgres(
    directory: Path = DIRECTORY, *, durable: bool = True
) -> LocalPostgres:
    """Starts the PostgreSQL of this machine on a cluster of this clone's own."""
    binaries = find_postgres()
    if binaries is None:
        raise OSError(
            "No PostgreSQL server was found on this machine. Install one (Debian and Ubuntu: "
            "`apt install postgresql`), or set DATABASE_URL."
        )
    directory = _absolute(directory)
    password = await _create_cluster(binaries, directory)
    running = await _find_running(directory, password)
    if running is not None:
        # Left over from a run that was killed, or in use by another one: share it, leave it alone.
        return LocalPostgres(running, directory, _leave_alone)

    port = _free_port()
    options = ["-D", str(directory / "data"), "-h", HOST, "-p", str(port), "-k", ""]
    speed = [] if durable else FAST
    command = await unprivileged([str(binaries.postgres), *options, *speed])
    server = await ServerProcess.start(command)
    url = _url_of(port, password)
    await server.wait_until(lambda: _answers(url))
    return LocalPostgres(url, directory, server.stop)


def _absolute(directory: Path) -> Path:
    return directory.resolve()


async def _leave_alone() -> None:
    return None


async def _create_cluster(binaries: PostgresBinaries, directory: Path) -> str:
    """The finished mark is written last, so that a half-made cluster is made again."""
    data, password_file = directory / "data", directory / "password"
    finished = directory / "finished"
    if finished.exists():
        return password_file.read_text(encoding="utf-8")

    shutil.rmtree(data, ignore_errors=True)
    _write_secret(password_file, password := secrets.token_hex(24))
    arguments = [
        *("-D", str(data), "-U", USER, "--encoding=UTF8", "--locale=C", "--no-sync"),
        *("--auth=scram-sha-256", f"--pwfile={password_file}"),
    ]
    command = await unprivileged([str(binaries.initdb), *arguments])
    await (await ServerProcess.start(command)).finished()
    finished.touch()
    return password


def _write_secret(file: Path, secret: str) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(secret, encoding="utf-8")


async def _find_running(directory: Path, password: str) -> str | None:
    """Reads the port of a server that may still run on this cluster (line 4 of its pid file)."""
    pid_file = directory / "data" / "postmaster.pid"
    if not pid_file.exists():
        return None
    lines = pid_file.read_text(encoding="utf-8").splitlines()
    if len(lines) < 4 or not lines[3].isdecimal():
        return None
    url = _url_of(int(lines[3]), password)
    return url if await _answers(url) else None


def _url_of(port: int, password: str) -> str:
    return f"postgresql://{USER}:{password}@{HOST}:{port}/postgres"


async def _answers(url: str) -> bool:
    try:
        async with await psycopg.AsyncConnection.connect(url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
