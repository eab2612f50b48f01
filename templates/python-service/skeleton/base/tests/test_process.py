import asyncio
import contextlib
import os
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

{% if values.hasDatabase %}
from tests.postgres import open_test_database

{% endif %}
BODY = b'{"name":"slow"}'
HEAD = (
    b"POST /v1/items HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\n\r\n" % len(BODY)
)


@dataclass
class Run:
    process: Process
    port: str
    output: str = ""

    async def read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.output += line.decode()

    async def until(self, text: str) -> None:
        for _ in range(1000):
            if text in self.output:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError(f"The process did not say {text!r}:\n{self.output}")

    async def until_refused(self) -> None:
        for _ in range(1000):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except ConnectionRefusedError:
                return
            await hang_up(writer)
            await asyncio.sleep(0.02)
        raise TimeoutError(f"The process still listens:\n{self.output}")

    async def exit(self) -> int:
        async with asyncio.timeout(20):
            return await self.process.wait()

    async def status(self, path: str) -> int:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as client:
            return (await client.get(path)).status_code


@asynccontextmanager
async def run(module: str, environment: Mapping[str, str], *arguments: str) -> AsyncIterator[Run]:
    command = [sys.executable, "-m", module, *arguments]
    variables = {**os.environ, **environment}
    process = await asyncio.create_subprocess_exec(
        *command, env=variables, stdout=PIPE, stderr=STDOUT
    )
    running = Run(process, environment.get("PORT", ""))
    reading = asyncio.create_task(running.read())
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


@asynccontextmanager
async def start(environment: Mapping[str, str] | None = None) -> AsyncIterator[Run]:
    settings = {
        "APP_ENV": "test",
        "AUTH_DISABLED": "true",
        "PORT": str(free_port()),
        **(environment or {}),
    }
{% if values.hasDatabase %}
    async with (
        open_test_database() as url,
        run("app", {**settings, "DATABASE_URL": url}) as running,
    ):
        await running.until("listening on")
        yield running
{% else %}
    async with run("app", settings) as running:
        await running.until("listening on")
        yield running
{% endif %}


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_refuses_to_start_with_a_wrong_setting_and_names_it() -> None:
    async with run("app", {"PORT": "eighty"}) as running:
        assert await running.exit() == 1
        await asyncio.sleep(0.1)
        assert "PORT: " in running.output
        assert 'got "eighty"' in running.output
        assert "Traceback" not in running.output


async def test_does_not_start_in_production_without_what_it_needs() -> None:
    async with run("app", {"APP_ENV": "production"}) as running:
        assert await running.exit() == 1
        await asyncio.sleep(0.1)
        assert "JWT_ISSUER: required" in running.output
{% if values.hasDatabase %}
        assert "DATABASE_URL: required" in running.output
{% endif %}
{% if values.hasCache %}
        assert "REDIS_URL: required" in running.output
{% endif %}
{% if values.hasEvents %}
        assert "KAFKA_BROKERS: required" in running.output
{% endif %}


async def test_says_which_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        settings = {"APP_ENV": "test", "AUTH_DISABLED": "true", "PORT": port}
{% if values.hasDatabase %}
        settings["DATABASE_URL"] = "postgresql://127.0.0.1:1/x"
{% endif %}
        async with run("app", settings) as running:
            assert await running.exit() == 1
            await asyncio.sleep(0.1)
            assert f"cannot listen on 127.0.0.1:{port}" in running.output


async def test_finishes_an_open_request_after_sigterm_and_is_not_ready_meanwhile() -> None:
    async with start({"SHUTDOWN_DELAY_MS": "3000"}) as running:
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        writer.write(HEAD + BODY[:5])
        await writer.drain()

        running.process.terminate()
        await running.until("SIGTERM: finishing open requests")
        assert await running.status("/ready") == 503
        assert await running.status("/health") == 200
        await running.until_refused()
        writer.write(BODY[5:])
        answer = (await reader.read()).decode()
        await hang_up(writer)

        assert await running.exit() == 0
        assert answer.startswith("HTTP/1.1 201")
        assert "connection: close" in answer.lower()
        await running.until('"msg": "stopped"')


async def test_cuts_off_what_takes_longer_than_it_may_wait() -> None:
    # The delay lets the request arrive first, also on a busy machine.
    impatient = {"SHUTDOWN_DELAY_MS": "1000", "SHUTDOWN_TIMEOUT_MS": "200"}
    async with start(impatient) as running:
        _, writer = await asyncio.open_connection("127.0.0.1", running.port)
        writer.write(HEAD + BODY[:5])
        await writer.drain()
        running.process.terminate()
        assert await running.exit() == 0
        await running.until("have been cut off")
        await hang_up(writer)


async def test_has_a_health_check_that_fails_when_the_service_is_away() -> None:
    async with start() as running:
        async with run("app.healthcheck", {"PORT": running.port}) as check:
            assert await check.exit() == 0
        address = f"http://127.0.0.1:{running.port}/ready"
        async with run("app.healthcheck", {}, address) as check:
            assert await check.exit() == 0
    async with run("app.healthcheck", {"PORT": str(free_port())}) as check:
        assert await check.exit() == 1
