import asyncio
import logging

from prometheus_client import Gauge

from app.data.database import Database
from app.events.event_bus import EventBus
from app.metrics import Metrics

BATCH = 100
INTERVAL_SECONDS = 0.5
#: Any number will do, as long as every replica of this service uses the same one.
RELAY_LOCK = 7_239_001
logger = logging.getLogger(__name__)


class OutboxRelay:
    """Publishes the events of the outbox in the order of their changes, each at least once.

    One replica at a time does it: two would publish different batches side by side and lose the order.
    """

    def __init__(
        self,
        database: Database,
        bus: EventBus,
        topic: str,
        metrics: Metrics,
        interval_seconds: float = INTERVAL_SECONDS,
    ) -> None:
        self._database = database
        self._bus = bus
        self._topic = topic
        self._interval_seconds = interval_seconds
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._failing = False
        self._pending = Gauge(
            "outbox_pending_messages",
            "Events that wait to be published.",
            registry=metrics.registry,
        )
        metrics.before_scrape(self._measure)

    def start(self) -> None:
        if self._running is None:
            self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Publishes what is left before the broker goes; what fails now is sent after a restart."""
        self._stopping.set()
        if self._running is not None:
            await self._running
        await self._relay()

    async def publish_batch(self) -> int:
        """Publishes one batch and answers how many events it held."""
        async with self._database.transaction("relay_outbox") as connection:
            cursor = await connection.execute(
                "SELECT pg_try_advisory_xact_lock(%s) AS held", [RELAY_LOCK]
            )
            lock = await cursor.fetchone()
            if lock is None or not lock["held"]:
                return 0
            cursor = await connection.execute(
                "SELECT position, event FROM outbox ORDER BY position LIMIT %s", [BATCH]
            )
            rows = await cursor.fetchall()
            if rows:
                await self._bus.publish(self._topic, [row["event"] for row in rows])
                positions = [row["position"] for row in rows]
                await connection.execute("DELETE FROM outbox WHERE position = ANY(%s)", [positions])
            return len(rows)

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(self._interval_seconds):
                    await self._stopping.wait()
            except TimeoutError:
                await self._relay()

    async def _relay(self) -> None:
        try:
            while await self.publish_batch() == BATCH:
                continue
        except Exception:
            if not self._failing:
                logger.exception("cannot publish events, keeping them")
            self._failing = True
            return
        if self._failing:
            logger.info("events are published again")
        self._failing = False

    async def _measure(self) -> None:
        try:
            async with self._database.transaction("count_outbox") as connection:
                cursor = await connection.execute("SELECT count(*) AS pending FROM outbox")
                row = await cursor.fetchone()
            self._pending.set(0 if row is None else row["pending"])
        except Exception:
            # A scrape must not fail with the database: the other metrics show what is wrong.
            self._pending.set(float("nan"))
