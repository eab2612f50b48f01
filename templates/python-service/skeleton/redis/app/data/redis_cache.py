from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

PREFIX = "${{ values.name }}:"
#: A request never waits long for a cache that is away: commands fail and the caller goes on.
TIMEOUT_SECONDS = 0.5
CONNECTIONS = 20


class RedisCache:
    def __init__(self, url: str) -> None:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=TIMEOUT_SECONDS,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._redis = Redis.from_pool(pool)

    async def get(self, key: str) -> str | None:
        value = await self._redis.get(PREFIX + key)
        return value.decode() if isinstance(value, bytes) else value

    async def set(self, key: str, value: str, ttl_seconds: int) -> None:
        await self._redis.set(PREFIX + key, value, ex=ttl_seconds)

    async def delete(self, key: str) -> None:
        await self._redis.delete(PREFIX + key)

    async def check(self) -> None:
        await self._redis.echo("well")

    async def close(self) -> None:
        await self._redis.aclose()
