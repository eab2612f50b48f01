import asyncio
import signal
import time
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Awaitable, Callable

START_SECONDS = 30
OUTPUT_LINES = 20


class ServerProcess:
    """A child process that is waited for, and quoted when it fails."""

    def __init__(self, command: list[str], process: Process) -> None:
        self._command = " ".join(command)
        self._process = process
        self._output: deque[str] = deque(maxlen=OUTPUT_LINES)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, command: list[str]) -> "ServerProcess":
        # Its own session: Ctrl-C must reach this process first, which then stops the server in order.
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        return cls(command, process)

    async def finished(self) -> None:
        """Waits for a command that ends by itself."""
        code = await self._process.wait()
        await self._reading
        if code != 0:
            raise self._error("failed")

    async def wait_until(self, ready: Callable[[], Awaitable[bool]]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not await ready():
            if self._process.returncode is not None:
                await self._reading
                raise self._error("ended at start")
            if time.monotonic() > deadline:
                await self.stop()
                raise self._error("did not answer in time")
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """SIGINT is PostgreSQL's fast shutdown: it ends sessions and leaves the data clean."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
        await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        if self._process.stdout is None:
            return
        async for line in self._process.stdout:
            self._output.append(line.decode(errors="replace").rstrip())

    def _error(self, what: str) -> OSError:
        return OSError("\n".join([f"{self._command} {what}:", *self._output]))
