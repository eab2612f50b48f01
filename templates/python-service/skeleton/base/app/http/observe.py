import logging
import re
import time
from typing import Any
from uuid import uuid4

from opentelemetry import propagate
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import Metrics

REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
#: Kubernetes asks these every few seconds; their answers are visible in the metrics.
QUIET = frozenset(("/health", "/health/live", "/ready", "/health/ready", "/metrics"))
#: The same question under another name.
ALIASES = {"/health/live": "/health", "/health/ready": "/ready"}
logger = logging.getLogger(__name__)


class Observe:
    """Gives each request an id, a span, a measurement, and one line in the log when it is answered."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, tracer: Tracer) -> None:
        self._app = app
        self._metrics = metrics
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        started = time.perf_counter()
        with (
            self._metrics.active_requests.track_inprogress(),
            self._tracer.start_as_current_span(
                method, context=propagate.extract(headers), kind=SpanKind.SERVER
            ) as span,
        ):
            try:
                await self._app(scope, receive, send_with_id)
            finally:
                seconds = time.perf_counter() - started
                route = route_of(scope)
                self._metrics.request_duration.labels(method, route, str(status)).observe(seconds)
                span.update_name(f"{method} {route}")
                span.set_attributes(
                    {
                        "http.request.method": method,
                        "http.route": route,
                        "http.response.status_code": status,
                        "url.path": scope["path"],
                    }
                )
                if status >= 500:
                    span.set_status(Status(StatusCode.ERROR))
                _log(scope, request_id, status, seconds)


def route_of(scope: Scope) -> str:
    """The route template, never the path itself: one label value a path would grow without end."""
    template = getattr(scope.get("route"), "path_format", None)
    return ALIASES.get(template, template) if isinstance(template, str) else "unmatched"


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else str(uuid4())


def _log(scope: Scope, request_id: str, status: int, seconds: float) -> None:
    if scope["path"] in QUIET:
        return
    query = scope["query_string"].decode("latin-1")
    fields: dict[str, Any] = {
        "req": {
            "id": request_id,
            "method": scope["method"],
            "url": scope["path"] + (f"?{query}" if query else ""),
        },
        "res": {"statusCode": status},
        "responseTime": round(seconds * 1000, 3),
    }
    level = logging.ERROR if status >= 500 else logging.WARNING if status >= 400 else logging.INFO
    logger.log(level, "request completed", extra={"fields": fields})
