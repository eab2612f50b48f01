import time
from collections.abc import Callable

MOST_ENTRIES = 10_000


class LocalCache:
    """Stands in for Redis on a developer's machine. It is not shared between processes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: dict[str, tuple[str, float]] = {}

    async def get(self, key: str) -> str | None:
        value, expires_at = self._entries.get(key, ("", 0.0))
        if expires_at > self._clock():
            return value
        self._entries.pop(key, None)
        return None

    async def set(self, key: str, value: str, ttl_seconds: int) -> None:
        if len(self._entries) >= MOST_ENTRIES:
            del self._entries[next(iter(self._entries))]
        self._entries[key] = (value, self._clock() + ttl_seconds)

    async def delete(self, key: str) -> None:
        self._entries.pop(key, None)

    async def check(self) -> None:
        return None

    async def close(self) -> None:
        self._entries.clear()
