from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from app.config import Config

EXPORT_TIMEOUT_SECONDS = 5


def create_tracing(config: Config) -> TracerProvider:
    """Traces are always made, so that logs carry their ids; they leave when there is an endpoint.

    The SDK itself reads OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER and its other variables.
    """
    resource = Resource.create(
        {"service.name": config.otel_service_name, "service.version": config.service_version}
    )
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    endpoint = config.otel_exporter_otlp_endpoint
    if endpoint is not None:
        exporter = OTLPSpanExporter(
            endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=EXPORT_TIMEOUT_SECONDS
        )
        provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider
