import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from opentelemetry.trace import SpanKind, Tracer
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from app.config import Config
from app.data.database_metrics import DatabaseMetrics
from app.data.migrate import migrate

Connection = AsyncConnection[DictRow]
CONNECT_SECONDS = 5
CLOSE_SECONDS = 1
OPTIONS = "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000"
logger = logging.getLogger(__name__)


class Database:
    """A pool of connections, each operation of which is measured and traced."""

    def __init__(self, url: str, size: int, metrics: DatabaseMetrics, tracer: Tracer) -> None:
        self._metrics = metrics
        self._tracer = tracer
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=size,
            timeout=CONNECT_SECONDS,
            # A connection that the server has closed is noticed before work begins on it.
            check=AsyncConnectionPool.check_connection,
            kwargs={
                "row_factory": dict_row,
                "options": OPTIONS,
                "application_name": "${{ values.name }}",
                "connect_timeout": CONNECT_SECONDS,
            },
            open=False,
        )
        self._stop_local: Callable[[], Awaitable[None]] | None = None

    async def open(self, stop_local: Callable[[], Awaitable[None]] | None = None) -> None:
        """Does not wait: a database that is away keeps the service from being ready, not from starting."""
        self._stop_local = stop_local
        await self._pool.open(wait=False)

    async def close(self) -> None:
        await self._pool.close(timeout=CLOSE_SECONDS)
        if self._stop_local is not None:
            await self._stop_local()

    @asynccontextmanager
    async def transaction(self, operation: str) -> AsyncIterator[Connection]:
        """Commits when the work is done, rolls back when it fails, and gives the connection back."""
        with (
            self._metrics.operation_duration.labels(operation).time(),
            self._tracer.start_as_current_span(
                operation,
                kind=SpanKind.CLIENT,
                attributes={"db.system.name": "postgresql", "db.operation.name": operation},
            ),
        ):
            async with self._pool.connection() as connection:
                yield connection

    async def check(self) -> None:
        async with self._pool.connection() as connection:
            await connection.execute("SELECT 1")

    async def measure(self) -> None:
        stats = self._pool.get_stats()
        idle = stats.get("pool_available", 0)
        self._metrics.connections.labels("idle").set(idle)
        self._metrics.connections.labels("used").set(stats.get("pool_size", 0) - idle)


async def open_database(config: Config, metrics: DatabaseMetrics, tracer: Tracer) -> Database:
    """Opens DATABASE_URL; in development, without one, a PostgreSQL of this clone's own."""
    if config.database_url is not None:
        url = config.database_url.get_secret_value()
        database = Database(url, config.database_pool_size, metrics, tracer)
        await database.open()
        return database

    from app.local.local_postgres import start_local_postgres

    local = await start_local_postgres()
    logger.warning(
        "DATABASE_URL is not set: using a local PostgreSQL, for development only, with its data in %s",
        local.directory,
    )
    try:
        await asyncio.to_thread(migrate, local.url)
        database = Database(local.url, config.database_pool_size, metrics, tracer)
        await database.open(local.stop)
    except BaseException:
        await local.stop()
        raise
    return database
