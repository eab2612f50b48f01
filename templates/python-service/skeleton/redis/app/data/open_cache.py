import logging

from app.config import Config
from app.data.cache import Cache
from app.data.redis_cache import RedisCache

logger = logging.getLogger(__name__)


async def open_cache(config: Config) -> Cache:
    """Opens REDIS_URL; in development, without one, a cache inside this process."""
    if config.redis_url is not None:
        return RedisCache(config.redis_url.get_secret_value())

    from app.local.local_cache import LocalCache

    logger.warning("REDIS_URL is not set: using a cache inside this process, for development only")
    return LocalCache()
