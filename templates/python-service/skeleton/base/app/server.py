import asyncio
import contextlib
import logging
import math
import signal
import socket
from collections.abc import Iterator

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.config import Config
from app.service import Service

#: Longer than the idle time of common load balancers (60 s), so that they close first.
KEEP_ALIVE_SECONDS = 65
FIRST_REQUEST_SECONDS = 10
BACKLOG = 2048
logger = logging.getLogger(__name__)


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection on which no request arrives."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self.loop.call_later(FIRST_REQUEST_SECONDS, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """Leaves signals to `run_server`, which knows how this service stops."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class CloseConnections:
    """Sends clients elsewhere once the server stops; a keep-alive connection would stay open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.stopping = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_closing(message: Message) -> None:
            if self.stopping and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        await self._app(scope, receive, send_closing)


async def run_server(config: Config, service: Service) -> None:
    """Serves until SIGTERM or SIGINT, then finishes what is open and closes every part."""
    try:
        listener = _listen(config)
        app = CloseConnections(service.app)
        server = Server(
            uvicorn.Config(
                app,
                http=PatientProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=math.ceil(config.shutdown_timeout_ms / 1000),
            )
        )
        stopping = _stop_on_signals(server, app, config, service)
        logger.info("listening on http://%s:%d", config.host, listener.getsockname()[1])
        await server.serve(sockets=[listener])
        stopping.cancel()
        if server.server_state.connections:
            logger.warning("requests were still open and have been cut off")
    finally:
        await service.close()
    logger.info("stopped")


def _listen(config: Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host, config.port))
    except OSError as error:
        listener.close()
        raise OSError(f"cannot listen on {config.host}:{config.port}: {error.strerror}") from error
    listener.listen(BACKLOG)
    return listener


def _stop_on_signals(
    server: Server, app: CloseConnections, config: Config, service: Service
) -> asyncio.Task[None]:
    received: asyncio.Future[signal.Signals] = asyncio.get_running_loop().create_future()

    def receive(which: signal.Signals) -> None:
        if not received.done():
            received.set_result(which)

    for which in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(which, receive, which)

    async def stop() -> None:
        which = await received
        logger.info("%s: finishing open requests", which.name)
        service.readiness.stop()
        # An orchestrator needs a moment to see /ready change; a person at a terminal does not.
        if which is signal.SIGTERM:
            await asyncio.sleep(config.shutdown_delay_ms / 1000)
        app.stopping = True
        server.should_exit = True

    return asyncio.create_task(stop())
