from typing import Literal
from uuid import uuid4

from opentelemetry import propagate

from app.domain.item import Item
from app.domain.timestamps import format_timestamp, now
from app.events.cloud_event import TRACE_FIELDS, CloudEvent
from app.schemas.item import to_json

ItemChangeKind = Literal["created", "updated", "deleted"]


def item_event(kind: ItemChangeKind, item: Item) -> CloudEvent:
    """Tells other services what happened to an item; asyncapi.yaml describes it to them."""
    event: CloudEvent = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/services/${{ values.name }}",
        "type": f"dev.notes.${{ values.name }}.item.{kind}.v1",
        "subject": item.id,
        "time": format_timestamp(now()),
        "datacontenttype": "application/json",
        "data": to_json(item),
    }
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    for field in TRACE_FIELDS:
        if field in carrier:
            event[field] = carrier[field]
    return event
