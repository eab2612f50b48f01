import asyncio
import logging

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from opentelemetry import propagate
from opentelemetry.trace import SpanKind, Tracer

from app.events.event_bus import MessageHandler, ReceivedMessage
from app.events.kafka_clients import KafkaClients
from app.events.messaging_metrics import MessagingMetrics

POLL_MS = 1_000
RECONNECT_SECONDS = 5.0
FIRST_RETRY_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 30.0
logger = logging.getLogger(__name__)


class KafkaSubscription:
    """Takes messages one at a time, however often the broker goes away, until it is stopped."""

    def __init__(
        self,
        clients: KafkaClients,
        topic: str,
        handle: MessageHandler,
        metrics: MessagingMetrics,
        tracer: Tracer,
        *,
        reconnect_seconds: float = RECONNECT_SECONDS,
        retry_seconds: float = FIRST_RETRY_SECONDS,
    ) -> None:
        self._clients = clients
        self._topic = topic
        self._handle = handle
        self._metrics = metrics
        self._tracer = tracer
        self._reconnect_seconds = reconnect_seconds
        self._retry_seconds = retry_seconds
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._failures = 0

    def start(self) -> None:
        if self._running is None:
            self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Waits for the message in hand; a poll without messages ends after a second."""
        self._stopping.set()
        if self._running is not None:
            await self._running

    async def _run(self) -> None:
        while not self._stopping.is_set():
            consumer = self._clients.consumer(self._topic)
            try:
                await consumer.start()
                await self._consume(consumer)
            except (KafkaError, OSError) as error:
                logger.warning("cannot consume from %s, trying again", self._topic, exc_info=error)
                await self._pause(self._reconnect_seconds)
            finally:
                await consumer.stop()

    async def _consume(self, consumer: AIOKafkaConsumer) -> None:
        while not self._stopping.is_set():
            batches = await consumer.getmany(timeout_ms=POLL_MS, max_records=1)
            for partition, records in batches.items():
                for record in records:
                    await self._take(consumer, partition, record)
            await self._measure_lag(consumer)

    async def _take(
        self, consumer: AIOKafkaConsumer, partition: TopicPartition, record: ConsumerRecord
    ) -> None:
        try:
            await self._process(record)
        except Exception:
            # The handler has said why. The message comes again, later each time, and keeps its place.
            consumer.seek(partition, record.offset)
            delay = min(self._retry_seconds * 2**self._failures, LONGEST_RETRY_SECONDS)
            self._failures += 1
            await self._pause(delay)
            return
        self._failures = 0
        await consumer.commit({partition: record.offset + 1})

    async def _process(self, record: ConsumerRecord) -> None:
        carrier = {name: value.decode(errors="replace") for name, value in record.headers}
        with self._tracer.start_as_current_span(
            f"process {self._topic}",
            context=propagate.extract(carrier),
            kind=SpanKind.CONSUMER,
            attributes={"messaging.system": "kafka", "messaging.destination.name": self._topic},
        ):
            await self._handle(ReceivedMessage(_text(record.key), _text(record.value) or ""))

    async def _measure_lag(self, consumer: AIOKafkaConsumer) -> None:
        lag = 0
        for partition in consumer.assignment():
            end = consumer.highwater(partition)
            if end is not None:
                lag += max(0, end - await consumer.position(partition))
        self._metrics.lag.labels(self._topic).set(lag)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode(errors="replace")
