from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from app.config import load_config
from app.telemetry import create_tracing
from tests.running_service import RunningService


async def test_goes_on_with_the_trace_of_the_caller(service: RunningService) -> None:
    exporter = InMemorySpanExporter()
    service.service.tracing.add_span_processor(SimpleSpanProcessor(exporter))
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await service.request("GET", "/v1/items", headers={"traceparent": parent})

    [span] = [one for one in exporter.get_finished_spans() if one.kind is SpanKind.SERVER]
    assert span.name == "GET /v1/items"
    assert f"{span.context.trace_id:032x}" == "0af7651916cd43dd8448eb211c80319c"
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == "b7ad6b7169203331"
    assert span.attributes is not None
    assert span.attributes["http.response.status_code"] == 200


def test_names_the_service_and_starts_without_a_collector() -> None:
    settings = {
        "AUTH_DISABLED": "true",
        "OTEL_SERVICE_NAME": "named",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1",
    }
    tracing = create_tracing(load_config(settings))
    assert tracing.resource.attributes["service.name"] == "named"
    tracing.shutdown()
