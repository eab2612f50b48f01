import sys
from pathlib import Path

import psycopg
import pytest

from app.config import load_config
from app.local import local_postgres
from app.local.find_postgres import find_postgres
from app.local.local_postgres import start_local_postgres
from app.local.server_process import ServerProcess
from app.service import create_service

needs_binaries = pytest.mark.skipif(
    find_postgres() is None, reason="PostgreSQL: no server was found on this machine."
)


async def query(url: str, statement: str) -> tuple[object, ...] | None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = await connection.execute(statement.encode())
        return await cursor.fetchone() if cursor.description else None


@needs_binaries
async def test_repairs_a_half_made_cluster_shares_a_running_one_and_keeps_its_data(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "half-made").touch()

    first = await start_local_postgres(tmp_path, durable=False)
    await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    second = await start_local_postgres(tmp_path)
    assert second.url == first.url
    await second.stop()
    assert await query(first.url, "SELECT answer FROM kept") == (42,)
    guess = first.url.replace(first.url.split(":")[2].split("@")[0], "guess")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        await query(guess, "SELECT 1")
    await first.stop()

    third = await start_local_postgres(tmp_path, durable=False)
    assert await query(third.url, "SELECT answer FROM kept") == (42,)
    await third.stop()


@needs_binaries
async def test_a_service_without_configuration_brings_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    service = await create_service(load_config({"APP_ENV": "development", "AUTH_DISABLED": "true"}))
    report = await service.readiness.report()
    assert report.checks["database"] == "ok"
    await service.close()
    assert not (tmp_path / ".local" / "postgres" / "data" / "postmaster.pid").exists()


async def test_says_what_to_do_when_there_is_no_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_postgres, "find_postgres", lambda: None)
    with pytest.raises(OSError, match="set DATABASE_URL"):
        await start_local_postgres(tmp_path)


async def test_quotes_what_a_command_said_before_it_failed() -> None:
    script = "import sys; print('no disk'); sys.exit(3)"
    process = await ServerProcess.start([sys.executable, "-c", script])
    with pytest.raises(OSError, match="no disk"):
        await process.finished()


async def test_reports_a_server_that_ends_while_it_is_waited_for() -> None:
    async def never() -> bool:
        return False

    process = await ServerProcess.start([sys.executable, "-c", "print('bye')"])
    with pytest.raises(OSError, match="ended at start"):
        await process.wait_until(never)
