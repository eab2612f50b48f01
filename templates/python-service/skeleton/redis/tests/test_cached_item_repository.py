from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from prometheus_client import CollectorRegistry

from app.data.cache import Cache
from app.data.cache_metrics import CacheMetrics
from app.data.cached_item_repository import CachedItemRepository
from app.domain.item import Item
from app.local.local_cache import LocalCache
from tests.stores import open_test_repository

NOW = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)


class Setup:
    """A cached repository that counts how often its store is asked."""

    def __init__(self, items: CachedItemRepository, item: Item, finds: list[str]) -> None:
        self.items = items
        self.item = item
        self.finds = finds


@asynccontextmanager
async def setup(monkeypatch: pytest.MonkeyPatch, cache: Cache) -> AsyncIterator[Setup]:
    async with open_test_repository() as store:
        finds: list[str] = []
        find = store.find

        async def counted(item_id: str) -> Item | None:
            finds.append(item_id)
            return await find(item_id)

        monkeypatch.setattr(store, "find", counted)
        metrics = CacheMetrics(CollectorRegistry())
        items = CachedItemRepository(store, cache=cache, ttl_seconds=60, metrics=metrics)
        item = Item(str(uuid4()), "lamp", "", NOW, NOW)
        await items.create(item)
        yield Setup(items, item, finds)


async def test_asks_the_store_once_for_an_item_that_is_read_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with setup(monkeypatch, LocalCache()) as given:
        assert await given.items.find(given.item.id) == given.item
        assert await given.items.find(given.item.id) == given.item
        assert len(given.finds) == 1


async def test_does_not_keep_the_absence_of_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    async with setup(monkeypatch, LocalCache()) as given:
        item_id = str(uuid4())
        assert await given.items.find(item_id) is None
        assert await given.items.find(item_id) is None
        assert len(given.finds) == 2


async def test_shows_a_change_and_a_removal_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with setup(monkeypatch, LocalCache()) as given:
        await given.items.find(given.item.id)
        await given.items.update(given.item.id, {"name": "chair"}, NOW)
        changed = await given.items.find(given.item.id)
        assert changed is not None
        assert changed.name == "chair"
        assert await given.items.remove(given.item.id) == "removed"
        assert await given.items.find(given.item.id) is None


class AwayCache:
    """A cache that never answers."""

    async def get(self, key: str) -> str | None:
        raise ConnectionError(key)

    async def set(self, key: str, value: str, ttl_seconds: int) -> None:
        raise ConnectionError(f"{key} {value} {ttl_seconds}")

    async def delete(self, key: str) -> None:
        raise ConnectionError(key)

    async def check(self) -> None:
        raise ConnectionError("away")

    async def close(self) -> None:
        raise ConnectionError("away")


async def test_goes_on_with_the_store_while_the_cache_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with setup(monkeypatch, AwayCache()) as given:
        assert await given.items.find(given.item.id) == given.item
        changed = await given.items.update(given.item.id, {"name": "chair"}, NOW)
        assert changed is not None
        assert len(await given.items.list(1)) == 1
        assert await given.items.remove(given.item.id) == "removed"
