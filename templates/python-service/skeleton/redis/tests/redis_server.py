import asyncio
import shutil
import socket
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass
from tempfile import gettempdir

import pytest

needs_redis = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="Redis: redis-server was not found."
)


@dataclass
class RedisServer:
    port: int
    process: Process

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    async def stop(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()


async def start_redis(port: int | None = None) -> RedisServer:
    """A real Redis that keeps nothing."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        chosen: int = port or probe.getsockname()[1]
    options = ["--port", str(chosen), "--bind", "127.0.0.1", "--save", "", "--dir", gettempdir()]
    process = await asyncio.create_subprocess_exec(
        "redis-server", *options, stdout=DEVNULL, stderr=DEVNULL
    )
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", chosen)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        await writer.wait_closed()
        break
    return RedisServer(chosen, process)
