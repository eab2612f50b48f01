{% if values.produces %}
from collections.abc import Awaitable, Callable
{% endif %}
from dataclasses import replace
from datetime import datetime
from typing import Literal

from app.domain.item import Item, ItemChange
from app.domain.item_repository import Conflict, CreateOutcome, Idempotency, Position, Stored
{% if values.produces %}
from app.events.item_event import ItemChangeKind

AnnounceChange = Callable[[ItemChangeKind, Item], Awaitable[None]]
{% endif %}


class MemoryItemRepository:
    """Keeps items in this process: they are gone after a restart, and replicas do not share them."""

{% if values.produces %}
    # An event goes out before its change is kept: a change that cannot be announced does not happen.
    def __init__(self, announce: AnnounceChange) -> None:
        self._announce = announce
{% else %}
    def __init__(self) -> None:
{% endif %}
        self._items: dict[str, Item] = {}
        self._created: dict[str, tuple[str, Item]] = {}

    async def list(self, limit: int, after: Position | None = None) -> list[Item]:
        ordered = sorted(self._items.values(), key=_position_of)
        if after is not None:
            start = (after.created_at, after.id)
            ordered = [item for item in ordered if _position_of(item) > start]
        return ordered[:limit]

    async def find(self, item_id: str) -> Item | None:
        return self._items.get(item_id)

    async def create(self, item: Item, idempotency: Idempotency | None = None) -> CreateOutcome:
        if idempotency is not None and idempotency.key in self._created:
            fingerprint, earlier = self._created[idempotency.key]
            if fingerprint != idempotency.fingerprint:
                return Conflict()
            return Stored("replayed", earlier)

{% if values.produces %}
        await self._announce("created", item)
{% endif %}
        self._items[item.id] = item
        if idempotency is not None:
            self._created[idempotency.key] = (idempotency.fingerprint, item)
        return Stored("created", item)

    async def update(self, item_id: str, change: ItemChange, updated_at: datetime) -> Item | None:
        current = self._items.get(item_id)
        if current is None:
            return None
        item = replace(current, **change, updated_at=updated_at)
{% if values.produces %}
        await self._announce("updated", item)
{% endif %}
        self._items[item_id] = item
        return item

    async def remove(self, item_id: str) -> Literal["removed", "absent"]:
{% if values.produces %}
        item = self._items.get(item_id)
        if item is None:
            return "absent"
        await self._announce("deleted", item)
        self._items.pop(item_id, None)
        return "removed"
{% else %}
        return "absent" if self._items.pop(item_id, None) is None else "removed"
{% endif %}


def _position_of(item: Item) -> tuple[datetime, str]:
    return item.created_at, item.id
