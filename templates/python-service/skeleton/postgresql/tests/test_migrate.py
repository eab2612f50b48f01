import asyncio
import sys
from pathlib import Path

import psycopg
import pytest

from app import migrate as command
from app.data.migrate import MIGRATIONS, MigrationError, migrate
from tests.postgres import open_test_database


async def test_does_each_step_once() -> None:
    async with open_test_database() as url:
        assert await asyncio.to_thread(migrate, url) == []


async def test_keeps_nothing_of_a_step_that_fails(tmp_path: Path) -> None:
    for file in MIGRATIONS.glob("*.sql"):
        (tmp_path / file.name).write_text(file.read_text())
    text = "-- Up Migration\nCREATE TABLE kept (id int);\nbroken;\n-- Down Migration\n"
    (tmp_path / "29990101000000_broken.sql").write_text(text)
    async with open_test_database() as url:
        with pytest.raises(psycopg.errors.SyntaxError):
            await asyncio.to_thread(migrate, url, tmp_path)
        async with await psycopg.AsyncConnection.connect(url) as connection:
            cursor = await connection.execute("SELECT to_regclass('kept')")
            assert await cursor.fetchone() == (None,)


async def test_refuses_a_folder_with_another_history(tmp_path: Path) -> None:
    async with open_test_database() as url:
        with pytest.raises(MigrationError, match="the folder begins with nothing"):
            await asyncio.to_thread(migrate, url, tmp_path)


async def test_refuses_a_file_without_its_marks(tmp_path: Path) -> None:
    for file in MIGRATIONS.glob("*.sql"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "29990101000000_bare.sql").write_text("SELECT 1;")
    async with open_test_database() as url:
        with pytest.raises(MigrationError, match="needs the lines"):
            await asyncio.to_thread(migrate, url, tmp_path)


async def test_the_command_migrates_and_needs_nothing_but_the_database(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_test_database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("APP_ENV", "production")
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "app.migrate")
        assert await process.wait() == 0
    monkeypatch.setattr(command, "install_logging", lambda _config: None)
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/x")
    assert await asyncio.to_thread(command.main) == 1
    monkeypatch.delenv("DATABASE_URL")
    assert await asyncio.to_thread(command.main) == 1
    assert "DATABASE_URL is not set" in capsys.readouterr().err
