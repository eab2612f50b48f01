import logging

from opentelemetry.trace import Tracer

from app.config import Config
from app.events.event_bus import EventBus
from app.events.kafka_clients import KafkaClients
from app.events.kafka_event_bus import KafkaEventBus
from app.events.messaging_metrics import MessagingMetrics

logger = logging.getLogger(__name__)


async def open_event_bus(config: Config, metrics: MessagingMetrics, tracer: Tracer) -> EventBus:
    """Opens KAFKA_BROKERS; in development, without them, a bus inside this process."""
    if config.kafka_brokers is not None:
        return KafkaEventBus(KafkaClients(config), metrics, tracer)

    from app.local.local_event_bus import LocalEventBus

    logger.warning(
        "KAFKA_BROKERS is not set: using a bus inside this process, for development only"
    )
    return LocalEventBus(metrics)
