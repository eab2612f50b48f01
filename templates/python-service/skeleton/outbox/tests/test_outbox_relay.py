import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from app.config import load_config
from app.data.database import Database
from app.data.postgres_item_repository import PostgresItemRepository
from app.domain.item import Item
from app.events.cloud_event import CloudEvent
from app.events.outbox_relay import OutboxRelay
from app.metrics import Metrics
from tests.postgres import open_test_database
from tests.stores import open_database_at

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)


class Bus:
    """Keeps what is published, unless it is broken."""

    def __init__(self) -> None:
        self.broken = False
        self.subjects: list[str] = []

    async def publish(self, _topic: str, events: Sequence[CloudEvent]) -> None:
        if self.broken:
            raise ConnectionError("broker is away")
        self.subjects += [event["subject"] for event in events]


class Setup:
    def __init__(self, database: Database) -> None:
        self.items = PostgresItemRepository(database)
        self.bus = Bus()
        self.metrics = Metrics(load_config({"AUTH_DISABLED": "true"}))
        self.relay = OutboxRelay(
            database, cast(Any, self.bus), "items", self.metrics, interval_seconds=0.005
        )

    async def create_item(self) -> str:
        item = Item(str(uuid4()), "lamp", "", NOW, NOW)
        await self.items.create(item)
        return item.id


@asynccontextmanager
async def setup() -> AsyncIterator[Setup]:
    async with open_test_database() as url, open_database_at(url) as database:
        yield Setup(database)


async def test_publishes_every_event_once_in_order_when_several_relay_at_the_same_time() -> None:
    async with setup() as given:
        made = [await given.create_item() for _ in range(25)]
        await asyncio.gather(*(given.relay.publish_batch() for _ in range(5)))
        assert given.bus.subjects == made
        assert await given.relay.publish_batch() == 0


async def test_keeps_events_while_the_broker_is_away_and_publishes_them_when_it_is_back() -> None:
    async with setup() as given:
        made = await given.create_item()
        given.bus.broken = True
        with pytest.raises(ConnectionError):
            await given.relay.publish_batch()
        given.relay.start()
        await asyncio.sleep(0.1)
        assert given.bus.subjects == []
        given.bus.broken = False
        for _ in range(100):
            if given.bus.subjects:
                break
            await asyncio.sleep(0.02)
        await given.relay.stop()
        assert given.bus.subjects == [made]


async def test_publishes_what_is_left_when_it_stops() -> None:
    async with setup() as given:
        made = await given.create_item()
        await given.relay.stop()
        assert given.bus.subjects == [made]


async def test_shows_how_many_events_wait_and_does_not_break_a_scrape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with setup() as given:
        await given.create_item()
        assert b"outbox_pending_messages 1.0" in await given.metrics.render()
    monkeypatch.setattr("app.data.database.CONNECT_SECONDS", 1)
    async with open_database_at("postgresql://127.0.0.1:1/x") as away:
        given = Setup(away)
        assert b"outbox_pending_messages NaN" in await given.metrics.render()
