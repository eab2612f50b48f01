import asyncio
{% if values.produces %}
import json
from collections.abc import Sequence
{% endif %}

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
{% if values.produces %}
from opentelemetry import propagate
from opentelemetry.trace import SpanKind, Tracer
{% else %}
from opentelemetry.trace import Tracer
{% endif %}

{% if values.produces %}
from app.events.cloud_event import CONTENT_TYPE, TRACE_FIELDS, CloudEvent
{% endif %}
{% if values.consumes %}
from app.events.event_bus import DeadLetter, MessageHandler, StopConsuming
from app.events.kafka_clients import KafkaClients
from app.events.kafka_subscription import KafkaSubscription
{% else %}
from app.events.kafka_clients import KafkaClients
{% endif %}
from app.events.messaging_metrics import MessagingMetrics


class KafkaEventBus:
    """Connects when it is first used: a broker that is away does not keep the service from starting."""

    def __init__(self, clients: KafkaClients, metrics: MessagingMetrics, tracer: Tracer) -> None:
        self._clients = clients
        self._metrics = metrics
        self._tracer = tracer
        self._connecting = asyncio.Lock()
        self._producer: AIOKafkaProducer | None = None
        self._admin: AIOKafkaAdminClient | None = None
{% if values.produces %}

    async def publish(self, topic: str, events: Sequence[CloudEvent]) -> None:
        producer = await self._connected_producer()
        with self._tracer.start_as_current_span(
            f"send {topic}",
            kind=SpanKind.PRODUCER,
            attributes={"messaging.system": "kafka", "messaging.destination.name": topic},
        ):
            # All are handed over before the first is waited for, so one round trip carries the batch.
            sent = [
                await producer.send(
                    topic,
                    key=event["subject"].encode(),
                    value=json.dumps(event).encode(),
                    headers=_headers_of(event),
                )
                for event in events
            ]
            await asyncio.gather(*sent)
        self._metrics.sent.labels(topic).inc(len(events))
{% endif %}
{% if values.consumes %}

    async def subscribe(self, topic: str, handle: MessageHandler) -> StopConsuming:
        subscription = KafkaSubscription(self._clients, topic, handle, self._metrics, self._tracer)
        subscription.start()
        return subscription.stop

    async def send_dead_letter(self, topic: str, letter: DeadLetter) -> None:
        producer = await self._connected_producer()
        target = f"{topic}.dlq"
        key = letter.message.key
        await producer.send_and_wait(
            target,
            key=None if key is None else key.encode(),
            value=letter.message.value.encode(),
            headers=[("reason", letter.reason.encode())],
        )
{% endif %}

    async def check(self) -> None:
        async with self._connecting:
            if self._admin is None:
                admin = self._clients.admin()
                try:
                    await admin.start()
                except BaseException:
                    await admin.close()
                    raise
                self._admin = admin
        await self._admin.describe_cluster()

    async def close(self) -> None:
        if self._producer is not None:
            await self._producer.stop()
        if self._admin is not None:
            await self._admin.close()

    async def _connected_producer(self) -> AIOKafkaProducer:
        async with self._connecting:
            if self._producer is None:
                producer = self._clients.producer()
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer
{% if values.produces %}


def _headers_of(event: CloudEvent) -> list[tuple[str, bytes]]:
    """The trace of the request that made the event; without one, that of the sending itself."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    if "traceparent" in event:
        carrier = {name: event[name] for name in TRACE_FIELDS if name in event}
    return [
        ("content-type", CONTENT_TYPE.encode()),
        *((name, value.encode()) for name, value in carrier.items()),
    ]
{% endif %}
