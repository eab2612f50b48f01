{% if values.produces and values.consumes %}
import json
{% endif %}
import logging
{% if values.produces %}
from collections.abc import Sequence

from app.events.cloud_event import CloudEvent
{% else %}

{% endif %}
{% if values.consumes %}
from app.events.event_bus import DeadLetter, MessageHandler, ReceivedMessage, StopConsuming
{% endif %}
from app.events.messaging_metrics import MessagingMetrics

logger = logging.getLogger(__name__)


class LocalEventBus:
    """Stands in for Kafka on a developer's machine: it logs what goes by and keeps nothing."""

    def __init__(self, metrics: MessagingMetrics) -> None:
        self._metrics = metrics
{% if values.consumes %}
        self._handlers: dict[str, MessageHandler] = {}
{% endif %}
{% if values.produces %}

    async def publish(self, topic: str, events: Sequence[CloudEvent]) -> None:
        for event in events:
            fields = {"topic": topic, "event": event}
            logger.info("event published on the local bus", extra={"fields": fields})
            self._metrics.sent.labels(topic).inc()
{% if values.consumes %}
            await self.deliver(topic, ReceivedMessage(event["subject"], json.dumps(event)))
{% endif %}
{% endif %}
{% if values.consumes %}

    async def subscribe(self, topic: str, handle: MessageHandler) -> StopConsuming:
        self._handlers[topic] = handle
        self._metrics.lag.labels(topic).set(0)

        async def stop() -> None:
            self._handlers.pop(topic, None)

        return stop

    async def send_dead_letter(self, topic: str, letter: DeadLetter) -> None:
        fields = {"topic": topic, "reason": letter.reason, "value": letter.message.value}
        logger.warning("dead letter on the local bus", extra={"fields": fields})

    async def deliver(self, topic: str, message: ReceivedMessage) -> None:
        """Hands a message to its subscriber, as a broker would."""
        handle = self._handlers.get(topic)
        if handle is not None:
            await handle(message)
{% endif %}

    async def check(self) -> None:
        return None

    async def close(self) -> None:
{% if values.consumes %}
        self._handlers.clear()
{% else %}
        return None
{% endif %}
