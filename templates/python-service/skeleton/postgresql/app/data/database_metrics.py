from prometheus_client import CollectorRegistry, Gauge, Histogram

BUCKETS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10)


class DatabaseMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.connections = Gauge(
            "db_client_connection_count",
            "Connections of the pool.",
            ("state",),
            registry=registry,
        )
        self.operation_duration = Histogram(
            "db_client_operation_duration_seconds",
            "Duration of database operations.",
            ("db_operation_name",),
            buckets=BUCKETS,
            registry=registry,
        )
        for state in ("used", "idle"):
            self.connections.labels(state).set(0)
