import json

from app.data.database import Connection
from app.domain.item import Item
from app.events.item_event import ItemChangeKind, item_event


async def record_item_event(connection: Connection, kind: ItemChangeKind, item: Item) -> None:
    """Part of the change's own transaction: the event exists exactly when the change does."""
    event = item_event(kind, item)
    await connection.execute(
        "INSERT INTO outbox (message_key, event) VALUES (%s, %s)",
        [event["subject"], json.dumps(event)],
    )
