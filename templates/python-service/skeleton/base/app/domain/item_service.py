import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from uuid import uuid4

from app.domain.cursor import decode_cursor, encode_cursor
from app.domain.item import Item, ItemChange, ItemInput
from app.domain.item_error import ItemError
from app.domain.item_repository import Conflict, Idempotency, ItemRepository, Position
from app.domain.timestamps import now


@dataclass(frozen=True, slots=True)
class ItemPage:
    items: Sequence[Item]
    next_cursor: str | None


class ItemService:
    """The use cases of the resource. It knows nothing of HTTP and nothing of storage."""

    def __init__(self, items: ItemRepository, clock: Callable[[], datetime] = now) -> None:
        self._items = items
        self._clock = clock

    async def list(self, limit: int, cursor: str | None = None) -> ItemPage:
        after = None if cursor is None else decode_cursor(cursor)
        # One more than asked for tells whether there is a next page, without counting.
        found = await self._items.list(limit + 1, after)
        items = found[:limit]
        if len(found) <= limit:
            return ItemPage(items, None)
        last = Position(created_at=items[-1].created_at, id=items[-1].id)
        return ItemPage(items, encode_cursor(last))

    async def get(self, item_id: str) -> Item:
        return await self._items.find(item_id) or _not_found(item_id)

    async def create(self, given: ItemInput, idempotency_key: str | None = None) -> Item:
        moment = self._clock()
        item = Item(str(uuid4()), given.name, given.description, moment, moment)
        idempotency = (
            None
            if idempotency_key is None
            else Idempotency(idempotency_key, _fingerprint_of(given))
        )
        outcome = await self._items.create(item, idempotency)
        if isinstance(outcome, Conflict):
            raise ItemError(
                "idempotency-conflict",
                "This Idempotency-Key was used before for a different request. Choose a new key.",
            )
        return outcome.item

    async def update(self, item_id: str, change: ItemChange) -> Item:
        return await self._items.update(item_id, change, self._clock()) or _not_found(item_id)

    async def remove(self, item_id: str) -> None:
        if await self._items.remove(item_id) == "absent":
            _not_found(item_id)


def _not_found(item_id: str) -> NoReturn:
    raise ItemError("not-found", f'There is no item "{item_id}".')


def _fingerprint_of(given: ItemInput) -> str:
    content = json.dumps([given.name, given.description], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
