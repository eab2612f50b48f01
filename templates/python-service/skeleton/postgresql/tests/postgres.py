import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from app.data.migrate import migrate
from app.local.find_postgres import find_postgres
from app.local.local_postgres import LocalPostgres, start_local_postgres


def why_absent() -> str | None:
    """Says why there is no server to test with. CI must have one, or it would prove nothing."""
    if "TEST_DATABASE_URL" in os.environ or "CI" in os.environ or find_postgres() is not None:
        return None
    return "no server was found; install PostgreSQL or set TEST_DATABASE_URL."


class PostgresServer:
    """One PostgreSQL for the whole run; each test makes a database of its own in it."""

    def __init__(self) -> None:
        self._local: LocalPostgres | None = None

    async def url(self) -> str:
        given = os.environ.get("TEST_DATABASE_URL")
        if given:
            return given
        reason = why_absent()
        if reason is not None:
            pytest.skip(f"PostgreSQL: {reason}")
        if self._local is None:
            directory = Path(tempfile.mkdtemp(prefix="test-postgres-"))
            self._local = await start_local_postgres(directory, durable=False)
        return self._local.url

    async def stop(self) -> None:
        if self._local is not None:
            await self._local.stop()
            shutil.rmtree(self._local.directory, ignore_errors=True)


postgres_server = PostgresServer()


@asynccontextmanager
async def open_test_database() -> AsyncIterator[str]:
    """A database of its own for one test, with the real schema."""
    server = await postgres_server.url()
    name = f"test_{secrets.token_hex(8)}"
    await _execute(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        await asyncio.to_thread(migrate, url)
        yield url
    finally:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        await _execute(server, drop)


async def _execute(url: str, statement: sql.Composed) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(statement)
