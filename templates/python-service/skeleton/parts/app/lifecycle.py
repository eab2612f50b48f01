import asyncio
import logging
from collections.abc import Awaitable, Callable

Close = Callable[[], Awaitable[None]]
LIMIT_SECONDS = 5.0
logger = logging.getLogger(__name__)


class Lifecycle:
    """Remembers what was opened and closes it in the opposite order."""

    def __init__(self, limit_seconds: float = LIMIT_SECONDS) -> None:
        self._limit_seconds = limit_seconds
        self._opened: list[tuple[str, Close]] = []

    def on_close(self, name: str, close: Close) -> None:
        self._opened.append((name, close))

    async def close(self) -> None:
        """One part that fails to close, or never ends, does not keep the others open."""
        while self._opened:
            name, close = self._opened.pop()
            try:
                async with asyncio.timeout(self._limit_seconds):
                    await close()
            except Exception:
                logger.exception("could not close %s", name)
