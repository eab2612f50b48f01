from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from app.domain.item import Item, ItemChange


@dataclass(frozen=True, slots=True)
class Position:
    """The place after which a page starts; items are ordered by creation time, then id."""

    created_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Idempotency:
    key: str
    #: A digest of the request, so that a key used again for something else is noticed.
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Stored:
    kind: Literal["created", "replayed"]
    item: Item


@dataclass(frozen=True, slots=True)
class Conflict:
    kind: Literal["conflict"] = "conflict"


CreateOutcome = Stored | Conflict


class ItemRepository(Protocol):
    async def list(self, limit: int, after: Position | None = None) -> list[Item]: ...

    async def find(self, item_id: str) -> Item | None: ...

    async def create(self, item: Item, idempotency: Idempotency | None = None) -> CreateOutcome: ...

    async def update(
        self, item_id: str, change: ItemChange, updated_at: datetime
    ) -> Item | None: ...

    async def remove(self, item_id: str) -> Literal["removed", "absent"]: ...
