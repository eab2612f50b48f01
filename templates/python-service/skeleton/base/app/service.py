from dataclasses import dataclass

from fastapi import FastAPI
from opentelemetry.sdk.trace import TracerProvider

from app.config import Config
{% if values.hasCache %}
from app.data.cache_metrics import CacheMetrics
from app.data.cached_item_repository import CachedItemRepository
{% endif %}
{% if values.hasDatabase %}
from app.data.database import open_database
from app.data.database_metrics import DatabaseMetrics
{% else %}
from app.data.memory_item_repository import MemoryItemRepository
{% endif %}
{% if values.hasCache %}
from app.data.open_cache import open_cache
{% endif %}
{% if values.hasDatabase %}
from app.data.postgres_item_repository import PostgresItemRepository
{% endif %}
{% if values.produces and not values.hasDatabase %}
from app.domain.item import Item
{% endif %}
from app.domain.item_service import ItemService
{% if values.produces and not values.hasDatabase %}
from app.events.item_event import ItemChangeKind, item_event
{% endif %}
{% if values.consumes %}
from app.events.item_request_consumer import ItemRequestConsumer
{% endif %}
{% if values.hasEvents %}
from app.events.messaging_metrics import MessagingMetrics
from app.events.open_event_bus import open_event_bus
{% endif %}
{% if values.produces and values.hasDatabase %}
from app.events.outbox_relay import OutboxRelay
{% endif %}
from app.http.authentication import create_authenticator
from app.http.create_app import create_app
{% if values.hasParts %}
from app.lifecycle import Lifecycle
{% endif %}
from app.metrics import Metrics
from app.readiness import Readiness
from app.telemetry import create_tracing


@dataclass(frozen=True, slots=True)
class Service:
    app: FastAPI
    readiness: Readiness
    tracing: TracerProvider
{% if values.hasParts %}
    lifecycle: Lifecycle

    async def close(self) -> None:
        await self.lifecycle.close()
        self.tracing.shutdown()
{% else %}

    async def close(self) -> None:
        self.tracing.shutdown()
{% endif %}


async def create_service(config: Config) -> Service:
{% if values.hasParts %}
    """Builds the service from its parts, outermost last; closing goes the other way round."""
    lifecycle = Lifecycle()
    try:
        return await _assemble(config, lifecycle)
    except BaseException:
        await lifecycle.close()
        raise


async def _assemble(config: Config, lifecycle: Lifecycle) -> Service:
{% else %}
    """Builds the service from its parts."""
{% endif %}
    metrics = Metrics(config)
    readiness = Readiness()
    tracing = create_tracing(config)
    tracer = tracing.get_tracer("app")
{% if values.hasEvents %}

    messaging = MessagingMetrics(metrics.registry)
    bus = await open_event_bus(config, messaging, tracer)
    lifecycle.on_close("event bus", bus.close)
{% if values.produces and values.hasDatabase %}
    # The outbox keeps events safe while the broker is away, so the service can go on without it.
    readiness.add("events", bus.check, required=False)
{% elif values.produces %}
    readiness.add("events", bus.check, required=True)
{% else %}
    # Requests over HTTP work without the broker; consuming goes on where it stopped.
    readiness.add("events", bus.check, required=False)
{% endif %}
{% endif %}
{% if values.hasDatabase %}

    database = await open_database(config, DatabaseMetrics(metrics.registry), tracer)
    lifecycle.on_close("database", database.close)
    readiness.add("database", database.check, required=True)
    metrics.before_scrape(database.measure)
{% if values.produces %}

    relay = OutboxRelay(database, bus, config.item_events_topic, metrics)
    relay.start()
    lifecycle.on_close("outbox relay", relay.stop)
{% endif %}
    ${{ "stored" if values.hasCache else "repository" }} = PostgresItemRepository(database)
{% elif values.produces %}

    async def announce(kind: ItemChangeKind, item: Item) -> None:
        await bus.publish(config.item_events_topic, [item_event(kind, item)])

    ${{ "stored" if values.hasCache else "repository" }} = MemoryItemRepository(announce)
{% else %}
    ${{ "stored" if values.hasCache else "repository" }} = MemoryItemRepository()
{% endif %}
{% if values.hasCache %}

    cache = await open_cache(config)
    lifecycle.on_close("cache", cache.close)
    # Without its cache the service is slower, not broken.
    readiness.add("cache", cache.check, required=False)
    repository = CachedItemRepository(
        stored,
        cache=cache,
        ttl_seconds=config.cache_ttl_seconds,
        metrics=CacheMetrics(metrics.registry),
    )
{% endif %}

    items = ItemService(repository)
{% if values.consumes %}

    consumer = ItemRequestConsumer(bus, items, config.item_requests_topic, messaging, readiness)
    await consumer.start()
    lifecycle.on_close("consumer", consumer.stop)
{% endif %}

    app = create_app(
        config=config,
        items=items,
        metrics=metrics,
        readiness=readiness,
        tracer=tracer,
        authenticator=create_authenticator(config),
    )
{% if values.hasParts %}
    return Service(app, readiness, tracing, lifecycle)
{% else %}
    return Service(app, readiness, tracing)
{% endif %}
