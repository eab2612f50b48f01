import json
import logging
from datetime import datetime
from typing import Literal

from app.data.cache import Cache
from app.data.cache_metrics import CacheMetrics
from app.domain.item import Item, ItemChange
from app.domain.item_repository import CreateOutcome, Idempotency, ItemRepository, Position
from app.schemas.item import from_json, to_json

logger = logging.getLogger(__name__)


class CachedItemRepository:
    """Reads single items through a cache. When it is away they come from the store, only slower."""

    def __init__(
        self, items: ItemRepository, *, cache: Cache, ttl_seconds: int, metrics: CacheMetrics
    ) -> None:
        self._items = items
        self._cache = cache
        self._ttl_seconds = ttl_seconds
        self._requests = metrics.requests

    async def list(self, limit: int, after: Position | None = None) -> list[Item]:
        return await self._items.list(limit, after)

    async def find(self, item_id: str) -> Item | None:
        cached = await self._read(item_id)
        if cached is not None:
            return cached
        item = await self._items.find(item_id)
        if item is not None:
            await self._write(item)
        return item

    async def create(self, item: Item, idempotency: Idempotency | None = None) -> CreateOutcome:
        return await self._items.create(item, idempotency)

    async def update(self, item_id: str, change: ItemChange, updated_at: datetime) -> Item | None:
        item = await self._items.update(item_id, change, updated_at)
        await self._forget(item_id)
        return item

    async def remove(self, item_id: str) -> Literal["removed", "absent"]:
        outcome = await self._items.remove(item_id)
        await self._forget(item_id)
        return outcome

    async def _read(self, item_id: str) -> Item | None:
        try:
            text = await self._cache.get(_key_of(item_id))
            item = None if text is None else from_json(json.loads(text))
        except Exception as error:
            self._requests.labels("error").inc()
            logger.debug("the cache did not answer", exc_info=error)
            return None
        self._requests.labels("miss" if item is None else "hit").inc()
        return item

    async def _write(self, item: Item) -> None:
        try:
            text = json.dumps(to_json(item))
            await self._cache.set(_key_of(item.id), text, self._ttl_seconds)
        except Exception as error:
            logger.debug("the cache did not answer", exc_info=error)

    async def _forget(self, item_id: str) -> None:
        try:
            await self._cache.delete(_key_of(item_id))
        except Exception as error:
            logger.debug("the cache did not answer", exc_info=error)


def _key_of(item_id: str) -> str:
    return f"item:{item_id}"
