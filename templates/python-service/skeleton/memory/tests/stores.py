from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.data.memory_item_repository import MemoryItemRepository
{% if values.produces %}
from app.domain.item import Item
from app.events.item_event import ItemChangeKind
{% endif %}


@asynccontextmanager
async def open_test_repository() -> AsyncIterator[MemoryItemRepository]:
{% if values.produces %}
    async def announce(_kind: ItemChangeKind, _item: Item) -> None:
        return None

    yield MemoryItemRepository(announce)
{% else %}
    yield MemoryItemRepository()
{% endif %}
