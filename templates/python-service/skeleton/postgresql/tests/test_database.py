import json

import psycopg
import pytest

from tests.postgres import open_test_database
from tests.running_service import open_service
from tests.stores import open_database_at


async def test_a_service_without_its_database_stays_alive_and_hides_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.data.database.CONNECT_SECONDS", 1)
    away = {"DATABASE_URL": "postgresql://user:hidden@127.0.0.1:1/x"}
    async with open_service(away) as service:
        assert (await service.request("GET", "/health")).status_code == 200
        ready = await service.request("GET", "/ready")
        assert ready.status_code == 503
        assert ready.json()["title"] == "not ready"
        assert ready.json()["detail"] == "No answer: database."
        reply = await service.request("GET", "/v1/items")
        assert reply.status_code == 500
        assert "127.0.0.1" not in reply.text
        assert (await service.request("GET", "/metrics")).status_code == 200
        assert "hidden" not in json.dumps(service.logged())


async def test_a_transaction_that_fails_leaves_no_trace_and_gives_its_connection_back() -> None:
    async with open_test_database() as url, open_database_at(url, size=1) as database:

        async def half() -> None:
            async with database.transaction("half") as connection:
                await connection.execute("CREATE TABLE half_done (id int)")
                raise RuntimeError("changed my mind")

        with pytest.raises(RuntimeError, match="changed my mind"):
            await half()
        async with database.transaction("look") as connection:
            cursor = await connection.execute("SELECT to_regclass('half_done') AS found")
            assert await cursor.fetchone() == {"found": None}


async def test_a_connection_that_broke_is_not_used_again() -> None:
    async with open_test_database() as url, open_database_at(url, size=1) as database:
        with pytest.raises(psycopg.OperationalError):
            async with database.transaction("break") as connection:
                await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        async with database.transaction("again") as connection:
            cursor = await connection.execute("SELECT 1 AS one")
            assert await cursor.fetchone() == {"one": 1}
