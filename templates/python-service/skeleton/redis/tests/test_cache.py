from uuid import uuid4

import pytest
from redis.exceptions import RedisError

from app.data.cache import Cache
from app.data.redis_cache import RedisCache
from app.local.local_cache import MOST_ENTRIES, LocalCache
from tests.redis_server import needs_redis, start_redis
from tests.running_service import open_service


async def gives_back_what_was_set_until_it_is_deleted(cache: Cache) -> None:
    key = str(uuid4())
    await cache.check()
    assert await cache.get(key) is None
    await cache.set(key, '{"name":"grün"}', 60)
    assert await cache.get(key) == '{"name":"grün"}'
    await cache.delete(key)
    assert await cache.get(key) is None
    await cache.close()


async def test_the_local_cache_keeps_its_promise() -> None:
    await gives_back_what_was_set_until_it_is_deleted(LocalCache())


@needs_redis
async def test_the_redis_cache_keeps_its_promise() -> None:
    server = await start_redis()
    await gives_back_what_was_set_until_it_is_deleted(RedisCache(server.url))
    await server.stop()


@needs_redis
async def test_the_redis_cache_fails_at_once_while_the_server_is_away_and_recovers() -> None:
    server = await start_redis()
    cache = RedisCache(server.url)
    await cache.set("a", "1", 60)
    await server.stop()
    for _ in range(2):
        with pytest.raises(RedisError):
            await cache.get("a")

    again = await start_redis(server.port)
    assert await cache.get("a") is None
    await cache.close()
    await again.stop()


async def test_a_service_whose_cache_is_away_stays_ready_and_answers_from_its_store() -> None:
    async with open_service({"REDIS_URL": "redis://127.0.0.1:1"}) as service:
        created = await service.request("POST", "/v1/items", json={"name": "lamp"})
        assert (await service.request("GET", "/ready")).text == '{"status":"ready"}'
        assert any("cache does not answer" in line["msg"] for line in service.logged())
        read = await service.request("GET", created.headers["location"])
        assert read.json() == created.json()
        metrics = (await service.request("GET", "/metrics")).text
        assert 'cache_requests_total{result="error"} 1.0' in metrics


async def test_the_local_cache_forgets_a_value_when_its_time_is_over() -> None:
    now = 0.0
    cache = LocalCache(lambda: now)
    await cache.set("a", "1", 10)
    now = 9.9
    assert await cache.get("a") == "1"
    now = 10.0
    assert await cache.get("a") is None


async def test_the_local_cache_does_not_grow_without_end() -> None:
    cache = LocalCache()
    for index in range(MOST_ENTRIES + 1):
        await cache.set(str(index), "x", 60)
    assert await cache.get("0") is None
    assert await cache.get(str(MOST_ENTRIES)) == "x"
