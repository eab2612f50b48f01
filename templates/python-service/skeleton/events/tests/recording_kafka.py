import asyncio
from typing import Any
{% if values.consumes %}

from aiokafka import TopicPartition
{% endif %}


class RecordingProducer:
    """Records what the bus asks of the client; the client itself is tested by its makers."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.started = 0
        self.stopped = 0
        self.sent: list[dict[str, Any]] = []

    async def start(self) -> None:
        self.started += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError("away")

    async def stop(self) -> None:
        self.stopped += 1

    async def send(self, topic: str, **message: Any) -> "asyncio.Future[None]":
        self.sent.append({"topic": topic, **message})
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    async def send_and_wait(self, topic: str, **message: Any) -> None:
        await (await self.send(topic, **message))


class RecordingAdmin:
    def __init__(self) -> None:
        self.failures = 0
        self.started = 0
        self.closed = 0

    async def start(self) -> None:
        self.started += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError("away")

    async def describe_cluster(self) -> dict[str, object]:
        return {"brokers": []}

    async def close(self) -> None:
        self.closed += 1
{% if values.consumes %}


class Record:
    def __init__(self, offset: int, key: bytes | None, value: bytes | None) -> None:
        self.offset = offset
        self.key = key
        self.value = value
        self.headers: tuple[tuple[str, bytes], ...] = ()


PARTITION = TopicPartition("requests", 0)


class RecordingConsumer:
    """One partition with a few messages, from which a seek reads again."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self.next = 0
        self.failures = 0
        self.started = 0
        self.stopped = 0
        self.committed: list[int] = []

    async def start(self) -> None:
        self.started += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError("away")

    async def stop(self) -> None:
        self.stopped += 1

    async def getmany(self, **_options: object) -> dict[TopicPartition, list[Record]]:
        await asyncio.sleep(0.001)
        if self.next >= len(self.records):
            return {}
        self.next += 1
        return {PARTITION: [self.records[self.next - 1]]}

    def seek(self, _partition: TopicPartition, offset: int) -> None:
        self.next = offset

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        self.committed.append(offsets[PARTITION])

    def assignment(self) -> set[TopicPartition]:
        return {PARTITION}

    def highwater(self, _partition: TopicPartition) -> int:
        return len(self.records)

    async def position(self, _partition: TopicPartition) -> int:
        return self.next
{% endif %}


class RecordingClients:
    def __init__(self{% if values.consumes %}, records: list[Record] | None = None{% endif %}) -> None:
        self.kafka_producer = RecordingProducer()
        self.kafka_admin = RecordingAdmin()
{% if values.consumes %}
        self.kafka_consumer = RecordingConsumer(records or [])
{% endif %}

    def producer(self) -> RecordingProducer:
        return self.kafka_producer

    def admin(self) -> RecordingAdmin:
        return self.kafka_admin
{% if values.consumes %}

    def consumer(self, _topic: str) -> RecordingConsumer:
        return self.kafka_consumer
{% endif %}
