import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from opentelemetry import trace

from app.config import Config

TRACE = 5
SILENT = logging.CRITICAL + 10
LEVELS = {
    "fatal": logging.CRITICAL,
    "error": logging.ERROR,
    "warn": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
    "trace": TRACE,
    "silent": SILENT,
}
NAMES = {number: name for name, number in LEVELS.items()}
#: These write a line for each attempt or each request; what matters of it reaches our own log.
NOISY = (
{% if values.hasEvents %}
    "aiokafka",
{% endif %}
{% if values.hasDatabase %}
    "psycopg.pool",
{% endif %}
    "asyncio",
    "urllib3",
    "uvicorn.access",
    "uvicorn.error",
)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with the trace it belongs to."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._service = {
            "service.name": config.otel_service_name,
            "service.version": config.service_version,
        }

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "level": NAMES.get(record.levelno, record.levelname.lower()),
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            **self._service,
            **_trace_fields(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["err"] = {
                "type": type(error).__name__,
                "message": str(error),
                "stack": self.formatException(record.exc_info),
            }
        return json.dumps({**line, "msg": record.getMessage()}, ensure_ascii=False, default=str)


def _trace_fields() -> dict[str, str]:
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return {}
    return {
        "trace_id": trace.format_trace_id(context.trace_id),
        "span_id": trace.format_span_id(context.span_id),
    }


def install_logging(config: Config, stream: TextIO | None = None) -> logging.Handler:
    """Sends every logger of the process to one stream, as JSON. Credentials never reach it."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonFormatter(config))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(LEVELS[config.log_level])
    quiet = logging.NOTSET if config.log_level in ("debug", "trace") else logging.CRITICAL
    for name in NOISY:
        logging.getLogger(name).setLevel(quiet)
    return handler
