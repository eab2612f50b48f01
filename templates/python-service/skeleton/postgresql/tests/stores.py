from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from opentelemetry.trace import NoOpTracer
from prometheus_client import CollectorRegistry

from app.data.database import Database
from app.data.database_metrics import DatabaseMetrics
from app.data.postgres_item_repository import PostgresItemRepository
from tests.postgres import open_test_database


@asynccontextmanager
async def open_database_at(url: str, size: int = 5) -> AsyncIterator[Database]:
    database = Database(url, size, DatabaseMetrics(CollectorRegistry()), NoOpTracer())
    await database.open()
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def open_test_repository() -> AsyncIterator[PostgresItemRepository]:
    async with open_test_database() as url, open_database_at(url) as database:
        yield PostgresItemRepository(database)
