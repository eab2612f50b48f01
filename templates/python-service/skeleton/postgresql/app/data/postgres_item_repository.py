import json
from datetime import datetime
from typing import Literal

from psycopg.rows import DictRow

from app.data.database import Connection, Database
from app.domain.item import Item, ItemChange
from app.domain.item_repository import Conflict, CreateOutcome, Idempotency, Position, Stored
{% if values.produces %}
from app.events.record_item_event import record_item_event
{% endif %}
from app.schemas.item import from_json, to_json

LIST = """
    SELECT id, name, description, created_at, updated_at FROM items
    ORDER BY created_at, id
    LIMIT %(limit)s"""
LIST_AFTER = """
    SELECT id, name, description, created_at, updated_at FROM items
    WHERE (created_at, id) > (%(created_at)s, %(id)s::uuid)
    ORDER BY created_at, id
    LIMIT %(limit)s"""
FIND = "SELECT id, name, description, created_at, updated_at FROM items WHERE id = %s"
INSERT = """
    INSERT INTO items (id, name, description, created_at, updated_at)
    VALUES (%s, %s, %s, %s, %s)"""
UPDATE = """
    UPDATE items
    SET name = coalesce(%(name)s, name), description = coalesce(%(description)s, description),
        updated_at = %(updated_at)s
    WHERE id = %(id)s
    RETURNING id, name, description, created_at, updated_at"""
DELETE = """
    DELETE FROM items WHERE id = %s RETURNING id, name, description, created_at, updated_at"""
CLAIM_KEY = """
    INSERT INTO idempotency_keys (key, fingerprint, response) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO NOTHING"""
# Keys are kept for a week. Each new one clears away a few old ones, so no job has to do it.
FORGET_OLD_KEYS = """
    DELETE FROM idempotency_keys WHERE key IN (
      SELECT key FROM idempotency_keys WHERE created_at < now() - interval '7 days'
      LIMIT 10 FOR UPDATE SKIP LOCKED
    )"""


class PostgresItemRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self, limit: int, after: Position | None = None) -> list[Item]:
        parameters: dict[str, object] = {"limit": limit}
        if after is not None:
            parameters |= {"created_at": after.created_at, "id": after.id}
        async with self._database.transaction("list_items") as connection:
            cursor = await connection.execute(LIST if after is None else LIST_AFTER, parameters)
            return [_to_item(row) async for row in cursor]

    async def find(self, item_id: str) -> Item | None:
        async with self._database.transaction("find_item") as connection:
            row = await (await connection.execute(FIND, [item_id])).fetchone()
        return None if row is None else _to_item(row)

    async def create(self, item: Item, idempotency: Idempotency | None = None) -> CreateOutcome:
        async with self._database.transaction("create_item") as connection:
            if idempotency is not None:
                earlier = await _claim_key(connection, idempotency, item)
                if earlier is not None:
                    return earlier
            values = [item.id, item.name, item.description, item.created_at, item.updated_at]
            await connection.execute(INSERT, values)
{% if values.produces %}
            await record_item_event(connection, "created", item)
{% endif %}
        return Stored("created", item)

    async def update(self, item_id: str, change: ItemChange, updated_at: datetime) -> Item | None:
        parameters = {
            "id": item_id,
            "name": change.get("name"),
            "description": change.get("description"),
            "updated_at": updated_at,
        }
        async with self._database.transaction("update_item") as connection:
            row = await (await connection.execute(UPDATE, parameters)).fetchone()
{% if values.produces %}
            if row is None:
                return None
            item = _to_item(row)
            await record_item_event(connection, "updated", item)
        return item
{% else %}
        return None if row is None else _to_item(row)
{% endif %}

    async def remove(self, item_id: str) -> Literal["removed", "absent"]:
        async with self._database.transaction("delete_item") as connection:
            row = await (await connection.execute(DELETE, [item_id])).fetchone()
            if row is None:
                return "absent"
{% if values.produces %}
            await record_item_event(connection, "deleted", _to_item(row))
{% endif %}
        return "removed"


async def _claim_key(
    connection: Connection, idempotency: Idempotency, item: Item
) -> CreateOutcome | None:
    """Two requests with the same key meet at the primary key: the second waits, then finds its row."""
    response = json.dumps(to_json(item))
    claimed = await connection.execute(
        CLAIM_KEY, [idempotency.key, idempotency.fingerprint, response]
    )
    if claimed.rowcount == 1:
        await connection.execute(FORGET_OLD_KEYS)
        return None

    cursor = await connection.execute(
        "SELECT fingerprint, response FROM idempotency_keys WHERE key = %s", [idempotency.key]
    )
    earlier = await cursor.fetchone()
    if earlier is None or earlier["fingerprint"] != idempotency.fingerprint:
        return Conflict()
    return Stored("replayed", from_json(earlier["response"]))


def _to_item(row: DictRow) -> Item:
    return Item(
        id=str(row["id"]),
        name=row["name"],
        description=row["description"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )
