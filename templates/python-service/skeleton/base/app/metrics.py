from collections.abc import Awaitable, Callable
from typing import cast

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from app.config import Config

#: The buckets that OpenTelemetry recommends, so that dashboards and alerts fit every service.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)

# A second series for each counter, which nothing here reads. The library gives no types for this one.
cast(Callable[[], None], disable_created_metrics)()


class Metrics:
    """What is measured of every service. The names are OpenTelemetry's stable ones."""

    def __init__(self, config: Config) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self._refreshers: list[Callable[[], Awaitable[None]]] = []
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.request_duration = Histogram(
            "http_server_request_duration_seconds",
            "Duration of HTTP server requests.",
            ("http_request_method", "http_route", "http_response_status_code"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.active_requests = Gauge(
            "http_server_active_requests",
            "HTTP requests that are being answered.",
            registry=self.registry,
        )
        Gauge(
            "service_info",
            "The service and its version, always 1.",
            ("service_name", "service_version"),
            registry=self.registry,
        ).labels(config.otel_service_name, config.service_version).set(1)

    def before_scrape(self, refresh: Callable[[], Awaitable[None]]) -> None:
        """Registers what must be looked up when somebody asks, such as a count in a store."""
        self._refreshers.append(refresh)

    async def render(self) -> bytes:
        for refresh in self._refreshers:
            await refresh()
        return generate_latest(self.registry)
