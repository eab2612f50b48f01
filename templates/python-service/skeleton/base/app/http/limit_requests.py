import asyncio
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Config
from app.http.problem import Problem

WINDOW_SECONDS = 60
#: More clients than this in one minute share one count, so that memory stays bounded.
MOST_CLIENTS = 10_000


class LimitRate:
    """Each replica counts for itself: it protects this process, a gateway enforces fairness."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        config: Config,
        unlimited: frozenset[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._limit = config.rate_limit_per_minute
        self._hops = config.trust_proxy_hops
        self._unlimited = unlimited
        self._clock = clock
        self._counts: dict[str, int] = {}
        self._window_ends = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._unlimited:
            await self._app(scope, receive, send)
            return

        count, seconds_left = self._count(client_of(scope, self._hops))
        remaining = max(0, self._limit - count)
        state = f'"default";r={remaining};t={seconds_left}'
        policy = f'"default";q={self._limit};w={WINDOW_SECONDS}'
        if count > self._limit:
            detail = f"More than {self._limit} requests in a minute. Try again later."
            headers = {
                "retry-after": str(seconds_left),
                "ratelimit": state,
                "ratelimit-policy": policy,
            }
            raise Problem(429, detail, headers=headers)

        async def send_with_state(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["ratelimit"] = state
                headers["ratelimit-policy"] = policy
            await send(message)

        await self._app(scope, receive, send_with_state)

    def _count(self, client: str) -> tuple[int, int]:
        now = self._clock()
        if now >= self._window_ends:
            self._counts.clear()
            self._window_ends = now + WINDOW_SECONDS
        if client not in self._counts and len(self._counts) >= MOST_CLIENTS:
            client = "everybody else"
        self._counts[client] = self._counts.get(client, 0) + 1
        return self._counts[client], max(1, round(self._window_ends - now))


def client_of(scope: Scope, hops: int) -> str:
    """The address that the outermost trusted proxy saw; without a proxy, that of the connection."""
    peer: str = (scope.get("client") or ("unknown", 0))[0]
    if hops == 0:
        return peer
    forwarded = Headers(scope=scope).get("x-forwarded-for", "")
    addresses = [part.strip() for part in forwarded.split(",") if part.strip()]
    return [peer, *reversed(addresses)][min(hops, len(addresses))]


class LimitBody:
    """Refuses a body that is larger than agreed, by its header or when too much of it has come."""

    def __init__(self, app: ASGIApp, *, config: Config) -> None:
        self._app = app
        self._limit = config.body_limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "0") if scope["type"] == "http" else "0"
        if length.isdecimal() and int(length) > self._limit:
            raise self._problem()
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise self._problem()
            return message

        await self._app(scope, receive_counted, send)

    def _problem(self) -> Problem:
        return Problem(413, "The request body is larger than this service accepts.")


class LimitTime:
    """Gives up on a request that takes too long, and says whose turn it was."""

    def __init__(self, app: ASGIApp, *, config: Config) -> None:
        self._app = app
        self._seconds = config.request_timeout_ms / 1000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        receiving = False

        async def receive_noticed() -> Message:
            nonlocal receiving
            receiving = True
            message = await receive()
            receiving = False
            return message

        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, receive_noticed, send)
        except TimeoutError:
            if receiving:
                raise Problem(408, "The request did not arrive in time.") from None
            raise Problem(503, "The service could not answer this request in time.") from None
