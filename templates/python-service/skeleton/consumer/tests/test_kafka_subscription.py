import asyncio
from typing import Any, cast

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import get_current_span
from prometheus_client import CollectorRegistry

from app.events.event_bus import MessageHandler, ReceivedMessage
from app.events.kafka_event_bus import KafkaEventBus
from app.events.kafka_subscription import KafkaSubscription
from app.events.messaging_metrics import MessagingMetrics
from tests.recording_kafka import Record, RecordingClients

TRACE = 0x0AF7651916CD43DD8448EB211C80319C


def subscription(clients: RecordingClients, handle: MessageHandler) -> KafkaSubscription:
    return KafkaSubscription(
        cast(Any, clients),
        "requests",
        handle,
        MessagingMetrics(CollectorRegistry()),
        TracerProvider().get_tracer("test"),
        reconnect_seconds=0.005,
        retry_seconds=0.001,
    )


async def until(holds: Any) -> None:
    for _ in range(2500):
        if holds():
            return
        await asyncio.sleep(0.002)
    raise TimeoutError("What was waited for did not happen.")


async def test_hands_each_message_over_as_text_in_the_trace_of_its_sender() -> None:
    received: list[tuple[ReceivedMessage, int]] = []

    async def handle(message: ReceivedMessage) -> None:
        received.append((message, get_current_span().get_span_context().trace_id))

    records = [Record(0, b"k", b"v"), Record(1, None, None)]
    records[0].headers = (("traceparent", f"00-{TRACE:032x}-b7ad6b7169203331-01".encode()),)
    clients = RecordingClients(records)
    running = subscription(clients, handle)
    running.start()
    running.start()
    await until(lambda: clients.kafka_consumer.committed == [1, 2])
    await running.stop()
    assert [message for message, _ in received] == [
        ReceivedMessage("k", "v"),
        ReceivedMessage(None, ""),
    ]
    assert received[0][1] == TRACE
    assert received[1][1] != TRACE
    assert clients.kafka_consumer.stopped == 1


async def test_takes_a_message_again_that_was_not_handled_and_keeps_the_order() -> None:
    taken: list[str] = []

    async def handle(message: ReceivedMessage) -> None:
        taken.append(message.value)
        if len(taken) < 3:
            raise RuntimeError("store is away")

    clients = RecordingClients([Record(0, None, b"first"), Record(1, None, b"second")])
    running = subscription(clients, handle)
    running.start()
    await until(lambda: clients.kafka_consumer.committed == [1, 2])
    await running.stop()
    assert taken == ["first", "first", "first", "second"]


async def test_connects_again_until_it_is_stopped() -> None:
    async def handle(_message: ReceivedMessage) -> None:
        return None

    clients = RecordingClients([Record(0, None, b"late")])
    clients.kafka_consumer.failures = 3
    bus = KafkaEventBus(
        cast(Any, clients), MessagingMetrics(CollectorRegistry()), TracerProvider().get_tracer("t")
    )
    stop = await bus.subscribe("requests", handle)
    await until(lambda: clients.kafka_consumer.started == 1)
    await stop()
    running = subscription(clients, handle)
    running.start()
    await until(lambda: clients.kafka_consumer.committed == [1])
    await running.stop()
    assert clients.kafka_consumer.failures == 0
