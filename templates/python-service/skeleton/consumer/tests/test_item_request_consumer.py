import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from app.domain.item import ItemInput
from app.domain.item_service import ItemService
from app.events.event_bus import DeadLetter, ReceivedMessage
from app.events.item_request_consumer import ItemRequestConsumer
from app.events.messaging_metrics import MessagingMetrics
from app.local.local_event_bus import LocalEventBus
from app.readiness import Readiness
from tests.contract import expect_in_asyncapi
from tests.stores import open_test_repository

TOPIC = "requests"


def a_request(**fields: object) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/services/sender",
        "type": "dev.notes.${{ values.name }}.item.requested.v1",
        "subject": "lamp",
        "time": "2026-01-02T03:04:05.678Z",
        "datacontenttype": "application/json",
        "data": {"name": "lamp"},
        **fields,
    }


class RecordingBus(LocalEventBus):
    def __init__(self, metrics: MessagingMetrics) -> None:
        super().__init__(metrics)
        self.letters: list[DeadLetter] = []

    async def send_dead_letter(self, topic: str, letter: DeadLetter) -> None:
        await super().send_dead_letter(topic, letter)
        self.letters.append(letter)


class FailingItems(ItemService):
    """Fails as often as it is told to before it does its work."""

    failures = 0

    async def create(self, given: ItemInput, idempotency_key: str | None = None) -> Any:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("store is away")
        return await super().create(given, idempotency_key)


class Setup:
    def __init__(self, items: FailingItems) -> None:
        self.items = items
        self.registry = CollectorRegistry()
        metrics = MessagingMetrics(self.registry)
        self.bus = RecordingBus(metrics)
        self.readiness = Readiness()
        self.consumer = ItemRequestConsumer(
            self.bus, items, TOPIC, metrics, self.readiness, retry_seconds=0.001
        )

    async def deliver(self, value: object) -> None:
        text = value if isinstance(value, str) else json.dumps(value)
        await self.bus.deliver(TOPIC, ReceivedMessage("k", text))

    async def count_of(self, name: str) -> int:
        page = await self.items.list(100)
        return len([item for item in page.items if item.name == name])

    def count(self, outcome: str) -> str:
        label = f'{messages}_total{{messaging_destination_name="{TOPIC}",outcome="{outcome}"}} '
        lines = generate_latest(self.registry).decode().splitlines()
        return next((line.removeprefix(label) for line in lines if line.startswith(label)), "0")


messages = "messaging_client_consumed_messages"


@asynccontextmanager
async def setup() -> AsyncIterator[Setup]:
    async with open_test_repository() as repository:
        given = Setup(FailingItems(repository))
        await given.consumer.start()
        yield given
        await given.consumer.stop()


async def test_creates_one_item_for_a_request_however_often_it_arrives() -> None:
    async with setup() as given:
        name = str(uuid4())
        request = a_request(data={"name": name, "description": "by event"})
        expect_in_asyncapi("ItemRequest", request)
        await given.deliver(request)
        await given.deliver(request)
        assert await given.count_of(name) == 1
        assert given.count("handled") == "2.0"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("not json", id="no JSON"),
        pytest.param(a_request(type="something.else"), id="another type"),
        pytest.param(a_request(id=""), id="no id"),
        pytest.param(a_request(data={"name": " "}), id="a blank name"),
        pytest.param(a_request(data={"name": "a", "price": 1}), id="an unknown field"),
    ],
)
async def test_puts_a_request_aside_that_cannot_be_understood(value: object) -> None:
    async with setup() as given:
        await given.deliver(value)
        [letter] = given.bus.letters
        assert letter.reason
        assert given.count("dead_lettered") == "1.0"
        assert await given.count_of("lamp") == 0


async def test_puts_a_request_aside_that_reuses_an_id_for_something_else() -> None:
    async with setup() as given:
        request = a_request()
        await given.deliver(request)
        await given.deliver({**request, "data": {"name": "another"}})
        [letter] = given.bus.letters
        assert "used before" in letter.reason


async def test_tries_again_when_a_failure_passes() -> None:
    async with setup() as given:
        given.items.failures = 2
        await given.deliver(a_request())
        assert await given.count_of("lamp") == 1
        assert given.bus.letters == []


async def test_puts_a_request_aside_that_keeps_failing_while_all_else_is_well() -> None:
    async with setup() as given:
        given.items.failures = 3
        await given.deliver(a_request())
        [letter] = given.bus.letters
        assert letter.reason == "failed 3 times: ConnectionError"


async def test_leaves_a_request_on_the_topic_while_something_is_wrong() -> None:
    async def away() -> None:
        raise ConnectionError("away")

    async with setup() as given:
        given.readiness.add("database", away, required=True)
        given.items.failures = 3
        with pytest.raises(ConnectionError):
            await given.deliver(a_request())
        assert given.bus.letters == []
        assert given.count("failed") == "1.0"


async def test_takes_nothing_more_after_it_has_stopped() -> None:
    async with setup() as given:
        await given.consumer.stop()
        await given.deliver(a_request())
        assert await given.count_of("lamp") == 0
