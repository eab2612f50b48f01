from prometheus_client import CollectorRegistry, Counter


class CacheMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "cache_requests", "Reads of the cache, by result.", ("result",), registry=registry
        )
        for result in ("hit", "miss", "error"):
            self.requests.labels(result)
